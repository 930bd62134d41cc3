//! Task triggers: each ties a printer to a task definition.
//!
//! A printer has at most one. Graph names the definition only when the request
//! expands it, so a missing definition says nothing.
//!
//! <https://learn.microsoft.com/graph/api/resources/printtasktrigger>

use crate::json::Value;

use crate::enums::open_enum;
use crate::ids::{TaskDefinitionId, TaskTriggerId};
use crate::wire::{Wire, member};

open_enum! {
    /// What starts a task.
    PrintEvent {
        /// A job was submitted and its upload is complete.
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
    /// The definition that its tasks follow, if the request expanded it.
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
    use crate::json;

    #[test]
    fn a_trigger_is_read_with_and_without_its_definition() {
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
