//! Tests that cut or delayed connections never print twice or misinform the user.

use universal_print::redirect::Outcome;

use crate::proxy::{Fate, Place};
use crate::world::{DESTINATION, Fates, World};

/// All the ways to cut an exchange.
const CUTS: [Fate; 12] = [
    Fate::CutRequest(Place::Nothing),
    Fate::CutRequest(Place::MidHead),
    Fate::CutRequest(Place::AlmostHead),
    Fate::CutRequest(Place::Head),
    Fate::CutRequest(Place::MidBody),
    Fate::CutRequest(Place::AlmostAll),
    Fate::CutAnswer(Place::Nothing),
    Fate::CutAnswer(Place::MidHead),
    Fate::CutAnswer(Place::AlmostHead),
    Fate::CutAnswer(Place::Head),
    Fate::CutAnswer(Place::MidBody),
    Fate::CutAnswer(Place::AlmostAll),
];

/// The ways to cut or delay a send. A delay, in ms, is shorter than the two minutes
/// after which a job that is still held counts as not sent.
const DELAYS: [(Fate, i64); 7] = [
    (Fate::LateRequest, 10_000),
    (Fate::LateRequest, 100_000),
    (Fate::LateAnswer, 10_000),
    (Fate::LateAnswer, 100_000),
    (Fate::Adrift, 500),
    (Fate::Adrift, 40_000),
    (Fate::Adrift, 100_000),
];

fn send_fates() -> impl Iterator<Item = (Fate, i64)> + Clone {
    CUTS.into_iter().map(|cut| (cut, 0)).chain(DELAYS)
}

/// Presses until the job is reported as gone, three times at most. Compares each
/// outcome with the tenant, and the last one with the paper.
async fn hold_against_the_paper(world: &mut World, scenario: &str, fates: Fates) -> Outcome {
    let what = format!("{fates:?}");
    world.begin(scenario, fates).await;
    let mut outcome = world.press().await;
    for _ in 0..2 {
        if !outcome.is_still_waiting() {
            break;
        }
        assert!(world.is_waiting().await, "{what}: {outcome:?}, and it went");
        assert!(!world.remembers, "{what}: {outcome:?}, and remembered");
        outcome = world.press().await;
    }
    if matches!(outcome, Outcome::Unconfirmed(_)) {
        assert!(world.remembers, "{what}: unconfirmed, and forgotten");
        outcome = world.check_again().await;
    }
    let was_waiting = world.is_waiting().await;
    assert!(
        world.arrived().await <= world.sends,
        "{what}: carried twice"
    );
    let papers = world.papers().await;
    match &outcome {
        Outcome::Accepted { job } => {
            let job = job.as_ref().unwrap().to_string();
            let paper = (DESTINATION.to_owned(), job);
            assert_eq!(papers, [paper], "{what}");
        }
        outcome => {
            assert!(outcome.is_still_waiting(), "{what}: {outcome:?}");
            assert!(was_waiting, "{what}: {outcome:?}, and it went");
            assert_eq!(papers, [], "{what}: {outcome:?}");
        }
    }
    assert!(!world.remembers, "{what}: {outcome:?}, and remembered");
    outcome
}

fn is_accepted(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Accepted { .. })
}

#[tokio::test]
async fn an_undisturbed_press_sends_once_and_prints_once() {
    let mut world = World::start().await;
    let outcome = hold_against_the_paper(&mut world, "documented", Fates::default()).await;
    assert!(is_accepted(&outcome), "{outcome:?}");
    assert_eq!((world.sends, world.arrived().await), (1, 1));
}

#[tokio::test]
async fn a_cut_read_is_repeated_and_the_job_sent_once() {
    let mut world = World::start().await;
    for cut in CUTS {
        let fates = Fates {
            looks: [cut].into(),
            ..Fates::default()
        };
        let outcome = hold_against_the_paper(&mut world, "documented", fates).await;
        assert!(is_accepted(&outcome), "{cut:?}: {outcome:?}");
        assert_eq!(world.sends, 1, "{cut:?}");
    }
}

#[tokio::test]
async fn without_a_read_of_the_source_nothing_is_sent() {
    let mut world = World::start().await;
    for cut in CUTS {
        let fates = Fates {
            looks: [cut; 4].into(),
            ..Fates::default()
        };
        world.begin("documented", fates).await;
        let outcome = world.press().await;
        assert!(matches!(outcome, Outcome::Stopped(_)), "{cut:?}");
        assert_eq!((world.sends, world.papers().await), (0, vec![]), "{cut:?}");
    }
}

