//! Tests throttling: the widget waits as long as `Retry-After` says.

use print_redirect::text::Message;
use simulator::fault::FaultKind;

use crate::browser::Browser;

fn throttle(seconds: &str) -> FaultKind {
    let retry_after = Some(seconds.to_owned());
    FaultKind::Throttle { retry_after }
}

#[test]
fn a_throttled_list_is_read_again_after_retry_after() {
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
fn a_throttled_redirect_counts_down_and_is_sent_once() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.trouble("POST", "/redirect", throttle("30"));
    browser.press();
    browser.advance(1_000);
    let row = browser.page().result();
    assert_eq!(row.words, Message::throttled());
    let left = row.until.unwrap().millis() - browser.now_ms;
    assert!((29_000..30_000).contains(&left), "{left} ms");
    // No send is under way, so the journal is empty.
    assert!(!browser.remembers_a_redirect());

    browser.advance(28_000);
    assert_eq!(browser.sends(), 1);
    browser.advance(30_000);
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
    assert_eq!(browser.page().result().until, None);
}

#[test]
fn a_throttled_source_read_counts_down_and_goes_on() {
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
fn throttled_reconciling_obeys_retry_after_and_still_ends() {
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
fn a_redirect_throttled_too_often_ends_not_sent() {
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
fn a_retry_after_of_a_week_means_three_minutes() {
    let mut browser = Browser::at("one-job");
    browser.trouble("GET", "/jobs?", throttle("604800"));
    browser.open();
    browser.advance(181_000);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn a_throttled_printer_list_does_not_throttle_the_jobs() {
    let mut browser = Browser::at("one-job");
    browser.open();
    browser.advance(120);
    // The jobs have arrived; the printers are about to be requested.
    browser.trouble("GET", "/print/shares", throttle("20"));
    browser.advance(120_000);
    assert_eq!(browser.page().list().rows.len(), 1);
    assert!(browser.page().printers().len() > 3);
    assert_eq!(browser.page().list().throttled_until, None);
}
