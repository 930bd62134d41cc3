//! Print tasks: what holds a job back for an application.
//!
//! An application may redirect a job only while one of its own tasks is
//! `processing`; Graph completes the task afterwards. Tasks are read from a job
//! that was asked for with `$expand=tasks`, or from the list of their definition.
//! Graph has no list of tasks below a job.
//!
//! ```
//! use universal_print::json;
//! use universal_print::job::{HoldState, Job};
//! use universal_print::task::{TaskDefinition, TaskState};
//! use universal_print::wire::Wire;
//!
//! let job = Job::read(&json!({
//!     "id": "211",
//!     "status": { "state": "paused" },
//!     "tasks": [{
//!         "id": "7c9a2b1e",
//!         "parentUrl": "https://graph.microsoft.com/v1.0/print/printers/41c1f0f0/jobs/211",
//!         "status": { "state": "processing", "description": "The task is being processed." }
//!     }]
//! }))
//! .unwrap();
//! assert_eq!(job.hold_state(), HoldState::Held);
//! assert_eq!(job.tasks.unwrap()[0].state, Some(TaskState::Processing));
//!
//! let definition = TaskDefinition::read(&json!({
//!     "id": "b1f0aa52",
//!     "displayName": "Held for release",
//!     "createdBy": { "appId": "2d9f6b1c", "displayName": "Print gateway" }
//! }))
//! .unwrap();
//! assert!(definition.is_created_by("2d9f6b1c"));
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printtask>

mod definition;
mod trigger;

use crate::json::Value;

use crate::enums::open_enum;
use crate::ids::TaskId;
use crate::wire::{Wire, member, text};

pub use definition::{CreatedBy, TaskDefinition};
pub use trigger::{PrintEvent, TaskTrigger};

open_enum! {
    /// How far a task is.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/printtaskstatus>
    TaskState {
        Pending = "pending",
        /// The job is held and may be redirected.
        Processing = "processing",
        Completed = "completed",
        Aborted = "aborted",
    }
}

/// A task that a job triggered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The URL of the job that triggered it.
    pub parent_url: Option<String>,
    /// Its state.
    pub state: Option<TaskState>,
    /// What the application says about the state.
    pub description: Option<String>,
}

impl Wire for Task {
    fn read(value: &Value) -> Option<Self> {
        let status = value.get("status").unwrap_or(&Value::Null);
        Some(Self {
            id: member(value, "id")?,
            parent_url: text(value, "parentUrl"),
            state: member(status, "state"),
            description: text(status, "description"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_task_is_read_with_its_job_and_state() {
        let task = Task::read(&json!({
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#print/taskDefinitions('d')/tasks/$entity",
            "id": "6f1c",
            "parentUrl": "https://graph.microsoft.com/v1.0/print/printers/p/jobs/77",
            "status": { "state": "processing", "description": "Waiting for the owner." },
        }));
        let expected = Task {
            id: TaskId::new("6f1c").unwrap(),
            parent_url: Some(
                "https://graph.microsoft.com/v1.0/print/printers/p/jobs/77".to_owned(),
            ),
            state: Some(TaskState::Processing),
            description: Some("Waiting for the owner.".to_owned()),
        };
        assert_eq!(task, Some(expected));
    }

    #[test]
    fn a_task_without_a_status_is_still_read() {
        let task = Task::read(&json!({ "id": "6f1c" })).unwrap();
        assert_eq!(task.state, None);
    }
}
