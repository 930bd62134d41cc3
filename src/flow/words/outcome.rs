//! What became of a job, in words that claim no more than is known.

use universal_print::redirect::Outcome;

use super::problem::{self, Problem};
use crate::flow::state::job_key::JobKey;
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
pub fn problem(run: &Run, outcome: &Outcome) -> Problem {
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
                advice: problem.happened.clone(),
                for_it: problem.for_it.clone(),
                ..problem
            }
        }
        Outcome::NotSent => plain(
            "notSent",
            Message::not_sent(job),
            Message::not_sent_advice(),
        ),
        Outcome::Unconfirmed => {
            let advice = Message::unconfirmed_advice(printer(run));
            plain("unconfirmed", Message::unconfirmed(job), advice)
        }
        Outcome::Released { to } => {
            let advice = match to {
                Some(place) => Message::already_released_advice(place.printer.as_str().into()),
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
