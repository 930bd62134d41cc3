//! The task definition: what an application does with the jobs of the
//! printers that trigger it.
//!
//! A definition belongs to the application whose token made it, and only that
//! application may trigger it, see its tasks and redirect the jobs they hold.
//! So who made it is told by [`CreatedBy::app_id`]; names are for people.
//!
//! <https://learn.microsoft.com/graph/api/resources/printtaskdefinition>

use serde_json::Value;

use crate::ids::TaskDefinitionId;
use crate::wire::{Wire, member, text};

/// A task definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDefinition {
    /// Its id: what a trigger is bound to.
    pub id: TaskDefinitionId,
    /// Its name.
    pub display_name: Option<String>,
    /// The application that made it.
    pub created_by: Option<CreatedBy>,
}

/// The application that made a definition.
///
/// <https://learn.microsoft.com/graph/api/resources/appidentity>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreatedBy {
    /// Its id, as it stands in its tokens.
    pub app_id: Option<String>,
    /// The name it gave itself.
    pub display_name: Option<String>,
}

impl TaskDefinition {
    /// Whether the application of this id made it, as far as Graph tells.
    pub fn is_created_by(&self, app_id: &str) -> bool {
        let maker = self.created_by.as_ref();
        maker
            .and_then(|maker| maker.app_id.as_deref())
            .is_some_and(|maker| maker.eq_ignore_ascii_case(app_id))
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
    use serde_json::json;

    #[test]
    fn a_definition_is_known_by_the_application_that_made_it() {
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
    fn a_definition_of_nobody_is_nobodys() {
        let definition = TaskDefinition::read(&json!({ "id": "fab1", "createdBy": {} })).unwrap();
        assert!(!definition.is_created_by(""));
    }
}
