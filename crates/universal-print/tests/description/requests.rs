//! One request or more of every constructor.

use serde_json::json;
use universal_print::configuration::{
    Changes, ColorMode, Configuration, DuplexMode, FeedOrientation, Finishing, Margin,
    MultipageLayout, Orientation, PageRange, Quality, Scaling, overlay,
};
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::ids::{JobId, PrinterId, ShareId, TaskDefinitionId};
use universal_print::json::Value;
use universal_print::request::{Batch, JobExpand, PRINTER_DETAIL, Request, SHARE_DETAIL};
use universal_print::wire::Wire;

/// Requests by the names of their constructors.
pub(crate) fn every_request(version: Version) -> Vec<(&'static str, Request)> {
    let share = ShareId::new("6a0c1f52-3a4e-4b7c-9d55-0b1d2c3e4f50").unwrap();
    let printer = PrinterId::new("ae63f617-4856-4b45-8ea9-69dfbeea230e").unwrap();
    let job = JobId::new("5182").unwrap();
    let definition = TaskDefinitionId::new("fab143fd-ee61-4358-8558-2c7dee953982").unwrap();
    let endpoint = Endpoint::of_cloud(Cloud::Global, version);
    let mut requests = vec![
        ("jobs_of_share", jobs()),
        (
            "jobs_of_share",
            Request::jobs_of_share(&share, Some("mary.o'neil+a&b#c@contoso.example")),
        ),
        ("job_of_share", Request::job_of_share(&share, &job)),
        (
            "redirect",
            Request::redirect(&printer, &job, &printer, None),
        ),
        ("cancel", Request::cancel(&printer, &job)),
        ("abort", Request::abort(&printer, &job, None)),
        (
            "abort",
            Request::abort(&printer, &job, Some("Not \"collected\".")),
        ),
        ("shares", Request::shares()),
        ("share", Request::share(&share, SHARE_DETAIL)),
        // What the gateway selects.
        ("share", Request::share(&share, "id,allowAllUsers")),
        ("printer_of_share", Request::printer_of_share(&share)),
        ("share_with_printer", Request::share_with_printer(&share)),
        ("recent_shares", Request::recent_shares()),
        ("shares_of_printer", Request::shares_of_printer(&printer)),
        ("printer", Request::printer(&printer, PRINTER_DETAIL)),
        ("printer", Request::printer(&printer, "id,displayName")),
        ("task_definitions", Request::task_definitions()),
        (
            "create_task_definition",
            Request::create_task_definition("Held for release", "Print gateway"),
        ),
        ("tasks", Request::tasks(&definition)),
        ("task_triggers", Request::task_triggers(&printer)),
        (
            "create_task_trigger",
            Request::create_task_trigger(&printer, &definition, &endpoint),
        ),
    ];
    for expand in [JobExpand::Nothing, JobExpand::Documents, JobExpand::Tasks] {
        requests.push((
            "jobs_of_printer",
            Request::jobs_of_printer(&printer, expand),
        ));
        requests.push((
            "job_of_printer",
            Request::job_of_printer(&printer, &job, expand),
        ));
    }
    for configuration in configurations() {
        let redirect = Request::redirect(&printer, &job, &printer, Some(configuration));
        requests.push(("redirect", redirect));
    }
    let reads = [
        Request::job_of_share(&share, &job),
        Request::job_of_printer(&printer, &job, JobExpand::Tasks),
    ];
    let reads = reads.map(|read| (read, "0b9c1f6e".to_owned()));
    requests.push(("of", Batch::of(&reads).unwrap().1));
    requests
}

/// A list of jobs.
pub(crate) fn jobs() -> Request {
    Request::jobs_of_share(&ShareId::new("s").unwrap(), None)
}

/// What redirects carry: every setting, every known member of each enumeration, and
/// the settings of jobs as the documentation shows them.
fn configurations() -> Vec<Value> {
    let mut changes = vec![
        Changes {
            collate: Some(true),
            copies: Some(2),
            dpi: Some(600),
            fit_pdf_to_page: Some(false),
            pages_per_sheet: Some(4),
            margin: Some(Margin {
                top: Some(1000),
                ..Margin::default()
            }),
            input_bin: Some("tray-1".to_owned()),
            media_size: Some("A4".to_owned()),
            media_type: Some("stationery".to_owned()),
            output_bin: Some("top".to_owned()),
            finishings: Some(vec![Finishing::from("staple"), Finishing::from("foldHalf")]),
            page_ranges: Some(vec![PageRange { start: 2, end: 3 }]),
            ..Changes::default()
        },
        Changes {
            finishings: Some(Vec::new()),
            page_ranges: Some(Vec::new()),
            ..Changes::default()
        },
    ];
    macro_rules! every_member {
        ($($field:ident: $kind:ident),+ $(,)?) => {$(
            changes.extend($kind::KNOWN.iter().cloned().map(|member| Changes {
                $field: Some(member),
                ..Changes::default()
            }));
        )+};
    }
    every_member! {
        color_mode: ColorMode,
        duplex_mode: DuplexMode,
        feed_orientation: FeedOrientation,
        multipage_layout: MultipageLayout,
        orientation: Orientation,
        quality: Quality,
        scaling: Scaling,
    }
    let documented: serde_json::Value =
        serde_json::from_str(include_str!("../documented/redirected-job.json")).unwrap();
    // What a job may hold that must not be sent back.
    let odd = json!({
        "@odata.type": "#microsoft.graph.printJobConfiguration",
        "margin@odata.type": "#microsoft.graph.printMargin",
        "margin": { "@odata.type": "#microsoft.graph.printMargin", "top": null, "left": 5 },
        "colorMode": "unknownFutureValue",
        "finishings": ["unknownFutureValue", "punch"],
        "multipageLayout": null,
        "pageRanges": [{ "start": 1, "end": null }],
    });
    let sources = [json!({}), documented["configuration"].clone(), odd];
    let sources = sources.map(|source| Configuration::read(&source.into()).unwrap());
    let laid = |source: &Configuration| {
        let bodies = changes.iter().map(|changes| overlay(Some(source), changes));
        bodies
            .filter_map(|overlay| overlay.ok()?.body)
            .collect::<Vec<_>>()
    };
    sources.iter().flat_map(laid).collect()
}
