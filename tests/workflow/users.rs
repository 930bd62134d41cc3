//! Tests a page whose user changes: nothing of the last one stays, and nothing is sent for them.

use print_redirect::flow::account::Account;
use print_redirect::flow::state::sign_in::SignIn;
use print_redirect::flow::{Event, HostEvent};
use print_redirect::text::Message;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, When};
use simulator::scenario::{OTHER_USER_TOKEN, USER_TOKEN};
use universal_print::fault::NoToken;
use universal_print::ids::UserId;

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";

/// The account of a user of whom only the id is known.
fn of_id(id: &str) -> Account {
    Account {
        username: None,
        local_account_id: UserId::new(id),
    }
}

/// A page on which Adele has ticked a job, chosen a printer, and sent a job whose answer is lost.
fn at_work() -> Browser {
    let mut browser = Browser::at("one-job");
    browser.add_job("Second.pdf");
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    browser.tick("Second.pdf");
    let when = When::After;
    browser.trouble("POST", "/redirect", FaultKind::Lose { when });
    browser.press();
    browser.advance(500);
    browser.tick(REPORT);
    let job = browser.page().job(REPORT).key;
    browser.act(Event::CancelAsked(job));
    browser.act(Event::SearchChanged("kitchen".to_owned()));
    browser
}

/// Nothing on the screen tells of Adele.
fn is_empty(browser: &Browser) {
    let page = browser.page();
    assert_eq!(page.results(), []);
    assert_eq!(page.names(), []);
    assert_eq!(page.list().selected, 0);
    assert!(page.state.cancelling.is_none());
    assert!(page.state.destinations.choice.share.is_none());
    assert_eq!(page.state.destinations.search.query, "");
    assert_eq!(page.state.destinations.recent.len(), 0);
    let said = &page.state.announcements;
    let said = [&said.polite, &said.assertive];
    let said = said.iter().copied().flatten().map(|(_, said)| said);
    for message in said {
        let text = format!("{message:?}");
        assert!(!text.contains("pdf"), "{text}");
    }
    // The host no longer holds ticks of Adele's jobs.
    let told = page.told.iter().rev().find_map(|event| match event {
        HostEvent::SelectionChange(jobs) => Some(jobs.len()),
        _ => None,
    });
    assert_eq!(told, Some(0));
}

#[test]
fn a_token_of_another_user_empties_the_screen_and_lists_their_jobs() {
    let mut browser = at_work();
    browser.provider = |_| Ok((OTHER_USER_TOKEN, None));
    let alex = Account {
        username: Some("AlexW@contoso.example".to_owned()),
        local_account_id: UserId::new("alex"),
    };
    let lists = browser.lists();
    browser.act(Event::UserChanged(Some(alex.clone())));
    is_empty(&browser);
    // Nobody has read Alex's list yet.
    assert!(browser.page().list().loading);
    assert_eq!(browser.page().list().empty, []);

    browser.advance(600_000);
    is_empty(&browser);
    assert!(browser.lists() > lists);
    assert_eq!(*browser.page().state.account, Some(alex));
    assert_eq!(
        browser.page().list().empty.last(),
        Some(&Message::no_jobs_account("AlexW@contoso.example".into()))
    );
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    assert!(browser.remembers_a_redirect());
}

#[test]
fn a_redirect_under_way_is_found_again_by_the_user_who_pressed() {
    let mut browser = at_work();
    let adele = browser.host.account.local_account_id.clone();
    browser.act(Event::UserChanged(Some(of_id("alex"))));
    browser.advance(60_000);
    browser.act(Event::UserChanged(Some(of_id(&adele))));
    browser.advance(120_000);
    assert_eq!(browser.page().result().words.key(), "printed");
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    assert!(!browser.remembers_a_redirect());
}

#[test]
fn a_job_whose_turn_has_not_come_is_not_sent_for_the_next_user() {
    let mut browser = Browser::at("empty");
    browser.open_with_ten_jobs();
    browser.latency_ms = 2_000;
    browser.press();
    browser.advance(100);
    browser.act(Event::UserChanged(Some(of_id("alex"))));
    browser.advance(600_000);
    assert_eq!((browser.sends(), browser.papers().len()), (0, 0));
    assert_eq!(browser.page().results(), []);
}

#[test]
fn after_the_sign_out_nothing_of_the_user_stays() {
    let mut browser = at_work();
    browser.options["account"] = Value::Null;
    browser.provider = |_| Err(NoToken::Rejected);
    browser.reconfigure();
    is_empty(&browser);
    browser.advance(60_000);
    is_empty(&browser);
    assert_eq!(browser.page().list().problems[0].code, "signInRejected");

    // The same user signs in again.
    browser.provider = |_| Ok((USER_TOKEN, None));
    browser.options["account"] = json!(browser.host.account);
    browser.reconfigure();
    browser.advance(120_000);
    assert_eq!(browser.page().names(), [REPORT.into()]);
    assert_eq!(browser.page().results().len(), 1);
}

