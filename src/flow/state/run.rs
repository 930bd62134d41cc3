//! A run: one press of the button for one job, and how far it got.

use universal_print::configuration::Changes;
use universal_print::fault::Fault;
use universal_print::ids::ShareId;
use universal_print::job::Job;
use universal_print::redirect::{Outcome, Redirect};
use universal_print::time::Timestamp;

use super::job_key::JobKey;
use super::track::Track;

/// One press of the button for one job.
#[derive(Clone, Debug)]
pub struct Run {
    /// The job.
    pub job: JobKey,
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

impl Run {
    /// Whether the run has not ended yet.
    pub(in crate::flow) fn is_under_way(&self) -> bool {
        matches!(self.state, RunState::Queued | RunState::Sending(_))
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
