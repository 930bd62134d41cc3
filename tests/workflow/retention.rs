//! How long a job still waits, where the page says how long a queue keeps one.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;

use crate::browser::{Browser, START_MS};
use crate::page::HOUR_MS;

const MINUTE_MS: i64 = 60_000;

/// A queue that keeps a job for so many hours, with one that has just arrived.
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
fn the_end_is_told_once_it_is_near_and_nearer_as_time_passes() {
    let mut browser = keeping(24);
    assert_eq!(ends(&browser), None);
    browser.advance(17 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    // No more than the refresh of every five minutes happens meanwhile.
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
fn of_a_long_time_the_last_day_counts() {
    let mut browser = keeping(240);
    browser.advance(215 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    browser.advance(HOUR_MS + 10 * MINUTE_MS);
    assert_eq!(ends(&browser), Some(Message::job_ends_hours(23)));
}

#[test]
fn what_will_soon_be_gone_stands_first_and_before_it_what_goes_sooner() {
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
fn a_page_that_says_nothing_of_it_is_told_nothing() {
    let mut browser = Browser::opened("one-job");
    browser.advance(1_000 * HOUR_MS);
    assert_eq!(browser.page().job("Quarterly report.pdf").ends, None);
}

#[test]
fn the_page_may_say_so_later() {
    let mut browser = keeping(240);
    browser.advance(23 * HOUR_MS);
    assert_eq!(ends(&browser), None);
    browser.options["retentionHours"] = json!(24);
    browser.reconfigure();
    assert!(ends(&browser).is_some());
}
