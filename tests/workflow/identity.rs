//! Tests whose jobs are shown.

use print_redirect::flow::account::Account;
use print_redirect::text::Message;
use serde_json::{Value, json};
use simulator::scenario::ADMINISTRATOR_TOKEN;
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
    let list = browser.requests("GET", "/jobs?");
    assert!(
        list[0]
            .url
            .contains("$filter=createdBy/userPrincipalName%20eq")
    );
}

#[test]
fn the_list_is_filtered_by_the_users_name() {
    let browser = Browser::opened("everyday");
    let url = &browser.requests("GET", "/jobs?")[0].url;
    assert!(url.contains("%27AdeleV%40contoso.example%27"), "{url}");
    assert!(url.contains("$expand=documents"), "{url}");
}
