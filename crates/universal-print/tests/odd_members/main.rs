//! Tests that one odd member never costs more than itself.
//!
//! Each test puts arbitrary JSON into one member after the other and compares
//! what is read from the rest. Unknown settings must be sent on as they came.
//! Jobs, shares and printers are here; settings, capabilities and locations are
//! in `settings`; task definitions, triggers and token claims are in `setup`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "clippy spares tests only inside the functions marked as such"
)]

mod settings;
mod setup;

use std::fmt::Debug;

use proptest::prelude::*;
use serde_json::{Value, json};
use universal_print::configuration::{Changes, Configuration, Overlay, overlay};
use universal_print::enums::SENTINEL;
use universal_print::job::{Document, Job, Owner};
use universal_print::printer::{Printer, PrinterBase};
use universal_print::share::Share;
use universal_print::status::{JobStatus, PrinterStatus};
use universal_print::task::Task;
use universal_print::wire::Wire;

/// Any JSON, partly made of words that readers treat specially.
fn any_json() -> impl Strategy<Value = Value> {
    json_with(&[SENTINEL, "2020-02-30T00:00:00Z"])
}

/// Any JSON, partly made of these words.
fn json_with(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(words).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let name = prop_oneof![
            "[a-z]{1,6}",
            Just("id".to_owned()),
            Just("state".to_owned())
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A member by Graph's name, and a function that resets what was read from it.
type Member<T> = (&'static str, fn(&mut T));

/// Reads JSON that a test built.
fn read<T: Wire>(value: &Value) -> Option<T> {
    T::read(&value.clone().into())
}

/// Puts `odd` into one member after the other and compares what is read from
/// the others.
fn costs_only_itself<T: Wire + Clone + PartialEq + Debug>(
    whole: &Value,
    odd: &Value,
    members: &[Member<T>],
) {
    let before: T = read(whole).unwrap();
    for (name, forget) in members {
        let mut answer = whole.clone();
        answer[*name] = odd.clone();
        let mut after: T = read(&answer).unwrap_or_else(|| panic!("{name}: {odd} cost everything"));
        let mut before = before.clone();
        forget(&mut before);
        forget(&mut after);
        assert_eq!(after, before, "{name}: {odd}");
    }
}

fn job() -> Value {
    json!({
        "id": "77",
        "createdDateTime": "2020-02-04T00:00:00.0000000Z",
        "createdBy": { "id": "u", "displayName": "Ada" },
        "status": { "state": "paused", "details": ["releaseWait"] },
        "configuration": { "copies": 2 },
        "isFetchable": false,
        "redirectedFrom": "print/printers/p/jobs/1",
        "redirectedTo": "print/printers/p/jobs/2",
        "errorCode": 4,
        "acknowledgedDateTime": "2020-02-04T00:00:01Z",
        "completedDateTime": "2020-02-04T00:00:02Z",
        "displayName": "Minutes",
        "documents": [{ "id": "d", "size": 1 }],
        "tasks": [{ "id": "t", "status": { "state": "processing" } }],
    })
}

const JOB: &[Member<Job>] = &[
    ("createdDateTime", |job| job.created_at = None),
    ("createdBy", |job| job.created_by = None),
    ("status", |job| job.status = JobStatus::default()),
    ("configuration", |job| job.configuration = None),
    ("isFetchable", |job| job.is_fetchable = None),
    ("redirectedFrom", |job| job.redirected_from = None),
    ("redirectedTo", |job| job.redirected_to = None),
    ("errorCode", |job| job.error_code = None),
    ("acknowledgedDateTime", |job| job.acknowledged_at = None),
    ("completedDateTime", |job| job.completed_at = None),
    ("displayName", |job| job.display_name = None),
    ("documents", |job| job.documents.clear()),
    ("tasks", |job| job.tasks = None),
    ("novel", |_| ()),
];

fn share() -> Value {
    json!({
        "id": "s",
        "displayName": "Lobby",
        "manufacturer": "Acme",
        "model": "P1",
        "isAcceptingJobs": true,
        "status": { "state": "idle" },
        "location": { "floor": "2" },
        "capabilities": { "collation": true },
        "allowAllUsers": true,
        "createdDateTime": "2020-02-04T00:00:00Z",
        "viewPoint": { "lastUsedDateTime": "2020-02-05T00:00:00Z" },
        "printer": { "id": "p" },
    })
}

const SHARE: &[Member<Share>] = &[
    ("displayName", |share| share.base.display_name = None),
    ("manufacturer", |share| share.base.manufacturer = None),
    ("model", |share| share.base.model = None),
    ("isAcceptingJobs", |share| {
        share.base.is_accepting_jobs = None;
    }),
    ("status", |share| share.base.status = None),
    ("location", |share| share.base.location = None),
    ("capabilities", |share| share.base.capabilities = None),
    ("allowAllUsers", |share| share.allow_all_users = None),
    ("createdDateTime", |share| share.created_at = None),
    ("viewPoint", |share| share.last_used_at = None),
    ("printer", |share| share.printer = None),
    ("defaults", |_| ()),
];

const PRINTER: &[Member<Printer>] = &[
    ("displayName", |printer| printer.base.display_name = None),
    ("isShared", |printer| printer.is_shared = None),
    ("hasPhysicalDevice", |printer| {
        printer.has_physical_device = None;
    }),
    ("registeredDateTime", |printer| printer.registered_at = None),
    ("lastSeenDateTime", |printer| printer.last_seen_at = None),
    ("capabilities", |printer| printer.base.capabilities = None),
    ("shares", |_| ()),
];

const TASK: &[Member<Task>] = &[
    ("parentUrl", |task| task.parent_url = None),
    ("status", |task| {
        (task.state, task.description) = (None, None);
    }),
    ("definition", |_| ()),
];

const JOB_STATUS: &[Member<JobStatus>] = &[
    ("state", |status| status.state = None),
    ("details", |status| status.details.clear()),
    ("description", |status| status.description = None),
    ("isAcquiredByPrinter", |status| {
        status.acquired_by_printer = false;
    }),
];

const PRINTER_STATUS: &[Member<PrinterStatus>] = &[
    ("state", |status| status.state = None),
    ("details", |status| status.details.clear()),
    ("description", |status| status.description = None),
];

const DOCUMENT: &[Member<Document>] = &[
    ("displayName", |document| document.display_name = None),
    ("contentType", |document| document.content_type = None),
    ("size", |document| document.size = None),
    ("uploadedDateTime", |document| document.uploaded_at = None),
    ("downloadedDateTime", |document| {
        document.downloaded_at = None;
    }),
];

const OWNER: &[Member<Owner>] = &[
    ("id", |owner| owner.id = None),
    ("displayName", |owner| owner.display_name = None),
    ("userPrincipalName", |owner| {
        owner.user_principal_name = None;
    }),
    ("ipAddress", |_| ()),
];

proptest! {
    #[test]
    fn an_odd_member_of_a_status_costs_only_itself(odd in any_json()) {
        let status = json!({
            "state": "processing", "details": ["interpreting"], "description": "Busy.",
            "isAcquiredByPrinter": true,
        });
        costs_only_itself(&status, &odd, JOB_STATUS);
        costs_only_itself(&status, &odd, PRINTER_STATUS);
    }

    #[test]
    fn an_odd_member_of_a_document_or_owner_costs_only_itself(odd in any_json()) {
        let document = json!({
            "id": "d", "displayName": "Plan.pdf", "contentType": "application/pdf", "size": 9,
            "uploadedDateTime": "2020-02-04T00:00:00Z", "downloadedDateTime": "2020-02-05T00:00:00Z",
        });
        costs_only_itself(&document, &odd, DOCUMENT);
        let owner = json!({ "id": "u", "displayName": "Ada", "userPrincipalName": "ada@example.org" });
        costs_only_itself(&owner, &odd, OWNER);
    }

    #[test]
    fn an_odd_member_of_a_job_costs_only_itself(odd in any_json()) {
        costs_only_itself(&job(), &odd, JOB);
    }

    #[test]
    fn an_odd_member_of_a_share_costs_only_itself(odd in any_json()) {
        costs_only_itself(&share(), &odd, SHARE);
    }

    #[test]
    fn an_odd_member_of_a_printer_costs_only_itself(odd in any_json()) {
        let mut printer = share();
        printer["lastSeenDateTime"] = json!("2020-02-05T00:00:00Z");
        costs_only_itself(&printer, &odd, PRINTER);
    }

    #[test]
    fn an_odd_member_of_a_task_costs_only_itself(odd in any_json()) {
        let task = json!({ "id": "t", "parentUrl": "u", "status": { "state": "processing" } });
        costs_only_itself(&task, &odd, TASK);
    }

    #[test]
    fn an_odd_item_of_a_list_costs_only_itself(odd in any_json()) {
        prop_assume!(read::<Job>(&odd).is_none());
        let jobs: Vec<Job> = read(&json!([job(), odd, job()])).unwrap();
        prop_assert_eq!(jobs.len(), 2);
    }

    #[test]
    fn every_job_that_is_read_answers_its_questions(odd in any_json()) {
        if let Some(job) = read::<Job>(&odd) {
            let _ = (job.name(), job.size(), job.hold_state());
        }
        let _ = read::<PrinterBase>(&odd);
    }

    #[test]
    fn unknown_settings_are_sent_on_as_they_came(
        unknown in prop::collection::btree_map("x[a-zA-Z]{0,8}", json_with(&["novel", "2020-02-04T00:00:00.1234567-07:00"]), 0..6),
        copies: i32,
    ) {
        let source = Value::Object(unknown.into_iter().collect());
        let changes = Changes { copies: Some(copies), ..Changes::default() };
        let sent = overlay(read::<Configuration>(&source).as_ref(), &changes);
        let mut body = source;
        body["copies"] = json!(copies);
        prop_assert_eq!(sent, Ok(Overlay { body: Some(body.into()), lost: vec![] }));
    }
}
