//! What became of a job that was printed or was to be, as its row shows it.

use universal_print::redirect::Outcome;
use universal_print::time::Timestamp;

use crate::flow::state::State;
use crate::flow::state::run::{Run, RunState};
use crate::flow::state::track::Progress;
use crate::flow::words::outcome::{accepted, printer, problem, unknown_because};
use crate::flow::words::problem::{self, Problem};
use crate::text::Message;

/// What became of one job.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// How it looks.
    pub tone: Tone,
    /// What happened.
    pub words: Message,
    /// Why, what to do, or more about it.
    pub advice: Vec<Message>,
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

/// What became of the job of a run.
pub fn row_of(state: &State, run: &Run) -> OutcomeRow {
    let mut row = OutcomeRow {
        tone: Tone::Busy,
        words: Message::queued(),
        advice: Vec::new(),
        until: run.wakes_at,
        problem: None,
        can_check_again: false,
        can_dismiss: run.is_settled(),
    };
    match &run.state {
        RunState::Queued => {}
        RunState::Sending(redirect) if redirect.is_reconciling() => {
            row.words = Message::checking();
            let because = redirect.unknown_because();
            row.advice = vec![unknown_because(because), Message::checking_advice()];
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
            if !track.watching && !track.progress.is_final() {
                row.tone = Tone::Good;
                row.advice = vec![Message::not_followed()];
                row.can_check_again = track.job.is_some();
            }
        }
        RunState::PrinterUnknown(fault) => show(&mut row, problem::of_fault(fault)),
        RunState::Ended(outcome) => {
            show(&mut row, problem(state, run, outcome));
            row.can_check_again = matches!(outcome, Outcome::Unconfirmed(_));
            if matches!(
                outcome,
                Outcome::Unconfirmed(_) | Outcome::Released { .. } | Outcome::InAnotherTab
            ) {
                row.tone = Tone::Warning;
            }
        }
    }
    row
}

fn show(row: &mut OutcomeRow, problem: Problem) {
    row.tone = Tone::Bad;
    row.words = problem.happened.clone();
    row.advice = problem.because.iter().cloned().collect();
    row.advice.push(problem.advice.clone());
    row.problem = Some(problem);
}
