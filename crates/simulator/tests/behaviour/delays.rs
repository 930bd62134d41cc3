//! Requests that are delayed until the clock or a release ends the delay.

use serde_json::json;
use simulator::{
    ClientOutcome, Delivery, Request,
    fault::{FaultKind, InjectedFault, When},
    graph_operation::GraphOperation,
    http::{DelayedStatus, Ticket},
    scenario::APPLICATION_TOKEN,
};

use crate::office::{NOW_MS, Office};

struct Sent {
    office: Office,
    job: String,
    request: Request,
}

/// A delayed redirect and its ticket.
fn delayed_redirect(when: When, ms: Option<i64>) -> (Sent, Ticket) {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let kind = FaultKind::Delay { when, ms };
    office
        .tenant
        .add_fault(InjectedFault::on(GraphOperation::Redirect, kind));
    let path = office.job_path(&job, "redirect");
    let request = Request::new("POST", &path, APPLICATION_TOKEN)
        .with_json(&json!({ "destinationPrinterId": printer }));
    let Delivery::Delayed(ticket) = office.tenant.handle(&request, NOW_MS) else {
        panic!("it was not delayed");
    };
    let sent = Sent {
        office,
        job,
        request,
    };
    (sent, ticket)
}

fn took_effect(sent: &mut Sent) -> bool {
    let job = sent.job.clone();
    sent.office.source_job(&job)["redirectedTo"].is_string()
}

fn status(delayed: &DelayedStatus) -> Option<u16> {
    match delayed {
        DelayedStatus::Arrived(response) => Some(response.status),
        _ => None,
    }
}

#[test]
fn a_request_delayed_before_its_effect_takes_effect_later() {
    let (mut sent, ticket) = delayed_redirect(When::Before, Some(30_000));
    let until_ms = Some(NOW_MS + 30_000);
    assert_eq!(
        sent.office.tenant.collect(ticket),
        DelayedStatus::Waiting { until_ms }
    );
    sent.office.now_ms += 29_999;
    assert!(!took_effect(&mut sent));
    sent.office.now_ms += 1;
    assert!(took_effect(&mut sent));
    assert_eq!(status(&sent.office.tenant.collect(ticket)), Some(200));
    assert_eq!(sent.office.tenant.collect(ticket), DelayedStatus::Unknown);
}

#[test]
fn a_delayed_request_takes_effect_at_its_exact_moment() {
    let (mut sent, _) = delayed_redirect(When::Before, Some(30_000));
    sent.office.tenant.settle(NOW_MS + 3_600_000);
    // The printer takes two seconds to start and six to print.
    let paper = sent.office.tenant.printed();
    assert_eq!(paper[0].completed_ms, NOW_MS + 38_000);
}

#[test]
fn an_answer_delayed_after_the_effect_waits_for_release() {
    let (mut sent, ticket) = delayed_redirect(When::After, None);
    assert!(took_effect(&mut sent));
    sent.office.now_ms += 3_600_000;
    sent.office.tenant.settle(sent.office.now_ms);
    assert_eq!(
        sent.office.tenant.collect(ticket),
        DelayedStatus::Waiting { until_ms: None }
    );
    assert_eq!(sent.office.tenant.release(), 1);
    assert_eq!(status(&sent.office.tenant.collect(ticket)), Some(200));
}

#[test]
fn a_delayed_request_overtaken_by_another_is_refused() {
    let (mut sent, ticket) = delayed_redirect(When::Before, None);
    let again = sent.request.clone();
    let second = sent.office.send(&again).response().unwrap();
    assert_eq!(second.status, 200);
    sent.office.tenant.release();
    assert_eq!(status(&sent.office.tenant.collect(ticket)), Some(409));
    sent.office.tenant.settle(NOW_MS + 3_600_000);
    assert_eq!(sent.office.tenant.ledger()[0].times, 1);
}

#[test]
fn a_client_that_does_not_wait_sees_a_lost_connection() {
    let mut office = Office::new("one-job");
    let kind = FaultKind::Delay {
        when: When::Before,
        ms: Some(1_000),
    };
    let (sent, _) = delayed_redirect(When::Before, None);
    office
        .tenant
        .add_fault(InjectedFault::on(GraphOperation::Redirect, kind));
    assert_eq!(office.send(&sent.request), ClientOutcome::ConnectionLost);
    let recorded = office.tenant.requests().last().unwrap();
    assert_eq!(recorded.status, None);
    office.tenant.settle(NOW_MS + 60_000);
    assert_eq!(office.tenant.printed().len(), 1);
    let recorded = office.tenant.requests().last().unwrap();
    assert_eq!(recorded.status, Some(200));
}
