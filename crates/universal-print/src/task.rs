//! The print task: what holds a job back for the application that asked for
//! it.
//!
//! A job may be redirected only while a task of the redirecting application is
//! `processing`; Graph completes the task by itself afterwards. Tasks are read
//! from a job that was asked for with `$expand=tasks`, or from the list below
//! the definition they follow; they have no list of their own below a job.
//!
//! <https://learn.microsoft.com/graph/api/resources/printtask>

mod definition;
mod trigger;

use serde_json::Value;

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
    /// How far it is.
    pub state: Option<TaskState>,
    /// The application's own words about the state.
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
    use serde_json::json;

    #[test]
    fn a_task_tells_its_job_and_its_state() {
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
    fn a_task_without_a_status_is_still_a_task() {
        let task = Task::read(&json!({ "id": "6f1c" })).unwrap();
        assert_eq!(task.state, None);
    }
}
