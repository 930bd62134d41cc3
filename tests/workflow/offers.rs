//! Tests the option `destinations`: only the printers it names are offered.

use print_redirect::flow::Event;
use print_redirect::flow::view::{code, destination};
use print_redirect::text::Words;
use serde_json::json;

use crate::browser::Browser;

const USUAL: &str = "BER-A2 Kitchen corner";
const SECOND: &str = "BER-A3 Project space";

fn share_of(name: &str) -> String {
    let browser = Browser::opened("one-job");
    browser.page().printer(name).share.to_string()
}

fn offering(names: &[&str]) -> Browser {
    let mut browser = Browser::at("one-job");
    let shares: Vec<String> = names.iter().map(|name| share_of(name)).collect();
    browser.options["destinations"] = json!(shares);
    browser.open();
    browser.advance(1_000);
    browser
}

fn names(browser: &Browser) -> Vec<Words> {
    let printers = browser.page().printers();
    printers.into_iter().map(|printer| printer.name).collect()
}

#[test]
fn a_printer_not_offered_is_neither_listed_nor_found() {
    let mut browser = offering(&[SECOND]);
    assert_eq!(names(&browser), [SECOND.into()]);
    let picker = destination::picker(&browser.page().state);
    assert!(
        picker
            .cards
            .printers()
            .all(|card| card.name == SECOND.into())
    );
    browser.act(Event::SearchChanged("kitchen".to_owned()));
    assert_eq!(names(&browser), []);
    browser.act(Event::SearchChanged("project".to_owned()));
    assert_eq!(names(&browser), [SECOND.into()]);
}

#[test]
fn a_code_never_chooses_a_printer_not_offered() {
    let usual = share_of(USUAL);
    let mut browser = offering(&[SECOND]);
    browser.act(Event::CodeGiven(usual));
    browser.advance(1_000);
    let entry = code::field(&browser.page().state);
    assert_eq!(entry.problem.unwrap().code, "codeNotOffered");
    assert!(destination::chosen(&browser.page().state).is_none());

    browser.act(Event::CodeGiven(share_of(SECOND)));
    browser.advance(1_000);
    assert_eq!(browser.page().chosen().name, SECOND.into());
}

#[test]
fn a_code_never_chooses_a_queue() {
    let mut browser = Browser::opened("one-job");
    let queue = browser.host.queues[0].share.clone();
    browser.act(Event::CodeGiven(queue));
    browser.advance(1_000);
    let entry = code::field(&browser.page().state);
    assert_eq!(entry.problem.unwrap().code, "codeNotOffered");
}

#[test]
fn alternatives_to_a_stopped_printer_are_offered_printers_only() {
    let mut browser = Browser::at("printer-stopped");
    browser.options["destinations"] = json!([share_of(USUAL)]);
    browser.open();
    browser.advance(1_000);
    browser.choose(USUAL);
    assert!(browser.page().chosen().obstacle.is_some());
    assert_eq!(browser.page().chosen().instead, []);
}

#[test]
fn reading_ends_when_all_offered_printers_have_arrived() {
    let everything = Browser::opened("many-printers");
    let pages = |browser: &Browser| browser.requests("GET", "/print/shares").len();
    let first = everything.page().state.destinations.all[0]
        .share
        .to_string();
    let mut browser = Browser::at("many-printers");
    browser.options["destinations"] = json!([first]);
    browser.open();
    browser.advance(10_000);
    assert_eq!(browser.page().printers().len(), 1);
    assert!(!destination::list(&browser.page().state).loading);
    assert!(
        pages(&browser) < pages(&everything) / 2,
        "{}",
        pages(&browser)
    );
}

#[test]
fn other_destinations_apply_at_once_and_keep_an_offered_choice() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    let lists = browser.lists();
    browser.options["destinations"] = json!([share_of(USUAL)]);
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(names(&browser), [USUAL.into()]);
    assert_eq!(browser.page().chosen().name, USUAL.into());

    browser.options["destinations"] = json!([share_of(SECOND)]);
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(names(&browser), [SECOND.into()]);
    assert!(destination::chosen(&browser.page().state).is_none());
    // The jobs were not read again, and the ticked one is still ticked.
    assert_eq!(browser.lists(), lists);
    assert!(browser.page().job("Quarterly report.pdf").selected);
}
