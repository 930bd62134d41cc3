//! Tests the promise of the redirect protocol against every order of events.

use crate::json;
use proptest::prelude::*;

use super::*;
use crate::answer::{Answer, AnswerHeaders};
use crate::ids::JobId;
use crate::job::Job;
use crate::request::Operation;
use crate::wire::Wire;

const DESTINATION: &str = "printer-at-hand";

fn destination_printer() -> PrinterId {
    PrinterId::new(DESTINATION).unwrap()
}

fn job(state: &str, redirected_to: &crate::json::Value) -> SourceReading {
    let job = json!({
        "id": "103",
        "status": { "state": state, "details": [] },
        "isFetchable": false,
        "redirectedTo": redirected_to,
    });
    SourceReading::Job(Box::new(Job::read(&job).unwrap()))
}

fn held() -> SourceReading {
    job("paused", &json!(null))
}

fn released_to(printer: &str) -> SourceReading {
    let url = format!("https://graph.microsoft.com/v1.0/print/printers/{printer}/jobs/7");
    job("completed", &json!(url))
}

fn fault(status: u16) -> Fault {
    Fault::of_answer(&Answer {
        operation: Operation::Redirect,
        client_request_id: "c".to_owned(),
        time: None,
        status,
        headers: AnswerHeaders::default(),
        body: None,
    })
}

fn lost() -> Fault {
    Fault::without_answer(Operation::Redirect, "c", Cause::Unreachable)
}

fn accepted() -> SendReply {
    SendReply::Accepted {
        job: JobId::new("7"),
    }
}

fn any_reading() -> impl Strategy<Value = SourceReading> {
    prop_oneof![
        6 => Just(held()),
        1 => Just(released_to(DESTINATION)),
        1 => Just(released_to("elsewhere")),
        1 => Just(job("paused", &json!("a link nobody can read"))),
        1 => Just(job("paused", &json!({ "odd": true }))),
        1 => Just(job("completed", &json!(null))),
        1 => Just(job("canceled", &json!(null))),
        1 => Just(job("processing", &json!(null))),
        2 => Just(SourceReading::Failed(lost())),
        1 => Just(SourceReading::Failed(fault(404))),
    ]
}

fn any_reply() -> impl Strategy<Value = SendReply> {
    prop_oneof![
        Just(accepted()),
        (400u16..600).prop_map(|status| SendReply::Failed(fault(status))),
        Just(SendReply::Failed(fault(401))),
        Just(SendReply::Failed(fault(429))),
        Just(SendReply::Failed(lost())),
    ]
}

fn any_claim() -> impl Strategy<Value = JobClaim> {
    prop_oneof![
        Just(JobClaim::Granted),
        Just(JobClaim::HeldElsewhere),
        Just(JobClaim::Unavailable)
    ]
}

fn any_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        1 => any_claim().prop_map(Input::Claimed),
        4 => any_reading().prop_map(Input::Source),
        3 => any_reply().prop_map(Input::Sent),
        1 => Just(Input::Renewed(Ok(()))),
        1 => Just(Input::Renewed(Err(lost()))),
        3 => (1u32..30).prop_map(|id| Input::Elapsed(WaitId(id))),
    ]
}

/// The answers that a program would give next, one for each effect.
#[derive(Clone, Debug)]
struct Answers {
    claim: Option<JobClaim>,
    reading: SourceReading,
    reply: Option<SendReply>,
    renewed: bool,
}

fn any_answers() -> impl Strategy<Value = Answers> {
    (
        proptest::option::of(any_claim()),
        any_reading(),
        proptest::option::of(any_reply()),
        any::<bool>(),
    )
        .prop_map(|(claim, reading, reply, renewed)| Answers {
            claim,
            reading,
            reply,
            renewed,
        })
}

