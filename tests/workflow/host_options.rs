//! Tests options that the host changes while the user works.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::{FaultKind, When};
use simulator::scenario::OTHER_USER_TOKEN;

use crate::browser::Browser;

#[test]
fn other_queues_reload_lists_and_keep_a_redirect_running() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.latency_ms = 2_000;
    browser.press();
    browser.advance(1_500);
    browser.options["queues"] = json!([{ "share": "another-queue" }]);
    browser.reconfigure();

    browser.advance(60_000);
    let words = browser.page().result().words;
    assert_eq!(words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    assert_eq!(browser.page().list().problems[0].code, "notFound");
    assert!(!browser.remembers_a_redirect());
}

#[test]
fn other_queues_keep_all_pressed_jobs_running() {
    let mut browser = Browser::at("empty");
    for number in 0..6 {
        browser.add_job(&format!("{number}.pdf"));
    }
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    browser.act(Event::AllToggled(true));
    browser.latency_ms = 2_000;
    browser.press();
    browser.advance(1_500);
    browser.options["queues"] = json!([{ "share": "another-queue" }]);
    browser.reconfigure();

    browser.advance(120_000);
    for result in browser.page().results() {
        let words = result.words;
        assert_eq!(words.key(), "printed");
    }
    assert_eq!((browser.sends(), browser.papers().len()), (6, 6));
}

#[test]
fn another_language_or_theme_reads_nothing_again() {
    let mut browser = Browser::opened("one-job");
    let before = browser.tenant.requests().len();
    browser.options["theme"] = json!("dark");
    browser.options["locale"] = json!("de-CH");
    browser.reconfigure();
    browser.advance(10_000);
    assert_eq!(browser.tenant.requests().len(), before);
    assert!(browser.page().job("Quarterly report.pdf").selected);
}

#[test]
fn a_destination_option_is_chosen_and_its_state_read() {
    let mut browser = Browser::at("one-job");
    browser.open();
    browser.advance(1_000);
    let share = browser.page().printers()[0].share.to_string();
    browser.options["destination"] = json!(share);
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(browser.page().chosen().state, Message::state_ready());
    assert!(browser.page().summary().ready);

    browser.reload();
    browser.advance(1_000);
    assert!(browser.page().summary().ready);
}

#[test]
fn another_user_sees_no_results_of_the_last_user() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let when = When::After;
    browser.trouble("POST", "/redirect", FaultKind::Lose { when });
    browser.press();
    browser.advance(500);
    assert_eq!(browser.page().results().len(), 1);

    browser.options["account"] = json!({ "localAccountId": "another-user" });
    browser.provider = |_| Ok((OTHER_USER_TOKEN, None));
    browser.reconfigure();
    assert_eq!(browser.page().results(), []);
    browser.advance(60_000);
    assert_eq!(browser.page().results(), []);
    assert_eq!(browser.page().names(), []);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    // The journal keeps it for the next visit of the user who pressed.
    assert!(browser.remembers_a_redirect());
}
