//! Tests lists whose next page must not be asked for, or does not come: what came is shown,
//! with a word that it may not be all.

use print_redirect::flow::Event;
use print_redirect::flow::view::destination;
use print_redirect::text::Message;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, InjectedFault, When};
use simulator::graph_operation::GraphOperation;

use crate::browser::Browser;

const ELSEWHERE: &str = "https://graph.microsoft.com.example.org/v1.0/print/shares?$skiptoken=2";

/// A browser with five waiting jobs, whose tenant sends two items a page.
fn paged() -> Browser {
    let mut browser = Browser::at("empty");
    for number in 0..5 {
        browser.add_job(&format!("{number}.pdf"));
    }
    browser.tenant.set_page_size(2);
    browser
}

/// An address of the queue's list.
fn list_address(browser: &Browser) -> String {
    let queue = &browser.host.queues[0].share;
    format!("https://graph.microsoft.com/v1.0/print/shares/{queue}/jobs?$skiptoken=again")
}

/// Makes the pages of jobs continue at an address.
fn continue_at(browser: &mut Browser, link: &str) {
    let fault = FaultKind::Alter {
        pointer: "/@odata.nextLink".to_owned(),
        value: link.into(),
    };
    browser.lasting_trouble("GET", "/jobs?", fault);
}

/// Puts a page in the place of each that is asked for at such an address.
fn replace_pages(browser: &mut Browser, part: &str, page: &Value) {
    let fault = FaultKind::Replace {
        when: When::Before,
        body: page.to_string(),
    };
    browser.lasting_trouble("GET", part, fault);
}

/// The list shows so many jobs and says that they may not be all.
fn assert_part(browser: &Browser, jobs: usize, reason: &str) {
    let list = browser.page().list();
    assert_eq!(list.rows.len(), jobs);
    let [problem] = list.problems.as_slice() else {
        panic!("one problem was expected: {:?}", list.problems)
    };
    assert_eq!(problem.code, "listIncomplete");
    assert_eq!(problem.happened, Message::list_incomplete());
    let diagnostic = problem.diagnostic.as_ref().unwrap();
    assert_eq!(diagnostic.message.as_deref(), Some(reason));
    assert!(diagnostic.request_id.is_some() && diagnostic.time.is_some());
    assert!(!problem.diagnostic_id.is_empty());
    assert_eq!(browser.page().problems(), ["listIncomplete"]);
    assert!(!list.loading && list.empty.is_empty());
}

#[test]
fn a_next_link_that_repeats_ends_the_list_with_a_word() {
    let mut browser = paged();
    let again = list_address(&browser);
    let job = |id: &str| json!({ "id": id, "status": { "state": "paused" } });
    let page = json!({ "value": [job("9001"), job("9002")], "@odata.nextLink": again });
    replace_pages(&mut browser, "skiptoken=again", &page);
    continue_at(&mut browser, &again);
    browser.open();
    browser.advance(1_000);
    assert_part(&browser, 4, "the next page has been read before");
    assert_eq!(browser.lists(), 2);
}

#[test]
fn an_empty_page_that_names_itself_ends_the_list_with_a_word() {
    let mut browser = paged();
    let again = list_address(&browser);
    let page = json!({ "value": [], "@odata.nextLink": again });
    replace_pages(&mut browser, "skiptoken=again", &page);
    continue_at(&mut browser, &again);
    browser.open();
    browser.advance(1_000);
    assert_part(&browser, 2, "the next page has been read before");
    assert_eq!(browser.lists(), 2);
}

#[test]
fn a_first_page_that_is_empty_and_names_itself_claims_nothing() {
    let mut browser = paged();
    let page = json!({ "value": [], "@odata.nextLink": list_address(&browser) });
    replace_pages(&mut browser, "/jobs?", &page);
    browser.open();
    browser.advance(1_000);
    assert_part(&browser, 0, "the next page has been read before");
}