impl Answers {
    fn to(self, effect: &Effect) -> Option<Input> {
        match effect {
            Effect::Claim => self.claim.map(Input::Claimed),
            Effect::ReadSource => Some(Input::Source(self.reading)),
            Effect::Send => self.reply.map(Input::Sent),
            Effect::Renew { .. } => Some(Input::Renewed(if self.renewed {
                Ok(())
            } else {
                Err(lost())
            })),
            Effect::Wait { id, .. } => Some(Input::Elapsed(*id)),
            Effect::WriteJournal | Effect::RemoveFromJournal | Effect::ReleaseClaim => None,
        }
    }
}

fn is_released(input: &Input) -> bool {
    matches!(input, Input::Source(reading) if Outcome::of_release(reading).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_press_sends_again_only_after_a_certain_refusal(
        inputs in proptest::collection::vec(any_input(), 0..60)
    ) {
        let (mut redirect, _) = Redirect::press(destination_printer());
        let mut may_send = true;
        for input in inputs {
            let refused = matches!(&input, Input::Sent(SendReply::Failed(fault)) if fault.is_certain_refusal());
            let was_sending = matches!(redirect.phase, Phase::Sending { .. });
            let released = is_released(&input);
            let effects = redirect.step(input);
            if was_sending && refused {
                may_send = true;
            }
            if effects.contains(&Effect::Send) {
                prop_assert!(may_send && !released, "sent twice, or after a release");
                may_send = false;
            }
        }
    }

    #[test]
    fn a_send_is_always_journalled_first(inputs in proptest::collection::vec(any_input(), 0..60)) {
        let (mut redirect, _) = Redirect::press(destination_printer());
        let mut written = false;
        for input in inputs {
            for effect in redirect.step(input) {
                match effect {
                    Effect::WriteJournal => written = true,
                    Effect::RemoveFromJournal => written = false,
                    Effect::Send => prop_assert!(written),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_resumed_redirect_never_sends(inputs in proptest::collection::vec(any_input(), 0..60)) {
        let (mut redirect, _) = Redirect::resume(destination_printer());
        for input in inputs {
            prop_assert!(!redirect.step(input).contains(&Effect::Send));
        }
    }

    #[test]
    fn every_order_of_answers_reaches_an_outcome(
        resumed: bool,
        answers in proptest::collection::vec(any_answers(), 120)
    ) {
        let (mut redirect, mut effects) = if resumed {
            Redirect::resume(destination_printer())
        } else {
            Redirect::press(destination_printer())
        };
        let mut last = effects.clone();
        for answers in answers {
            let input = effects.iter().find_map(|effect| answers.clone().to(effect));
            let Some(input) = input else { break };
            effects = redirect.step(input);
            if !effects.is_empty() {
                last.clone_from(&effects);
            }
        }
        prop_assert!(redirect.outcome().is_some(), "stuck after {last:?}");
        prop_assert_eq!(last.last(), Some(&Effect::ReleaseClaim));
    }

    #[test]
    fn an_outcome_is_final(inputs in proptest::collection::vec(any_input(), 0..20)) {
        let (mut redirect, _) = Redirect::press(destination_printer());
        redirect.step(Input::Claimed(JobClaim::HeldElsewhere));
        for input in inputs {
            let late = input == Input::Claimed(JobClaim::Granted);
            let expected = if late { vec![Effect::ReleaseClaim] } else { Vec::new() };
            prop_assert_eq!(redirect.step(input), expected);
        }
        prop_assert_eq!(redirect.outcome(), Some(&Outcome::InAnotherTab));
    }
}

/// A redirect that has just sent, and the effects it asked for.
fn sent() -> (Redirect, Vec<Effect>) {
    let (mut redirect, _) = Redirect::press(destination_printer());
    redirect.step(Input::Claimed(JobClaim::Granted));
    let effects = redirect.step(Input::Source(held()));
    assert!(effects.contains(&Effect::Send));
    (redirect, effects)
}

/// Answers every wait and read until the end; returns the waits in seconds.
fn reconcile(
    redirect: &mut Redirect,
    mut effects: Vec<Effect>,
    reading: &SourceReading,
) -> Vec<u64> {
    let mut waits = Vec::new();
    while redirect.outcome().is_none() {
        effects = match effects.as_slice() {
            [Effect::Wait { id, pause }] => {
                waits.push(pause.as_secs());
                redirect.step(Input::Elapsed(*id))
            }
            [Effect::ReadSource] => redirect.step(Input::Source(reading.clone())),
            other => panic!("unexpected {other:?}"),
        };
    }
    waits
}

#[test]
fn an_accepted_redirect_names_the_new_job() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(accepted()));
    assert_eq!(effects, [Effect::RemoveFromJournal, Effect::ReleaseClaim]);
    let job = JobId::new("7");
    assert_eq!(redirect.outcome(), Some(&Outcome::Accepted { job }));
}

#[test]
fn a_lost_answer_is_looked_up_and_not_sent_again() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(lost())));
    reconcile(&mut redirect, effects, &released_to(DESTINATION));
    let job = JobId::new("7");
    assert_eq!(redirect.outcome(), Some(&Outcome::Accepted { job }));
}

