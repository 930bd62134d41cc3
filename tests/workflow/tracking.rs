//! Tests following an accepted job until it ends.

use print_redirect::flow::Event;
use print_redirect::flow::view::outcome::Tone;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::FaultKind;
use simulator::printer::PrinterStatus;

use crate::browser::Browser;

const MINUTE_MS: i64 = 60_000;

/// A browser whose job was accepted by a printer that then stopped.
fn stuck() -> Browser {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.press();
    browser.advance(400);
    assert_eq!(browser.page().redirected(), 1);
    browser.set_destination(jammed());
    browser
}

fn jammed() -> PrinterStatus {
    PrinterStatus::new("stopped", &["mediaJam"])
}

fn idle() -> PrinterStatus {
    PrinterStatus::new("idle", &[])
}

/// How often the accepted job was read.
fn looks(browser: &Browser) -> usize {
    let share = browser.page().printers()[0].share.to_string();
    browser
        .requests("GET", &format!("/shares/{share}/jobs/"))
        .len()
}

#[test]
fn an_accepted_job_is_read_less_and_less_often() {
    let mut browser = stuck();
    browser.advance(2_000);
    assert_eq!(looks(&browser), 0);
    browser.advance(1_500);
    assert_eq!(looks(&browser), 1);
    // 3, 4.5, 6.75, 10, 15, 23, then 30 s each.
    browser.advance(10 * MINUTE_MS);
    let so_far = looks(&browser);
    assert!((20..=25).contains(&so_far), "{so_far}");
    browser.advance(MINUTE_MS);
    assert_eq!(looks(&browser), so_far + 2);
}

#[test]
fn a_job_at_a_stopped_printer_needs_attention() {
    let mut browser = stuck();
    browser.advance(MINUTE_MS);
    let result = browser.page().result();
    assert!(
        ["needsAttention", "sent"].contains(&result.words.key()),
        "{result:?}"
    );
    browser.set_destination(idle());
    browser.advance(MINUTE_MS);
    assert_eq!(browser.page().result().words.key(), "printed");
}

#[test]
fn after_half_an_hour_watching_stops_and_is_explained() {
    let mut browser = stuck();
    browser.advance(31 * MINUTE_MS);
    let result = browser.page().result();
    assert_eq!(result.advice, [Message::not_followed()]);
    assert!(result.can_check_again && result.can_dismiss);
    assert_eq!(result.tone, Tone::Good);
    let before = looks(&browser);
    browser.advance(60 * MINUTE_MS);
    assert_eq!(looks(&browser), before);

    browser.act(Event::CheckedAgain(result.job));
    browser.set_destination(idle());
    browser.advance(MINUTE_MS);
    assert!(looks(&browser) > before);
    assert_eq!(browser.page().result().words.key(), "printed");
}

#[test]
fn a_job_that_cannot_be_read_is_not_watched_further() {
    let mut browser = stuck();
    let share = browser.page().printers()[0].share.to_string();
    let body = json!({});
    let path = format!("/shares/{share}/jobs/");
    browser.trouble("GET", &path, FaultKind::Refuse { status: 404, body });
    browser.advance(10 * MINUTE_MS);
    assert_eq!(looks(&browser), 1);
    let result = browser.page().result();
    assert_eq!(result.advice, [Message::not_followed()]);
    assert!(result.can_check_again);

    browser.act(Event::CheckedAgain(result.job));
    browser.advance(MINUTE_MS);
    assert!(looks(&browser) > 2);
}

#[test]
fn a_hidden_page_reads_the_job_when_shown_again() {
    let mut browser = stuck();
    browser.act(Event::Visible(false));
    browser.advance(10 * MINUTE_MS);
    assert_eq!(looks(&browser), 0);
    browser.act(Event::Visible(true));
    browser.advance(100);
    assert_eq!(looks(&browser), 1);
}

#[test]
fn a_dismissed_result_is_not_followed() {
    let mut browser = stuck();
    let job = browser.page().result().job;
    browser.act(Event::Dismissed(job));
    browser.advance(10 * MINUTE_MS);
    assert_eq!(looks(&browser), 0);
    assert_eq!(browser.page().results(), []);
}

/// A browser whose ten jobs were accepted by a printer that then stopped.
fn ten_stuck() -> Browser {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.press();
    browser.advance(400);
    browser.set_destination(jammed());
    browser.advance(1_500);
    assert_eq!(browser.page().redirected(), 10);
    browser
}

#[test]
fn more_than_five_jobs_are_read_in_one_batch() {
    let mut browser = ten_stuck();
    browser.advance(MINUTE_MS);
    let together = browser.requests("POST", "/$batch").len();
    // After pauses of 3, 4.5, 6.75, 10 and 15 s.
    assert_eq!((looks(&browser), together), (0, 5));

    browser.set_destination(idle());
    browser.advance(10 * MINUTE_MS);
    let results = browser.page().results();
    assert!(results.iter().all(|row| row.tone == Tone::Good));
    let asked = browser.tenant.requests().len();
    browser.advance(MINUTE_MS);
    assert_eq!(browser.tenant.requests().len(), asked);
}

#[test]
fn jobs_due_while_hidden_are_read_together_on_return() {
    let mut browser = ten_stuck();
    browser.act(Event::Visible(false));
    browser.advance(10 * MINUTE_MS);
    assert_eq!(browser.requests("POST", "/$batch").len(), 0);
    browser.act(Event::Visible(true));
    browser.advance(500);
    let together = browser.requests("POST", "/$batch").len();
    assert_eq!((looks(&browser), together), (0, 1));
}

#[test]
fn one_unreadable_job_of_a_batch_leaves_the_others_followed() {
    let mut browser = ten_stuck();
    browser.trouble(
        "GET",
        "/jobs/",
        FaultKind::Refuse {
            status: 404,
            body: json!({}),
        },
    );
    browser.advance(10_000);
    let results = browser.page().results();
    let given_up = results.iter().filter(|row| row.can_check_again);
    assert_eq!(given_up.count(), 1);
}
