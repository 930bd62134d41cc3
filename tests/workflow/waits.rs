//! Tests the waits between repeats: told as a date, told by a clock that differs, never
//! ending, and of many pages at once.

use print_redirect::flow::Event;
use print_redirect::flow::view::destination;
use simulator::fault::{FaultKind, InjectedFault, When};
use simulator::graph_operation::GraphOperation;

use crate::browser::{Browser, START_MS};

/// 20 s after [`START_MS`].
const DATE: &str = "Tue, 14 Nov 2023 22:13:40 GMT";
const DATE_MS: i64 = START_MS + 20_000;
const NEXT_YEAR: &str = "Thu, 14 Nov 2024 22:13:40 GMT";
const LAST_YEAR: &str = "Mon, 14 Nov 2022 22:13:40 GMT";

fn throttle(retry_after: &str) -> FaultKind {
    let retry_after = Some(retry_after.to_owned());
    FaultKind::Throttle { retry_after }
}

/// A 503 with this `Retry-After`.
fn unavailable(retry_after: &str) -> InjectedFault {
    let (status, when) = (503, When::Before);
    InjectedFault {
        headers: vec![("Retry-After".to_owned(), retry_after.to_owned())],
        ..InjectedFault::always(FaultKind::Unavailable { status, when })
    }
}

/// When the next such request reaches the tenant.
fn next_moment(browser: &mut Browser, method: &str, part: &str) -> i64 {
    let before = browser.requests(method, part).len();
    while browser.requests(method, part).len() == before {
        browser.advance(10);
        assert!(browser.now_ms < START_MS + 3_600_000, "{part}");
    }
    browser.now_ms
}

/// Fails unless the next such request comes after the date, by at most the half of 20 s.
fn assert_waits_for_the_date(browser: &mut Browser, method: &str, part: &str) {
    let moment = next_moment(browser, method, part);
    let late = moment - DATE_MS;
    assert!((0..=10_100).contains(&late), "{part}: {late} ms");
}

#[test]
fn every_list_waits_for_a_date() {
    for (call, part) in [
        (GraphOperation::ListJobsOfShare, "/jobs?"),
        (GraphOperation::ListRecentShares, "/recentPrinterShares"),
        (GraphOperation::ListShares, "v1.0/print/shares"),
    ] {
        for is_throttled in [true, false] {
            let mut browser = Browser::at("one-job");
            let mut fault = unavailable(DATE);
            if is_throttled {
                fault.kind = throttle(DATE);
            }
            let (operation, times) = (Some(call), Some(1));
            browser.tenant.add_fault(InjectedFault {
                operation,
                times,
                ..fault
            });
            browser.open();
            browser.advance(1_000);
            assert_waits_for_the_date(&mut browser, "GET", part);
        }
    }
}

fn next_moment_if_none(browser: &mut Browser, part: &str) {
    if browser.requests("GET", part).is_empty() {
        next_moment(browser, "GET", part);
    }
}

#[test]
fn the_chosen_printer_and_its_id_wait_for_a_date() {
    for part in ["$select=id,displayName,manufacturer", "/printer?"] {
        let mut browser = Browser::opened("one-job");
        browser.trouble("GET", part, throttle(DATE));
        let share = browser.page().printers()[0].share.clone();
        browser.act(Event::DestinationChosen(share));
        next_moment_if_none(&mut browser, part);
        assert_waits_for_the_date(&mut browser, "GET", part);
    }
}

#[test]
fn the_check_before_a_send_waits_for_a_date() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let source = format!("/jobs/{}", browser.page().list().rows[0].key.job);
    browser.trouble("GET", &source, throttle(DATE));
    browser.press();
    next_moment(&mut browser, "GET", &source);
    assert_waits_for_the_date(&mut browser, "GET", &source);
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_redirect_throttled_to_a_date_is_sent_then_and_once() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    browser.trouble("POST", "/redirect", throttle(DATE));
    browser.press();
    next_moment(&mut browser, "POST", "/redirect");
    browser.advance(500);
    let until = browser.page().result().until.unwrap();
    // Nothing is added by chance: a redirect is no read.
    assert_eq!(until.millis(), DATE_MS);
    assert_waits_for_the_date(&mut browser, "POST", "/redirect");
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (2, 1));
}

#[test]
fn looking_for_an_outcome_waits_for_a_date() {
    let mut browser = Browser::opened("one-job");
    browser.choose_first();
    let source = format!("/jobs/{}", browser.page().list().rows[0].key.job);
    browser.trouble("POST", "/redirect", FaultKind::Garble);
    browser.press();
    next_moment(&mut browser, "POST", "/redirect");
    browser.trouble("GET", &source, throttle(DATE));
    next_moment(&mut browser, "GET", &source);
    assert_waits_for_the_date(&mut browser, "GET", &source);
    browser.advance(60_000);
    assert_eq!((browser.sends(), browser.papers().len()), (1, 1));
}

#[test]
fn a_followed_job_waits_for_a_date_alone_or_in_a_batch() {
    for jobs in [1, 10] {
        let mut browser = Browser::at("empty");
        for number in 0..jobs {
            browser.add_job(&format!("{number}.pdf"));
        }
        browser.open();
        browser.advance(1_000);
        browser.choose_first();
        let share = browser.page().printers()[0].share.clone();
        browser.act(Event::AllToggled(true));
        browser.press();
        let part = format!("/print/shares/{share}/jobs/");
        browser.lasting_trouble("GET", &part, throttle(DATE));
        let (method, look) = if jobs == 1 {
            ("GET", part.as_str())
        } else {
            ("POST", "$batch")
        };
        next_moment(&mut browser, method, look);
        browser.advance(100);
        browser.tenant.forget_faults();
        assert_waits_for_the_date(&mut browser, method, look);
    }
}

