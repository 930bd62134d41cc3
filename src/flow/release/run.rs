//! A run: one press of the button for one job, and how far it got.

use universal_print::configuration::Changes;
use universal_print::fault::Fault;
use universal_print::ids::{PrinterId, ShareId};
use universal_print::job::Job;
use universal_print::redirect::{Outcome, Redirect};
use universal_print::time::Timestamp;

use crate::flow::jobs::JobKey;
use crate::flow::state::State;
use crate::flow::tracking::Track;

/// One press of the button for one job.
#[derive(Clone, Debug)]
pub struct Run {
    /// The job.
    pub job: JobKey,
    /// Its name, when it is known.
    pub name: Option<String>,
    /// The share the user chose.
    pub share: ShareId,
    /// The name of that printer, when it is known.
    pub printer_name: Option<String>,
    /// How far it got.
    pub stage: RunState,
    /// When a wait that the service asked for ends.
    pub wakes_at: Option<Timestamp>,
    pub(super) changes: Changes,
    /// The source as last read: what its configuration is taken from.
    pub(super) source: Option<Box<Job>>,
    pub(super) client_request_id: String,
}

/// How far a run got.
#[derive(Clone, Debug, PartialEq)]
pub enum RunState {
    /// WaitingJob for its turn, or for the printers behind the shares.
    Queued,
    /// The redirect protocol is at work.
    Sending(PrinterId, Redirect),
    /// The redirect ended without the destination taking the job.
    Ended(Outcome),
    /// The printer behind a share could not be learnt; nothing was sent.
    PrinterUnknown(Fault),
    /// The destination has the job, which is followed there.
    Accepted(Track),
}

impl Run {
    pub(super) fn is_under_way(&self) -> bool {
        matches!(self.stage, RunState::Queued | RunState::Sending(..))
    }
}

/// Whether a job is on its way or gone, so that it is not offered again.
pub fn is_taken(state: &State, job: &JobKey) -> bool {
    let run = state.runs.iter().find(|run| run.job == *job);
    run.is_some_and(|run| {
        run.is_under_way()
            || match &run.stage {
                // An unconfirmed one may have gone. The user looks first, then checks again.
                RunState::Accepted(_)
                | RunState::Ended(
                    Outcome::Unconfirmed | Outcome::Released { .. } | Outcome::Ended(_),
                ) => true,
                _ => false,
            }
    })
}

/// A run by its job.
pub fn find<'a>(state: &'a State, job: &JobKey) -> Option<&'a Run> {
    state.runs.iter().find(|run| run.job == *job)
}

pub(in crate::flow) fn find_mut<'a>(state: &'a mut State, job: &JobKey) -> Option<&'a mut Run> {
    state.runs.iter_mut().find(|run| run.job == *job)
}

pub(super) fn set_run_state(state: &mut State, job: &JobKey, reached: RunState) {
    if let Some(run) = find_mut(state, job) {
        run.stage = reached;
    }
}
