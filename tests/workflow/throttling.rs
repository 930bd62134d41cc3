//! A service that asks to be left alone is left alone, for as long as it says.

use print_redirect::text::Message;
use simulator::fault::FaultKind;

use crate::browser::Browser;

fn throttle(seconds: &str) -> FaultKind {
    let retry_after = Some(seconds.to_owned());
    FaultKind::Throttle { retry_after }
}

#[test]
fn a_throttled_list_is_read_again_when_the_service_said_and_not_before() {
    let mut browser = Browser::at("one-job");
    browser.trouble("GET", "/jobs?", throttle("20"));
    browser.open();
    browser.advance(1_000);
    let until = browser.page().list().throttled_until.unwrap();
    assert_eq!(until.millis() - browser.now_ms, 20_000 - 900);
    assert!(browser.page().list().loading);

    browser.advance(19_000);
    assert_eq!(browser.lists(), 1);
    browser.advance(1_000);
    assert_eq!(browser.lists(), 2);
    assert_eq!(browser.page().list().rows.len(), 1);
    assert_eq!(browser.page().list().throttled_until, None);
}

#[test]
fn a_throttled_redirect_waits_with_a_countdown_and_then_goes_once() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.trouble("POST", "/redirect", throttle("30"));
    browser.press();
    browser.advance(1_000);
    let row = browser.page().result();
    assert_eq!(row.words, Message::throttled());
    let left = row.until.unwrap().millis() - browser.now_ms;
    assert!((29_000..30_000).contains(&left), "{left} ms");
    // Nothing is under way, so nothing is in the journal.
    assert!(!browser.remembers_a_redirect());

    browser.advance(28_000);
    assert_eq!(browser.sends(), 1);
    browser.advance(30_000);
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
    assert_eq!(browser.page().result().until, None);
}

#[test]
fn a_throttled_check_before_the_send_waits_with_a_countdown_and_then_goes_on() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let source = format!("/jobs/{}", browser.page().list().rows[0].key.job);
    browser.trouble("GET", &source, throttle("30"));
    browser.press();
    browser.advance(1_000);
    let row = browser.page().result();
    assert_eq!(row.words, Message::throttled());
    assert_eq!(row.until.unwrap().millis() - browser.now_ms, 30_000 - 900);
    assert_eq!(browser.sends(), 0);

    browser.advance(30_000);
    assert_eq!((browser.sends(), browser.page().result().until), (1, None));
}

#[test]
fn a_service_that_throttles_while_a_send_is_looked_for_is_left_alone_and_the_end_still_comes() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let source = format!("/jobs/{}", browser.page().list().rows[0].key.job);
    browser.trouble("POST", "/redirect", FaultKind::Garble);
    browser.press();
    browser.advance(500);
    browser.lasting_trouble("GET", &source, throttle("60"));
    browser.advance(400_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "unconfirmed");
    let looks = browser.requests("GET", &source);
    let throttled = looks.iter().filter(|look| look.status == Some(429));
    assert_eq!(throttled.count(), 4);
}

#[test]
fn a_service_that_throttles_on_and_on_ends_with_the_job_still_waiting() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.lasting_trouble("POST", "/redirect", throttle("10"));
    browser.press();
    browser.advance(600_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "throttled");
    assert_eq!((browser.sends(), browser.papers().len()), (6, 0));
    assert!(browser.page().job("Quarterly report.pdf").selected);
}

#[test]
fn a_service_that_asks_for_a_week_is_asked_again_after_three_minutes() {
    let mut browser = Browser::at("one-job");
    browser.trouble("GET", "/jobs?", throttle("604800"));
    browser.open();
    browser.advance(181_000);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn a_throttled_list_of_printers_does_not_count_as_throttled_jobs() {
    let mut browser = Browser::at("one-job");
    browser.open();
    browser.advance(120);
    // The jobs are there; the printers are about to be asked for.
    browser.trouble("GET", "/print/shares", throttle("20"));
    browser.advance(120_000);
    assert_eq!(browser.page().list().rows.len(), 1);
    assert!(browser.page().printers().len() > 3);
    assert_eq!(browser.page().list().throttled_until, None);
}
