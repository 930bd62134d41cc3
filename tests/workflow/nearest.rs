//! Tests the order by distance: only a press asks, and the position goes nowhere.

use print_redirect::flow::Event;
use print_redirect::flow::coordinates::Coordinates;
use print_redirect::flow::state::nearest::PositionError;
use print_redirect::flow::view::destination::{self, PrinterOption};
use print_redirect::flow::view::nearest;
use print_redirect::text::{Message, Words};
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault};
use simulator::graph_operation::GraphOperation;

use crate::browser::Browser;

/// Beside the office in Lyon.
const LYON: (i64, i64) = (46_000_100, 4_835_700);

fn names(options: &[PrinterOption]) -> Vec<Words> {
    options.iter().map(|option| option.name.clone()).collect()
}

/// A page whose browser answers with this position after a second.
fn at(latitude: i64, longitude: i64) -> Browser {
    let mut browser = Browser::opened("one-job");
    let here = Coordinates::new(latitude, longitude).unwrap();
    browser.position = Some((1_000, Ok(here)));
    browser
}

fn press(browser: &mut Browser) {
    browser.act(Event::NearestPressed);
    browser.advance(1_000);
}

fn pressed(browser: &Browser) -> bool {
    nearest::button(&browser.page().state).unwrap().pressed
}

fn words(browser: &Browser) -> Option<Message> {
    nearest::button(&browser.page().state).unwrap().words
}

#[test]
fn nothing_is_asked_before_the_press_and_once_after_it() {
    let mut browser = at(LYON.0, LYON.1);
    browser.advance(60_000);
    assert_eq!(browser.position_asked, 0);
    assert!(!pressed(&browser));
    browser.act(Event::NearestPressed);
    assert_eq!(words(&browser), Some(Message::position_finding()));
    assert!(pressed(&browser));
    browser.advance(1_000);
    browser.act(Event::Refreshed);
    browser.advance(60_000);
    assert_eq!((browser.position_asked, words(&browser)), (1, None));
}

#[test]
fn the_nearest_come_first_with_their_distance_and_a_second_press_takes_it_back() {
    let mut browser = at(LYON.0, LYON.1);
    let before = browser.page().printers();
    let cards = browser.page().cards();
    press(&mut browser);
    let list = destination::list(&browser.page().state);
    // Recent printers stay a group of their own: Lyon's is in no other town.
    assert_eq!(names(&list.recent), names(&before[..3]));
    let others = destination::others(&browser.page().state, 0..list.others);
    assert_eq!(others[0].name, "LYO-1 Accueil".into());
    assert_eq!(others[0].metres, Some(10));
    assert!(others.last().unwrap().metres.unwrap() > 700_000);
    let distances: Vec<u32> = others.iter().filter_map(|it| it.metres).collect();
    assert!(distances.is_sorted());
    assert_eq!(browser.page().cards()[0], "LYO-1 Accueil".into());
    assert_eq!(browser.page().cards().len(), 5);

    press(&mut browser);
    assert_eq!(browser.page().printers(), before);
    assert_eq!(browser.page().cards(), cards);
    assert_eq!(browser.position_asked, 1);
}

#[test]
fn printers_of_one_floor_stay_together_in_order_of_their_places() {
    let mut browser = at(52_516_300, 13_377_700);
    press(&mut browser);
    let list = destination::list(&browser.page().state);
    let others = destination::others(&browser.page().state, 0..list.others);
    let places: Vec<String> = others.iter().map(|it| format!("{:?}", it.place)).collect();
    let mut floors: Vec<&str> = Vec::new();
    for place in &places {
        let floor = place.split("Room").next().unwrap();
        if floors.last() != Some(&floor) {
            assert!(!floors.contains(&floor), "{floor} in two places");
            floors.push(floor);
        }
    }
}

#[test]
fn a_search_has_the_nearest_first_too() {
    let mut browser = at(LYON.0, LYON.1);
    press(&mut browser);
    browser.act(Event::SearchChanged("1".to_owned()));
    let list = destination::list(&browser.page().state);
    let found = destination::others(&browser.page().state, 0..list.others);
    let distances: Vec<u32> = found.iter().filter_map(|it| it.metres).collect();
    assert!(distances.len() > 3 && distances.is_sorted());
    browser.act(Event::SearchChanged("1 a".to_owned()));
    let list = destination::list(&browser.page().state);
    let found = destination::others(&browser.page().state, 0..list.others);
    assert!(found.iter().filter_map(|it| it.metres).is_sorted());
}

#[test]
fn a_refusal_is_said_and_the_order_stays() {
    for (error, message) in [
        (PositionError::Denied, Message::position_denied()),
        (PositionError::Unknown, Message::position_unknown()),
    ] {
        let mut browser = Browser::opened("one-job");
        browser.position = Some((1_000, Err(error)));
        let before = browser.page().printers();
        press(&mut browser);
        assert_eq!(words(&browser), Some(message.clone()));
        let said = browser.page().state.announcements.polite.clone().unwrap();
        assert_eq!(said.1, message);
        assert!(!pressed(&browser));
        assert_eq!(browser.page().printers(), before);
        assert_eq!(browser.page().problems(), [""; 0]);

        browser.act(Event::NearestPressed);
        assert_eq!(browser.position_asked, 2, "it can be asked again");
    }
}