#[test]
fn a_job_still_held_after_two_minutes_was_not_sent() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(fault(504))));
    let waits = reconcile(&mut redirect, effects, &held());
    assert_eq!(
        redirect.outcome(),
        Some(&Outcome::NotSent(Some(fault(504))))
    );
    assert_eq!(waits, [1, 2, 4, 8, 15, 15, 15, 15, 15, 15, 15, 15]);
}

#[test]
fn an_unreadable_source_ends_unconfirmed() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(lost())));
    let waits = reconcile(&mut redirect, effects, &SourceReading::Failed(fault(404)));
    assert_eq!(
        redirect.outcome(),
        Some(&Outcome::Unconfirmed(Some(lost())))
    );
    assert!(waits.iter().sum::<u64>() >= RECONCILED_WITHIN.as_secs());
}

#[test]
fn a_throttled_read_waits_as_asked_and_still_ends() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(lost())));
    let retry_after = Some(Duration::from_secs(50));
    let mut throttled = fault(429);
    throttled.cause = Cause::Throttled { retry_after };
    let waits = reconcile(&mut redirect, effects, &SourceReading::Failed(throttled));
    assert_eq!(
        redirect.outcome(),
        Some(&Outcome::Unconfirmed(Some(lost())))
    );
    assert_eq!(waits, [1, 50, 50, 50, 50]);
}

#[test]
fn a_late_answer_still_counts() {
    let (mut redirect, effects) = sent();
    let Some(Effect::Wait { id, .. }) = effects.last() else {
        panic!("a patience was expected")
    };
    redirect.step(Input::Elapsed(*id));
    assert!(redirect.is_reconciling());
    redirect.step(Input::Sent(accepted()));
    assert!(matches!(redirect.outcome(), Some(Outcome::Accepted { .. })));
}

/// The wait that a press has asked for last.
fn last_wait(effects: &[Effect]) -> WaitId {
    let Some(Effect::Wait { id, .. }) = effects.last() else {
        panic!("a wait was expected, not {effects:?}")
    };
    *id
}

#[test]
fn a_late_answer_that_settles_nothing_says_why_the_outcome_is_unknown() {
    let (mut redirect, effects) = sent();
    let effects = redirect.step(Input::Elapsed(last_wait(&effects)));
    assert_eq!(redirect.unknown_because(), None);
    assert_eq!(
        redirect.step(Input::Sent(SendReply::Failed(fault(504)))),
        []
    );
    assert_eq!(redirect.unknown_because(), Some(&fault(504)));
    reconcile(&mut redirect, effects, &held());
    assert_eq!(
        redirect.outcome(),
        Some(&Outcome::NotSent(Some(fault(504))))
    );
}

