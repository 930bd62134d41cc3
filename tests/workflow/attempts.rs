//! Tests a job that is pressed twice: what the first press left behind is not taken for the second's.

use print_redirect::flow::Event;
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault};

use crate::browser::Browser;

/// A browser whose only job was pressed, was refused, and waits again.
fn after_a_refusal(redirect_answer_ms: i64) -> Browser {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let body = json!({});
    browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 400, body });
    browser.redirect_answer_ms = redirect_answer_ms;
    browser.press();
    browser
}

#[test]
fn the_wait_for_the_first_answer_does_not_end_the_wait_for_the_second() {
    let mut browser = after_a_refusal(0);
    browser.advance(5_000);
    assert_eq!(browser.page().result().words.key(), "notSent");
    browser.redirect_answer_ms = 28_000;
    browser.press();
    // Half a minute after the first send, and not after the second.
    browser.advance(27_000);
    assert_eq!(browser.page().result().words.key(), "sending");
    browser.advance(60_000);
    assert_eq!(browser.page().result().words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn a_late_refusal_of_the_first_is_not_taken_for_the_answer_to_the_second() {
    let mut browser = after_a_refusal(200_000);
    browser.advance(190_000);
    let problem = browser.page().result().problem.unwrap();
    assert_eq!(problem.code, "notSent");
    browser.redirect_answer_ms = 20_000;
    browser.press();
    browser.advance(15_000);
    assert_eq!(
        browser.page().result().problem,
        None,
        "the refusal has come"
    );
    browser.advance(60_000);
    assert_eq!(browser.page().result().words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn a_job_that_the_first_printed_after_all_is_said_to_be_at_the_printer_of_the_first() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let for_ms = Some(280_000);
    browser.tenant.add_fault(InjectedFault {
        times: None,
        ..InjectedFault::once("GET", "/jobs", FaultKind::Stale { for_ms })
    });
    browser.redirect_answer_ms = 300_000;
    browser.press();
    browser.advance(190_000);
    assert_eq!(browser.page().result().problem.unwrap().code, "notSent");
    let first = browser.page().printers().remove(0).name;
    let second = browser.page().printers().remove(1);

    browser.redirect_answer_ms = 0;
    browser.act(Event::DestinationChosen(second.share));
    browser.advance(1_000);
    browser.press();
    browser.advance(10_000);
    assert!(browser.page().result().problem.is_some());
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));

    browser.advance(150_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert!(
        format!("{words:?}").contains(&format!("{first:?}")),
        "{words:?}"
    );
}
