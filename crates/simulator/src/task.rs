//! The task by which an app holds a job.
//!
//! A task starts when a job reaches a printer with a trigger, and belongs to
//! the app that made the trigger: no other app can redirect or abort the job
//! (<https://learn.microsoft.com/graph/api/resources/printtask>).

use serde_json::{Value, json};

use crate::printer::Trigger;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskState {
    Processing,
    Completed,
    Aborted,
}

#[derive(Clone, Debug)]
pub(crate) struct Task {
    id: String,
    app_id: String,
    pub(crate) state: TaskState,
}

impl Task {
    pub(crate) fn started(id: String, trigger: &Trigger) -> Self {
        Self {
            id,
            app_id: trigger.app_id.clone(),
            state: TaskState::Processing,
        }
    }

    pub(crate) fn is_processing(&self) -> bool {
        self.state == TaskState::Processing
    }

    /// Whether this app may still decide about the job.
    pub(crate) fn is_open_to(&self, app_id: &str) -> bool {
        self.is_processing() && self.app_id == app_id
    }

    pub(crate) fn entity(&self, job_url: &str) -> Value {
        let (state, description) = match self.state {
            TaskState::Processing => ("processing", "The task is being processed."),
            TaskState::Completed => ("completed", "completed"),
            TaskState::Aborted => ("aborted", "aborted"),
        };
        json!({
            "id": self.id,
            "parentUrl": job_url,
            "status": { "state": state, "description": description },
        })
    }
}
