//! How a press ends: every end has a name, and the user reads it.

use crate::fault::Fault;
use crate::ids::JobId;
use crate::job::JobRef;
use crate::status::JobState;

/// The named ends of the redirect protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The destination has the job.
    Accepted {
        /// The new job at the destination, when its id is known.
        job: Option<JobId>,
    },
    /// The job had been released already, or was released by somebody else.
    Released {
        /// Where to, when Graph said so readably.
        to: Option<JobRef>,
    },
    /// Another tab of this browser is sending it.
    InAnotherTab,
    /// The job has ended: printed, cancelled or aborted.
    Ended(JobState),
    /// The job is not waiting to be released.
    NotHeld,
    /// The job could not be checked, or there was no token: nothing was sent.
    Stopped(Fault),
    /// The service refused: nothing was sent.
    Refused(Fault),
    /// After an unknown outcome, the job turned out to be waiting still.
    NotSent,
    /// Nobody could say. The user must look at the printer before pressing again.
    Unconfirmed,
}

impl Outcome {
    /// Whether the job is certainly still waiting, so that pressing again is safe.
    pub fn is_still_waiting(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Refused(_) | Self::NotSent)
    }
}
