//! Tests two tabs of one browser on the same queue.

use simulator::fault::{FaultKind, When};

use crate::browser::Browser;

/// Two tabs with the same job, each with a printer chosen; the first is current.
fn two_tabs() -> Browser {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    browser.turn_to(0);
    browser
}

#[test]
fn a_job_sent_in_one_tab_is_refused_in_another() {
    let mut browser = two_tabs();
    browser.latency_ms = 4_000;
    browser.press();
    browser.turn_to(1);
    browser.press();
    browser.advance(0);
    let result = browser.page().result();
    assert!(result.words.key() == "inAnotherTab", "{result:?}");

    browser.advance(60_000);
    browser.turn_to(0);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_new_tab_leaves_reconciling_to_the_first_tab() {
    let mut browser = two_tabs();
    let when = When::After;
    browser.trouble("POST", "/redirect", FaultKind::Lose { when });
    browser.press();
    browser.advance(500);
    browser.open();
    browser.advance(500);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "inAnotherTab");

    browser.turn_to(0);
    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn without_locks_graph_lets_only_one_redirect_through() {
    let mut browser = two_tabs();
    browser.has_locks = false;
    browser.latency_ms = 4_000;
    browser.press();
    browser.turn_to(1);
    browser.press();
    browser.advance(60_000);

    assert_eq!(browser.papers().len(), 1);
    let second = browser.page().result();
    assert_eq!(second.problem.unwrap().code, "alreadyReleased");
    browser.turn_to(0);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
}

#[test]
fn a_job_printed_in_one_tab_is_released_in_another() {
    let mut browser = two_tabs();
    browser.press();
    browser.advance(60_000);
    browser.turn_to(1);
    browser.press();
    browser.advance(60_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "alreadyReleased");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_closed_tab_releases_its_claims() {
    let mut browser = two_tabs();
    let when = When::Before;
    browser.trouble("POST", "/redirect", FaultKind::Lose { when });
    browser.press();
    browser.advance(500);
    browser.reload();
    browser.advance(200_000);
    assert_eq!(browser.page().result().problem.unwrap().code, "notSent");
    browser.turn_to(1);
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}
