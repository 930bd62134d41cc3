//! Tests random schedules of presses, faults, reloads and tabs: no job is printed
//! twice, and every result on the screen is true in the end.

use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::view::outcome::Tone;
use print_redirect::flow::{Event, HostEvent};
use proptest::prelude::*;
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault, When};

use crate::browser::Browser;
use crate::page::{HOUR_MS, JobResult};

/// A part of every job's address: the ids are 101 and so on.
const JOB: &str = "/jobs/10";

/// One thing that happens.
#[derive(Clone, Debug)]
enum Deed {
    /// The user ticks one of the jobs.
    Tick(usize),
    /// The user ticks all jobs.
    TickAll,
    /// The user presses the button.
    Press,
    /// The user asks what became of a job.
    CheckAgain(usize),
    /// The user dismisses a result.
    Dismiss(usize),
    /// The user asks for fresh lists.
    Refresh,
    /// The page is hidden or shown.
    Show(bool),
    /// Time passes, in ms.
    Pass(i64),
    /// The user loads the page again.
    Reload,
    /// The user turns to another tab.
    Turn(usize),
    /// The user opens another tab.
    Open,
    /// The next redirect fails.
    SpoilRedirect(FaultKind),
    /// The next read of a job fails.
    SpoilLook(FaultKind),
    /// The next twenty reads of jobs are refused.
    Blind,
    /// The next read of a list fails.
    SpoilList(FaultKind),
    /// A round trip takes this long from now on, in ms.
    Slow(i64),
    /// The page may use locks, or may not.
    Locks(bool),
}

fn refused(status: u16) -> FaultKind {
    let body = json!({});
    FaultKind::Refuse { status, body }
}

fn any_trouble() -> impl Strategy<Value = FaultKind> {
    let when = || prop_oneof![Just(When::Before), Just(When::After)];
    let status = prop_oneof![Just(500_u16), Just(502), Just(503), Just(504)];
    let status_of_refusal = prop_oneof![Just(400_u16), Just(403), Just(404), Just(409)];
    let retry_after = proptest::option::of((0..60_u32).prop_map(|seconds| seconds.to_string()));
    prop_oneof![
        3 => when().prop_map(|when| FaultKind::Lose { when }),
        2 => (status, when()).prop_map(|(status, when)| FaultKind::Unavailable { status, when }),
        1 => status_of_refusal.prop_map(refused),
        1 => retry_after.prop_map(|retry_after| FaultKind::Throttle { retry_after }),
        1 => Just(FaultKind::Challenge { claims: "{}".to_owned() }),
        1 => Just(FaultKind::Garble),
    ]
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let pause = prop_oneof![
        Just(10_i64),
        Just(60),
        Just(150),
        Just(700),
        Just(4_000),
        Just(40_000),
        Just(140_000),
    ];
    prop_oneof![
        3 => (0..3_usize).prop_map(Deed::Tick),
        2 => Just(Deed::TickAll),
        5 => Just(Deed::Press),
        1 => (0..3_usize).prop_map(Deed::CheckAgain),
        1 => (0..3_usize).prop_map(Deed::Dismiss),
        1 => Just(Deed::Refresh),
        1 => any::<bool>().prop_map(Deed::Show),
        8 => pause.prop_map(Deed::Pass),
        2 => Just(Deed::Reload),
        2 => (0..4_usize).prop_map(Deed::Turn),
        1 => Just(Deed::Open),
        4 => any_trouble().prop_map(Deed::SpoilRedirect),
        2 => any_trouble().prop_map(Deed::SpoilLook),
        1 => Just(Deed::Blind),
        1 => any_trouble().prop_map(Deed::SpoilList),
        1 => prop_oneof![Just(20_i64), Just(100), Just(2_000)].prop_map(Deed::Slow),
        1 => any::<bool>().prop_map(Deed::Locks),
    ]
}

/// A browser with three waiting jobs, and their keys.
fn three_jobs() -> (Browser, Vec<JobKey>) {
    let mut browser = Browser::at("empty");
    let jobs = ["1.pdf", "2.pdf", "3.pdf"].map(|name| browser.add_job(name));
    open(&mut browser);
    browser.act(Event::AllToggled(true));
    (browser, jobs.into())
}

fn open(browser: &mut Browser) {
    browser.open();
    browser.advance(3_000);
    choose(browser);
}

/// Chooses the first printer, if any has arrived.
fn choose(browser: &mut Browser) {
    if let Some(first) = browser.page().printers().first() {
        let share = first.share.clone();
        browser.act(Event::DestinationChosen(share));
    }
}