#[test]
fn a_late_refusal_that_is_certain_settles_the_outcome() {
    let (mut redirect, effects) = sent();
    let effects = redirect.step(Input::Elapsed(last_wait(&effects)));
    let late = redirect.step(Input::Sent(SendReply::Failed(fault(403))));
    assert_eq!(late, [Effect::RemoveFromJournal, Effect::ReadSource]);
    // The wait for the next look is over for nobody.
    assert_eq!(redirect.step(Input::Elapsed(last_wait(&effects))), []);
    redirect.step(Input::Source(held()));
    assert_eq!(redirect.outcome(), Some(&Outcome::Refused(fault(403))));

    // A look that is under way is enough.
    let (mut redirect, effects) = sent();
    let effects = redirect.step(Input::Elapsed(last_wait(&effects)));
    redirect.step(Input::Elapsed(last_wait(&effects)));
    let late = redirect.step(Input::Sent(SendReply::Failed(fault(403))));
    assert_eq!(late, [Effect::RemoveFromJournal]);
    redirect.step(Input::Source(released_to("elsewhere")));
    assert!(matches!(redirect.outcome(), Some(Outcome::Released { .. })));
}

#[test]
fn a_press_whose_claim_is_never_answered_ends_and_sends_nothing() {
    let (mut redirect, effects) = Redirect::press(destination_printer());
    let effects = redirect.step(Input::Elapsed(last_wait(&effects)));
    assert_eq!(effects, [Effect::ReleaseClaim]);
    assert_eq!(redirect.outcome(), Some(&Outcome::NotClaimed));
    // A claim that is granted now is released at once.
    let effects = redirect.step(Input::Claimed(JobClaim::Granted));
    assert_eq!(effects, [Effect::ReleaseClaim]);
    assert_eq!(redirect.outcome(), Some(&Outcome::NotClaimed));
}

#[test]
fn a_resumed_redirect_looks_for_the_outcome_without_a_claim() {
    let (mut redirect, effects) = Redirect::resume(destination_printer());
    let effects = redirect.step(Input::Elapsed(last_wait(&effects)));
    assert!(redirect.is_reconciling());
    reconcile(&mut redirect, effects, &released_to(DESTINATION));
    assert!(matches!(redirect.outcome(), Some(Outcome::Accepted { .. })));
}

#[test]
fn after_a_refusal_the_source_is_read_once() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(fault(409))));
    assert_eq!(effects, [Effect::RemoveFromJournal, Effect::ReadSource]);
    redirect.step(Input::Source(released_to("elsewhere")));
    assert!(matches!(
        redirect.outcome(),
        Some(Outcome::Released { to: Some(_) })
    ));

    let (mut redirect, _) = sent();
    redirect.step(Input::Sent(SendReply::Failed(fault(403))));
    redirect.step(Input::Source(held()));
    assert_eq!(redirect.outcome(), Some(&Outcome::Refused(fault(403))));
}

#[test]
fn a_refused_token_is_renewed_once() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(fault(401))));
    assert_eq!(
        effects,
        [Effect::RemoveFromJournal, Effect::Renew { claims: None }]
    );
    assert_eq!(redirect.step(Input::Renewed(Ok(()))), [Effect::ReadSource]);
    assert!(redirect.step(Input::Source(held())).contains(&Effect::Send));
    let effects = redirect.step(Input::Sent(SendReply::Failed(fault(401))));
    assert_eq!(effects, [Effect::RemoveFromJournal, Effect::ReadSource]);
}

#[test]
fn after_throttling_the_job_is_checked_again() {
    let (mut redirect, _) = sent();
    let effects = redirect.step(Input::Sent(SendReply::Failed(fault(429))));
    let [Effect::RemoveFromJournal, Effect::Wait { id, .. }] = effects.as_slice() else {
        panic!("a wait was expected, not {effects:?}")
    };
    assert!(redirect.is_throttled());
    assert_eq!(redirect.step(Input::Elapsed(*id)), [Effect::ReadSource]);
    redirect.step(Input::Source(released_to("elsewhere")));
    assert!(matches!(redirect.outcome(), Some(Outcome::Released { .. })));
}
