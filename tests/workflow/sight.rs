//! Tests the reading of printers on the screen: which are read, when, and what their rows say.

use print_redirect::flow::Event;
use print_redirect::flow::state::resolution::Resolution;
use print_redirect::flow::view::age::{Age, AgeUnit};
use print_redirect::flow::view::printer_state::{Condition, PrinterNow};
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::fault::FaultKind;
use simulator::printer::PrinterStatus;
use universal_print::fault::NoToken;
use universal_print::ids::ShareId;

use crate::browser::Browser;

const USUAL: &str = "BER-A2 Kitchen corner";
const SECOND: &str = "BER-A3 Project space";

/// How many printers were read on their own.
fn reads(browser: &Browser) -> usize {
    browser.requests("GET", "capabilities,defaults").len()
}

/// The shares of the first printers of the list.
fn shares(browser: &Browser, count: usize) -> Vec<ShareId> {
    let printers = browser.page().printers();
    let printers = printers.into_iter().take(count);
    printers.map(|option| option.share).collect()
}

fn throttle(seconds: &str) -> FaultKind {
    let retry_after = Some(seconds.to_owned());
    FaultKind::Throttle { retry_after }
}

fn forbid() -> FaultKind {
    FaultKind::Error {
        status: 403,
        code: "Forbidden".to_owned(),
        message: "no".to_owned(),
    }
}

#[test]
fn a_row_says_the_state_before_the_printer_is_chosen() {
    let mut browser = Browser::opened("printer-stopped");
    assert_eq!(browser.page().now(USUAL), PrinterNow::default());
    browser.sight(0..3);
    let now = browser.page().now(USUAL);
    let stopped = Message::setting_value(
        Message::state_stopped().into(),
        Message::reason_paper_out().into(),
    );
    assert_eq!((now.state, now.condition), (Some(stopped), Condition::Bad));
    let unit = AgeUnit::Second;
    assert_eq!(now.age, Some(Age { unit, count: 0 }));
    let second = browser.page().now(SECOND);
    assert_eq!(second.state, Some(Message::state_not_accepting()));
    assert_eq!(reads(&browser), 3);
}

#[test]
fn the_age_of_a_state_is_said_and_it_is_not_read_again_by_itself() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    // Nothing happens but that time passes.
    browser.advance(130_000);
    let unit = AgeUnit::Minute;
    let age = Some(Age { unit, count: 2 });
    assert_eq!(browser.page().now(USUAL).age, age);
    assert_eq!(reads(&browser), 3);
}

#[test]
fn supplies_that_run_out_are_said_beside_ready() {
    let mut browser = Browser::opened("one-job");
    let printer = browser
        .page()
        .printers()
        .iter()
        .position(|option| option.name == Words::from("BER-A4 Board"));
    let at = printer.unwrap();
    browser.sight(at..at + 1);
    let now = browser.page().now("BER-A4 Board");
    assert_eq!(now.state, Some(Message::state_ready()));
    assert_eq!(now.supplies, Some(Message::toner_low()));
    browser.choose("BER-A4 Board");
    assert_eq!(browser.page().chosen().supplies, Some(Message::toner_low()));
}

#[test]
fn a_row_says_how_many_of_the_ticked_jobs_fit_and_what_is_lost() {
    let mut browser = Browser::opened("everyday");
    browser.sight(0..12);
    assert_eq!(browser.page().now(USUAL).fit, None);
    browser.tick("Quarterly report.pdf");
    assert_eq!(browser.page().now(USUAL).fit, Some(Message::fits_all(1)));
    browser.tick("Onboarding handbook 2026.pdf");
    assert_eq!(browser.page().now(USUAL).fit, Some(Message::fits_both()));
    let finance = browser.page().now("BER-A2 Finance");
    assert_eq!(finance.fit, Some(Message::fits_some(1, 2)));
    let color = Words::List(vec![Message::color_color().into()]);
    assert_eq!(finance.lost, Some(Message::not_here(color)));
    assert_eq!(finance.condition, Condition::Lossy);
}

