//! Counts every request on a large tenant.
//!
//! The tenant has ten thousand printers and a thousand waiting jobs in two
//! queues; one press sends two hundred jobs. `cost` sorts and counts the requests.

mod cost;

use std::collections::BTreeMap;

use print_redirect::flow::Event;
use print_redirect::flow::release::AT_ONCE;
use print_redirect::flow::state::run::RunState;
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault, When};
use simulator::job::{Document, NewJob};
use simulator::printer::{Printer, PrinterStatus};
use simulator::scenario::APPLICATION_ID;
use simulator::share::Share;
use simulator::task::Trigger;
use simulator::user::User;
use universal_print::request::Batch;

use self::cost::{Cost, Following, queues, segments};
use crate::browser::Browser;
use crate::page::HOUR_MS;

const PRINTERS: usize = 10_000;
const JOBS: usize = 1_000;
const BATCH: usize = 200;
/// How many items a page of the tenant's lists holds.
const PAGE: usize = 100;
const LIST_PAGES: usize = JOBS / PAGE;
const MINUTE_MS: i64 = 60_000;
const SECOND_QUEUE: &str = "second-queue";
const SECOND_QUEUE_SHARE: &str = "second-queue-share";

/// A browser on a large tenant, without an open page.
fn large() -> Browser {
    let mut browser = Browser::at("documented");
    let account = &browser.host.account;
    let user = User::new(&account.local_account_id, &account.username, "Adele Vance");
    let now_ms = browser.now_ms;
    let trigger = Trigger {
        id: "trigger".to_owned(),
        app_id: APPLICATION_ID.to_owned(),
        definition_id: "definition".to_owned(),
    };
    let tenant = &mut browser.tenant;
    tenant.add_printer(Printer::virtual_queue(SECOND_QUEUE, "Second", trigger));
    tenant.add_share(Share::new(SECOND_QUEUE_SHARE, SECOND_QUEUE, "Second"));
    // The scenario already has one printer and one job.
    for number in 1..PRINTERS {
        let (printer, name) = (format!("printer-{number}"), format!("PRN-{number:05}"));
        tenant.add_printer(Printer::new(&printer, &name));
        tenant.add_share(Share::new(&format!("share-{number}"), &printer, &name));
    }
    for number in 1..JOBS {
        let created_ms = now_ms - i64::try_from(number).unwrap() * 1_000;
        let document = Document::pdf(&format!("{number}.pdf"), 1_000);
        let queue = if number < 500 {
            &browser.host.queues[0].printer
        } else {
            SECOND_QUEUE
        };
        let job = NewJob::of(&user, created_ms, document);
        tenant.add_job(queue, job).unwrap();
    }
    let second = json!({ "share": SECOND_QUEUE_SHARE, "printer": SECOND_QUEUE });
    let queues = browser.options["queues"].as_array_mut().unwrap();
    queues.push(second);
    browser
}

/// A browser that has read all lists.
fn opened() -> Browser {
    let mut browser = large();
    browser.open();
    browser.advance(MINUTE_MS);
    assert_eq!(browser.page().list().rows.len(), JOBS);
    assert_eq!(browser.page().state.destinations.all.len(), PRINTERS);
    browser
}

/// A browser with a chosen printer and the first jobs ticked. Requests are
/// counted from here.
fn ready() -> Browser {
    let mut browser = opened();
    browser.choose_first();
    let rows = browser.page().list().rows;
    for row in rows.into_iter().take(BATCH) {
        let (job, selected) = (row.key, true);
        browser.act(Event::JobToggled { job, selected });
    }
    browser.tenant.forget_requests();
    browser
}

/// Lets the batch run to its end. Returns the largest number of jobs under way at once.
fn run_batch(browser: &mut Browser) -> usize {
    let mut most = 0;
    while browser.page().redirected() < BATCH {
        let runs = browser.page().state.runs.iter();
        let under_way = runs.filter(|run| matches!(run.state, RunState::Sending(_)));
        most = most.max(under_way.count());
        browser.advance(25);
    }
    // The list is read once more, page by page.
    browser.advance(2_000);
    most
}

/// Stops the destination, so that no accepted job ends.
fn jam(browser: &mut Browser) {
    browser.set_destination(PrinterStatus::new("stopped", &["mediaJam"]));
}

#[test]
fn the_first_paint_takes_three_requests_for_two_queues() {
    let mut browser = large();
    browser.open();
    browser.advance(browser.latency_ms - 1);
    let expected = Cost {
        lists: 2,
        recents: 1,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);
}

#[test]
fn every_page_is_read_once_and_in_sequence() {
    let mut browser = large();
    browser.open();
    let mut pages = 0;
    for _ in 0..600 {
        browser.advance(browser.latency_ms);
        let so_far = Cost::of(&browser).shares;
        assert!(so_far <= pages + 1, "several pages at once");
        pages = so_far;
    }
    assert_eq!(browser.page().list().rows.len(), JOBS);
    assert_eq!(browser.page().state.destinations.all.len(), PRINTERS);
    let expected = Cost {
        lists: LIST_PAGES,
        recents: 1,
        // The two queues are shares too.
        shares: (PRINTERS + 2).div_ceil(PAGE),
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);
}

