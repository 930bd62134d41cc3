//! Tests that no schedule prints the job twice, loses it or misinforms the user.

use std::collections::BTreeMap;
use std::thread;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::json;
use simulator::Tenant;
use simulator::fault::{FaultKind, When};
use universal_print::redirect::Outcome;

use crate::office::{self, PRINTERS};
use crate::world::{Mishap, World};

/// How many schedules are tried.
const SCHEDULES: u32 = 100_000;

/// Longer than any throttling that a schedule asks for.
const LONG_MS: i64 = 36_000_000;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Deed {
    /// The user presses in a tab.
    Press { tab: usize, destination: usize },
    /// The user asks again what became of an unconfirmed send.
    CheckAgain { tab: usize },
    /// A tab is closed.
    Close { tab: usize },
    /// A tab is opened.
    Open { tab: usize },
    /// Time passes, in ms.
    Pass(i64),
    /// The machine sleeps, in ms; its waits stand still or go on.
    Sleep(i64, bool),
    /// From now on a round trip takes this long, in ms.
    Slow(i64),
    /// The next send fails.
    SpoilSend(Mishap),
    /// The next reads of the job fail.
    SpoilLooks(usize, FaultKind),
    /// The page may use locks, or may not.
    Locks(bool),
    /// From now on the browser takes this long to answer a claim, in ms.
    LockLag(i64),
    /// The page may use storage, or may not.
    Storage(bool),
    /// The app that holds the job sends it to a third printer.
    ReleaseElsewhere,
    /// The owner cancels the job somewhere else.
    Cancel,
}

fn any_trouble() -> impl Strategy<Value = FaultKind> {
    let when = || prop_oneof![Just(When::Before), Just(When::After)];
    let failed = prop_oneof![Just(500_u16), Just(502), Just(503), Just(504)];
    let refused = prop_oneof![Just(400_u16), Just(403), Just(404), Just(409), Just(410)];
    let retry_after = proptest::option::of((0..60_u32).prop_map(|seconds| seconds.to_string()));
    prop_oneof![
        3 => when().prop_map(|when| FaultKind::Lose { when }),
        2 => (failed, when()).prop_map(|(status, when)| FaultKind::Unavailable { status, when }),
        1 => refused.prop_map(|status| FaultKind::Refuse { status, body: json!({}) }),
        1 => retry_after.prop_map(|retry_after| FaultKind::Throttle { retry_after }),
        1 => Just(FaultKind::Challenge { claims: "{}".to_owned() }),
        1 => Just(FaultKind::Garble),
        1 => when().prop_map(|when| FaultKind::Replace { when, body: "<html>Sign in to the guest network".to_owned() }),
    ]
}

/// How late a send may take effect, and how stale a read may be, in ms. The
/// protocol relies on both together taking less than the two minutes after which
/// a job that is still held counts as not sent.
const LATEST_MS: i64 = 55_000;

/// What else may go wrong with a read: a stale answer, or one without the member
/// that matters.
fn any_look_trouble() -> impl Strategy<Value = FaultKind> {
    let pointer = "/redirectedTo".to_owned();
    prop_oneof![
        8 => any_trouble(),
        3 => (1..LATEST_MS).prop_map(|ms| FaultKind::Stale { for_ms: Some(ms) }),
        1 => Just(FaultKind::Omit { pointer }),
    ]
}

fn any_mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        5 => any_trouble().prop_map(Mishap::FaultKind),
        1 => (0..LATEST_MS).prop_map(Mishap::Late),
    ]
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let tab = || prop_oneof![3 => Just(0_usize), 1 => 1..3_usize];
    let pause = prop_oneof![
        Just(10_i64),
        Just(75),
        Just(130),
        Just(800),
        Just(5_000),
        Just(31_000),
        Just(130_000),
        Just(200_000),
    ];
    let round_trip = prop_oneof![Just(20_i64), Just(100), Just(3_000), Just(40_000)];
    prop_oneof![
        8 => (tab(), 0..2_usize).prop_map(|(tab, destination)| Deed::Press { tab, destination }),
        1 => tab().prop_map(|tab| Deed::CheckAgain { tab }),
        2 => tab().prop_map(|tab| Deed::Close { tab }),
        3 => tab().prop_map(|tab| Deed::Open { tab }),
        8 => pause.prop_map(Deed::Pass),
        1 => (60_000..600_000_i64, any::<bool>()).prop_map(|(ms, go_on)| Deed::Sleep(ms, go_on)),
        1 => round_trip.prop_map(Deed::Slow),
        6 => any_mishap().prop_map(Deed::SpoilSend),
        3 => (prop_oneof![4 => Just(1_usize), 1 => Just(18)], any_look_trouble())
            .prop_map(|(times, trouble)| Deed::SpoilLooks(times, trouble)),
        1 => any::<bool>().prop_map(Deed::Locks),
        1 => prop_oneof![Just(0_i64), Just(500), Just(29_990), Just(60_000)].prop_map(Deed::LockLag),
        1 => any::<bool>().prop_map(Deed::Storage),
        1 => Just(Deed::ReleaseElsewhere),
        1 => Just(Deed::Cancel),
    ]
}

fn carry_out(world: &mut World, deed: &Deed) {
    match *deed {
        Deed::Press { tab, destination } => world.press(tab, PRINTERS[destination]),
        Deed::CheckAgain { tab } => world.check_again(tab),
        Deed::Close { tab } => world.close(tab),
        Deed::Open { tab } => world.open(tab),
        Deed::Pass(ms) => world.advance(ms),
        Deed::Sleep(ms, waits_go_on) => world.sleep(ms, waits_go_on),
        Deed::Slow(ms) => world.latency_ms = ms,
        Deed::SpoilSend(ref mishap) => world.spoil_send(mishap.clone()),
        Deed::SpoilLooks(times, ref trouble) => world.spoil_looks(times, trouble),
        Deed::Locks(has_locks) => world.has_locks = has_locks,
        Deed::LockLag(ms) => world.lock_lag_ms = ms,
        Deed::Storage(has_storage) => world.has_storage = has_storage,
        Deed::ReleaseElsewhere => world.release_elsewhere(),
        Deed::Cancel => world.cancel(),
    }
    world.advance(0);
}

