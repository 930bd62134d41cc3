//! Tests favorite printers: whose they are, where they stand, and what a changed storage does.

use print_redirect::flow::account::Account;
use print_redirect::flow::state::load::LoadState;
use print_redirect::flow::view::cards::{self, Card};
use print_redirect::flow::view::destination;
use print_redirect::flow::{Event, HostEvent};
use print_redirect::text::Words;
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault};
use simulator::graph_operation::GraphOperation;
use universal_print::ids::{ShareId, UserId};

use crate::browser::Browser;

const KITCHEN: &str = "BER-A2 Kitchen corner";
const PROJECT: &str = "BER-A3 Project space";
const LIBRARY: &str = "BER-B2 Library";
const BOARD: &str = "BER-A4 Board";
const FINANCE: &str = "BER-A2 Finance";

/// The only text in the storage, under its key.
fn stored(browser: &Browser) -> (String, String) {
    let mut texts = browser.storage.iter();
    let favorites = texts.find(|(key, _)| key.starts_with("print-redirect-favorites "));
    let (key, text) = favorites.unwrap();
    (key.clone(), text.clone())
}

/// A browser that already has these favorites of Adele's, and a page with its first lists.
fn with_favorites(names: &[&str]) -> Browser {
    let mut browser = Browser::opened("one-job");
    for name in names {
        browser.star(name, true);
    }
    browser.reload();
    browser.advance(1_000);
    browser
}

fn names(options: Vec<destination::PrinterOption>) -> Vec<Words> {
    options.into_iter().map(|option| option.name).collect()
}

/// Whose cards have room before their printers are known.
fn awaited(browser: &Browser) -> Vec<Option<ShareId>> {
    let cards = destination::picker(&browser.page().state).cards.all;
    let shares = cards.into_iter().filter_map(|card| match card {
        Card::Awaited(share) => Some(share),
        Card::Offered(_) => None,
    });
    shares.collect()
}

fn words(names: &[&str]) -> Vec<Words> {
    names.iter().map(|name| (*name).into()).collect()
}

#[test]
fn a_favorite_stays_for_the_next_visit_and_comes_first() {
    let browser = with_favorites(&[BOARD, FINANCE]);
    let recent = [KITCHEN, PROJECT, LIBRARY];
    let first = words(&[BOARD, FINANCE]);
    assert_eq!(
        browser.page().cards(),
        [first.clone(), words(&recent)].concat()
    );
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), first);
    assert_eq!(names(list.recent), words(&recent));
    assert!(destination::chosen(&browser.page().state).is_none());
}

#[test]
fn the_storage_has_ids_alone_under_the_users_and_the_clouds_key() {
    let browser = with_favorites(&[KITCHEN]);
    let share = browser.page().printer(KITCHEN).share;
    let (key, text) = stored(&browser);
    let user = &browser.host.account.local_account_id;
    assert_eq!(
        key,
        format!("print-redirect-favorites https://graph.microsoft.com {user}")
    );
    assert_eq!(text, format!("[\"{share}\"]"));
}

#[test]
fn no_printer_is_listed_twice() {
    let browser = with_favorites(&[LIBRARY, BOARD]);
    let mut shares = browser.page().printers();
    let count = shares.len();
    shares.sort_by(|one, other| one.share.cmp(&other.share));
    shares.dedup_by(|one, other| one.share == other.share);
    assert_eq!((shares.len(), count), (24, 24));
    assert_eq!(
        browser.page().cards(),
        words(&[LIBRARY, BOARD, KITCHEN, PROJECT])
    );
}

#[test]
fn recent_printers_keep_room_beside_many_favorites() {
    let many = [
        BOARD,
        FINANCE,
        "BER-A1 Reception",
        "BER-A3 Legal",
        "BER-B1 Lab",
    ];
    let browser = with_favorites(&many);
    let expected = [&many[..3], &[KITCHEN, PROJECT]].concat();
    assert_eq!(browser.page().cards(), words(&expected));
    assert_eq!(destination::list(&browser.page().state).favorites.len(), 5);
}

#[test]
fn a_star_moves_no_card_and_counts_in_the_list_at_once() {
    let mut browser = Browser::opened("one-job");
    let cards = browser.page().cards();
    browser.star(PROJECT, true);
    browser.star(BOARD, true);
    assert_eq!(browser.page().cards(), cards);
    let picker = destination::picker(&browser.page().state);
    let stars: Vec<Option<bool>> = picker.cards.printers().map(|card| card.favorite).collect();
    assert_eq!(stars, [Some(false), Some(true), Some(false)]);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[PROJECT, BOARD]));

    browser.star(PROJECT, false);
    assert_eq!(browser.page().cards(), cards);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[BOARD]));
    assert_eq!(names(list.recent), words(&[KITCHEN, PROJECT, LIBRARY]));
}

