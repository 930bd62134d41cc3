//! Tasks, by which an app holds jobs, with their definitions and triggers.
//!
//! A task starts when a job arrives at a printer with a trigger. It belongs to the
//! app that made the trigger: no other app can redirect, change or abort the job
//! (<https://learn.microsoft.com/graph/api/resources/printtask>).

use serde_json::{Map, Value, json};

/// A task definition (<https://learn.microsoft.com/graph/api/resources/printtaskdefinition>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDefinition {
    /// The definition's id.
    pub id: String,
    /// Its name.
    pub display_name: String,
    /// The appId of the app that created it.
    pub app_id: String,
    /// The name that the app gives itself.
    pub app_name: String,
}

impl TaskDefinition {
    pub(crate) fn entity(&self) -> Map<String, Value> {
        Map::from_iter([
            ("id".to_owned(), json!(self.id)),
            ("displayName".to_owned(), json!(self.display_name)),
            (
                "createdBy".to_owned(),
                json!({ "appId": self.app_id, "displayName": self.app_name }),
            ),
        ])
    }
}

/// A task trigger: it holds arriving jobs for an app, which alone may redirect them
/// (<https://learn.microsoft.com/graph/api/resources/printtasktrigger>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The trigger's own id.
    pub id: String,
    /// The appId that created the task definition and the trigger.
    pub app_id: String,
    /// The task definition's id.
    pub definition_id: String,
}

impl Trigger {
    pub(crate) fn entity(&self) -> Map<String, Value> {
        Map::from_iter([
            ("id".to_owned(), json!(self.id)),
            ("event".to_owned(), json!("jobStarted")),
        ])
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskState {
    Processing,
    Completed,
    Aborted,
}

#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) definition_id: String,
    app_id: String,
    pub(crate) state: TaskState,
    /// The description that its app reported last.
    pub(crate) description: Option<String>,
}

impl Task {
    pub(crate) fn started(id: String, trigger: &Trigger) -> Self {
        Self {
            id,
            definition_id: trigger.definition_id.clone(),
            app_id: trigger.app_id.clone(),
            state: TaskState::Processing,
            description: None,
        }
    }

    pub(crate) fn is_processing(&self) -> bool {
        self.state == TaskState::Processing
    }

    /// Whether this app still holds the job with the task.
    pub(crate) fn is_open_to(&self, app_id: &str) -> bool {
        self.is_processing() && self.app_id == app_id
    }

    pub(crate) fn entity(&self, job_url: &str) -> Map<String, Value> {
        let (state, description) = match self.state {
            TaskState::Processing => ("processing", "The task is being processed."),
            TaskState::Completed => ("completed", "completed"),
            TaskState::Aborted => ("aborted", "aborted"),
        };
        let description = self.description.as_deref().unwrap_or(description);
        Map::from_iter([
            ("id".to_owned(), json!(self.id)),
            ("parentUrl".to_owned(), json!(job_url)),
            (
                "status".to_owned(),
                json!({ "state": state, "description": description }),
            ),
        ])
    }
}
