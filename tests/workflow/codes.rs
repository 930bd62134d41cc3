//! Tests choosing a printer by its code: typed, scanned, or resolved by the page.

use print_redirect::flow::state::code::CodeSourceError;
use print_redirect::flow::view::code::{self, CodeField};
use print_redirect::flow::view::destination;
use print_redirect::flow::{Event, HostEvent};
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::FaultKind;

use crate::browser::{Browser, Resolver};

const USUAL: &str = "BER-A2 Kitchen corner";
const SECOND: &str = "BER-A3 Project space";

/// A `resolveCode` that knows no code.
const KNOWS_NOTHING: Resolver = |_| Some((100, Ok(None)));

fn share_of(browser: &Browser, name: &str) -> String {
    browser.page().printer(name).share.to_string()
}

/// The ids of a printer's share and of the printer itself.
fn ids_of(name: &str) -> (String, String) {
    let browser = Browser::opened("one-job");
    let share = share_of(&browser, name);
    let mut browser = Browser::opened("one-job");
    browser.choose(name);
    let url = format!(
        "https://graph.microsoft.com/v1.0/print/shares/{share}?$expand=printer($select=id)"
    );
    let token = simulator::scenario::USER_TOKEN;
    let request = simulator::Request::new("GET", &url, token);
    let answer = browser.tenant.answer(&request, browser.now_ms);
    let body = answer.response().unwrap().body.clone().unwrap();
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    (share, body["printer"]["id"].as_str().unwrap().to_owned())
}

fn entry(browser: &Browser) -> CodeField {
    code::field(&browser.page().state)
}

fn give(browser: &mut Browser, text: &str) {
    browser.act(Event::CodeGiven(text.to_owned()));
    browser.advance(1_000);
}

fn failed_as(browser: &Browser, code: &str) {
    assert_eq!(entry(browser).problem.unwrap().code, code);
    assert_eq!(browser.page().problems(), [code]);
    assert!(destination::chosen(&browser.page().state).is_none());
}

#[test]
fn share_id_printer_id_and_address_choose_the_same_printer() {
    let (share, printer) = ids_of(USUAL);
    let address = format!("https://print.contoso.example/go?floor=2&printer={share}");
    for given in [&share, &printer, &address, &format!("  {share} ")] {
        let mut browser = Browser::opened("one-job");
        give(&mut browser, given);
        assert_eq!(browser.page().chosen().name, USUAL.into(), "{given}");
        assert_eq!(browser.page().chosen().state, Message::state_ready());
        browser.press();
        browser.advance(30_000);
        assert_eq!(browser.papers().len(), 1);
    }
}

#[test]
fn a_codes_share_is_read_once_before_it_is_chosen() {
    let (share, _) = ids_of(USUAL);
    let mut browser = Browser::opened("one-job");
    browser.act(Event::CodeGiven(share));
    assert!(destination::chosen(&browser.page().state).is_none());
    assert!(entry(&browser).looking_up);
    browser.advance(1_000);
    assert_eq!(browser.requests("GET", "capabilities").len(), 1);
    let printer = USUAL.into();
    let said = browser.page().state.announcements.polite.clone();
    assert_eq!(said.unwrap().1, Message::code_chosen(printer));
}

#[test]
fn foreign_ids_and_addresses_without_an_id_are_unknown() {
    let nobody = "00000000-0000-4000-8000-000000000000";
    for given in [nobody, "4711", "https://print.contoso.example/go?floor=2"] {
        let mut browser = Browser::opened("one-job");
        give(&mut browser, given);
        failed_as(&browser, "codeUnknown");
        assert_eq!(browser.page().alert(), Some(Message::code_unknown()));
    }
}

#[test]
fn other_codes_are_resolved_by_the_page() {
    let mut browser = Browser::at("one-job");
    browser.resolver = Some(|code| {
        let share = Browser::opened("one-job");
        let share = share_of(&share, USUAL).leak();
        (code == "4711").then_some((100, Ok(Some(&*share))))
    });
    browser.open();
    browser.advance(1_000);
    give(&mut browser, "4711");
    assert_eq!(browser.page().chosen().name, USUAL.into());
    // An id needs no help from the page.
    let second = share_of(&browser, SECOND);
    give(&mut browser, &second);
    assert_eq!(browser.page().chosen().name, SECOND.into());
}