#[tokio::test]
async fn a_cut_or_delayed_send_prints_once_and_is_reported() {
    let mut world = World::start().await;
    for send in send_fates() {
        let fates = Fates {
            sends: [send].into(),
            ..Fates::default()
        };
        let outcome = hold_against_the_paper(&mut world, "documented", fates).await;
        assert!(is_accepted(&outcome), "{send:?}: {outcome:?}");
        // A send is only repeated, by another press, when the first certainly did not arrive.
        let presses = if matches!(send.0, Fate::CutRequest(_)) {
            2
        } else {
            1
        };
        assert_eq!(world.sends, presses, "{send:?}");
        assert_eq!(world.arrived().await, 1, "{send:?}");
    }
}

#[tokio::test]
async fn an_answer_to_the_send_may_be_cut_at_any_byte() {
    let mut world = World::start().await;
    world.begin("documented", Fates::default()).await;
    world.press().await;
    let whole = world.last_send.answer;
    assert!(whole > 500, "{whole}");
    for end in 0..whole {
        let cut = Fate::CutAnswer(Place::Bytes(end));
        let fates = Fates {
            sends: [(cut, 0)].into(),
            ..Fates::default()
        };
        let outcome = hold_against_the_paper(&mut world, "documented", fates).await;
        assert!(is_accepted(&outcome), "{end}: {outcome:?}");
        assert_eq!((world.sends, world.arrived().await), (1, 1), "{end}");
    }
}

#[tokio::test]
async fn a_send_may_be_cut_at_any_byte() {
    let mut world = World::start().await;
    world.begin("documented", Fates::default()).await;
    world.press().await;
    let whole = world.last_send.request;
    assert!(whole > 200, "{whole}");
    for end in 1..whole {
        let cut = Fate::CutRequest(Place::Bytes(end));
        let fates = Fates {
            sends: [(cut, 0)].into(),
            ..Fates::default()
        };
        world.begin("documented", fates).await;
        let outcome = world.press().await;
        assert!(matches!(outcome, Outcome::NotSent(_)), "{end}: {outcome:?}");
        assert!(world.is_waiting().await && !world.remembers, "{end}");
        assert_eq!(world.arrived().await, 0, "{end}");
    }
}

#[tokio::test]
async fn two_failed_sends_in_sequence_print_once() {
    let mut world = World::start().await;
    for first in send_fates() {
        for second in send_fates() {
            let fates = Fates {
                sends: [first, second].into(),
                ..Fates::default()
            };
            let outcome = hold_against_the_paper(&mut world, "documented", fates).await;
            assert!(is_accepted(&outcome), "{first:?} {second:?}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn reads_after_a_failed_send_may_fail_too() {
    let mut world = World::start().await;
    for send in send_fates() {
        for look in CUTS {
            let fates = Fates {
                sends: [send].into(),
                looks_after: [look].into(),
                ..Fates::default()
            };
            let outcome = hold_against_the_paper(&mut world, "documented", fates).await;
            assert!(is_accepted(&outcome), "{send:?} {look:?}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_send_with_unreadable_outcome_stays_in_the_journal() {
    let mut world = World::start().await;
    for send in CUTS {
        for look in [CUTS[0], CUTS[10]] {
            let fates = Fates {
                sends: [(send, 0)].into(),
                looks_after: [look; 20].into(),
                ..Fates::default()
            };
            world.begin("documented", fates.clone()).await;
            let outcome = world.press().await;
            assert!(
                matches!(outcome, Outcome::Unconfirmed(_)),
                "{fates:?}: {outcome:?}"
            );
            hold_against_the_paper(&mut world, "documented", fates).await;
        }
    }
}

#[tokio::test]
async fn a_refusal_whose_answer_is_cut_ends_as_not_sent() {
    let mut world = World::start().await;
    for cut in CUTS {
        let fates = Fates {
            sends: [(cut, 0)].into(),
            ..Fates::default()
        };
        world.begin("as-graph-answers", fates.clone()).await;
        let outcome = world.press().await;
        assert!(
            matches!(outcome, Outcome::NotSent(_)),
            "{cut:?}: {outcome:?}"
        );
        assert!(world.is_waiting().await, "{cut:?}");
        let outcome = world.press().await;
        assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
        assert_eq!((world.sends, world.papers().await), (2, vec![]), "{cut:?}");
    }
}
