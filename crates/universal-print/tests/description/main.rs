//! Holds every request that this crate can build to Microsoft's own description of
//! the print calls, in v1.0 and in beta: the methods and paths, the query options,
//! the members that a query names, and the bodies.
//!
//! `extract.json` is the part of the description that is needed; `extract.py` makes
//! it and names the source. Where the description and the documentation's pages
//! differ, the requests fit both: a page calls the body of abort optional, the
//! description requires one.
//!
//! The description has only what is below `/print`. Two calls are elsewhere, and are
//! held to their pages: [`ELSEWHERE`]. The calls of the description have the same
//! paths and bodies in both versions, so no path is chosen by version.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy spares tests only inside the functions marked as such"
)]

mod description;
mod requests;

use description::{Description, VERSIONS};
use requests::{every_request, jobs};
use serde_json::json;
use universal_print::ids::{JobId, PrinterId};
use universal_print::request::{Method, Request, RequestTarget};

/// The calls that are not below `/print`, and the pages that document them.
const ELSEWHERE: [(&str, &str); 2] = [
    (
        "GET /me/print/recentPrinterShares",
        "https://learn.microsoft.com/graph/api/print-list-recentshares?view=graph-rest-beta",
    ),
    (
        "POST /$batch",
        "https://learn.microsoft.com/graph/json-batching",
    ),
];

#[test]
fn every_request_fits_the_description_of_its_version() {
    for version in VERSIONS {
        let description = Description::of(version);
        for (name, request) in every_request(version) {
            let differences = description.differences(&request);
            assert_eq!(differences, [""; 0], "{version:?}: {name}: {request:?}");
        }
    }
}

#[test]
fn every_constructor_of_a_request_is_held_to_the_description() {
    let sources = [
        include_str!("../../src/request/job.rs"),
        include_str!("../../src/request/printer.rs"),
        include_str!("../../src/request/task.rs"),
        include_str!("../../src/request/batch.rs"),
    ];
    let constructors = sources.iter().flat_map(|source| {
        let code = source.split("#[cfg(test)]").next().unwrap();
        let functions = code.split("    pub fn ").skip(1);
        functions.filter_map(|function| {
            let (signature, _) = function.split_once(" {")?;
            let makes_one = signature.ends_with("-> Self") || signature.contains("Request), ");
            makes_one.then(|| function.split_once('(').unwrap().0)
        })
    });
    let mut constructors: Vec<_> = constructors.collect();
    constructors.sort_unstable();
    let mut held: Vec<_> = every_request(VERSIONS[0])
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    held.sort_unstable();
    held.dedup();
    assert_eq!(held, constructors);
}

#[test]
fn the_description_lacks_no_call_but_the_two_elsewhere() {
    let description = Description::of(VERSIONS[0]);
    for (_, request) in every_request(VERSIONS[0]) {
        let call = description.call_of(&request);
        let elsewhere = ELSEWHERE.iter().any(|(known, _)| *known == call);
        assert_ne!(description.describes(&call), elsewhere, "{call}");
    }
}

#[test]
fn a_request_that_does_not_fit_is_found() {
    let printer = PrinterId::new("p").unwrap();
    let job = JobId::new("1").unwrap();
    let redirect = |configuration: serde_json::Value| -> Request {
        Request::redirect(&printer, &job, &printer, Some(configuration.into()))
    };
    let without_body = Request {
        body: None,
        ..Request::abort(&printer, &job, None)
    };
    let with_body = Request {
        body: Some(json!({}).into()),
        ..Request::cancel(&printer, &job)
    };
    let at = |path: &str| Request {
        target: RequestTarget::Path(path.to_owned()),
        ..jobs()
    };
    let posted = Request {
        method: Method::Post,
        ..jobs()
    };
    for (request, expected) in [
        (without_body, "the body is missing"),
        (with_body, "no body is described"),
        (posted, "the call is not described"),
        (at("/print/shares/s/job"), "the call is not described"),
        (at("/print/shares/s?$top=5"), "$top is no query option"),
        (
            at("/print/shares/s?$select=id,colour"),
            "colour is no member",
        ),
        (
            at("/print/shares/s?$expand=status"),
            "status cannot be expanded",
        ),
        (
            at("/print/shares/s?$expand=printer($select=secret)"),
            "secret is no member",
        ),
        (
            at("/print/shares/s/jobs?$filter=owner%20eq%20%27a%27"),
            "owner is no member",
        ),
        (
            at("/print/shares/s/jobs?$filter=createdBy/userPrincipalName%20eq%20%27a%27b%27"),
            "the filter has an open quote",
        ),
        (redirect(json!({ "copies": "1" })), "copies is no int32"),
        (
            redirect(json!({ "copies": 3_000_000_000_i64 })),
            "copies is no int32",
        ),
        (redirect(json!({ "stapled": true })), "stapled is no member"),
        (
            redirect(json!({ "colorMode": "blue" })),
            "colorMode is no printColorMode",
        ),
        (
            redirect(json!({ "colorMode": "unknownFutureValue" })),
            "colorMode is no printColorMode",
        ),
        (
            redirect(json!({ "finishings": ["glue"] })),
            "finishings is no printFinishing",
        ),
        (
            redirect(json!({ "margin": { "inner": 1 } })),
            "inner is no member",
        ),
        (
            redirect(json!([])),
            "configuration is no printJobConfiguration",
        ),
    ] {
        for version in VERSIONS {
            let found = Description::of(version).differences(&request);
            assert_eq!(found, [expected], "{request:?}");
        }
    }
}
