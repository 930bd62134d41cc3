//! What became of a job, in words that claim no more than is known.

use universal_print::fault::{Cause, Fault};
use universal_print::ids::PrinterId;
use universal_print::redirect::Outcome;
use universal_print::request::Operation;

use super::problem::{self, Problem};
use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::resolution::Resolution;
use crate::flow::state::run::{Run, RunState};
use crate::flow::state::track::Progress;
use crate::text::{Message, Words};

/// How far an accepted job got.
pub fn accepted(run: &Run) -> Message {
    let (job, printer) = (name(run), printer(run));
    let RunState::Accepted(track) = &run.state else {
        return Message::sent(job, printer);
    };
    match track.progress {
        Progress::Sent => Message::sent(job, printer),
        Progress::Taken => Message::taken(job, printer),
        Progress::Printing => Message::printing(job, printer),
        Progress::NeedsAttention => Message::needs_attention(job, printer),
        Progress::Printed => Message::printed(job, printer),
        Progress::PrintedWithWarnings => Message::printed_with_warnings(job, printer),
        Progress::Failed => Message::failed(job, printer),
        Progress::Cancelled => Message::cancelled(job, printer),
    }
}

/// Why a redirect ended without the destination taking the job.
pub fn problem(state: &State, run: &Run, outcome: &Outcome) -> Problem {
    let job = name(run);
    let plain = Problem::plain;
    match outcome {
        Outcome::Stopped(fault) | Outcome::Refused(fault) => {
            let problem = problem::of_fault(fault);
            if problem.code == "gatewayNeeded" {
                return problem;
            }
            Problem {
                happened: Message::not_sent(job),
                because: Some(problem.happened.clone()),
                ..problem
            }
        }
        Outcome::NotSent(fault) => {
            let advice = Message::not_sent_advice();
            let problem = plain("notSent", Message::not_sent(job), advice);
            without_usable_answer(problem, run, fault.as_ref())
        }
        Outcome::Unconfirmed(fault) => {
            let advice = Message::unconfirmed_advice(printer(run));
            let problem = plain("unconfirmed", Message::unconfirmed(job), advice);
            without_usable_answer(problem, run, fault.as_ref())
        }
        Outcome::NotClaimed => Problem {
            because: Some(Message::not_claimed()),
            ..plain(
                "notClaimed",
                Message::not_sent(job),
                Message::not_claimed_advice(),
            )
        },
        Outcome::Released { to } => {
            let place = to.as_ref().and_then(|to| printer_name(state, &to.printer));
            let advice = match place {
                Some(place) => Message::already_released_advice(place),
                None => Message::already_released_unknown(),
            };
            plain("alreadyReleased", Message::already_released(job), advice)
        }
        Outcome::InAnotherTab => plain(
            "inAnotherTab",
            Message::in_another_tab(job),
            Message::in_another_tab_advice(),
        ),
        Outcome::NotHeld => plain(
            "notHeld",
            Message::job_not_held(job),
            Message::job_not_held_advice(),
        ),
        Outcome::Ended(_) | Outcome::Accepted { .. } => plain(
            "jobEnded",
            Message::job_ended(job),
            Message::job_ended_advice(),
        ),
    }
}

/// Adds to a problem of a send why its outcome was not known at first, and how IT finds the call.
fn without_usable_answer(problem: Problem, run: &Run, fault: Option<&Fault>) -> Problem {
    let unanswered = || {
        let id = &run.client_request_id;
        let mut fault = Fault::without_answer(Operation::Redirect, id, Cause::TimedOut);
        fault.diagnostic.time = run.sent_at;
        fault
    };
    let fault = fault.cloned().unwrap_or_else(unanswered);
    Problem {
        because: Some(unknown_because(Some(&fault))),
        for_it: problem::for_it(&fault),
        diagnostic_id: fault.diagnostic.client_request_id.clone(),
        diagnostic: Some(fault.diagnostic),
        ..problem
    }
}

/// Why the outcome of a send is not known: what its answer was, if one came.
pub fn unknown_because(fault: Option<&Fault>) -> Message {
    match fault {
        Some(fault) if !matches!(fault.cause, Cause::Unreachable | Cause::TimedOut) => {
            problem::of_fault(fault).happened
        }
        _ => Message::no_answer(),
    }
}

/// What people know a printer by, when one of its shares has been read.
fn printer_name(state: &State, printer: &PrinterId) -> Option<Words> {
    let known = Resolution::Known(printer.clone());
    let mut shares = state.printers.iter();
    let (share, _) = shares.find(|(_, resolution)| *resolution == known)?;
    let printer = state.destinations.find(share)?;
    Some(printer.name()?.into())
}

/// What people know a run's job by.
pub fn name(run: &Run) -> Words {
    match &run.name {
        Some(name) => name.as_str().into(),
        None => unnamed(&run.job),
    }
}

/// The name shown for a job without a name.
pub fn unnamed(job: &JobKey) -> Words {
    Message::job_unnamed(job.job.as_str().into()).into()
}

/// What people know a run's printer by.
pub fn printer(run: &Run) -> Words {
    match &run.printer_name {
        Some(name) => name.as_str().into(),
        None => Message::destination_unnamed().into(),
    }
}