#[test]
fn a_list_that_continues_elsewhere_gets_no_token_there() {
    for link in [
        ELSEWHERE,
        "http://graph.microsoft.com/v1.0/print/shares",
        "https://user@graph.microsoft.com/v1.0/print/shares",
        "/v1.0/print/shares?$skiptoken=2",
        "javascript:alert(1)",
    ] {
        let mut browser = paged();
        continue_at(&mut browser, link);
        browser.open();
        browser.advance(1_000);
        let reason = "the next page is at an origin other than the endpoint's";
        assert_part(&browser, 2, reason);
        assert_eq!(browser.lists(), 1);
        let requests = browser.tenant.requests().iter();
        let mut urls = requests.map(|request| request.url.as_str());
        assert!(urls.all(|url| url.starts_with("https://graph.microsoft.com/")));
    }
}

#[test]
fn a_part_that_was_shown_is_whole_after_a_good_refresh() {
    let mut browser = paged();
    continue_at(&mut browser, ELSEWHERE);
    browser.open();
    browser.advance(1_000);
    browser.tenant.forget_faults();
    browser.act(Event::Refreshed);
    browser.advance(2_000);
    let list = browser.page().list();
    assert_eq!(list.problems, []);
    assert_eq!(list.rows.len(), 5);
}

#[test]
fn jobs_of_a_part_can_be_printed_once() {
    let mut browser = paged();
    continue_at(&mut browser, ELSEWHERE);
    browser.open();
    browser.advance(1_000);
    browser.choose_first();
    let job = browser.page().list().rows[0].key.clone();
    browser.act(Event::JobToggled {
        job,
        selected: true,
    });
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn the_only_job_of_a_part_is_not_ticked_by_itself() {
    let mut browser = paged();
    browser.tenant.set_page_size(1);
    continue_at(&mut browser, ELSEWHERE);
    browser.open();
    browser.advance(1_000);
    assert_eq!(browser.page().list().rows.len(), 1);
    assert_eq!(browser.page().list().selected, 0);
}

#[test]
fn a_part_for_an_unknown_user_shows_no_jobs() {
    let mut browser = paged();
    browser.options["account"] = Value::Null;
    continue_at(&mut browser, ELSEWHERE);
    browser.open();
    browser.advance(1_000);
    // The pages that are missing may hold jobs of others.
    let list = browser.page().list();
    assert_eq!((list.rows.len(), list.problems.len()), (0, 1));
    assert_eq!(list.problems[0].code, "unreadable");
}

#[test]
fn a_later_page_that_fails_at_first_leaves_what_came() {
    let mut browser = paged();
    let refused = FaultKind::Refuse {
        status: 403,
        body: json!({}),
    };
    browser.lasting_trouble("GET", "skiptoken", refused.clone());
    browser.open();
    browser.advance(1_000);
    let list = browser.page().list();
    assert_eq!((list.rows.len(), list.problems.len()), (2, 1));
    assert_eq!(list.problems[0].code, "listIncomplete");
    let diagnostic = list.problems[0].diagnostic.as_ref().unwrap();
    assert_eq!(diagnostic.status, Some(403));

    // Once there was a whole list, it says more than a part.
    browser.tenant.forget_faults();
    browser.act(Event::Refreshed);
    browser.advance(2_000);
    browser.lasting_trouble("GET", "skiptoken", refused);
    browser.act(Event::Refreshed);
    browser.advance(2_000);
    let list = browser.page().list();
    assert_eq!(list.rows.len(), 5);
    assert_eq!(list.problems[0].code, "permissionMissing");
}

#[test]
fn printers_that_came_before_a_bad_link_are_offered_with_a_word() {
    let mut browser = paged();
    let fault = FaultKind::Alter {
        pointer: "/@odata.nextLink".to_owned(),
        value: ELSEWHERE.into(),
    };
    browser.tenant.add_fault(InjectedFault {
        times: None,
        ..InjectedFault::on(GraphOperation::ListShares, fault)
    });
    browser.open();
    browser.advance(1_000);
    browser.act(Event::SearchFocused);
    browser.advance(1_000);
    let list = destination::list(&browser.page().state);
    assert!(!list.loading && !list.is_empty());
    assert_eq!(list.problem.unwrap().code, "listIncomplete");

    browser.tenant.forget_faults();
    browser.tenant.set_page_size(100);
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    let whole = destination::list(&browser.page().state);
    assert_eq!(whole.problem, None);
    assert!(whole.others > list.others);
}