fn carry_out(browser: &mut Browser, jobs: &[JobKey], presses: &mut Vec<JobKey>, deed: Deed) {
    match deed {
        Deed::Tick(at) => browser.act(Event::JobToggled {
            job: jobs[at].clone(),
            selected: true,
        }),
        Deed::TickAll => browser.act(Event::AllToggled(true)),
        Deed::Press => {
            if browser.page().summary().ready {
                let rows = browser.page().list().rows;
                let selected = rows.into_iter().filter(|row| row.selected);
                presses.extend(selected.map(|row| row.key));
                browser.act(Event::Pressed);
            }
        }
        Deed::CheckAgain(at) => {
            if row(browser, &jobs[at]).is_some_and(|row| row.can_check_again) {
                browser.act(Event::CheckedAgain(jobs[at].clone()));
            }
        }
        Deed::Dismiss(at) => {
            if row(browser, &jobs[at]).is_some_and(|row| row.can_dismiss) {
                browser.act(Event::Dismissed(jobs[at].clone()));
            }
        }
        Deed::Refresh => browser.act(Event::Refreshed),
        Deed::Show(visible) => browser.act(Event::Visible(visible)),
        Deed::Pass(ms) => browser.advance(ms),
        Deed::Reload => {
            browser.reload();
            browser.advance(300);
            choose(browser);
        }
        Deed::Turn(at) => {
            let tabs = browser.open_tabs();
            browser.turn_to(tabs[at % tabs.len()]);
        }
        Deed::Open => {
            if browser.open_tabs().len() < 3 {
                open(browser);
            }
        }
        Deed::SpoilRedirect(trouble) => browser.trouble("POST", "/redirect", trouble),
        Deed::SpoilLook(trouble) => browser.trouble("GET", JOB, trouble),
        Deed::Blind => browser.tenant.add_fault(InjectedFault {
            times: Some(20),
            ..InjectedFault::once("GET", JOB, refused(403))
        }),
        Deed::SpoilList(trouble) => browser.trouble("GET", "/jobs?", trouble),
        Deed::Slow(ms) => browser.latency_ms = ms,
        Deed::Locks(has_locks) => browser.has_locks = has_locks,
    }
}

fn row(browser: &Browser, job: &JobKey) -> Option<JobResult> {
    let rows = browser.page().results();
    rows.into_iter().find(|row| row.job == *job)
}

/// Lets everything end, and reads every list again.
fn settle(browser: &mut Browser) {
    for tab in browser.open_tabs() {
        browser.turn_to(tab);
        browser.act(Event::Visible(true));
    }
    browser.advance(HOUR_MS);
    for tab in browser.open_tabs() {
        browser.turn_to(tab);
        let mut left = 100;
        while left == 100 || !browser.page().list().problems.is_empty() {
            browser.act(Event::Refreshed);
            browser.advance(200_000);
            left -= 1;
            assert!(left > 0, "the list stays broken");
        }
    }
}

/// How many redirects of this job were not certainly refused.
fn sends_that_may_have_printed(browser: &Browser, job: &JobKey) -> usize {
    let redirect = format!("/jobs/{}/redirect", job.job);
    let sent = browser.requests("POST", &redirect);
    let refused = |status: Option<u16>| status.is_some_and(|it| (400..500).contains(&it));
    sent.iter()
        .filter(|request| !refused(request.status))
        .count()
}

/// What a row claims about the job.
#[derive(Debug, PartialEq)]
enum Claim {
    Sent,
    Waiting,
    InAnotherTab,
    Unknown,
}

fn claim(row: &JobResult) -> Claim {
    match row.problem.as_ref().map(|problem| problem.code) {
        Some("unconfirmed") => Claim::Unknown,
        Some("alreadyReleased" | "jobEnded") => Claim::Sent,
        Some("inAnotherTab") => Claim::InAnotherTab,
        Some(_) => Claim::Waiting,
        None => match row.words.key() {
            // Its progress when it was last read.
            "sent" | "taken" | "printing" | "printed" => Claim::Sent,
            _ => panic!("left at {:?}", row.words),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_schedule_prints_twice_or_misinforms_its_user(
        deeds in proptest::collection::vec(any_deed(), 10..50)
    ) {
        let (mut browser, jobs) = three_jobs();
        let blind = deeds.iter().any(|deed| matches!(deed, Deed::SpoilLook(_) | Deed::Blind));
        let mut presses = Vec::new();
        for deed in deeds {
            carry_out(&mut browser, &jobs, &mut presses, deed);
        }
        settle(&mut browser);
        for job in &jobs {
            let pressed = presses.iter().filter(|pressed| *pressed == job).count();
            let sent = sends_that_may_have_printed(&browser, job);
            prop_assert!(sent <= pressed, "{sent} sends for {pressed} presses");
        }

        for tab in browser.open_tabs() {
            browser.turn_to(tab);
            for job in &jobs {
                let papers = browser.papers_in_the_end(job);
                prop_assert!(papers <= 1, "two papers");
                let listed = browser.page().list().rows.iter().any(|row| row.key == *job);
                let Some(row) = row(&browser, job) else {
                    prop_assert_eq!(listed, papers == 0, "a job without a result");
                    continue;
                };
                prop_assert!(row.tone != Tone::Busy, "never ended: {:?}", row);
                match claim(&row) {
                    Claim::Sent => prop_assert!(papers == 1 && !listed, "said to be sent: {row:?}"),
                    // Another tab may have sent it since; then the list no longer has it.
                    Claim::Waiting | Claim::InAnotherTab => prop_assert_eq!(listed, papers == 0),
                    Claim::Unknown => prop_assert!(blind, "unconfirmed: {row:?}"),
                }
            }
            let told = browser.page().told.iter();
            let redirected = told.filter_map(|event| match event {
                HostEvent::Redirected { job, .. } => Some(job),
                _ => None,
            });
            for job in redirected {
                prop_assert_eq!(browser.papers_in_the_end(job), 1, "told to be redirected");
            }
        }
    }
}
