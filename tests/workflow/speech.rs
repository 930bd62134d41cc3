//! Tests what assistive technology is told: everything once, and several jobs as a whole.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::{FaultKind, When};
use simulator::printer::PrinterStatus;

use crate::browser::Browser;

fn ten_jobs() -> Browser {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.advance(2_000);
    browser.page_mut().said.clear();
    browser
}

fn refuse_next(browser: &mut Browser) {
    let body = json!({ "error": { "code": "BadRequest", "message": "No." } });
    browser.trouble("POST", "/redirect", FaultKind::Refuse { status: 400, body });
}

#[test]
fn a_press_for_ten_jobs_is_spoken_of_when_it_starts_and_when_it_ends() {
    let mut browser = ten_jobs();
    browser.press();
    browser.advance(600_000);
    assert_eq!(browser.page().results().len(), 10);
    assert_eq!(browser.page().said(), ["sendingJobs", "batchEnded"]);
    let ended = Message::batch_ended(print_redirect::text::Words::List(vec![
        Message::results_printed(10).into(),
    ]));
    assert_eq!(browser.page().said[1], (false, ended));
    assert!(browser.page().problems().is_empty());
}

#[test]
fn jobs_that_were_not_sent_are_said_at_once_and_come_first() {
    let mut browser = ten_jobs();
    refuse_next(&mut browser);
    refuse_next(&mut browser);
    browser.press();
    browser.advance(600_000);
    assert_eq!(
        browser.page().said(),
        ["sendingJobs", "batchFailed", "batchEnded"]
    );
    assert!(browser.page().said[1].0, "at once");
    assert_eq!(browser.page().problems().len(), 2, "the page hears of each");
    let rows = browser.page().rows();
    let key = |at: usize| rows[at].result.as_ref().unwrap().words.key();
    assert_eq!([key(0), key(1), key(2)], ["notSent", "notSent", "printed"]);
}

#[test]
fn a_row_that_came_first_stays_there_when_it_is_printed_after_all() {
    let mut browser = ten_jobs();
    refuse_next(&mut browser);
    browser.press();
    browser.advance(600_000);
    let first = browser.page().rows()[0].key.clone();
    browser.act(Event::ElsewherePressed);
    browser.choose_first();
    browser.press();
    assert_eq!(browser.page().rows()[0].key, first);
    browser.advance(600_000);
    let row = browser.page().rows().remove(0);
    assert_eq!(
        (row.key, row.result.unwrap().words.key()),
        (first, "printed")
    );
}

#[test]
fn a_connection_lost_for_several_jobs_is_said_once() {
    let mut browser = ten_jobs();
    for _ in 0..3 {
        browser.trouble("POST", "/redirect", FaultKind::Lose { when: When::After });
    }
    browser.press();
    browser.advance(600_000);
    assert_eq!(
        browser.page().said(),
        ["sendingJobs", "checking", "batchEnded"]
    );
}

#[test]
fn a_stopped_printer_is_said_once_for_all_jobs() {
    let mut browser = ten_jobs();
    browser.set_destination(PrinterStatus::new("stopped", &["mediaEmpty"]));
    browser.press();
    browser.advance(600_000);
    let said = browser.page().said();
    assert_eq!(said[..2], ["sendingJobs", "needsAttention"]);
    assert!(said.len() < 4, "{said:?}");
}

#[test]
fn one_job_is_spoken_of_by_its_name() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.page_mut().said.clear();
    browser.press();
    browser.advance(600_000);
    let said = browser.page().said();
    assert_eq!((said[0], said[1]), ("sending", "sent"));
    assert_eq!(said.last(), Some(&"printed"));
}

#[test]
fn choosing_a_printer_says_its_name_and_its_state_once_it_was_read() {
    let mut browser = Browser::opened("everyday");
    browser.page_mut().said.clear();
    browser.choose("BER-A2 Kitchen corner");
    let ready = Message::setting_value(
        "BER-A2 Kitchen corner".into(),
        Message::state_ready().into(),
    );
    assert_eq!(browser.page().said, [(false, ready)]);
    browser.page_mut().said.clear();
    browser.choose("BER-A2 Kitchen corner");
    assert_eq!(browser.page().said().len(), 1, "a new choice is said again");
}

#[test]
fn printers_that_could_not_be_read_are_never_said_to_be_none() {
    let mut browser = Browser::at("everyday");
    let refusal = FaultKind::Refuse {
        status: 403,
        body: json!({}),
    };
    browser.lasting_trouble("GET", "/print/shares", refusal);
    browser.open();
    browser.advance(60_000);
    browser.page_mut().said.clear();
    browser.act(Event::SearchChanged("kitchen".to_owned()));
    browser.advance(1_000);
    let said = browser.page().said();
    assert!(said.len() == 1 && said[0] != "printersFound", "{said:?}");
}
