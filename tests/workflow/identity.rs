//! Tests whose jobs are shown.

use print_redirect::flow::Event;
use print_redirect::flow::account::Account;
use print_redirect::text::Message;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, InjectedFault};
use simulator::job::{Document, JobPhase, NewJob};
use simulator::scenario::ADMINISTRATOR_TOKEN;
use simulator::user::User;
use universal_print::ids::UserId;

use crate::browser::Browser;

const CONFIDENTIAL: &str = "Salary review (confidential).pdf";

/// A browser whose token may read everybody's jobs, on a host that does not name
/// the user.
fn all_seeing() -> Browser {
    let mut browser = Browser::at("everyday");
    browser.options["account"] = Value::Null;
    browser.provider = |_| Ok((ADMINISTRATOR_TOKEN, None));
    browser
}

#[test]
fn another_users_job_is_never_shown_though_readable() {
    let mut browser = all_seeing();
    // Without the user's name Graph cannot filter the list.
    let id = browser.host.account.local_account_id.clone();
    browser.options["account"] = json!({ "localAccountId": id });
    browser.open();
    browser.advance(1_000);
    let names = browser.page().names();
    assert!(!names.contains(&CONFIDENTIAL.into()));
    assert!(names.contains(&"Quarterly report.pdf".into()));
}

#[test]
fn without_an_account_jobs_of_several_people_are_hidden() {
    let mut browser = all_seeing();
    browser.open();
    browser.advance(1_000);
    let list = browser.page().list();
    assert_eq!(list.rows, []);
    assert_eq!(
        list.empty,
        [Message::several_owners(), Message::several_owners_advice()]
    );
    assert_eq!(list.selectable, 0);
}

#[test]
fn the_account_may_come_with_a_token() {
    let mut browser = all_seeing();
    browser.provider = |_| {
        let account = Account {
            username: Some("AdeleV@contoso.example".to_owned()),
            local_account_id: UserId::new("87d349ed-44d7-43e1-9a83-5f2406dee5bd"),
        };
        Ok((ADMINISTRATOR_TOKEN, Some(account)))
    };
    browser.open();
    browser.advance(1_000);
    assert_eq!(browser.page().list().selectable, 4);
    assert!(!browser.page().names().contains(&CONFIDENTIAL.into()));
    assert_eq!(filters(&browser), [false]);
}

/// For each reading of the list so far, whether Graph was asked for one name alone.
fn filters(browser: &Browser) -> Vec<bool> {
    let lists = browser.requests("GET", "/jobs?");
    let is_filtered = lists.iter().map(|list| list.url.contains("$filter="));
    is_filtered.collect()
}

/// Another job of Adele's, created under this name.
fn add_job_as(browser: &mut Browser, name: &str, document: &str) {
    let user = User::new(&browser.host.account.local_account_id, name, "Adele Vance");
    let job = NewJob {
        phase: JobPhase::Arriving {
            until_ms: browser.now_ms,
        },
        ..NewJob::of(&user, browser.now_ms, Document::pdf(document, 1_000))
    };
    browser.tenant.add_job(&browser.host.queues[0].printer, job);
}

#[test]
fn a_list_is_filtered_by_the_name_where_no_id_is_known() {
    let mut browser = Browser::at("everyday");
    browser.options["account"] = json!({ "username": browser.host.account.username });
    browser.open();
    browser.advance(1_000);
    let list = browser.requests("GET", "/jobs?");
    let url = &list[0].url;
    assert!(
        url.contains("$filter=createdBy/userPrincipalName%20eq%20%27AdeleV%40contoso.example%27"),
        "{url}"
    );
    assert!(url.contains("$expand=documents"), "{url}");
    assert_eq!(filters(&browser), [true]);
}

#[test]
fn a_known_id_lists_the_jobs_of_all_names_of_a_renamed_user() {
    let mut browser = Browser::opened("one-job");
    add_job_as(&mut browser, "adele.young@contoso.example", "Before.pdf");
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(
        browser.page().names(),
        ["Before.pdf".into(), "Quarterly report.pdf".into()]
    );
    assert_eq!(filters(&browser), [false, false]);
}

#[test]
fn a_guest_sees_the_jobs_of_the_name_in_the_directory() {
    const GUEST: &str = "adele_home.example#EXT#@contoso.example";
    for account in [
        json!({ "username": "adele@home.example" }),
        json!({ "username": "adele@home.example", "localAccountId": "87D349ED-44D7-43E1-9A83-5F2406DEE5BD" }),
    ] {
        let mut browser = Browser::at("empty");
        browser.options["account"] = account;
        add_job_as(&mut browser, GUEST, "Guest.pdf");
        browser.open();
        browser.advance(1_000);
        assert_eq!(browser.page().names(), ["Guest.pdf".into()]);
    }
}

#[test]
fn an_id_in_the_token_adds_the_jobs_of_another_name() {
    let mut browser = Browser::at("one-job");
    browser.options["account"] = json!({ "username": browser.host.account.username });
    add_job_as(&mut browser, "adele.young@contoso.example", "Before.pdf");
    browser.open();
    let id = browser.host.account.local_account_id.clone();
    browser.act(Event::TokenUser(UserId::new(&id).unwrap()));
    browser.advance(1_000);
    assert_eq!(browser.page().names().len(), 2);
    assert_eq!(filters(&browser), [true, false]);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(filters(&browser), [true, false, false]);
}

#[test]
fn an_unfiltered_list_that_is_refused_costs_nothing() {
    let mut browser = Browser::at("empty");
    browser.options["account"] = json!({ "username": "adele@home.example" });
    let body = json!({});
    browser.tenant.add_fault(InjectedFault {
        after: 1,
        ..InjectedFault::once("GET", "/jobs?", FaultKind::Refuse { status: 403, body })
    });
    browser.open();
    browser.advance(1_000);
    assert_eq!(filters(&browser), [true, false]);
    assert_eq!(browser.page().list().problems, []);
    assert_eq!(browser.page().list().empty[0], Message::no_jobs());
}

#[test]
fn where_a_list_of_all_is_refused_the_users_name_is_asked_for() {
    let mut browser = Browser::at("one-job");
    let refusing = |browser: &mut Browser| {
        let body = json!({});
        let refuse = FaultKind::Refuse { status: 403, body };
        browser.trouble("GET", "/jobs?$expand=documents", refuse);
    };
    refusing(&mut browser);
    browser.open();
    browser.advance(1_000);
    assert_eq!(filters(&browser), [false, true]);
    assert_eq!(browser.page().list().problems, []);
    assert_eq!(browser.page().list().selectable, 1);

    // It is asked for at once from then on.
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(filters(&browser), [false, true, true]);
    assert_eq!(browser.page().list().selectable, 1);
}