#[test]
fn a_chosen_printer_has_one_star_on_its_card_or_beside_its_state() {
    let mut browser = Browser::opened("one-job");
    let star = |browser: &Browser| {
        let picker = destination::picker(&browser.page().state);
        picker.chosen.unwrap().favorite
    };
    browser.choose(KITCHEN);
    assert_eq!(star(&browser), None);
    browser.choose(BOARD);
    assert_eq!(star(&browser), Some(false));
    browser.star(BOARD, true);
    assert_eq!(star(&browser), Some(true));
}

#[test]
fn the_search_finds_favorites_first() {
    let mut browser = with_favorites(&[BOARD, FINANCE]);
    browser.act(Event::SearchChanged("a4".to_owned()));
    assert_eq!(names(browser.page().printers()), words(&[BOARD]));
    browser.act(Event::SearchChanged("ber-a2".to_owned()));
    assert_eq!(
        names(browser.page().printers())[..2],
        words(&[FINANCE, KITCHEN])
    );
}

#[test]
fn another_user_sees_their_own_favorites_alone() {
    let mut browser = with_favorites(&[BOARD]);
    let adele = browser.host.account.local_account_id.clone();
    let alex = Account {
        username: None,
        local_account_id: UserId::new("alex"),
    };
    browser.act(Event::UserChanged(Some(alex)));
    browser.advance(1_000);
    assert_eq!(destination::list(&browser.page().state).favorites, []);
    assert!(!browser.page().cards().contains(&BOARD.into()));
    browser.star(KITCHEN, true);
    let adeles = Account {
        username: None,
        local_account_id: UserId::new(&adele),
    };
    browser.act(Event::UserChanged(Some(adeles)));
    browser.advance(1_000);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[BOARD]));
}

#[test]
fn after_a_sign_out_there_are_no_favorites() {
    let mut browser = with_favorites(&[BOARD]);
    browser.act(Event::UserChanged(None));
    let state = &browser.page().state;
    assert_eq!(destination::list(state).favorites, []);
    assert_eq!(browser.page().cards(), []);
}

#[test]
fn a_user_whose_id_is_not_known_has_no_stars() {
    let mut browser = Browser::at("one-job");
    let username = browser.host.account.username.clone();
    browser.options["account"] = json!({ "username": username });
    browser.open();
    browser.advance(1_000);
    let picker = destination::picker(&browser.page().state);
    assert!(picker.cards.printers().all(|card| card.favorite.is_none()));
    browser.star(KITCHEN, true);
    assert!(
        browser
            .storage
            .values()
            .all(|text| !text.starts_with("[\""))
    );

    // Graph's token names the user.
    let user = UserId::new("adele").unwrap();
    browser.act(Event::TokenUser(user));
    browser.star(KITCHEN, true);
    let (key, _) = stored(&browser);
    assert!(key.ends_with(" adele"), "{key}");
}

#[test]
fn a_changed_storage_is_a_hint_and_no_more() {
    let mut browser = with_favorites(&[BOARD]);
    let (key, text) = stored(&browser);
    let queue = browser.host.queues[0].share.clone();
    let board = text.trim_matches(['[', ']']).to_owned();
    for (text, expected) in [
        ("<html>".to_owned(), vec![]),
        ("{\"a\": 1}".to_owned(), vec![]),
        (format!("[{board}"), vec![]),
        (
            format!("[null, \"../users\", {board}, {board}]"),
            words(&[BOARD]),
        ),
        (format!("[\"gone\", {board}]"), words(&[BOARD])),
        // A queue is no destination.
        (format!("[\"{queue}\", {board}]"), words(&[BOARD])),
    ] {
        browser.storage.insert(key.clone(), text.clone());
        browser.reload();
        browser.advance(1_000);
        let list = destination::list(&browser.page().state);
        assert_eq!(names(list.favorites), expected, "{text}");
        assert!(destination::chosen(&browser.page().state).is_none());
    }
}

#[test]
fn a_favorite_that_is_not_offered_is_not_shown_and_stays_stored() {
    let mut browser = with_favorites(&[BOARD, KITCHEN]);
    let kitchen = browser.page().printer(KITCHEN).share.to_string();
    browser.options["destinations"] = json!([kitchen]);
    browser.reconfigure();
    browser.advance(1_000);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[KITCHEN]));
    assert_eq!(browser.page().cards(), words(&[KITCHEN]));
    browser.star(KITCHEN, false);
    browser.options["destinations"] = json!(null);
    browser.reload();
    browser.advance(1_000);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[BOARD]));
}

#[test]
fn where_presence_is_required_there_are_no_favorites() {
    let mut browser = with_favorites(&[BOARD]);
    browser.options["requirePresence"] = json!(true);
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(browser.page().cards(), []);
    assert_eq!(destination::list(&browser.page().state).favorites, []);
}

#[test]
fn two_tabs_lose_no_star_and_show_each_others() {
    let mut browser = Browser::opened("one-job");
    browser.open();
    browser.advance(1_000);
    browser.star(BOARD, true);
    browser.turn_to(0);
    browser.star(FINANCE, true);
    browser.advance(10);
    for tab in [0, 1] {
        browser.turn_to(tab);
        let list = destination::list(&browser.page().state);
        assert_eq!(names(list.favorites), words(&[BOARD, FINANCE]), "{tab}");
    }
}

