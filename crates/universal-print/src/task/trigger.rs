//! The task trigger: what ties a printer to a task definition.
//!
//! A printer has one at most. Graph tells which definition it is tied to only
//! when that is expanded, so its absence says nothing.
//!
//! <https://learn.microsoft.com/graph/api/resources/printtasktrigger>

use serde_json::Value;

use crate::enums::open_enum;
use crate::ids::{TaskDefinitionId, TaskTriggerId};
use crate::wire::{Wire, member};

open_enum! {
    /// What starts a task.
    PrintEvent {
        /// A job has been submitted and has arrived in full.
        JobStarted = "jobStarted",
    }
}

/// A trigger of a printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskTrigger {
    /// Its id.
    pub id: TaskTriggerId,
    /// What starts a task.
    pub event: Option<PrintEvent>,
    /// The definition that the task follows, when it was expanded.
    pub definition: Option<TaskDefinitionId>,
}

impl Wire for TaskTrigger {
    fn read(value: &Value) -> Option<Self> {
        let definition = value.get("definition").unwrap_or(&Value::Null);
        Some(Self {
            id: member(value, "id")?,
            event: member(value, "event"),
            definition: member(definition, "id"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_trigger_tells_its_event_and_perhaps_its_definition() {
        let plain = TaskTrigger::read(&json!({ "id": "b6", "event": "jobStarted" })).unwrap();
        assert_eq!(plain.event, Some(PrintEvent::JobStarted));
        assert_eq!(plain.definition, None);
        let expanded = json!({ "id": "b6", "event": "jobStarted", "definition": { "id": "fab1" } });
        assert_eq!(
            TaskTrigger::read(&expanded).unwrap().definition,
            TaskDefinitionId::new("fab1")
        );
    }
}
