//! The outcomes of the redirect protocol. Each has a name, and the user reads it.

use super::input::SourceReading;
use crate::fault::Fault;
use crate::ids::{JobId, PrinterId};
use crate::job::{HoldState, JobRef};
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
    /// No usable answer came, and later readings found the job still held. The fault is
    /// the answer's, if one came.
    NotSent(Option<Fault>),
    /// No usable answer came, and the readings settled nothing. The user must look at the
    /// printer before pressing again. The fault is the answer's, if one came.
    Unconfirmed(Option<Fault>),
    /// The claim was not answered: nothing was sent.
    NotClaimed,
}

impl Outcome {
    /// Whether the job is certainly still held, so that pressing again is safe.
    pub fn is_still_waiting(&self) -> bool {
        matches!(
            self,
            Self::Stopped(_) | Self::Refused(_) | Self::NotSent(_) | Self::NotClaimed
        )
    }

    /// [`Outcome::Released`], if the reading of the source says so.
    pub(super) fn of_release(reading: &SourceReading) -> Option<Self> {
        match reading {
            SourceReading::Job(job) => match job.hold_state() {
                HoldState::Released(link) => Some(Self::Released { to: link.target }),
                _ => None,
            },
            SourceReading::Failed(_) => None,
        }
    }

    /// The outcome of a send to `destination_printer` whose answer was lost, if this
    /// reading of the source settles it. `completed` does not settle it: the
    /// service may not have said yet where the job went.
    pub(super) fn of_lost_send(
        reading: &SourceReading,
        destination_printer: &PrinterId,
    ) -> Option<Self> {
        let SourceReading::Job(job) = reading else {
            return None;
        };
        match job.hold_state() {
            HoldState::Released(link) => Some(match link.target {
                Some(job) if job.printer == *destination_printer => {
                    Self::Accepted { job: Some(job.job) }
                }
                to => Self::Released { to },
            }),
            HoldState::Ended(state @ (JobState::Canceled | JobState::Aborted)) => {
                Some(Self::Ended(state))
            }
            _ => None,
        }
    }
}