#[test]
fn a_clock_that_is_slow_waits_three_minutes_and_what_chance_adds() {
    let mut browser = Browser::at("one-job");
    browser.trouble("GET", "/jobs?", throttle(NEXT_YEAR));
    browser.open();
    browser.advance(179_000);
    assert_eq!(browser.lists(), 1);
    browser.advance(92_000);
    assert_eq!(browser.lists(), 2);
}

#[test]
fn a_clock_that_is_fast_never_asks_without_a_pause() {
    let mut browser = Browser::at("one-job");
    browser.lasting_trouble("GET", "/jobs?", throttle(LAST_YEAR));
    browser.open();
    browser.advance(1_000);
    assert_eq!(browser.lists(), 1);
    browser.advance(100_000);
    assert_eq!(browser.lists(), 6);
    assert_eq!(browser.page().list().problems[0].code, "throttled");
}

#[test]
fn a_list_throttled_without_end_ends_with_details_for_it() {
    for told in [None, Some("10".to_owned()), Some("180".to_owned())] {
        let mut browser = Browser::at("one-job");
        let throttle = FaultKind::Throttle { retry_after: told };
        browser.lasting_trouble("GET", "/jobs?", throttle);
        browser.open();
        browser.advance(230_000);
        while browser.page().list().problems.is_empty() {
            assert!(browser.page().list().throttled_until.is_some());
            browser.advance(10_000);
        }
        assert_eq!(browser.lists(), 6);
        let list = browser.page().list();
        assert!(!list.loading && list.throttled_until.is_none() && list.empty.is_empty());
        assert_eq!(list.problems[0].code, "throttled");
        let diagnostic = list.problems[0].diagnostic.as_ref().unwrap();
        assert_eq!(diagnostic.status, Some(429));
        assert!(diagnostic.request_id.is_some() && diagnostic.time.is_some());
        assert!(!list.problems[0].diagnostic_id.is_empty());

        // The list is still read from time to time.
        browser.tenant.forget_faults();
        browser.advance(500_000);
        assert_eq!(browser.page().list().problems, []);
        assert_eq!(browser.page().list().rows.len(), 1);
    }
}

#[test]
fn printers_throttled_without_end_end_with_details_for_it() {
    let mut browser = Browser::at("one-job");
    let throttle = FaultKind::Throttle { retry_after: None };
    browser.lasting_trouble("GET", "v1.0/print/shares", throttle);
    browser.open();
    browser.advance(600_000);
    let list = destination::list(&browser.page().state);
    let problem = list.problem.unwrap();
    assert_eq!((list.loading, problem.code), (false, "throttled"));
    assert!(problem.diagnostic.unwrap().request_id.is_some());
}

/// How many of forty pages come back in each tenth of a second after their lists failed at
/// the same moment.
fn returns(trouble: &FaultKind) -> Vec<usize> {
    let mut browser = Browser::at("one-job");
    browser.lasting_trouble("GET", "/jobs?", trouble.clone());
    let pages = 40;
    for _ in 0..pages {
        browser.open();
    }
    // All were answered after 100 ms.
    browser.advance(100);
    assert_eq!(browser.lists(), pages);
    let mut returns = Vec::new();
    while browser.lists() < 2 * pages {
        let before = browser.lists();
        browser.advance(100);
        returns.push(browser.lists() - before);
        assert!(returns.len() < 1_000);
    }
    returns
}

#[test]
fn an_intranet_does_not_come_back_at_the_same_moment() {
    let lost = FaultKind::Lose { when: When::Before };
    let (status, when) = (503, When::Before);
    let unavailable = FaultKind::Unavailable { status, when };
    let busy = FaultKind::Throttle { retry_after: None };
    for (trouble, pause) in [
        (lost, 10),
        (unavailable, 10),
        (busy, 50),
        (throttle(DATE), 199),
    ] {
        let returns = returns(&trouble);
        let first = returns.iter().position(|count| *count > 0).unwrap();
        assert!(first >= pause, "never earlier: {returns:?}");
        assert!(returns.len() <= pause * 3 / 2 + 2, "{returns:?}");
        assert!(returns.iter().all(|count| *count <= 15), "{returns:?}");
    }
}

#[test]
fn a_wait_told_in_seconds_is_kept_to_the_letter() {
    let returns = returns(&throttle("20"));
    assert_eq!(returns.len(), 201);
    assert_eq!(returns.last(), Some(&40));
}

#[test]
fn chance_never_moves_the_times_at_which_an_outcome_is_looked_for() {
    let moments = |tabs: usize| {
        let mut browser = Browser::opened("one-job");
        for _ in 0..tabs {
            browser.open();
            browser.advance(1_000);
        }
        browser.choose_first();
        let source = format!("/jobs/{}", browser.page().list().rows[0].key.job);
        let lost = FaultKind::Lose { when: When::Before };
        browser.trouble("POST", "/redirect", lost.clone());
        browser.press();
        next_moment(&mut browser, "POST", "/redirect");
        let sent_ms = browser.now_ms;
        browser.lasting_trouble("GET", &source, lost);
        let looks = (0..12).map(|_| next_moment(&mut browser, "GET", &source) - sent_ms);
        looks.collect::<Vec<_>>()
    };
    // Each tab has another random seed.
    let first = moments(0);
    assert!((1..5).all(|tabs| moments(tabs) == first));
}
