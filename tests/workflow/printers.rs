//! Tests the chosen printer: its id, its state, and the search for it.

use print_redirect::flow::Event;
use print_redirect::flow::view::destination;
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::Switch;
use simulator::fault::FaultKind;
use simulator::scenario::ADMINISTRATOR_TOKEN;

use crate::browser::Browser;

const USUAL: &str = "BER-A2 Kitchen corner";
const SECOND: &str = "BER-A3 Project space";

#[test]
fn an_ordinary_user_finds_the_printer_by_expanding_the_share() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    let direct = browser.requests("GET", "/printer?");
    assert_eq!((direct.len(), direct[0].status), (1, Some(403)));
    let expanded = browser.requests("GET", "$expand=printer");
    assert_eq!((expanded.len(), expanded[0].status), (1, Some(200)));

    browser.press();
    browser.advance(30_000);
    assert_eq!(browser.papers().len(), 1);
}

#[test]
fn an_administrator_finds_the_printer_directly() {
    let mut browser = Browser::at("one-job");
    browser.provider = |_| Ok((ADMINISTRATOR_TOKEN, None));
    browser.open();
    browser.advance(1_000);
    browser.choose(USUAL);
    assert_eq!(browser.requests("GET", "/printer?")[0].status, Some(200));
    assert_eq!(browser.requests("GET", "$expand=printer").len(), 0);
}

#[test]
fn without_a_printer_id_nothing_is_sent() {
    let mut browser = Browser::opened("one-job");
    browser.tenant.set(Switch::ExpandPrinterForUsers, false);
    browser.choose(USUAL);
    browser.press();
    browser.advance(60_000);
    let problem = browser.page().result().problem.unwrap();
    assert_eq!(problem.code, "printerUnknown");
    assert_eq!(browser.page().problems(), ["printerUnknown"]);
    assert_eq!(browser.sends(), 0);
    assert!(browser.page().job("Quarterly report.pdf").selected);

    // The lookup may succeed at the next press.
    browser.tenant.set(Switch::ExpandPrinterForUsers, true);
    browser.press();
    browser.advance(60_000);
    assert_eq!(browser.papers().len(), 1);
}

#[test]
fn the_queues_printer_is_requested_unless_the_host_names_it() {
    let mut browser = Browser::at("one-job");
    browser.options["queues"][0]["printer"] = json!(null);
    browser.open();
    browser.advance(1_000);
    browser.choose(USUAL);
    assert_eq!(browser.requests("GET", "$expand=printer").len(), 2);
    browser.press();
    browser.advance(30_000);
    assert_eq!(browser.papers().len(), 1);
}

#[test]
fn a_stopped_printer_disables_the_button_and_says_why() {
    let mut browser = Browser::opened("printer-stopped");
    browser.tick("Quarterly report.pdf");
    browser.choose(USUAL);
    let chosen = browser.page().chosen();
    assert_eq!(
        chosen.obstacle.unwrap().reasons,
        [Message::reason_paper_out(), Message::reason_paper_jam()]
    );
    assert!(!chosen.instead.is_empty());

    assert!(!browser.page().summary().ready);
    browser.act(Event::Pressed);
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.page().results().len()), (0, 0));
}

#[test]
fn a_printer_that_takes_no_jobs_disables_the_button() {
    let mut browser = Browser::opened("printer-stopped");
    browser.tick("Quarterly report.pdf");
    browser.choose(SECOND);
    assert_eq!(
        browser.page().chosen().state,
        Message::state_not_accepting()
    );
    assert!(!browser.page().summary().ready);
    browser.act(Event::Pressed);
    browser.advance(60_000);
    assert_eq!(browser.sends(), 0);
}