#[test]
fn each_failure_of_resolve_code_is_explained() {
    let cases: [(Resolver, i64, &str, Message); 6] = [
        (|_| None, 15_000, "codeUnresolved", Message::code_silent()),
        (
            |_| Some((0, Err(CodeSourceError::Failed))),
            0,
            "codeUnresolved",
            Message::code_failed(),
        ),
        (
            |_| Some((0, Ok(Some(" ")))),
            0,
            "codeUnresolved",
            Message::code_garbage(),
        ),
        (
            |_| Some((0, Err(CodeSourceError::Garbage))),
            0,
            "codeUnresolved",
            Message::code_garbage(),
        ),
        (KNOWS_NOTHING, 100, "codeUnknown", Message::code_unknown()),
        (
            |_| Some((0, Ok(Some("no-share-has-this-id")))),
            1_000,
            "codeUnknown",
            Message::code_unknown(),
        ),
    ];
    for (resolver, after_ms, code, words) in cases {
        let mut browser = Browser::at("one-job");
        browser.resolver = Some(resolver);
        browser.open();
        browser.advance(1_000);
        browser.act(Event::CodeGiven("4711".to_owned()));
        browser.advance(after_ms);
        failed_as(&browser, code);
        assert_eq!(entry(&browser).problem.unwrap().happened, words);
        assert_eq!(browser.page().alert(), Some(words));

        let usual = share_of(&browser, USUAL);
        give(&mut browser, &usual);
        assert_eq!(entry(&browser).problem, None);
        assert_eq!(browser.page().chosen().name, USUAL.into());
    }
}

#[test]
fn a_late_answer_never_overrides_a_newer_choice() {
    let late: Resolver = |code| {
        let name = if code == "slow" { SECOND } else { USUAL };
        let share = share_of(&Browser::opened("one-job"), name).leak();
        Some((if code == "slow" { 5_000 } else { 100 }, Ok(Some(&*share))))
    };
    let newer: [fn(&mut Browser); 2] = [
        |browser| browser.choose(USUAL),
        |browser| give(browser, "quick"),
    ];
    for (at, newer) in newer.into_iter().enumerate() {
        let mut browser = Browser::at("one-job");
        browser.resolver = Some(late);
        browser.open();
        browser.advance(1_000);
        browser.act(Event::CodeGiven("slow".to_owned()));
        newer(&mut browser);
        browser.advance(60_000);
        let chosen = destination::chosen(&browser.page().state).map(|chosen| chosen.name);
        assert_eq!(chosen, (at < 2).then(|| USUAL.into()));
        assert_eq!(browser.page().problems(), [""; 0]);
    }
}

#[test]
fn an_answer_after_the_timeout_changes_nothing() {
    let mut browser = Browser::at("one-job");
    browser.resolver = Some(|_| Some((20_000, Ok(Some("any")))));
    browser.open();
    browser.advance(1_000);
    browser.act(Event::CodeGiven("4711".to_owned()));
    browser.advance(60_000);
    failed_as(&browser, "codeUnresolved");
    assert_eq!(browser.requests("GET", "/shares/any").len(), 0);
}

#[test]
fn a_failed_read_of_a_code_is_an_ordinary_problem() {
    let (share, _) = ids_of(USUAL);
    let mut browser = Browser::opened("one-job");
    let body = json!({});
    let trouble = FaultKind::Refuse { status: 403, body };
    browser.lasting_trouble("GET", "capabilities", trouble);
    give(&mut browser, &share);
    failed_as(&browser, "permissionMissing");
}

#[test]
fn a_scanned_code_chooses_and_turns_the_camera_off() {
    let (share, _) = ids_of(USUAL);
    let address: &str = format!("https://print.contoso.example/?printer={share}").leak();
    let mut browser = Browser::at("one-job");
    browser.camera = Some(Ok(address));
    browser.options["requirePresence"] = json!(true);
    browser.open();
    browser.advance(1_000);
    // The camera stays off until the user asks for it.
    assert!(!browser.camera_is_on);
    assert_eq!(entry(&browser).only_way, Some(Message::code_only()));

    browser.act(Event::ScanPressed);
    assert!(browser.camera_is_on);
    assert_eq!(entry(&browser).camera, Some(true));
    browser.advance(2_000);
    assert!(!browser.camera_is_on);
    assert_eq!(browser.page().chosen().name, USUAL.into());
}

#[test]
fn the_camera_goes_off_when_the_user_does_something_else() {
    let turns: [fn(&Browser) -> Event; 4] = [
        |_| Event::ScanStopped,
        |_| Event::Visible(false),
        |_| Event::CodeGiven("4711".to_owned()),
        |browser| Event::DestinationChosen(browser.page().printers()[0].share.clone()),
    ];
    for turn in turns {
        let mut browser = Browser::at("one-job");
        browser.camera = Some(Ok("seen too late"));
        browser.resolver = Some(KNOWS_NOTHING);
        browser.open();
        browser.advance(1_000);
        browser.act(Event::ScanPressed);
        assert!(browser.camera_is_on);
        let turn = turn(&browser);
        browser.act(turn.clone());
        assert!(!browser.camera_is_on, "{turn:?}");
        browser.advance(2_000);
        let typed = matches!(turn, Event::CodeGiven(_));
        assert_eq!(browser.page().problems().len(), usize::from(typed));
    }
}

