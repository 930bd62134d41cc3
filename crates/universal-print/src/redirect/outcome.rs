//! The outcomes of the redirect protocol. Each has a name, and the user reads it.

use crate::fault::Fault;
use crate::ids::JobId;
use crate::job::JobRef;
use crate::status::JobState;

/// How a press ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The destination has the job.
    Accepted {
        /// The new job at the destination, if its id is known.
        job: Option<JobId>,
    },
    /// The job had been released before, or by somebody else.
    Released {
        /// The job it became, if Graph's link can be read.
        to: Option<JobRef>,
    },
    /// Another tab of this browser is sending it.
    InAnotherTab,
    /// The job has ended: it was printed, cancelled or aborted.
    Ended(JobState),
    /// The job is not waiting to be released.
    NotHeld,
    /// The job could not be checked, or there was no token: nothing was sent.
    Stopped(Fault),
    /// The service refused: the job was not redirected.
    Refused(Fault),
    /// The answer was lost, and later readings found the job still held.
    NotSent,
    /// The answer was lost, and the readings settled nothing. The user must look
    /// at the printer before pressing again.
    Unconfirmed,
}

impl Outcome {
    /// Whether the job is certainly still held, so that pressing again is safe.
    pub fn is_still_waiting(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Refused(_) | Self::NotSent)
    }
}
