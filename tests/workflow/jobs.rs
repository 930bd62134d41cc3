//! Tests the list of waiting jobs: refreshes, the selection, and no needless reads.

use print_redirect::flow::Event;
use print_redirect::text::Message;
use serde_json::json;
use simulator::fault::{FaultKind, When};

use crate::browser::Browser;

const REPORT: &str = "Quarterly report.pdf";
const POSTER: &str = "Open day poster.pdf";
const ARRIVING: &str = "Site plan, building B.pdf";
const MINUTES_5: i64 = 300_000;

#[test]
fn a_selection_survives_a_refresh() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.tick(POSTER);
    let before = browser.lists();
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert_eq!(browser.lists(), before + 1);
    assert!(browser.page().job(REPORT).selected);
    assert!(browser.page().job(POSTER).selected);
    assert_eq!(browser.page().list().selected, 2);
}

#[test]
fn a_job_that_is_gone_is_unticked() {
    let mut browser = Browser::opened("everyday");
    browser.tick(REPORT);
    browser.tick(POSTER);
    let gone = browser.page().job(POSTER).key.job;
    cancel_elsewhere(&mut browser, gone.as_str());
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    assert!(!browser.page().names().contains(&POSTER.into()));
    assert_eq!(browser.page().list().selected, 1);
}

fn cancel_elsewhere(browser: &mut Browser, job: &str) {
    let url = format!(
        "https://graph.microsoft.com/v1.0/print/printers/{}/jobs/{job}/cancel",
        browser.host.queues[0].printer
    );
    let request = simulator::Request::new("POST", &url, simulator::scenario::USER_TOKEN);
    let answer = browser.tenant.answer(&request, browser.now_ms);
    assert_eq!(answer.response().unwrap().status, 204);
}

#[test]
fn a_job_shows_its_paper_size() {
    let browser = Browser::opened("everyday");
    assert_eq!(browser.page().job(POSTER).facts[0], "A3".into());
    assert_eq!(browser.page().job(REPORT).facts[0], "A4".into());
}

#[test]
fn an_arriving_job_cannot_be_ticked_and_is_reread_soon() {
    let mut browser = Browser::opened("everyday");
    let row = browser.page().job(ARRIVING);
    assert!(row.arriving);
    browser.act(Event::JobToggled {
        job: row.key,
        selected: true,
    });
    browser.act(Event::AllToggled(true));
    assert!(!browser.page().job(ARRIVING).selected);
    assert_eq!(browser.page().list().selected, 4);

    assert_eq!(browser.lists(), 1);
    browser.advance(13_000);
    assert_eq!(browser.lists(), 1);
    browser.advance(2_000);
    assert_eq!(browser.lists(), 2);
    // The document arrives after 20 s and the next refresh shows it.
    browser.advance(15_200);
    assert!(!browser.page().job(ARRIVING).arriving);
    assert_eq!(browser.lists(), 3);
}

#[test]
fn a_list_is_read_again_after_five_minutes() {
    let mut browser = Browser::opened("one-job");
    browser.advance(MINUTES_5 - 2_000);
    assert_eq!(browser.lists(), 1);
    browser.advance(2_000);
    assert_eq!(browser.lists(), 2);
    browser.advance(MINUTES_5 * 10);
    assert_eq!(browser.lists(), 11);
}

#[test]
fn refreshing_by_hand_adds_no_later_refreshes() {
    let mut browser = Browser::opened("one-job");
    for _ in 0..5 {
        browser.advance(10_000);
        browser.act(Event::Refreshed);
    }
    browser.advance(1_000);
    let before = browser.lists();
    browser.advance(MINUTES_5 * 4);
    let times = browser.lists() - before;
    assert!(
        (3..=4).contains(&times),
        "read {times} times in twenty minutes"
    );
}

#[test]
fn a_hidden_page_reads_nothing_until_it_is_shown() {
    let mut browser = Browser::opened("everyday");
    browser.act(Event::Visible(false));
    let before = browser.tenant.requests().len();
    browser.advance(MINUTES_5 * 5);
    assert_eq!(browser.tenant.requests().len(), before);

    browser.act(Event::Visible(true));
    browser.advance(1_000);
    assert_eq!(browser.lists(), 2);
    assert!(!browser.page().job(ARRIVING).arriving);
}