#[test]
fn a_favorite_is_named_before_the_long_list_has_come() {
    let mut browser = with_favorites(&[BOARD]);
    let share = browser.page().printer(BOARD).share;
    let slow = FaultKind::Throttle {
        retry_after: Some("60".to_owned()),
    };
    browser.trouble("GET", "/print/shares", slow);
    let own = [
        share.as_str(),
        "?$select=id,displayName,manufacturer,model,location",
    ]
    .concat();
    let before = browser.requests("GET", &own).len();
    browser.reload();
    let room = [Some(share), None, None, None];
    assert_eq!(awaited(&browser), room, "for a favorite and recent ones");
    browser.advance(100);
    assert_eq!(browser.page().cards(), words(&[KITCHEN, PROJECT, LIBRARY]));
    assert_eq!(awaited(&browser), room[..1]);
    browser.advance(2_000);
    let cards = browser.page().cards();
    assert_eq!((&cards[0], awaited(&browser)), (&BOARD.into(), vec![]));
    assert_eq!(browser.requests("GET", &own).len(), before + 1);
    // Once the list has come, it is in there too, once.
    browser.advance(120_000);
    let printers = names(browser.page().printers());
    let board = printers.iter().filter(|name| **name == BOARD.into());
    assert_eq!((board.count(), printers.len()), (1, 24));
}

#[test]
fn a_favorite_that_is_gone_is_not_shown_and_nothing_is_said() {
    let mut browser = with_favorites(&[BOARD, FINANCE]);
    let (key, text) = stored(&browser);
    let board = browser.page().printer(BOARD).share;
    let text = text.replace(board.as_str(), "gone-share");
    browser.storage.insert(key.clone(), text.clone());
    let slow = FaultKind::Throttle {
        retry_after: Some("60".to_owned()),
    };
    browser.trouble("GET", "/print/shares", slow);
    browser.reload();
    browser.advance(200_000);
    let list = destination::list(&browser.page().state);
    assert_eq!(names(list.favorites), words(&[FINANCE]));
    assert_eq!(browser.page().problems(), [""; 0]);
    browser.star(KITCHEN, true);
    assert!(browser.storage[&key].contains("gone-share"));
}

#[test]
fn favorites_that_are_gone_leave_their_cards_to_others_although_the_list_fails() {
    let living = [BOARD, FINANCE, KITCHEN];
    let mut browser = with_favorites(&living);
    let (key, text) = stored(&browser);
    let gone: Vec<String> = (0..7).map(|at| format!("\"gone-{at}\",")).collect();
    let gone = gone.concat();
    browser
        .storage
        .insert(key, text.replacen('[', &format!("[{gone}"), 1));
    let refused = FaultKind::Refuse {
        status: 403,
        body: json!(null),
    };
    let list = InjectedFault::on(GraphOperation::ListShares, refused);
    browser.tenant.add_fault(list);
    browser.reload();
    browser.advance(200_000);
    assert!(matches!(
        *browser.page().state.destinations.load,
        LoadState::Failed(_)
    ));
    assert_eq!(awaited(&browser), []);
    assert_eq!(browser.page().cards()[..3], words(&living));
}

#[test]
fn a_star_taken_back_elsewhere_is_not_awaited() {
    let mut browser = with_favorites(&[BOARD]);
    let (key, _) = stored(&browser);
    let slow = FaultKind::Throttle {
        retry_after: Some("60".to_owned()),
    };
    browser.trouble("GET", "/print/shares", slow);
    browser.reload();
    browser.advance(100);
    assert_eq!(awaited(&browser).len(), 1);
    let text = String::new();
    browser.act(Event::FavoritesRead { key, text });
    assert_eq!(awaited(&browser), []);
}

#[test]
fn a_text_of_another_key_and_the_same_text_change_nothing() {
    let mut browser = with_favorites(&[BOARD]);
    let (_, cards) = browser.page().state.watch(cards::cards);
    browser.page().state.take_changes();
    browser.act(Event::StorageChanged(Some("another".to_owned())));
    browser.act(Event::StorageChanged(None));
    browser.advance(1);
    assert!(!browser.page().state.take_changes().meets(cards));
}

#[test]
fn a_star_tells_the_page_and_the_tenant_nothing() {
    let mut browser = Browser::opened("one-job");
    let requests = browser.tenant.requests().len();
    let told = browser.page().told.len();
    browser.star(KITCHEN, true);
    browser.star(KITCHEN, false);
    browser.advance(60_000);
    let since = &browser.page().told[told..];
    let is_own = |event: &&HostEvent| !matches!(event, HostEvent::Diagnostic { .. });
    assert_eq!(since.iter().filter(is_own).count(), 0);
    let lists = browser.tenant.requests()[requests..].iter();
    assert!(lists.clone().all(|it| it.url.contains("/jobs")));
}