/// How often each outcome was reported.
type Tally = BTreeMap<&'static str, u32>;

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted { .. } => "accepted",
        Outcome::Released { .. } => "released already",
        Outcome::InAnotherTab => "in another tab",
        Outcome::Ended(_) => "ended",
        Outcome::NotHeld => "not held",
        Outcome::Stopped(_) => "stopped before the send",
        Outcome::Refused(_) => "refused",
        Outcome::NotSent(_) => "not sent",
        Outcome::Unconfirmed(_) => "unconfirmed",
        Outcome::NotClaimed => "not claimed",
    }
}

fn run(tenant: &Tenant, deeds: &[Deed], tally: &mut Tally) -> TestCaseResult {
    let mut world = World::new(tenant.clone());
    for deed in deeds {
        carry_out(&mut world, deed);
    }
    world.advance(LONG_MS);
    // A last visit, which checks every intention in the journal.
    world.has_storage = true;
    world.close(0);
    world.open(0);
    world.advance(LONG_MS);

    let papers = world.papers();
    let is_cancelled = deeds.iter().any(|deed| matches!(deed, Deed::Cancel));
    prop_assert!(papers.len() <= 1, "printed on {papers:?}");
    prop_assert!(
        papers.len() == 1 || is_cancelled || world.is_waiting(),
        "neither printed nor waiting"
    );
    let release = world.releases.first();
    prop_assert_eq!(papers.len(), world.releases.len());

    for (at, watch) in world.watches.iter().enumerate() {
        prop_assert!(watch.sends <= 1, "{} sends by one press", watch.sends);
        let Some(outcome) = &watch.outcome else {
            prop_assert!(watch.is_abandoned, "a press that nobody heard of again");
            continue;
        };
        *tally.entry(name(outcome)).or_default() += 1;
        let released_it = release.is_some_and(|release| release.by == Some(at));
        match outcome {
            Outcome::Accepted { .. } => {
                prop_assert_eq!(&papers, &[watch.destination], "said to be sent");
            }
            Outcome::Released { to } => {
                prop_assert!(release.is_some(), "said to be released");
                if let Some(place) = to {
                    prop_assert_eq!(place.printer.as_str(), &papers[0]);
                }
            }
            Outcome::Unconfirmed(_) => {
                let blind = |deed: &Deed| matches!(deed, Deed::SpoilLooks(..) | Deed::Cancel);
                prop_assert!(deeds.iter().any(blind), "unconfirmed without a reason");
            }
            _ => prop_assert!(!released_it, "said to be {outcome:?}, and it went"),
        }
    }

    if let Some(by) = release.and_then(|release| release.by)
        && world.watches[by].is_abandoned
        && !world.lost_intention
    {
        let told = world.watches[by + 1..].iter().any(|watch| {
            matches!(
                watch.outcome,
                Some(Outcome::Accepted { .. } | Outcome::Released { .. } | Outcome::Unconfirmed(_))
            )
        });
        prop_assert!(
            told,
            "released by a tab that was closed, and nobody was told"
        );
    }
    Ok(())
}

/// The timers of a machine that sleeps go on, and what it was sending leaves only when it wakes.
#[test]
fn a_send_that_slept_in_the_machine_is_never_said_to_be_not_sent() {
    const ALMOST_LATEST_MS: i64 = LATEST_MS - 1;
    let stale = FaultKind::Stale {
        for_ms: Some(ALMOST_LATEST_MS),
    };
    let schedule = [
        Deed::SpoilSend(Mishap::Late(ALMOST_LATEST_MS)),
        Deed::Slow(40_000),
        Deed::Press {
            tab: 0,
            destination: 0,
        },
        Deed::Pass(41_000),
        Deed::SpoilLooks(18, stale),
        Deed::Slow(20),
        Deed::Sleep(60_000, true),
        Deed::Pass(200_000),
    ];
    run(&office::tenant(), &schedule, &mut Tally::new()).unwrap();
}

#[test]
fn no_schedule_prints_twice_loses_the_job_or_misinforms() {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let share = SCHEDULES.div_ceil(u32::try_from(workers).unwrap());
    let tallies = thread::scope(|scope| {
        let work = || {
            let tenant = office::tenant();
            let tally = std::cell::RefCell::new(Tally::new());
            let config = ProptestConfig {
                cases: share,
                failure_persistence: None,
                ..ProptestConfig::default()
            };
            let result = TestRunner::new(config)
                .run(&proptest::collection::vec(any_deed(), 4..24), |deeds| {
                    run(&tenant, &deeds, &mut tally.borrow_mut())
                });
            result.map(|()| tally.into_inner())
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Result<Vec<_>, _>>()
    });
    let mut all = Tally::new();
    for (end, times) in tallies
        .unwrap_or_else(|error| panic!("{error}"))
        .into_iter()
        .flatten()
    {
        *all.entry(end).or_default() += times;
    }
    println!("{SCHEDULES} schedules, ends reported: {all:#?}");
    // Every outcome occurred often enough for the test to mean something.
    assert_eq!(all.len(), 10, "{all:?}");
    assert!(
        all.values().all(|times| *times > SCHEDULES / 1_000),
        "{all:?}"
    );
}
