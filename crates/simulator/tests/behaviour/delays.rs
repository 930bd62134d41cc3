//! Requests that are held up until the clock or a release lets them through.

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

/// One redirect that is held up; its ticket.
fn held_up(when: When, ms: Option<i64>) -> (Sent, Ticket) {
    let mut office = Office::new("one-job");
    let job = office.job_named("Quarterly report.pdf");
    let printer = office.printer_named("BER-A1 Copy room");
    let trouble = FaultKind::Delay { when, ms };
    office
        .tenant
        .add_fault(InjectedFault::on(GraphOperation::Redirect, trouble));
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
fn a_request_held_up_on_its_way_takes_effect_when_its_time_has_come() {
    let (mut sent, ticket) = held_up(When::Before, Some(30_000));
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
fn it_takes_effect_at_its_own_moment_however_far_the_clock_is_moved() {
    let (mut sent, _) = held_up(When::Before, Some(30_000));
    sent.office.tenant.settle(NOW_MS + 3_600_000);
    // Two seconds to start and six to print.
    let paper = sent.office.tenant.printed();
    assert_eq!(paper[0].completed_ms, NOW_MS + 38_000);
}

#[test]
fn an_answer_held_up_on_its_way_back_leaves_the_effect_where_it_was() {
    let (mut sent, ticket) = held_up(When::After, None);
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
fn a_request_that_is_overtaken_is_refused_when_it_arrives() {
    let (mut sent, ticket) = held_up(When::Before, None);
    let again = sent.request.clone();
    let second = sent.office.send(&again).response().unwrap();
    assert_eq!(second.status, 200);
    sent.office.tenant.release();
    assert_eq!(status(&sent.office.tenant.collect(ticket)), Some(409));
    sent.office.tenant.settle(NOW_MS + 3_600_000);
    assert_eq!(sent.office.tenant.ledger()[0].times, 1);
}

#[test]
fn to_a_caller_that_waits_for_nothing_it_is_a_lost_connection_that_may_still_print() {
    let mut office = Office::new("one-job");
    let trouble = FaultKind::Delay {
        when: When::Before,
        ms: Some(1_000),
    };
    let (sent, _) = held_up(When::Before, None);
    office
        .tenant
        .add_fault(InjectedFault::on(GraphOperation::Redirect, trouble));
    assert_eq!(office.send(&sent.request), ClientOutcome::ConnectionLost);
    let recorded = office.tenant.requests().last().unwrap();
    assert_eq!(recorded.status, None);
    office.tenant.settle(NOW_MS + 60_000);
    assert_eq!(office.tenant.printed().len(), 1);
    let recorded = office.tenant.requests().last().unwrap();
    assert_eq!(recorded.status, Some(200));
}
