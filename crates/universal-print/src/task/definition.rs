//! Task definitions: what an application does with the jobs of printers that
//! trigger it.
//!
//! A definition belongs to the application whose token created it. Only that
//! application may trigger it, read its tasks and redirect the jobs they hold. So
//! compare [`CreatedBy::app_id`]; the names are for people.
//!
//! <https://learn.microsoft.com/graph/api/resources/printtaskdefinition>

use crate::json::Value;

use crate::ids::TaskDefinitionId;
use crate::wire::{Wire, member, text};

/// A task definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDefinition {
    /// Its id, which a trigger is bound to.
    pub id: TaskDefinitionId,
    /// Its name.
    pub display_name: Option<String>,
    /// The application that created it.
    pub created_by: Option<CreatedBy>,
}

/// The application that created a definition.
///
/// <https://learn.microsoft.com/graph/api/resources/appidentity>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreatedBy {
    /// Its id, as its tokens name it.
    pub app_id: Option<String>,
    /// The name it gave itself.
    pub display_name: Option<String>,
}

impl TaskDefinition {
    /// Whether the application with this id created it, as far as Graph tells.
    pub fn is_created_by(&self, app_id: &str) -> bool {
        let creator = self.created_by.as_ref();
        creator
            .and_then(|creator| creator.app_id.as_deref())
            .is_some_and(|creator| creator.eq_ignore_ascii_case(app_id))
    }
}

impl Wire for TaskDefinition {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            id: member(value, "id")?,
            display_name: text(value, "displayName"),
            created_by: member(value, "createdBy"),
        })
    }
}

impl Wire for CreatedBy {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            app_id: text(value, "appId"),
            display_name: text(value, "displayName"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_definition_is_recognised_by_its_application() {
        let definition = TaskDefinition::read(&json!({
            "id": "fab1", "displayName": "Held for release",
            "createdBy": { "appId": "815F204F", "displayName": "Print gateway" },
        }))
        .unwrap();
        assert_eq!(definition.display_name.as_deref(), Some("Held for release"));
        assert!(definition.is_created_by("815f204f"));
        assert!(!definition.is_created_by("another"));
    }

    #[test]
    fn a_definition_without_a_creator_belongs_to_nobody() {
        let definition = TaskDefinition::read(&json!({ "id": "fab1", "createdBy": {} })).unwrap();
        assert!(!definition.is_created_by(""));
    }
}
