//! The rows about jobs that were sent on, or were to be.

use universal_print::ids::PrinterId;
use universal_print::redirect::Outcome;
use universal_print::time::Timestamp;

use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::resolution::Resolution;
use crate::flow::state::run::{Run, RunState};
use crate::flow::state::track::Progress;
use crate::flow::words::outcome::{accepted, name, printer, problem};
use crate::flow::words::problem::{self, Problem};
use crate::text::{Message, Words};

/// One job that was sent on, or was to be.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// The job.
    pub job: JobKey,
    /// What people know the job by.
    pub name: Words,
    /// How it looks.
    pub tone: Tone,
    /// What happened.
    pub words: Message,
    /// What to do, or more about it.
    pub advice: Option<Message>,
    /// When a wait that the service asked for ends.
    pub until: Option<Timestamp>,
    /// What went wrong, for IT.
    pub problem: Option<Problem>,
    /// Whether the user may ask what became of it.
    pub can_check_again: bool,
    /// Whether the user may dismiss the row.
    pub can_dismiss: bool,
}

/// How a row looks.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Work is going on.
    Busy,
    /// It worked.
    Good,
    /// Somebody should look.
    Warning,
    /// It did not work.
    Bad,
}

impl Tone {
    /// The attribute's value that the styles select by.
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
    match &run.state {
        RunState::Queued => {}
        RunState::Sending(redirect) if redirect.is_reconciling() => {
            row.words = Message::checking();
            row.advice = Some(Message::checking_advice());
        }
        RunState::Sending(_) if run.wakes_at.is_some() => row.words = Message::throttled(),
        RunState::Sending(_) => row.words = Message::sending(printer(run)),
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

/// What people know a printer by, when one of its shares has been read.
fn printer_name(state: &State, printer: &PrinterId) -> Option<Words> {
    let known = Resolution::Known(printer.clone());
    let mut shares = state.printers.iter();
    let (share, _) = shares.find(|(_, resolution)| *resolution == known)?;
    let printer = state.destinations.find(share)?;
    Some(printer.name()?.into())
}

fn show(row: &mut OutcomeRow, problem: Problem) {
    row.tone = Tone::Bad;
    row.words = problem.happened.clone();
    row.advice = Some(problem.advice.clone());
    row.can_dismiss = true;
    row.problem = Some(problem);
}