#[test]
fn at_most_four_printers_are_read_at_once() {
    let mut browser = Browser::opened("one-job");
    let printers = shares(&browser, 12);
    browser.see(printers);
    browser.advance(browser.latency_ms - 1);
    assert_eq!(reads(&browser), 4);
    browser.advance(browser.latency_ms);
    assert_eq!(reads(&browser), 8);
    browser.advance(10_000);
    assert_eq!(reads(&browser), 12);
}

#[test]
fn what_left_the_sight_is_not_read_and_the_latest_sight_comes_first() {
    let mut browser = Browser::opened("one-job");
    let printers = shares(&browser, 12);
    browser.see(printers[..8].to_vec());
    // The first four are on their way. The fifth stays in sight, and three more come.
    browser.see([&printers[4..5], &printers[8..11]].concat());
    browser.advance(10_000);
    let read = browser.requests("GET", "capabilities,defaults");
    let read: Vec<bool> = [0, 1, 2, 3, 8, 9, 10, 4]
        .iter()
        .zip(&read)
        .map(|(at, request)| request.url.contains(printers[*at].as_str()))
        .collect();
    assert_eq!(read, [true; 8]);
    assert_eq!(reads(&browser), 8);
}

#[test]
fn a_printer_is_read_once_a_minute_at_most_unless_the_user_refreshes() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.sight(3..4);
    browser.sight(0..3);
    assert_eq!(reads(&browser), 4);
    browser.advance(60_000);
    browser.sight(0..3);
    assert_eq!(reads(&browser), 4 + 3);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(reads(&browser), 4 + 3 + 3);
}

#[test]
fn the_chosen_printer_is_read_afresh_and_its_reading_counts_for_its_row() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.tick("Quarterly report.pdf");
    let share = shares(&browser, 1).remove(0);
    browser.act(Event::DestinationChosen(share));
    // What was seen a moment ago is enough for a press.
    assert!(browser.page().summary().ready);
    browser.advance(1_000);
    assert!(browser.page().summary().ready);
    assert_eq!(reads(&browser), 4);
    browser.sight(0..3);
    assert_eq!(reads(&browser), 4);
}

#[test]
fn a_printer_that_was_seen_long_ago_is_read_before_a_press() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.tick("Quarterly report.pdf");
    let share = shares(&browser, 1).remove(0);
    browser.see(Vec::new());
    browser.advance(120_000);
    browser.act(Event::DestinationChosen(share));
    let summary = browser.page().summary();
    assert_eq!(
        (summary.words.key(), summary.ready),
        ("stateReading", false)
    );
    browser.advance(1_000);
    assert!(browser.page().summary().ready);
}

#[test]
fn nothing_is_read_while_the_page_is_hidden() {
    let mut browser = Browser::opened("one-job");
    browser.act(Event::Visible(false));
    browser.sight(0..3);
    assert_eq!(reads(&browser), 0);
    browser.act(Event::Visible(true));
    browser.advance(1_000);
    assert_eq!(reads(&browser), 3);
}

#[test]
fn a_throttled_reading_waits_in_silence_and_goes_on() {
    let mut browser = Browser::opened("one-job");
    let announced = browser.page().state.announcements.polite.clone();
    browser.lasting_trouble("GET", "capabilities,defaults", throttle("20"));
    browser.sight(0..6);
    assert_eq!(reads(&browser), 4);
    browser.advance(18_000);
    assert_eq!(reads(&browser), 4);
    browser.tenant.forget_faults();
    browser.advance(10_000);
    assert_eq!(reads(&browser), 4 + 6);
    assert_eq!(
        browser.page().now(USUAL).state,
        Some(Message::state_ready())
    );
    assert_eq!(browser.page().problems(), [""; 0]);
    assert_eq!(browser.page().list().throttled_until, None);
    assert_eq!(browser.page().state.announcements.polite, announced);
}

#[test]
fn a_service_that_throttles_without_end_is_left_alone() {
    let mut browser = Browser::opened("one-job");
    browser.lasting_trouble("GET", "capabilities,defaults", throttle("1"));
    browser.sight(0..3);
    browser.advance(3_600_000);
    let asked = reads(&browser);
    assert!(asked <= 3 * 6, "{asked}");
    browser.act(Event::SearchChanged("BER".to_owned()));
    browser.sight(3..8);
    browser.advance(3_600_000);
    assert_eq!(reads(&browser), asked);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert!(reads(&browser) > asked);
}

