//! What became of each job, in words that claim no more than is known.

use universal_print::ids::PrinterId;
use universal_print::redirect::Outcome;
use universal_print::time::Timestamp;

use super::problem::{self, Problem};
use crate::flow::jobs::JobKey;
use crate::flow::printers::Resolution;
use crate::flow::release::{Run, RunState};
use crate::flow::state::State;
use crate::flow::tracking::Progress;
use crate::text::{Message, Words};

/// One job that was sent on, or was to be.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// Which.
    pub job: JobKey,
    /// What people know it by.
    pub name: Words,
    /// How it looks.
    pub tone: Tone,
    /// What happened.
    pub words: Message,
    /// What to do, or what else there is to know.
    pub advice: Option<Message>,
    /// A wait that the service asked for ends then.
    pub until: Option<Timestamp>,
    /// What went wrong, for IT.
    pub problem: Option<Problem>,
    /// The user may ask what became of it.
    pub can_check_again: bool,
    /// The user may put the row away.
    pub can_dismiss: bool,
}

/// How a row looks.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is going on.
    Busy,
    /// It worked.
    Good,
    /// Somebody should look.
    Warning,
    /// It did not work.
    Bad,
}

impl Tone {
    /// The attribute that the styles know.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// All rows, the newest press first.
pub fn rows(state: &State) -> Vec<OutcomeRow> {
    state.runs.iter().rev().map(|run| row(state, run)).collect()
}

fn row(state: &State, run: &Run) -> OutcomeRow {
    let mut row = OutcomeRow {
        job: run.job.clone(),
        name: name(run),
        tone: Tone::Busy,
        words: Message::queued(),
        advice: None,
        until: run.wakes_at,
        problem: None,
        can_check_again: false,
        can_dismiss: false,
    };
    match &run.stage {
        RunState::Queued => {}
        RunState::Sending(_, redirect) if redirect.is_reconciling() => {
            row.words = Message::checking();
            row.advice = Some(Message::checking_advice());
        }
        RunState::Sending(..) if run.wakes_at.is_some() => row.words = Message::throttled(),
        RunState::Sending(..) => row.words = Message::sending(printer(run)),
        RunState::Accepted(track) => {
            row.words = accepted(run);
            row.tone = match track.progress {
                Progress::NeedsAttention | Progress::PrintedWithWarnings => Tone::Warning,
                Progress::Failed | Progress::Cancelled => Tone::Bad,
                Progress::Printed => Tone::Good,
                _ => Tone::Busy,
            };
            row.can_dismiss = !track.watching;
            if !track.watching && !track.progress.is_final() {
                row.tone = Tone::Good;
                row.advice = Some(Message::not_followed());
                row.can_check_again = track.job.is_some();
            }
        }
        RunState::PrinterUnknown(fault) => show(&mut row, problem::of_fault(fault)),
        RunState::Ended(outcome) => {
            let mut problem = problem(run, outcome);
            if let Outcome::Released { to: Some(place) } = outcome
                && let Some(name) = printer_name(state, &place.printer)
            {
                problem.advice = Message::already_released_advice(name);
            }
            show(&mut row, problem);
            row.can_check_again = *outcome == Outcome::Unconfirmed;
            if matches!(
                outcome,
                Outcome::Unconfirmed | Outcome::Released { .. } | Outcome::InAnotherTab
            ) {
                row.tone = Tone::Warning;
            }
        }
    }
    row
}

/// What people know a printer by, when one of its shares is at hand.
fn printer_name(state: &State, printer: &PrinterId) -> Option<Words> {
    let known = Resolution::Known(printer.clone());
    let mut shares = state.printers.iter();
    let (share, _) = shares.find(|(_, resolution)| *resolution == known)?;
    let share = state.destinations.find(share)?;
    Some(share.base.display_name.as_deref()?.into())
}

fn show(row: &mut OutcomeRow, problem: Problem) {
    row.tone = Tone::Bad;
    row.words = problem.happened.clone();
    row.advice = Some(problem.advice.clone());
    row.can_dismiss = true;
    row.problem = Some(problem);
}

/// The words for an accepted job.
pub fn accepted(run: &Run) -> Message {
    let (job, printer) = (name(run), printer(run));
    let RunState::Accepted(track) = &run.stage else {
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

/// The words for a redirect that ended without the destination taking the job.
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
                Some(place) => Message::already_released_advice(place.printer.to_string().into()),
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

fn name(run: &Run) -> Words {
    match &run.name {
        Some(name) => name.as_str().into(),
        None => unnamed(&run.job),
    }
}

/// What a job without a name is called.
pub fn unnamed(job: &JobKey) -> Words {
    Message::job_unnamed(job.job.to_string().into()).into()
}

fn printer(run: &Run) -> Words {
    match &run.printer_name {
        Some(name) => name.as_str().into(),
        None => Message::destination_unnamed().into(),
    }
}
