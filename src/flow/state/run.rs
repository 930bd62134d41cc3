//! A run: one press of the button for one job, and how far it got.

use std::sync::Arc;

use universal_print::configuration::Changes;
use universal_print::fault::Fault;
use universal_print::ids::ShareId;
use universal_print::job::Job;
use universal_print::redirect::{Outcome, Redirect};
use universal_print::time::Timestamp;

use super::job_key::JobKey;
use super::track::{Progress, Track};

/// One press of the button for one job.
#[derive(Clone, Debug)]
pub struct Run {
    /// The job.
    pub job: JobKey,
    /// The job as it was listed at the press, by which its row keeps its place. None if the run is of
    /// an earlier visit.
    pub listed: Option<Arc<Job>>,
    /// The time that ages on the screen were counted from at the press.
    pub pressed_at: Timestamp,
    /// The press that made it. The runs of one press are a batch.
    pub press: u32,
    /// Its last attempt.
    pub(in crate::flow) attempt: Attempt,
    /// Whether it is spoken of alone.
    pub(in crate::flow) spoken: Spoken,
    /// The press after which its row comes first, because the job was not printed; else 0.
    pub first: u32,
    /// The job's name, when it is known.
    pub name: Option<String>,
    /// The share the user chose.
    pub share: ShareId,
    /// The name of that printer, when it is known.
    pub printer_name: Option<String>,
    /// How far it got.
    pub state: RunState,
    /// When a wait that the service asked for ends.
    pub wakes_at: Option<Timestamp>,
    /// The settings the user changed before the press.
    pub(in crate::flow) changes: Changes,
    /// The source job as last read; its configuration is the base of the new one.
    pub(in crate::flow) source: Option<Box<Job>>,
    /// The id that the send carries.
    pub(in crate::flow) client_request_id: String,
    /// When it was sent, or when the journal says so.
    pub(in crate::flow) sent_at: Option<Timestamp>,
}

/// The redirect protocol at work for a job, from its start to its end. It starts anew when the job is
/// pressed again or its outcome is checked again; then answers and waits of the earlier attempt are
/// not for the later one.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt(pub(in crate::flow) u32);

/// How far a run got.
#[derive(Clone, Debug, PartialEq)]
pub enum RunState {
    /// Waiting for its turn, or for the printers behind the shares.
    Queued,
    /// The redirect protocol is at work.
    Sending(Redirect),
    /// The redirect ended without the destination taking the job.
    Ended(Outcome),
    /// The printer behind a share was not found; nothing was sent.
    PrinterUnknown(Fault),
    /// The destination has the job, which is followed there.
    Accepted(Track),
}

/// How assistive technology hears of a run.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// By itself.
    Alone,
    /// Together with the others of its press, at the end.
    Together,
    /// Together with the others; how many were not sent was said.
    HalfTogether,
}

/// What a run is counted as.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum RunResult {
    /// It has not ended yet.
    Busy,
    /// The destination has the job.
    Sent,
    /// It is printed.
    Printed,
    /// Somebody has to look what became of the job.
    Unclear,
    /// The job was certainly not sent and still waits.
    NotSent,
}

impl RunResult {
    /// Whether the job was not printed.
    pub fn is_failed(self) -> bool {
        matches!(self, Self::Unclear | Self::NotSent)
    }
}

impl Run {
    /// Whether the run has not ended yet.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, RunState::Queued | RunState::Sending(_))
    }

    /// Whether nothing more is expected to happen by itself.
    pub fn is_settled(&self) -> bool {
        match &self.state {
            RunState::Accepted(track) => !track.watching,
            _ => !self.is_under_way(),
        }
    }

    /// Whether it goes when all results are dismissed. One that is not confirmed has to be read.
    pub fn is_dismissed_with_all(&self) -> bool {
        self.is_settled() && !matches!(self.state, RunState::Ended(Outcome::Unconfirmed(_)))
    }

    /// What it is counted as.
    pub fn result(&self) -> RunResult {
        match &self.state {
            RunState::Queued | RunState::Sending(_) => RunResult::Busy,
            RunState::PrinterUnknown(_) => RunResult::NotSent,
            RunState::Ended(outcome) if outcome.is_still_waiting() => RunResult::NotSent,
            RunState::Ended(_) => RunResult::Unclear,
            RunState::Accepted(track) => match track.progress {
                Progress::Printed | Progress::PrintedWithWarnings => RunResult::Printed,
                Progress::Sent | Progress::Taken | Progress::Printing => RunResult::Sent,
                Progress::NeedsAttention | Progress::Failed | Progress::Cancelled => {
                    RunResult::Unclear
                }
            },
        }
    }

    /// Whether nobody waits for the answer to its send any more, although the job may be gone.
    pub(in crate::flow) fn is_given_up(&self) -> bool {
        match &self.state {
            RunState::Ended(outcome) => {
                outcome.is_still_waiting() || matches!(outcome, Outcome::Unconfirmed(_))
            }
            _ => false,
        }
    }

    /// Whether the job is on its way or gone, so that it must not be offered again.
    pub fn takes_the_job(&self) -> bool {
        match &self.state {
            RunState::Queued | RunState::Sending(_) | RunState::Accepted(_) => true,
            // An unconfirmed job may be gone. The user looks first, then checks again.
            RunState::Ended(outcome) => matches!(
                outcome,
                Outcome::Unconfirmed(_) | Outcome::Released { .. } | Outcome::Ended(_)
            ),
            RunState::PrinterUnknown(_) => false,
        }
    }
}