#[test]
fn searching_sends_nothing_and_choosing_only_what_is_unknown() {
    let mut browser = opened();
    browser.tenant.forget_requests();
    browser.act(Event::SearchFocused);
    for end in 1..="prn-04711".len() {
        browser.act(Event::SearchChanged("prn-04711"[..end].to_owned()));
        browser.advance(1_000);
    }
    assert_eq!(Cost::of(&browser), Cost::default());

    browser.choose("PRN-04711");
    let chosen = Cost {
        details: 1,
        // The first lookup is refused to an ordinary user. The queues' printers are in the options.
        printers: 2,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), chosen);
    browser.choose_first();
    browser.act(Event::SearchChanged("prn-04711".to_owned()));
    browser.choose("PRN-04711");
    let again = Cost {
        details: 3,
        printers: 4,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), again);
}

#[test]
fn an_open_page_reads_every_five_minutes_a_hidden_never() {
    let mut browser = opened();
    browser.tenant.forget_requests();
    browser.advance(HOUR_MS);
    let expected = Cost {
        lists: 12 * LIST_PAGES,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);
    browser.act(Event::Visible(false));
    browser.tenant.forget_requests();
    browser.advance(HOUR_MS);
    assert_eq!(browser.tenant.requests(), []);
}

#[test]
fn half_read_lists_continue_when_the_page_is_shown() {
    let mut browser = large();
    browser.open();
    browser.advance(1_000);
    browser.act(Event::Visible(false));
    browser.advance(1_000);
    let read = browser.tenant.requests().len();
    browser.advance(HOUR_MS);
    assert_eq!(browser.tenant.requests().len(), read);

    browser.act(Event::Visible(true));
    browser.advance(MINUTE_MS);
    let cost = Cost::of(&browser);
    assert_eq!(cost.shares, (PRINTERS + 2).div_ceil(PAGE), "no page twice");
    assert_eq!(browser.page().list().rows.len(), JOBS);
}

#[test]
fn two_hundred_jobs_take_one_read_and_one_send_each() {
    let mut browser = ready();
    browser.press();
    let most = run_batch(&mut browser);
    assert_eq!((most, browser.most_at_once), (AT_ONCE, AT_ONCE));
    let expected = Cost {
        looks: BATCH,
        sends: BATCH,
        lists: LIST_PAGES,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);

    each_look_comes_before_its_send(&browser);
    browser.advance(20 * MINUTE_MS);
    assert_eq!(browser.papers().len(), BATCH);
    let results = browser.page().results();
    assert_eq!(results.len(), BATCH);
    for result in results {
        assert!(result.words.key() == "printed", "{result:?}");
    }
}

fn each_look_comes_before_its_send(browser: &Browser) {
    let mut looked = BTreeMap::new();
    let mut sent = BTreeMap::new();
    for (at, request) in browser.tenant.requests().iter().enumerate() {
        match segments(&request.url).as_slice() {
            ["print", "shares", share, "jobs", job] if queues(browser).contains(share) => {
                let queue = queues(browser)[0] == *share;
                assert!(looked.insert((queue, *job), at).is_none());
            }
            ["print", "printers", queue, "jobs", job, "redirect"] => {
                let queue = browser.host.queues[0].printer == *queue;
                assert!(looked[&(queue, *job)] < at, "sent before it was looked at");
                assert!(sent.insert((queue, *job), at).is_none(), "sent twice");
            }
            _ => {}
        }
    }
    assert_eq!(sent.len(), BATCH);
}

#[test]
fn a_lost_answer_costs_one_read_and_no_send() {
    let mut browser = ready();
    for _ in 0..BATCH / 4 {
        let trouble = FaultKind::Lose { when: When::After };
        browser
            .tenant
            .add_fault(InjectedFault::once("POST", "/redirect", trouble));
    }
    browser.press();
    let most = run_batch(&mut browser);
    assert_eq!(most, AT_ONCE);
    let expected = Cost {
        looks: BATCH + BATCH / 4,
        sends: BATCH,
        lists: LIST_PAGES,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);
    browser.advance(20 * MINUTE_MS);
    assert_eq!(browser.papers().len(), BATCH);
}

#[test]
fn two_hundred_jobs_are_followed_in_batches() {
    let mut browser = ready();
    jam(&mut browser);
    browser.press();
    run_batch(&mut browser);

    browser.advance(10 * MINUTE_MS);
    let Following { requests, looks } = Following::of(&browser);
    assert_eq!(looks.len(), BATCH);
    // 3, 4.5, 6.75, 10, 15, 23, then 30 s each.
    let pace = |looks: &usize| (20..=26).contains(looks);
    assert!(looks.values().all(pace), "{looks:?}");
    assert!(requests <= 26 * BATCH / Batch::MOST, "{requests}");

    browser.advance(30 * MINUTE_MS);
    browser.tenant.forget_requests();
    browser.advance(HOUR_MS);
    assert_eq!(Following::of(&browser), Following::default());
}

#[test]
fn a_hidden_page_follows_nothing_until_it_is_shown() {
    let mut browser = ready();
    jam(&mut browser);
    browser.press();
    run_batch(&mut browser);
    browser.act(Event::Visible(false));
    // Answers on their way arrive.
    browser.advance(browser.latency_ms);
    browser.tenant.forget_requests();
    browser.advance(10 * MINUTE_MS);
    assert_eq!(browser.tenant.requests(), []);

    browser.act(Event::Visible(true));
    browser.advance(2_000);
    let Following { requests, looks } = Following::of(&browser);
    assert_eq!((requests, looks.len()), (BATCH / Batch::MOST, BATCH));
    assert!(looks.values().all(|looks| *looks == 1), "{looks:?}");
    let expected = Cost {
        lists: LIST_PAGES,
        ..Cost::default()
    };
    assert_eq!(Cost::of(&browser), expected);
}
