//! Tests the chosen printer among those in sight: what is read of it, and what is offered instead.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use simulator::printer::PrinterStatus;
use universal_print::ids::ShareId;

use crate::browser::Browser;

const USUAL: &str = "BER-A2 Kitchen corner";

/// How many printers were read on their own.
fn reads(browser: &Browser) -> usize {
    browser.requests("GET", "capabilities,defaults").len()
}

#[test]
fn what_is_read_of_the_chosen_printer_in_sight_counts_for_the_press() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.tick("Quarterly report.pdf");
    browser.choose_first();
    assert!(browser.page().summary().ready);
    browser.act(Event::Visible(false));
    browser.advance(61_000);
    browser.set_destination(PrinterStatus::new("stopped", &["mediaJam"]));
    browser.act(Event::Visible(true));
    browser.advance(1_000);
    let cannot = Message::printer_cannot_take_jobs();
    assert_eq!(browser.page().alert(), Some(cannot.clone()));
    assert_eq!(browser.page().summary().words, cannot);
    let first = browser.page().printers()[0].now.clone();
    assert_eq!(first.condition, browser.page().chosen().condition);

    // It is said once, however often it is read.
    let said = browser.page().state.announcements.assertive.clone();
    browser.advance(61_000);
    browser.sight(0..3);
    assert_eq!(browser.page().state.announcements.assertive, said);
    browser.set_destination(PrinterStatus::new("idle", &[]));
    browser.advance(61_000);
    browser.sight(0..3);
    assert!(browser.page().summary().ready);
}

#[test]
fn a_state_read_just_before_counts_until_the_chosen_printer_is_read() {
    let mut browser = Browser::opened("printer-stopped");
    browser.sight(0..3);
    browser.tick("Quarterly report.pdf");
    let share = browser.page().printer(USUAL).share;
    browser.act(Event::DestinationChosen(share.clone()));
    let cannot = Message::printer_cannot_take_jobs();
    assert_eq!(browser.page().summary().words, cannot);
    assert!(browser.page().chosen().obstacle.is_some());

    // A state that was read long ago does not.
    browser.advance(61_000);
    browser.act(Event::DestinationChosen(share));
    assert_eq!(browser.page().chosen().obstacle, None);
}

#[test]
fn without_a_job_to_release_no_printer_is_read() {
    let mut browser = Browser::opened("one-job");
    browser.sight(0..3);
    browser.tick("Quarterly report.pdf");
    browser.choose_first();
    assert_eq!(browser.page().list().rows.len(), 1);
    browser.press();
    browser.advance(1_000);
    let asked = reads(&browser);
    browser.sight(3..6);
    assert_eq!(reads(&browser), asked);
}

#[test]
fn printers_that_are_offered_instead_do_not_move() {
    let mut browser = Browser::opened("printer-stopped");
    browser.tick("Quarterly report.pdf");
    browser.choose(USUAL);
    let offered = |browser: &Browser| -> Vec<ShareId> {
        let instead = browser.page().chosen().instead;
        instead.into_iter().map(|option| option.share).collect()
    };
    let before = offered(&browser);
    assert_eq!(before.len(), 3);
    // All are read again, for other jobs.
    browser.advance(61_000);
    browser.act(Event::AllToggled(true));
    browser.sight(0..20);
    assert_eq!(offered(&browser), before);
}
