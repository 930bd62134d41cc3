//! What is known of an accepted job at its destination.

use std::time::Duration;

use universal_print::ids::JobId;
use universal_print::job::Job;
use universal_print::status::{JobDetail, JobState};
use universal_print::time::Timestamp;

/// The first wait before an accepted job is read.
pub(in crate::flow) const FIRST_PAUSE: Duration = Duration::from_secs(3);

/// What is known of an accepted job.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// The new job, when its id is known.
    pub job: Option<JobId>,
    /// How far it got.
    pub progress: Progress,
    /// Whether the widget goes on reading it without being asked.
    pub watching: bool,
    /// When watching began.
    pub(in crate::flow) started: Timestamp,
    /// How long the next wait is.
    pub(in crate::flow) pause: Duration,
    /// A reading came due while the page was hidden.
    pub(in crate::flow) due: bool,
    /// The share does not show the job, so it is read at its printer, through the gateway.
    pub(in crate::flow) at_printer: bool,
}

/// How far an accepted job got. No value claims more than Graph said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The destination has it.
    Sent,
    /// The printer has acknowledged it.
    Taken,
    /// The printer is working on it.
    Printing,
    /// The printer stopped on it.
    NeedsAttention,
    /// Printed.
    Printed,
    /// Printed, and the printer warned of something.
    PrintedWithWarnings,
    /// Ended with errors.
    Failed,
    /// Cancelled or aborted.
    Cancelled,
}

impl Progress {
    pub(in crate::flow) fn of(job: &Job) -> Self {
        let status = &job.status;
        match &status.state {
            Some(JobState::Completed) if status.has(&JobDetail::CompletedWithErrors) => {
                Self::Failed
            }
            Some(JobState::Completed) if status.has(&JobDetail::CompletedWithWarnings) => {
                Self::PrintedWithWarnings
            }
            Some(JobState::Completed) => Self::Printed,
            Some(JobState::Canceled) => Self::Cancelled,
            Some(JobState::Aborted) => Self::Failed,
            Some(JobState::Stopped) => Self::NeedsAttention,
            Some(JobState::Processing) if status.acquired_by_printer => Self::Printing,
            _ if status.acquired_by_printer => Self::Taken,
            _ => Self::Sent,
        }
    }

    /// Whether the job has ended, so that nothing more can change.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Printed | Self::PrintedWithWarnings | Self::Failed | Self::Cancelled
        )
    }
}

impl Track {
    pub(in crate::flow) fn new(job: Option<JobId>, now: Timestamp) -> Self {
        Self {
            watching: job.is_some(),
            job,
            progress: Progress::Sent,
            started: now,
            pause: FIRST_PAUSE,
            due: false,
            at_printer: false,
        }
    }
}