#[test]
fn a_page_that_takes_its_tokens_away_has_signed_the_user_out() {
    let mut browser = at_work();
    browser.provider = |_| Err(NoToken::NoProvider);
    browser.act(Event::UserChanged(None));
    browser.advance(60_000);
    is_empty(&browser);
    assert_eq!(browser.page().list().problems[0].code, "signInMissing");
}

#[test]
fn the_same_user_told_in_another_way_loses_nothing() {
    let mut browser = at_work();
    browser.options["account"] = json!({
        "username": "adele.young@contoso.example",
        "localAccountId": browser.host.account.local_account_id.to_uppercase(),
    });
    browser.reconfigure();
    browser.advance(1_000);
    assert_eq!(browser.page().results().len(), 1);
    assert!(browser.page().names().contains(&REPORT.into()));
}

#[test]
fn the_first_sign_in_is_not_called_another_one() {
    let mut browser = Browser::at("one-job");
    browser.latency_ms = 20_000;
    browser.open();
    browser.act(Event::SignInTook(SignIn::Slow));
    let said = browser.page().state.announcements.polite.clone();
    assert_eq!(said.unwrap().1, Message::signing_in_first());
    browser.advance(60_000);
    browser.act(Event::SignInTook(SignIn::Quick));
    browser.act(Event::SignInTook(SignIn::Slow));
    let said = browser.page().state.announcements.polite.clone();
    assert_eq!(said.unwrap().1, Message::signing_in());

    browser.act(Event::UserChanged(Some(of_id("alex"))));
    browser.act(Event::SignInTook(SignIn::Quick));
    browser.act(Event::SignInTook(SignIn::Slow));
    let said = browser.page().state.announcements.polite.clone();
    assert_eq!(said.unwrap().1, Message::signing_in_first());
}

#[test]
fn a_claim_that_comes_after_its_user_left_is_released() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let job = browser.page().job(REPORT).key;
    browser.act(Event::UserChanged(Some(of_id("alex"))));
    let claim = universal_print::redirect::JobClaim::Granted;
    browser.claim(&job);
    browser.act(Event::Claimed {
        job: job.clone(),
        claim,
    });
    assert!(!browser.holds(&job));
    assert_eq!(browser.sends(), 0);
}

#[test]
fn an_account_that_tokens_have_overtaken_stays_out_of_date_until_the_page_names_another() {
    let mut browser = at_work();
    browser.provider = |_| Ok((OTHER_USER_TOKEN, None));
    browser.act(Event::UserChanged(Some(of_id("alex"))));
    browser.advance(1_000);
    // The page changes something else and still says that Adele is signed in.
    browser.options["theme"] = json!("dark");
    browser.reconfigure();
    browser.advance(120_000);
    is_empty(&browser);
    assert_eq!(*browser.page().state.account, Some(of_id("alex")));

    browser.options["account"] = json!({ "username": "AlexW@contoso.example" });
    browser.reconfigure();
    let name = browser.page().state.account.clone().unwrap().username;
    assert_eq!(name.as_deref(), Some("AlexW@contoso.example"));
}

#[test]
fn an_account_that_the_page_named_before_its_token_came_is_kept() {
    let mut browser = Browser::opened("one-job");
    let adele = browser.page().state.account.clone().unwrap();
    let id = adele.local_account_id.clone();
    browser.act(Event::UserChanged(Some(Account {
        username: None,
        local_account_id: id,
    })));
    browser.advance(1_000);
    assert_eq!(*browser.page().state.account, Some(adele));
    assert_eq!(browser.page().names(), [REPORT.into()]);
}

#[test]
fn the_search_and_the_jitter_outlive_a_change_of_the_user() {
    fn plain(text: &str) -> String {
        text.to_lowercase().replace('à', "a")
    }
    let mut browser = Browser::opened("one-job");
    browser.page_mut().state.plain_letters = plain;
    browser.act(Event::UserChanged(Some(of_id(
        "11111111-1111-4111-8111-111111111111",
    ))));
    assert_eq!((browser.page().state.plain_letters)("À"), "a");
}

#[test]
fn a_first_sign_in_that_failed_is_made_up_for_with_the_journal() {
    fn adele() -> Account {
        Account {
            username: Some("AdeleV@contoso.example".to_owned()),
            local_account_id: UserId::new("87d349ed-44d7-43e1-9a83-5f2406dee5bd"),
        }
    }
    let mut browser = Browser::at("one-job");
    browser.options["account"] = Value::Null;
    browser.provider = |_| Ok((USER_TOKEN, Some(adele())));
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    let when = When::Before;
    browser.trouble("POST", "/redirect", FaultKind::Lose { when });
    browser.press();
    browser.advance(1_000);
    assert!(browser.remembers_a_redirect());

    browser.provider = |_| Err(NoToken::Rejected);
    browser.reload();
    browser.advance(1_000);
    assert_eq!(browser.page().results(), []);
    browser.provider = |_| Ok((USER_TOKEN, Some(adele())));
    browser.act(Event::Focused);
    browser.advance(2_000);
    assert_eq!(browser.page().results().len(), 1);
}
