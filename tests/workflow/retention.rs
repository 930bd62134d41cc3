//! Tests the option `retentionHours`: the screen shows when a job will be removed.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;

use crate::browser::{Browser, START_MS};
use crate::page::HOUR_MS;

const MINUTE_MS: i64 = 60_000;

/// A queue that keeps jobs for this many hours, with a job that has just arrived.
fn keeping(hours: u32) -> Browser {
    let mut browser = Browser::at("empty");
    browser.options["retentionHours"] = json!(hours);
    browser.add_job("Report.pdf");
    browser.open();
    browser.advance(1_000);
    browser
}

fn ends(browser: &Browser) -> Option<Message> {
    browser.page().job("Report.pdf").ends
}

#[test]
fn a_jobs_end_is_shown_once_it_is_near() {
    let mut browser = keeping(24);
    assert_eq!(ends(&browser), None);
    browser.advance(17 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    // Only the refresh every five minutes happens meanwhile.
    let at = |browser: &mut Browser, hours: i64, minutes: i64| {
        let since = START_MS + hours * HOUR_MS + minutes * MINUTE_MS;
        browser.advance(since - browser.now_ms);
        ends(browser)
    };
    assert_eq!(at(&mut browser, 18, 10), Some(Message::job_ends_hours(5)));
    assert_eq!(at(&mut browser, 21, 10), Some(Message::job_ends_hours(2)));
    assert_eq!(at(&mut browser, 22, 50), Some(Message::job_ends_hours(1)));
    assert_eq!(at(&mut browser, 23, 10), Some(Message::job_ends_soon()));
    assert_eq!(at(&mut browser, 24, 10), Some(Message::job_ends_now()));
}

#[test]
fn a_long_retention_is_shown_in_its_last_day() {
    let mut browser = keeping(240);
    browser.advance(215 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    browser.advance(HOUR_MS + 10 * MINUTE_MS);
    assert_eq!(ends(&browser), Some(Message::job_ends_hours(23)));
}

#[test]
fn jobs_near_their_end_come_first() {
    let mut browser = keeping(24);
    browser.advance(HOUR_MS);
    browser.add_job("Later.pdf");
    browser.advance(19 * HOUR_MS);
    browser.add_job("Fresh.pdf");
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(
        browser.page().names(),
        ["Report.pdf".into(), "Later.pdf".into(), "Fresh.pdf".into()]
    );
    assert_eq!(browser.page().job("Fresh.pdf").ends, None);
}

#[test]
fn without_retention_hours_no_end_is_shown() {
    let mut browser = Browser::opened("one-job");
    browser.advance(1_000 * HOUR_MS);
    assert_eq!(browser.page().job("Quarterly report.pdf").ends, None);
}

#[test]
fn retention_hours_may_be_set_later() {
    let mut browser = keeping(240);
    browser.advance(23 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    browser.options["retentionHours"] = json!(24);
    browser.reconfigure();
    assert!(ends(&browser).is_some());
}