#[test]
fn a_press_before_the_printer_is_known_sends_once() {
    let mut browser = Browser::opened("one-job");
    let share = browser.page().printers()[0].share.clone();
    let retry_after = Some("10".to_owned());
    browser.trouble("GET", "/printer?", FaultKind::Throttle { retry_after });
    browser.act(Event::DestinationChosen(share));
    browser.advance(1_000);
    browser.press();
    browser.act(Event::Pressed);
    assert_eq!(browser.sends(), 0);
    browser.advance(30_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn nothing_is_sent_before_it_is_known_what_the_printer_makes_of_the_job() {
    let mut browser = Browser::opened("one-job");
    let share = browser.page().printers()[0].share.clone();
    browser.act(Event::DestinationChosen(share));
    assert!(!browser.page().summary().ready);
    browser.act(Event::Pressed);
    browser.advance(1_000);
    assert_eq!((browser.sends(), browser.page().results().len()), (0, 0));
    assert!(browser.page().summary().ready);
}

#[test]
fn without_a_gateway_graph_refuses_and_it_is_explained() {
    let mut browser = Browser::opened("as-graph-answers");
    browser.tick("Quarterly report.pdf");
    browser.choose(USUAL);
    browser.press();
    browser.advance(60_000);
    let result = browser.page().result();
    assert_eq!(result.problem.unwrap().code, "gatewayNeeded");
    assert_eq!(browser.sends(), 1);
    assert!(browser.page().job("Quarterly report.pdf").selected);
    assert!(!browser.remembers_a_redirect());
}

#[test]
fn a_share_that_is_gone_disables_the_button() {
    let mut browser = Browser::opened("one-job");
    let body = json!({});
    browser.lasting_trouble(
        "GET",
        "capabilities",
        FaultKind::Refuse { status: 404, body },
    );
    browser.choose(USUAL);
    assert_eq!(browser.page().chosen().state, Message::state_gone());
    assert!(!browser.page().summary().ready);
}

#[test]
fn search_covers_arrived_printers_and_shows_loading() {
    let mut browser = Browser::opened("many-printers");
    let search = || Event::SearchChanged("prn-2999".to_owned());
    browser.act(search());
    let list = destination::list(&browser.page().state);
    assert!(list.is_empty() && list.loading);

    browser.advance(10_000);
    let printers = browser.page().printers();
    let names: Vec<Words> = printers.into_iter().map(|it| it.name).collect();
    assert!(matches!(names.as_slice(), [Words::Text(name)] if name.starts_with("PRN-2999 ")));
    assert!(!destination::list(&browser.page().state).loading);
}

#[test]
fn the_typed_query_survives_a_refresh() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    browser.act(Event::SearchChanged("atelier".to_owned()));
    assert_eq!(browser.page().printers().len(), 1);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(browser.page().state.destinations.search.query, "atelier");
    assert_eq!(browser.page().printers().len(), 1);
}

#[test]
fn recent_printers_stay_when_reading_them_again_fails() {
    let mut browser = Browser::opened("one-job");
    let first = browser.page().printers()[0].clone();
    assert_eq!(destination::list(&browser.page().state).recent[0], first);
    let body = json!({});
    let trouble = FaultKind::Refuse { status: 403, body };
    browser.trouble("GET", "recentPrinterShares", trouble);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(browser.page().printers()[0], first);
}

#[test]
fn a_page_may_allow_a_stopped_printer_and_the_bar_says_it() {
    let mut browser = Browser::at("printer-stopped");
    browser.options["allowStopped"] = json!(true);
    browser.open();
    browser.advance(1_000);
    browser.tick("Quarterly report.pdf");
    browser.choose(USUAL);
    let summary = browser.page().summary();
    assert!(summary.ready);
    assert_eq!(
        summary.notes,
        [
            Message::stopped_allowed(),
            Message::reason_paper_out(),
            Message::reason_paper_jam()
        ]
    );
    // Nothing says beside the button that it cannot print.
    let obstacle = browser.page().chosen().obstacle.unwrap();
    assert_eq!((obstacle.advice, browser.page().alert()), (None, None));
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 0));

    // One that accepts no jobs is never allowed.
    browser.tick("Open day poster.pdf");
    browser.choose(SECOND);
    assert!(!browser.page().summary().ready);
    browser.act(Event::Pressed);
    browser.advance(60_000);
    assert_eq!(browser.sends(), 1);
}