#[test]
fn a_browser_that_does_not_answer_has_ten_seconds_and_a_later_position_moves_nothing() {
    let mut browser = at(LYON.0, LYON.1);
    let answer = browser.position.unwrap().1;
    browser.position = Some((15_000, answer));
    let before = browser.page().printers();
    browser.act(Event::NearestPressed);
    browser.advance(9_999);
    assert_eq!(words(&browser), Some(Message::position_finding()));
    browser.advance(1);
    assert_eq!(words(&browser), Some(Message::position_unknown()));
    assert_eq!(browser.page().printers(), before);
    browser.advance(5_000);
    assert_eq!((pressed(&browser), words(&browser)), (false, None));
    assert_eq!(browser.page().printers(), before);
    browser.position = Some((1_000, answer));
    press(&mut browser);
    assert!(pressed(&browser));
    assert_ne!(browser.page().printers(), before);

    browser.position = None;
    browser.act(Event::NearestPressed);
    browser.act(Event::NearestPressed);
    browser.act(Event::NearestPressed);
    browser.advance(60_000);
    assert_eq!((pressed(&browser), words(&browser)), (false, None));
}

#[test]
fn a_refusal_that_comes_after_the_ten_seconds_is_said() {
    let mut browser = at(LYON.0, LYON.1);
    browser.position = Some((15_000, Err(PositionError::Denied)));
    browser.act(Event::NearestPressed);
    browser.advance(10_000);
    assert_eq!(words(&browser), Some(Message::position_unknown()));
    browser.advance(5_000);
    assert_eq!(words(&browser), Some(Message::position_denied()));
    let said = browser.page().state.announcements.polite.clone().unwrap();
    assert_eq!(said.1, Message::position_denied());
}

#[test]
fn while_the_list_is_loading_no_order_is_claimed_and_no_card_moves() {
    let mut browser = at(LYON.0, LYON.1);
    let slow = FaultKind::Throttle {
        retry_after: Some("60".to_owned()),
    };
    browser.tenant.set_page_size(10);
    browser.tenant.add_fault(InjectedFault {
        after: 1,
        ..InjectedFault::on(GraphOperation::ListShares, slow)
    });
    browser.reload();
    browser.advance(2_000);
    let cards = browser.page().cards();
    press(&mut browser);
    assert!(pressed(&browser));
    assert_eq!(words(&browser), Some(Message::printers_loading()));
    let said = browser.page().state.announcements.polite.clone().unwrap();
    assert_eq!(said.1, Message::printers_loading());
    let picker = destination::picker(&browser.page().state);
    assert!(!picker.cards.are_nearest);
    assert_eq!(browser.page().cards(), cards);

    browser.advance(120_000);
    assert_eq!(words(&browser), None);
    let picker = destination::picker(&browser.page().state);
    assert!(picker.cards.are_nearest);
    assert_eq!(browser.page().cards()[0], "LYO-1 Accueil".into());
    let said = browser.page().state.announcements.polite.clone().unwrap();
    assert_eq!(said.1, Message::nearest_first());
}

#[test]
fn the_position_is_forgotten_where_presence_becomes_required() {
    let mut browser = at(LYON.0, LYON.1);
    press(&mut browser);
    browser.options["requirePresence"] = json!(true);
    browser.reconfigure();
    let nearest = &browser.page().state.nearest;
    assert!(nearest.here().is_none() && nearest.can_ask);
}

#[test]
fn an_answer_to_a_question_that_was_taken_back_is_not_used() {
    let mut browser = at(LYON.0, LYON.1);
    let before = browser.page().printers();
    browser.act(Event::NearestPressed);
    browser.act(Event::NearestPressed);
    browser.advance(60_000);
    assert!(!pressed(&browser));
    assert_eq!(browser.page().printers(), before);
}

#[test]
fn the_position_is_forgotten_with_its_user() {
    let mut browser = at(LYON.0, LYON.1);
    press(&mut browser);
    browser.act(Event::UserChanged(None));
    assert!(browser.page().state.nearest.here().is_none());
}

#[test]
fn there_is_no_button_without_a_position_of_browser_or_printer() {
    let mut browser = Browser::opened("one-job");
    assert!(nearest::button(&browser.page().state).is_some());
    browser.page_mut().state.nearest.can_ask = false;
    assert_eq!(nearest::button(&browser.page().state), None);

    // The crowd's printers tell no position.
    let mut browser = Browser::opened("many-printers");
    browser.advance(60_000);
    assert_eq!(nearest::button(&browser.page().state), None);

    let mut browser = Browser::at("one-job");
    browser.options["requirePresence"] = json!(true);
    browser.open();
    browser.advance(1_000);
    assert_eq!(nearest::button(&browser.page().state), None);
}

#[test]
fn the_position_is_in_no_request_no_event_and_no_storage() {
    let mut browser = at(LYON.0, LYON.1);
    let requests = browser.tenant.requests().len();
    press(&mut browser);
    browser.advance(60_000);
    let since = &browser.tenant.requests()[requests..];
    assert!(since.iter().all(|it| it.url.contains("/jobs")), "{since:?}");
    let everything = format!(
        "{:?} {:?} {:?} {:?}",
        browser.page().told,
        browser.storage,
        browser.page().state.nearest,
        browser.page().state.announcements,
    );
    for digits in ["46000100", "46.0001", "4835700", "4.8357"] {
        assert!(!everything.contains(digits), "{digits}");
    }
}
