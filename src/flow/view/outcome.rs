//! What became of each job, in words that claim no more than is known.

use universal_print::ids::PrinterId;
use universal_print::redirect::Outcome;
use universal_print::time::Timestamp;

use super::problem::{self, Problem};
use crate::flow::jobs::JobKey;
use crate::flow::printers::Resolution;
use crate::flow::release::{Run, Stage};
use crate::flow::state::State;
use crate::flow::tracking::Progress;
use crate::text::{Message, Words};

/// One job that was sent on, or was to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
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
pub fn rows(state: &State) -> Vec<Row> {
    state.runs.iter().rev().map(|run| row(state, run)).collect()
}

fn row(state: &State, run: &Run) -> Row {
    let mut row = Row {
        job: run.job.clone(),
        name: name(run),
        tone: Tone::Busy,
        words: Message::Queued,
        advice: None,
        until: run.wakes_at,
        problem: None,
        can_check_again: false,
        can_dismiss: false,
    };
    match &run.stage {
        Stage::Queued => {}
        Stage::Sending(_, redirect) if redirect.is_reconciling() => {
            row.words = Message::Checking;
            row.advice = Some(Message::CheckingAdvice);
        }
        Stage::Sending(..) if run.wakes_at.is_some() => row.words = Message::Throttled,
        Stage::Sending(..) => {
            row.words = Message::Sending {
                printer: printer(run),
            }
        }
        Stage::Accepted(track) => {
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
                row.advice = Some(Message::NotFollowed);
                row.can_check_again = track.job.is_some();
            }
        }
        Stage::PrinterUnknown(fault) => show(&mut row, problem::of_fault(fault)),
        Stage::Ended(outcome) => {
            let mut problem = problem(run, outcome);
            if let Outcome::Released { to: Some(place) } = outcome
                && let Some(name) = printer_name(state, &place.printer)
            {
                problem.advice = Message::AlreadyReleasedAdvice { place: name };
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

fn show(row: &mut Row, problem: Problem) {
    row.tone = Tone::Bad;
    row.words = problem.happened.clone();
    row.advice = Some(problem.advice.clone());
    row.can_dismiss = true;
    row.problem = Some(problem);
}

/// The words for an accepted job.
pub fn accepted(run: &Run) -> Message {
    let (job, printer) = (name(run), printer(run));
    let Stage::Accepted(track) = &run.stage else {
        return Message::Sent { job, printer };
    };
    match track.progress {
        Progress::Sent => Message::Sent { job, printer },
        Progress::Taken => Message::Taken { job, printer },
        Progress::Printing => Message::Printing { job, printer },
        Progress::NeedsAttention => Message::NeedsAttention { job, printer },
        Progress::Printed => Message::Printed { job, printer },
        Progress::PrintedWithWarnings => Message::PrintedWithWarnings { job, printer },
        Progress::Failed => Message::Failed { job, printer },
        Progress::Cancelled => Message::Cancelled { job, printer },
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
                happened: Message::NotSent { job },
                advice: problem.happened.clone(),
                for_it: problem.for_it.clone(),
                ..problem
            }
        }
        Outcome::NotSent => plain("notSent", Message::NotSent { job }, Message::NotSentAdvice),
        Outcome::Unconfirmed => {
            let advice = Message::UnconfirmedAdvice {
                printer: printer(run),
            };
            plain("unconfirmed", Message::Unconfirmed { job }, advice)
        }
        Outcome::Released { to } => {
            let advice = match to {
                Some(place) => Message::AlreadyReleasedAdvice {
                    place: place.printer.to_string().into(),
                },
                None => Message::AlreadyReleasedUnknown,
            };
            plain("alreadyReleased", Message::AlreadyReleased { job }, advice)
        }
        Outcome::InAnotherTab => plain(
            "inAnotherTab",
            Message::InAnotherTab { job },
            Message::InAnotherTabAdvice,
        ),
        Outcome::NotHeld => plain(
            "notHeld",
            Message::JobNotHeld { job },
            Message::JobNotHeldAdvice,
        ),
        Outcome::Ended(_) | Outcome::Accepted { .. } => plain(
            "jobEnded",
            Message::JobEnded { job },
            Message::JobEndedAdvice,
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
    Message::JobUnnamed {
        id: job.job.to_string().into(),
    }
    .into()
}

fn printer(run: &Run) -> Words {
    match &run.printer_name {
        Some(name) => name.as_str().into(),
        None => Message::DestinationUnnamed.into(),
    }
}
