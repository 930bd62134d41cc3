//! The status of jobs and printers, in Graph's vocabulary.
//!
//! This module only reads a status. What follows from it, such as whether a job is
//! held, is decided in [`crate::job`]. Beta replaced some members
//! (`processingState` and its companions); they are read where the newer members
//! are absent, because documented answers still carry them.
//!
//! ```
//! use universal_print::json;
//! use universal_print::status::{JobDetail, JobState, JobStatus};
//! use universal_print::wire::Wire;
//!
//! let status = JobStatus::read(&json!({
//!     "state": "paused",
//!     "description": "The print job is not a candidate for processing yet.",
//!     "details": ["uploadPending"],
//!     "isAcquiredByPrinter": false
//! }))
//! .unwrap();
//! assert_eq!(status.state, Some(JobState::Paused));
//! assert!(status.has(&JobDetail::UploadPending));
//!
//! let older = JobStatus::read(&json!({ "processingState": "completed" })).unwrap();
//! assert!(older.state.unwrap().is_terminal());
//! ```

use crate::json::Value;

use crate::enums::open_enum;
use crate::wire::{Wire, list, member, text};

open_enum! {
    /// How far a job is.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
    JobState {
        Unknown = "unknown",
        Pending = "pending",
        Processing = "processing",
        Paused = "paused",
        /// The printer has a problem; the job continues when it is solved.
        Stopped = "stopped",
        Completed = "completed",
        Canceled = "canceled",
        Aborted = "aborted",
    }
}

impl JobState {
    /// Whether a job in this state never changes again.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Canceled | Self::Aborted)
    }
}

open_enum! {
    /// A detail of a job's state.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
    JobDetail {
        /// The upload is not complete.
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
    /// What a printer does.
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

/// The status of a job. An absent status reads as the default: nothing known.
///
/// <https://learn.microsoft.com/graph/api/resources/printjobstatus>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobStatus {
    /// How far the job is.
    pub state: Option<JobState>,
    /// Details, in Graph's order.
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

/// The status of a printer.
///
/// <https://learn.microsoft.com/graph/api/resources/printerstatus>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrinterStatus {
    /// What the printer does.
    pub state: Option<PrinterState>,
    /// Details, in Graph's order. They are plain text: over 800 are documented, and
    /// the service sends others, such as `disconnected`.
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
    use crate::json;

    #[test]
    fn a_job_status_with_older_member_names_is_read() {
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
    fn newer_member_names_win_over_older_ones() {
        let status = JobStatus::read(&json!({
            "state": "paused", "processingState": "completed",
            "isAcquiredByPrinter": false, "acquiredByPrinter": true,
        }));
        let status = status.unwrap();
        assert_eq!(status.state, Some(JobState::Paused));
        assert!(!status.acquired_by_printer);
    }

    #[test]
    fn an_undocumented_printer_detail_is_kept() {
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
    fn a_printer_status_with_older_member_names_is_read() {
        let status = PrinterStatus::read(&json!({
            "processingState": "idle", "processingStateReasons": ["tonerLow"],
        }));
        let status = status.unwrap();
        assert_eq!(status.state, Some(PrinterState::Idle));
        assert_eq!(status.details, ["tonerLow"]);
    }

    #[test]
    fn three_states_are_terminal() {
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
