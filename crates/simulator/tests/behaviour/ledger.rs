//! The ledger, which counts prints independently of any client.

use serde_json::json;
use simulator::{
    job::{Document, NewJob},
    printer::Printer,
    scenario::{APPLICATION_ID, APPLICATION_TOKEN},
    task::Trigger,
    user::User,
};

use crate::office::{NOW_MS, Office};

const HOUR_MS: i64 = 3_600_000;

fn user() -> User {
    User::new("u", "u@contoso.example", "U")
}

#[test]
fn a_document_counts_at_its_printer_under_its_first_id() {
    let mut office = Office::new("one-job");
    let document = office.waiting()[0]["documents"][0]["id"].clone();
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
    assert!(office.tenant.ledger().is_empty(), "nothing is printed yet");

    office.tenant.settle(NOW_MS + HOUR_MS);
    let entries = office.tenant.ledger();
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(json!(entry.document_id), document);
    assert_eq!(entry.printer_id, printer);
    assert_eq!((entry.times, entry.copies), (1, 2));
    let queue = office.queue_printer();
    assert!(
        entry
            .job
            .ends_with(&format!("/print/printers/{queue}/jobs/{job}"))
    );
}

#[test]
fn each_print_says_what_the_paper_looks_like() {
    let mut office = Office::new("everyday");
    let job = office.job_named("Minutes of the works council.docx");
    let printer = office.printer_named("BER-A1 Copy room");
    assert_eq!(
        office.redirect_as(APPLICATION_TOKEN, &job, &printer).status,
        200
    );
    office.tenant.settle(NOW_MS + HOUR_MS);
    let expected = json!({
        "mediaSize": "A4", "colorMode": "auto", "duplexMode": "flipOnLongEdge", "copies": 3,
        "pages": [{ "start": 1, "end": 4 }], "pagesPerSheet": 1,
        "finishings": ["stapleTopLeft"], "sheets": 6,
    });
    assert_eq!(json!(office.tenant.printed())[0]["paper"], expected);
    assert_eq!(
        json!(office.tenant.ledger())[0]["papers"],
        json!([expected])
    );
}

#[test]
fn two_redirects_in_a_row_count_for_the_first_job() {
    let mut office = Office::new("one-job");
    let trigger = Trigger {
        id: "second-trigger".to_owned(),
        app_id: APPLICATION_ID.to_owned(),
        definition_id: "second-definition".to_owned(),
    };
    let second = Printer::virtual_queue("second-queue", "Second queue", trigger);
    office.tenant.add_printer(second);
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let moved = office
        .redirect_as(APPLICATION_TOKEN, &job, "second-queue")
        .json();
    let path = format!(
        "/v1.0/print/printers/second-queue/jobs/{}/redirect",
        moved["id"].as_str().unwrap()
    );
    let body = json!({ "destinationPrinterId": printer });
    assert_eq!(office.post_as(APPLICATION_TOKEN, &path, &body).status, 200);

    office.tenant.settle(NOW_MS + HOUR_MS);
    let entries = office.tenant.ledger();
    assert_eq!(entries.len(), 1);
    assert!(
        entries[0]
            .job
            .ends_with(&format!("/{}/jobs/{job}", office.queue_printer()))
    );
    assert_eq!(entries[0].times, 1);
}

#[test]
fn a_document_printed_twice_is_counted_twice() {
    let mut office = Office::new("empty");
    let printer = office.printer_named("BER-A1 Copy room");
    // Two jobs that were both redirected from the same one, as a tenant would make
    // them that lets a held job go twice.
    let source = NewJob::of(&user(), NOW_MS, Document::pdf("Plan.pdf", 1));
    let queue = office.queue_printer();
    let id = office.tenant.add_job(&queue, source.clone()).unwrap();
    for _ in 0..2 {
        let copy = NewJob {
            redirected_from: Some(format!(
                "https://graph.microsoft.com/v1.0/print/printers/{queue}/jobs/{id}"
            )),
            ..source.clone()
        };
        office.tenant.add_job(&printer, copy).unwrap();
    }
    office.tenant.settle(NOW_MS + HOUR_MS);
    let entries = office.tenant.ledger();
    assert_eq!(
        entries.iter().map(|entry| entry.times).collect::<Vec<_>>(),
        [2]
    );
}

#[test]
fn a_printer_without_a_device_prints_nothing() {
    let mut office = Office::new("empty");
    let mut virtual_printer = Printer::new("no-device", "No device");
    virtual_printer.has_physical_device = false;
    office.tenant.add_printer(virtual_printer);
    let job = NewJob::of(&user(), NOW_MS, Document::pdf("Plan.pdf", 1));
    let id = office.tenant.add_job("no-device", job).unwrap();
    office.now_ms += HOUR_MS;
    let path = format!("/v1.0/print/printers/no-device/jobs/{id}");
    let job = office.get_as(APPLICATION_TOKEN, &path).json();
    assert_eq!(job["status"]["state"], "pending");
    assert!(office.tenant.ledger().is_empty());
}
