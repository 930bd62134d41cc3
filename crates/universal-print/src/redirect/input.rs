//! The inputs of the redirect protocol: what the program reports to it.

use crate::answer::Answer;
use crate::fault::{Cause, Fault};
use crate::ids::JobId;
use crate::job::Job;

/// The id of a wait, so that the end of an outdated wait is recognised.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WaitId(pub(super) u32);

/// What happened since the last effects.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The claim was answered.
    Claimed(JobClaim),
    /// The source job was read, or could not be read.
    Source(SourceReading),
    /// The send was answered, or failed without an answer.
    Sent(SendReply),
    /// A fresh token was fetched, or could not be fetched.
    Renewed(Result<(), Fault>),
    /// A wait ended.
    Elapsed(WaitId),
}

/// The answer to a claim.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum JobClaim {
    /// This program alone handles the job now.
    Granted,
    /// Another tab of this browser handles it.
    HeldElsewhere,
    /// Locks cannot be used here.
    Unavailable,
}

/// A reading of the source job.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceReading {
    /// The job as it is now.
    Job(Box<Job>),
    /// The job could not be read. A 404 is treated like any other failed read.
    Failed(Fault),
}

/// The answer to the send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendReply {
    /// 200 with the job at the destination. The id is missing if the program
    /// learnt of the success in another way.
    Accepted {
        /// The new job.
        job: Option<JobId>,
    },
    /// Anything else.
    Failed(Fault),
}

impl SendReply {
    /// Reads the answer to the send. The documented success is 200 and a
    /// printJob; any other success counts as an answer that cannot be read.
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