#[test]
fn a_refusal_of_one_printer_does_not_stop_the_others() {
    let mut browser = Browser::opened("one-job");
    let first = shares(&browser, 1).remove(0);
    let one = format!("{first}?$select=id,displayName,manufacturer");
    browser.lasting_trouble("GET", &one, forbid());
    browser.sight(0..8);
    assert_eq!(reads(&browser), 8);
    assert_eq!(
        browser.page().now(USUAL).state,
        Some(Message::state_unknown())
    );
    assert_eq!(
        browser.page().now(SECOND).state,
        Some(Message::state_ready())
    );
    assert_eq!(browser.page().problems(), [""; 0]);
}

#[test]
fn several_refusals_in_a_row_end_the_reading_for_this_visit() {
    let mut browser = Browser::opened("one-job");
    browser.lasting_trouble("GET", "capabilities,defaults", forbid());
    browser.sight(0..12);
    let asked = reads(&browser);
    assert!((3..=6).contains(&asked), "{asked}");
    browser.act(Event::Refreshed);
    browser.sight(4..16);
    assert_eq!(reads(&browser), asked);
    assert_eq!(browser.page().problems(), [""; 0]);
}

#[test]
fn a_failed_reading_leaves_what_was_known() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.advance(60_000);
    let lost = FaultKind::Unavailable {
        status: 503,
        when: simulator::fault::When::Before,
    };
    browser.lasting_trouble("GET", "capabilities,defaults", lost);
    browser.sight(0..3);
    browser.sight(3..4);
    assert_eq!(reads(&browser), 3 + 3 + 1);
    assert_eq!(
        browser.page().now(USUAL).state,
        Some(Message::state_ready())
    );
    let other = browser.page().printers()[3].now.state.clone();
    assert_eq!(other, Some(Message::state_unknown()));
}

#[test]
fn without_a_token_nothing_is_asked_until_another_call_has_one() {
    let mut browser = Browser::opened("one-job");
    let provider = browser.provider;
    browser.provider = |_| Err(NoToken::Silent);
    browser.sight(0..8);
    let asked = browser.asked.len();
    browser.sight(4..12);
    browser.sight(0..8);
    assert_eq!(browser.asked.len(), asked);
    assert_eq!(reads(&browser), 0);
    browser.provider = provider;
    browser.act(Event::Focused);
    browser.advance(2_000);
    assert_eq!(reads(&browser), 8);
}

#[test]
fn where_presence_is_required_nothing_is_read_from_afar() {
    let mut browser = Browser::opened("one-job");
    let printers = shares(&browser, 3);
    browser.options["requirePresence"] = json!(true);
    browser.reconfigure();
    browser.see(printers);
    browser.advance(1_000);
    assert_eq!(reads(&browser), 0);
}

#[test]
fn instead_of_a_stopped_printer_those_are_offered_that_can_print() {
    let mut browser = Browser::opened("printer-stopped");
    browser.choose("BER-A2 Finance");
    let finance = browser.page().printer("BER-A2 Finance").share;
    let Some(Resolution::Known(finance)) = browser.page().state.printers.get(&finance) else {
        panic!("its printer is known by now");
    };
    let finance = finance.to_string();
    let off = PrinterStatus::new("stopped", &["disconnected"]);
    assert!(browser.tenant.set_status(&finance, off));
    browser.advance(60_000);
    browser.tick("Quarterly report.pdf");
    let share = browser.page().printer(USUAL).share;
    browser.act(Event::DestinationChosen(share));
    browser.advance(browser.latency_ms);
    // Nothing is offered before it was looked at.
    assert_eq!(browser.page().chosen().instead, []);
    browser.advance(1_000);
    let instead = browser.page().chosen().instead;
    let names: Vec<Words> = instead.iter().map(|option| option.name.clone()).collect();
    // The report is in color: those that fit come first, of them the nearest.
    assert_eq!(
        names,
        ["BER-A1 Copy room", "BER-A4 Board", "BER-B2 Library"].map(Words::from)
    );
    browser.act(Event::DestinationChosen(instead[0].share.clone()));
    browser.advance(1_000);
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers().len(), 1);
}
