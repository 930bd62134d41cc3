//! How a job and a printer are doing, in Graph's vocabulary.
//!
//! What follows from a status, such as whether a job is held, is decided in
//! [`crate::job`]; here it is only read. The members that beta replaced
//! (`processingState` and its companions) are read where the newer ones are
//! absent, because documented answers still carry them.

use serde_json::Value;

use crate::enums::open_enum;
use crate::wire::{Wire, list, member, text};

open_enum! {
    /// Where a job is on its way to paper.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
    JobState {
        Unknown = "unknown",
        Pending = "pending",
        Processing = "processing",
        Paused = "paused",
        /// The printer has a problem; the job goes on when that is solved.
        Stopped = "stopped",
        Completed = "completed",
        Canceled = "canceled",
        Aborted = "aborted",
    }
}

impl JobState {
    /// Whether the job stays in this state for good.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Canceled | Self::Aborted)
    }
}

open_enum! {
    /// What more there is to say about a job's state.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
    JobDetail {
        /// The document has not arrived in full.
        UploadPending = "uploadPending",
        Transforming = "transforming",
        CompletedSuccessfully = "completedSuccessfully",
        CompletedWithWarnings = "completedWithWarnings",
        CompletedWithErrors = "completedWithErrors",
        /// The job waits for somebody to release it.
        ReleaseWait = "releaseWait",
        Interpreting = "interpreting",
    }
}

open_enum! {
    /// What a printer is doing.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printerstatus>
    PrinterState {
        Unknown = "unknown",
        /// Ready for a job.
        Idle = "idle",
        Processing = "processing",
        Stopped = "stopped",
    }
}

/// How a job is doing. An absent status reads as the default: nothing known.
///
/// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobStatus {
    /// Where the job is on its way.
    pub state: Option<JobState>,
    /// What more there is to say, in Graph's order.
    pub details: Vec<JobDetail>,
    /// Graph's own sentence, in English.
    pub description: Option<String>,
    /// Whether a printer has acknowledged the job.
    pub acquired_by_printer: bool,
}

impl JobStatus {
    /// Whether `detail` is among the details.
    pub fn has(&self, detail: &JobDetail) -> bool {
        self.details.contains(detail)
    }
}

impl Wire for JobStatus {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            state: member(value, "state").or_else(|| member(value, "processingState")),
            details: list(value, "details"),
            description: text(value, "description")
                .or_else(|| text(value, "processingStateDescription")),
            acquired_by_printer: member(value, "isAcquiredByPrinter")
                .or_else(|| member(value, "acquiredByPrinter"))
                .unwrap_or_default(),
        })
    }
}

/// How a printer is doing.
///
/// <https://learn.microsoft.com/graph/api/resources/printerstatus>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrinterStatus {
    /// What the printer is doing.
    pub state: Option<PrinterState>,
    /// Plain text, in Graph's order: over 800 members are documented, and the
    /// service sends some that are not, such as `disconnected`.
    pub details: Vec<String>,
    /// Graph's own sentence, in English.
    pub description: Option<String>,
}

impl Wire for PrinterStatus {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            state: member(value, "state").or_else(|| member(value, "processingState")),
            details: member(value, "details")
                .unwrap_or_else(|| list(value, "processingStateReasons")),
            description: text(value, "description")
                .or_else(|| text(value, "processingStateDescription")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_job_status_of_the_older_vocabulary_is_understood() {
        let status = JobStatus::read(&json!({
            "processingState": "completed",
            "processingStateDescription": "Done.",
            "acquiredByPrinter": true,
        }));
        let expected = JobStatus {
            state: Some(JobState::Completed),
            details: Vec::new(),
            description: Some("Done.".to_owned()),
            acquired_by_printer: true,
        };
        assert_eq!(status, Some(expected));
    }

    #[test]
    fn the_newer_members_win_over_the_older() {
        let status = JobStatus::read(&json!({
            "state": "paused", "processingState": "completed",
            "isAcquiredByPrinter": false, "acquiredByPrinter": true,
        }));
        let status = status.unwrap();
        assert_eq!(status.state, Some(JobState::Paused));
        assert!(!status.acquired_by_printer);
    }

    #[test]
    fn a_printer_detail_outside_the_documented_members_is_kept() {
        let status = PrinterStatus::read(&json!({
            "state": "stopped", "details": ["disconnected", 7], "description": "",
        }));
        let expected = PrinterStatus {
            state: Some(PrinterState::Stopped),
            details: vec!["disconnected".to_owned()],
            description: None,
        };
        assert_eq!(status, Some(expected));
    }

    #[test]
    fn a_printer_status_of_the_older_vocabulary_is_understood() {
        let status = PrinterStatus::read(&json!({
            "processingState": "idle", "processingStateReasons": ["tonerLow"],
        }));
        let status = status.unwrap();
        assert_eq!(status.state, Some(PrinterState::Idle));
        assert_eq!(status.details, ["tonerLow"]);
    }

    #[test]
    fn only_the_three_last_states_are_terminal() {
        let terminal: Vec<_> = JobState::KNOWN
            .iter()
            .filter(|state| state.is_terminal())
            .collect();
        assert_eq!(
            terminal,
            [
                &JobState::Completed,
                &JobState::Canceled,
                &JobState::Aborted
            ]
        );
        assert!(!JobState::from("unknownFutureValue").is_terminal());
    }
}
