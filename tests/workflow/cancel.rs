//! Tests cancelling a job: the question, success and refusal.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::FaultKind;

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";

#[test]
fn a_job_is_cancelled_only_after_the_user_confirms() {
    let mut browser = Browser::opened("one-job");
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job.clone()));
    browser.advance(10_000);
    assert!(browser.page().job(REPORT).cancelling.is_some());
    browser.act(Event::CancelAnswered(false));
    browser.advance(10_000);
    assert_eq!(browser.page().job(REPORT).cancelling, None);
    assert_eq!(browser.requests("POST", "").len(), 0);

    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.act(Event::CancelAnswered(true));
    browser.advance(1_000);
    assert_eq!(browser.requests("POST", "/cancel").len(), 1);
    assert_eq!(browser.page().names(), []);
    assert_eq!(browser.page().list().selected, 0);
    let said = browser.page().state.announcements.polite.clone().unwrap().1;
    assert_eq!(said, Message::job_cancelled(REPORT.into()));
}

#[test]
fn a_refused_cancel_keeps_the_job_and_is_reported() {
    let mut browser = Browser::opened("one-job");
    let body = json!({});
    browser.trouble("POST", "/cancel", FaultKind::Refuse { status: 403, body });
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    assert!(browser.page().job(REPORT).cancelling.unwrap().under_way);
    browser.advance(1_000);

    let question = browser.page().job(REPORT).cancelling.unwrap();
    assert!(!question.under_way);
    assert_eq!(question.problem.unwrap().code, "cancelRefused");
    assert_eq!(browser.page().problems(), ["cancelRefused"]);
}

#[test]
fn a_cancel_finds_the_queues_printer_first() {
    let mut browser = Browser::at("one-job");
    browser.options["queues"][0]["printer"] = json!(null);
    browser.open();
    browser.advance(1_000);
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.advance(1_000);
    assert_eq!(browser.page().names(), []);
    assert_eq!(browser.requests("POST", "/cancel").len(), 1);
}

#[test]
fn a_cancel_with_a_refused_token_is_sent_once_more_with_a_new_one() {
    let mut browser = Browser::opened("one-job");
    let claims = r#"{"access_token":{}}"#.to_owned();
    browser.trouble("POST", "/cancel", FaultKind::Challenge { claims });
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.advance(1_000);
    assert_eq!(browser.requests("POST", "/cancel").len(), 2);
    assert_eq!(browser.page().names(), []);
}

#[test]
fn a_page_in_place_of_the_answer_cancels_nothing() {
    let mut browser = Browser::opened("one-job");
    let body = json!("<html>Sign in to the network</html>");
    browser.trouble("POST", "/cancel", FaultKind::Refuse { status: 200, body });
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::CancelAnswered(true));
    browser.advance(1_000);
    assert_eq!(browser.page().names().len(), 1);
    assert!(
        browser
            .page()
            .job(REPORT)
            .cancelling
            .unwrap()
            .problem
            .is_some()
    );
}
