//! Builds the calls to Graph, as values.
//!
//! A [`Request`] holds the [`Operation`], the path and the body of one call. It
//! holds neither token nor host, so the same value can be sent, recorded,
//! compared and replayed. Ids are percent-encoded here and nowhere else. The
//! constructors are grouped by subject: jobs, printers and shares, tasks. A
//! [`Batch`] puts several reads into one request.
//!
//! # Sending a request
//!
//! Your HTTP client adds the token and a `client-request-id`:
//!
//! ```
//! use universal_print::endpoint::{Cloud, Endpoint, Version};
//! use universal_print::ids::{JobId, PrinterId};
//! use universal_print::request::{Method, Request, RequestTarget};
//!
//! let queue = PrinterId::new("41c1f0f0").unwrap();
//! let destination_printer = PrinterId::new("c21e7e0a").unwrap();
//! let job = JobId::new("211").unwrap();
//! let request = Request::redirect(&queue, &job, &destination_printer, None);
//!
//! let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
//! let url = match &request.target {
//!     RequestTarget::Path(path) => graph.url(path),
//!     RequestTarget::Next(link) => link.as_str().to_owned(),
//! };
//! assert_eq!(request.method, Method::Post);
//! assert_eq!(url, "https://graph.microsoft.com/v1.0/print/printers/41c1f0f0/jobs/211/redirect");
//! assert_eq!(
//!     request.headers(),
//!     [("accept", "application/json"), ("content-type", "application/json")]
//! );
//! assert_eq!(request.body.unwrap().to_string(), r#"{"destinationPrinterId":"c21e7e0a"}"#);
//! ```
//!
//! # Several reads in one request
//!
//! ```
//! use std::time::Duration;
//! use universal_print::answer::{Answer, AnswerHeaders};
//! use universal_print::fault::{Cause, Fault};
//! use universal_print::ids::{JobId, ShareId};
//! use universal_print::job::Job;
//! use universal_print::json;
//! use universal_print::request::{Batch, Request};
//!
//! let share = ShareId::new("6a0c1f52").unwrap();
//! let reads = ["9", "10"].map(|id| {
//!     let job = JobId::new(id).unwrap();
//!     (Request::job_of_share(&share, &job), format!("client-request-id-{id}"))
//! });
//! let (batch, request) = Batch::of(&reads).unwrap();
//!
//! // Graph answers in any order, each read with its own status.
//! let answer = Answer {
//!     operation: request.operation,
//!     client_request_id: "0b9c1f6e".to_owned(),
//!     time: None,
//!     status: 200,
//!     headers: AnswerHeaders::default(),
//!     body: json::parse(r#"{
//!         "responses": [
//!             { "id": "1", "status": 429, "headers": { "Retry-After": "2.128" }, "body": {} },
//!             { "id": "0", "status": 200, "headers": {}, "body": { "id": "9" } }
//!         ]
//!     }"#),
//! };
//! let answers = batch.read(&answer)?;
//! let job: Job = answers[0].clone()?.read()?;
//! assert_eq!(job.id.as_str(), "9");
//! let fault = answers[1].clone()?.refusal().unwrap();
//! let retry_after = Some(Duration::from_millis(2128));
//! assert_eq!(fault.cause, Cause::Throttled { retry_after });
//! # Ok::<(), Fault>(())
//! ```

mod batch;
mod job;
mod printer;
mod task;

use crate::json::Value;

use crate::page::NextLink;

pub use crate::operation::{CallFacts, Operation};
pub use crate::permission::PermissionKind;
pub use batch::{Batch, BatchError};
pub use job::{ABORT, JobExpand, LIST_JOBS_OF_PRINTER};
pub use printer::{GET_PRINTER, PRINTER_DETAIL, SHARE_DETAIL, SHARE_ROW};
pub use task::{
    CREATE_TASK_DEFINITION, CREATE_TASK_TRIGGER, LIST_TASK_DEFINITIONS, LIST_TASK_TRIGGERS,
    LIST_TASKS,
};

/// An HTTP method.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestTarget {
    /// A path that follows the endpoint's version, with its query.
    Path(String),
    /// The opaque address of the next page.
    Next(NextLink),
}