#[test]
fn a_failed_camera_is_reported_and_codes_can_be_typed() {
    for (camera, code) in [
        (CodeSourceError::Refused, "cameraRefused"),
        (CodeSourceError::Failed, "cameraFailed"),
    ] {
        let mut browser = Browser::at("one-job");
        browser.camera = Some(Err(camera));
        browser.open();
        browser.advance(1_000);
        browser.act(Event::ScanPressed);
        browser.advance(1_000);
        failed_as(&browser, code);
        let share = share_of(&browser, USUAL);
        give(&mut browser, &share);
        assert_eq!(browser.page().chosen().name, USUAL.into());
    }
}

#[test]
fn without_a_camera_nothing_is_scanned() {
    let mut browser = Browser::at("one-job");
    browser.options["requirePresence"] = json!(true);
    browser.open();
    browser.advance(1_000);
    browser.act(Event::ScanPressed);
    assert_eq!(entry(&browser).camera, None);
    assert!(!browser.camera_is_on);
    assert_eq!(entry(&browser).only_way, Some(Message::code_only()));
}

#[test]
fn a_plain_page_has_no_field_for_codes() {
    let browser = Browser::opened("one-job");
    assert!(!entry(&browser).has_field);
}

#[test]
fn required_presence_offers_no_printer_without_a_code() {
    let (share, _) = ids_of(USUAL);
    let mut browser = Browser::at("printer-stopped");
    browser.options["requirePresence"] = json!(true);
    browser.open();
    browser.advance(1_000);
    browser.act(Event::SearchFocused);
    browser.act(Event::SearchChanged("berlin".to_owned()));
    browser.advance(1_000);
    assert_eq!(browser.page().printers(), []);
    assert_eq!(browser.requests("GET", "recentPrinterShares").len(), 0);
    let lists = browser.requests("GET", "/print/shares");
    let lists = lists.iter().filter(|list| list.url.ends_with("/shares"));
    assert_eq!(lists.count(), 0);

    // The printer is stopped, and no alternative is offered.
    let stopped = share_of(&Browser::opened("printer-stopped"), USUAL);
    assert_eq!(stopped, share);
    give(&mut browser, &share);
    let chosen = browser.page().chosen();
    assert!(chosen.obstacle.is_some());
    assert_eq!(chosen.instead, []);
}

#[test]
fn with_required_presence_the_destination_option_still_chooses() {
    let (share, _) = ids_of(USUAL);
    let mut browser = Browser::at("one-job");
    browser.options["requirePresence"] = json!(true);
    browser.options["destination"] = json!(share);
    browser.open();
    browser.advance(1_000);
    assert_eq!(browser.page().chosen().name, USUAL.into());
    browser.press();
    browser.advance(30_000);
    assert_eq!(browser.papers().len(), 1);
}

#[test]
fn newly_required_presence_drops_the_chosen_printer() {
    let mut browser = Browser::opened("one-job");
    browser.choose(USUAL);
    browser.options["requirePresence"] = json!(true);
    browser.reconfigure();
    browser.advance(1_000);
    assert!(destination::chosen(&browser.page().state).is_none());
    assert_eq!(browser.page().printers(), []);
    assert!(browser.page().job("Quarterly report.pdf").selected);

    // A printer chosen by code stays when the page changes other options.
    let (share, _) = ids_of(USUAL);
    give(&mut browser, &share);
    browser.options["queues"][0]["label"] = json!("Everywhere");
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(browser.page().chosen().name, USUAL.into());

    browser.options["requirePresence"] = json!(false);
    browser.reconfigure();
    browser.advance(1_000);
    assert!(!browser.page().printers().is_empty());
}

#[test]
fn the_host_hears_of_a_failed_code_without_its_text() {
    let mut browser = Browser::opened("one-job");
    give(&mut browser, "secret-badge-number");
    let told = browser.page().told.iter();
    let problems = told.filter(|event| matches!(event, HostEvent::Problem { .. }));
    let problems: Vec<String> = problems.map(|event| format!("{event:?}")).collect();
    assert_eq!(problems.len(), 1);
    assert!(!problems[0].contains("secret"));
}