#[test]
fn a_hidden_page_back_online_reads_nothing_until_shown() {
    let mut browser = Browser::opened("one-job");
    browser.act(Event::Visible(false));
    browser.act(Event::Online(false));
    let before = browser.tenant.requests().len();
    browser.act(Event::Online(true));
    browser.advance(MINUTES_5);
    assert_eq!(browser.tenant.requests().len(), before);

    browser.act(Event::Visible(true));
    browser.advance(1_000);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn the_lists_are_read_again_when_back_online() {
    let mut browser = Browser::opened("one-job");
    browser.act(Event::Online(false));
    assert_eq!(browser.page().list().problems[0].code, "offline");
    assert_eq!(browser.page().alert(), Some(Message::offline()));
    browser.act(Event::Online(true));
    browser.advance(1_000);
    assert_eq!(browser.page().list().problems, []);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn a_failed_refresh_is_reported_and_keeps_the_jobs() {
    let mut browser = Browser::opened("one-job");
    let body = json!({});
    browser.lasting_trouble("GET", "/jobs?", FaultKind::Refuse { status: 403, body });
    browser.act(Event::Refreshed);
    browser.advance(1_000);
    let list = browser.page().list();
    assert_eq!(list.problems[0].code, "permissionMissing");
    assert_eq!(list.rows.len(), 1);
    assert_eq!(browser.page().problems(), ["permissionMissing"]);
}

#[test]
fn a_passing_failure_of_a_read_is_repeated_silently() {
    let mut browser = Browser::at("one-job");
    let when = When::Before;
    browser.trouble("GET", "/jobs?", FaultKind::Lose { when });
    let trouble = FaultKind::Unavailable { status: 503, when };
    browser.trouble("GET", "/jobs?", trouble);
    browser.open();
    browser.advance(10_000);
    assert_eq!(browser.page().names(), [REPORT.into()]);
    assert_eq!(browser.page().problems(), [""; 0]);
    assert_eq!(browser.lists(), 3);
}

#[test]
fn an_unreadable_list_is_a_problem_and_not_empty() {
    let mut browser = Browser::at("one-job");
    browser.lasting_trouble("GET", "/jobs?", FaultKind::Garble);
    browser.open();
    browser.advance(10_000);
    let list = browser.page().list();
    assert_eq!(list.problems[0].code, "unreadable");
    assert_eq!(list.empty, []);
}

#[test]
fn a_redirect_ending_while_hidden_reloads_on_return() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.press();
    browser.act(Event::Visible(false));
    browser.advance(MINUTES_5);
    assert_eq!(browser.page().redirected(), 1);
    assert_eq!(browser.lists(), 1);
    browser.act(Event::Visible(true));
    browser.advance(1_000);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn an_empty_list_explains_printing_and_names_the_user() {
    let browser = Browser::opened("empty");
    let user = "AdeleV@contoso.example".into();
    assert_eq!(
        browser.page().list().empty,
        [
            Message::no_jobs(),
            Message::no_jobs_advice(),
            Message::no_jobs_account(user)
        ]
    );
}

#[test]
fn jobs_that_never_wait_are_explained() {
    let mut browser = Browser::at("empty");
    browser.add_direct_job("Letter.docx");
    browser.open();
    browser.advance(1_000);
    assert_eq!(
        browser.page().list().empty,
        [Message::only_direct(), Message::only_direct_advice()]
    );
}

#[test]
fn a_browser_that_wrongly_says_offline_keeps_nothing_from_the_user() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.act(Event::Online(false));
    assert_eq!(browser.page().list().problems[0].code, "offline");
    assert!(browser.page().summary().ready);
    browser.press();
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
    // What was answered is evidence.
    assert_eq!(browser.page().list().problems, []);
}

#[test]
fn an_answer_outweighs_a_browser_that_says_offline_from_the_start() {
    let mut browser = Browser::at("one-job");
    browser.open();
    browser.act(Event::Online(false));
    browser.advance(1_000);
    assert_eq!(browser.page().list().problems, []);
    assert_eq!(browser.lists(), 1);
}

#[test]
fn a_list_that_failed_is_not_announced_as_empty() {
    let mut browser = Browser::at("one-job");
    let body = json!({});
    browser.lasting_trouble("GET", "/jobs?", FaultKind::Refuse { status: 403, body });
    browser.open();
    browser.advance(1_000);
    let announcements = &browser.page().state.announcements;
    assert_eq!(announcements.polite, None);
    assert_eq!(browser.page().alert(), Some(Message::permission_missing()));
}
