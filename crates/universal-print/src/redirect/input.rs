//! What the redirect protocol is told.

use crate::answer::Answer;
use crate::fault::{Cause, Fault};
use crate::ids::JobId;
use crate::job::Job;

/// Names a wait, so that one which lost its meaning is known when it ends.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WaitId(pub(super) u32);

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The claim was answered.
    Claimed(JobClaim),
    /// The source job was read, or could not be.
    Source(SourceReading),
    /// The send was answered, or failed without an answer.
    Sent(SendReply),
    /// A fresh token was fetched, or could not be.
    Renewed(Result<(), Fault>),
    /// A wait ended.
    Elapsed(WaitId),
}

/// The answer to a claim.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum JobClaim {
    /// This page alone handles the job now.
    Granted,
    /// Another tab of this browser handles it.
    HeldElsewhere,
    /// The page is not allowed to use locks.
    Unavailable,
}

/// A reading of the source job.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceReading {
    /// The job as it is.
    Job(Box<Job>),
    /// It could not be read; a 404 is no other than the rest.
    Failed(Fault),
}

/// The answer to the send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendReply {
    /// 200 with the job at the destination. Its id is missing when the answer
    /// was learnt from elsewhere.
    Accepted {
        /// The new job.
        job: Option<JobId>,
    },
    /// Anything else.
    Failed(Fault),
}

impl SendReply {
    /// The documented success is 200 and a printJob; any other success counts
    /// as an answer that could not be read.
    pub fn of(result: Result<Answer, Fault>) -> Self {
        let job = result.and_then(|answer| {
            let job = answer.read::<Job>()?;
            let documented = answer.status == 200;
            documented.then_some(job).ok_or_else(|| Fault {
                cause: Cause::Unreadable,
                diagnostic: answer.diagnostic(),
            })
        });
        match job {
            Ok(job) => Self::Accepted { job: Some(job.id) },
            Err(fault) => Self::Failed(fault),
        }
    }
}