/// One call to Graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which call it is.
    pub operation: Operation,
    /// `GET` or `POST`.
    pub method: Method,
    /// Where it goes.
    pub target: RequestTarget,
    /// The JSON it carries.
    pub body: Option<Value>,
}

impl Request {
    /// The next page of an earlier call.
    pub fn next(operation: Operation, link: NextLink) -> Self {
        Self {
            operation,
            method: Method::Get,
            target: RequestTarget::Next(link),
            body: None,
        }
    }

    /// The headers of the call, except authorization and `client-request-id`.
    pub fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let mut headers = vec![("accept", "application/json")];
        if self.body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        // Without it, members added after the first release arrive as `unknownFutureValue`:
        // https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
        if self.operation.is_read() {
            headers.push(("prefer", "include-unknown-enum-members"));
        }
        headers
    }

    fn get(operation: Operation, path: String) -> Self {
        Self {
            operation,
            method: Method::Get,
            target: RequestTarget::Path(path),
            body: None,
        }
    }

    fn post(operation: Operation, path: String, body: Option<Value>) -> Self {
        Self {
            operation,
            method: Method::Post,
            target: RequestTarget::Path(path),
            body,
        }
    }
}

/// Percent-encodes everything except RFC 3986's unreserved characters, so that
/// an id can neither leave its path segment nor start a query. Encoding does not
/// help against dot segments; [`crate::ids`] refuses those.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
                encoded.push(digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

/// The calls that are variants of [`Operation`].
#[cfg(test)]
pub(crate) const WIDGET_CALLS: [Operation; 9] = [
    Operation::ListJobs,
    Operation::GetJob,
    Operation::Redirect,
    Operation::Cancel,
    Operation::ListShares,
    Operation::GetShare,
    Operation::GetPrinterOfShare,
    Operation::ListRecentShares,
    Operation::ListSharesOfPrinter,
];

/// The calls that are described by [`CallFacts`].
#[cfg(test)]
pub(crate) static CALLS_BY_FACTS: [&CallFacts; 8] = [
    &LIST_JOBS_OF_PRINTER,
    &ABORT,
    &GET_PRINTER,
    &LIST_TASK_DEFINITIONS,
    &CREATE_TASK_DEFINITION,
    &LIST_TASKS,
    &LIST_TASK_TRIGGERS,
    &CREATE_TASK_TRIGGER,
];

/// The path of a request that has one.
#[cfg(test)]
pub(crate) fn path(request: &Request) -> &str {
    match &request.target {
        RequestTarget::Path(path) => path,
        RequestTarget::Next(_) => panic!("a path was expected"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PrinterId, ShareId};
    use proptest::prelude::*;

    #[test]
    fn every_call_has_a_name_of_its_own() {
        let described = CALLS_BY_FACTS.iter().map(|call| Operation::Described(call));
        let mut names: Vec<_> = WIDGET_CALLS
            .into_iter()
            .chain(described)
            .map(Operation::name)
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn only_reads_ask_for_unknown_enum_members() {
        let asks = |request: &Request| request.headers().iter().any(|(name, _)| *name == "prefer");
        let printer = PrinterId::new("p").unwrap();
        let job = crate::ids::JobId::new("1").unwrap();
        assert!(asks(&Request::jobs_of_printer(
            &printer,
            JobExpand::Nothing
        )));
        assert!(!asks(&Request::cancel(&printer, &job)));
        assert!(!asks(&Request::abort(&printer, &job, None)));
    }

    proptest! {
        #[test]
        fn an_id_never_leaves_its_path_segment(id in "\\PC{1,20}") {
            let Some(share) = ShareId::new(&id) else { return Ok(()) };
            let request = Request::share_with_printer(&share);
            let rest = path(&request).strip_prefix("/print/shares/").unwrap();
            let (segment, query) = rest.split_once('?').unwrap();
            prop_assert!(!segment.contains(['/', '#', '\\', '&']));
            prop_assert!(segment != "." && segment != "..");
            prop_assert_eq!(query, "$select=id,displayName&$expand=printer($select=id)");
        }
    }
}
