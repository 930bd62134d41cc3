//! The calls about tasks, their definitions and their triggers: what makes a
//! printer a queue that holds jobs.
//!
//! A definition belongs to the application that made it, and so do the tasks
//! that follow it; only an application's token reaches either. A trigger ties
//! a printer to a definition and takes a printer administrator's token, of the
//! same application. One printer has one trigger at most.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

use serde_json::json;

use super::{Operation, OperationFacts, PermissionKind, Request, encode};
use crate::endpoint::Endpoint;
use crate::ids::{PrinterId, TaskDefinitionId, TaskId};
use crate::permission::{Needs, Permissions, READ_PRINTER_AS_USER};

const MANAGE: &str = "PrintTaskDefinition.ReadWrite.All";
const DEFINITIONS: Option<Needs> = Some(&[&[MANAGE]]);

const fn of_application(name: &'static str, page: &'static str, is_read: bool) -> OperationFacts {
    OperationFacts {
        name,
        least: (MANAGE, PermissionKind::Application),
        is_read,
        permissions: Permissions {
            page,
            delegated: None,
            application: DEFINITIONS,
        },
    }
}

/// <https://learn.microsoft.com/graph/api/print-list-taskdefinitions>
pub static LIST_TASK_DEFINITIONS: OperationFacts = of_application(
    "list task definitions",
    "https://learn.microsoft.com/graph/api/print-list-taskdefinitions",
    true,
);

/// <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>
pub static CREATE_TASK_DEFINITION: OperationFacts = of_application(
    "create task definition",
    "https://learn.microsoft.com/graph/api/print-post-taskdefinitions",
    false,
);

/// <https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks>
pub static LIST_TASKS: OperationFacts = of_application(
    "list tasks",
    "https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks",
    true,
);

/// <https://learn.microsoft.com/graph/api/printtask-get>
pub static GET_TASK: OperationFacts = of_application(
    "get task",
    "https://learn.microsoft.com/graph/api/printtask-get",
    true,
);

/// <https://learn.microsoft.com/graph/api/printer-list-tasktriggers>
pub static LIST_TASK_TRIGGERS: OperationFacts = OperationFacts {
    name: "list task triggers",
    least: ("Printer.Read.All", PermissionKind::Delegated),
    is_read: true,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printer-list-tasktriggers",
        delegated: Some(&[READ_PRINTER_AS_USER]),
        application: None,
    },
};

/// <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>
pub static CREATE_TASK_TRIGGER: OperationFacts = OperationFacts {
    name: "create task trigger",
    least: ("Printer.ReadWrite.All", PermissionKind::Delegated),
    is_read: false,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printer-post-tasktriggers",
        delegated: Some(&[&["Printer.ReadWrite.All", "Printer.FullControl.All"]]),
        application: None,
    },
};

impl Request {
    /// The definitions of the application that asks; those of others are not
    /// told.
    pub fn task_definitions() -> Self {
        let path = "/print/taskDefinitions".to_owned();
        Self::get(Operation::Described(&LIST_TASK_DEFINITIONS), path)
    }

    /// Makes a definition that belongs to the application that asks. Its name
    /// and the application's are for administrators to read. Not to be
    /// repeated blindly: each success makes another definition.
    pub fn create_task_definition(name: &str, application: &str) -> Self {
        let body = json!({ "displayName": name, "createdBy": { "displayName": application } });
        let path = "/print/taskDefinitions".to_owned();
        Self::post(
            Operation::Described(&CREATE_TASK_DEFINITION),
            path,
            Some(body),
        )
    }

    /// The running and recently completed tasks that follow a definition.
    pub fn tasks(definition: &TaskDefinitionId) -> Self {
        let path = format!(
            "/print/taskDefinitions/{}/tasks",
            encode(definition.as_str())
        );
        Self::get(Operation::Described(&LIST_TASKS), path)
    }

    /// One task that follows a definition.
    pub fn task(definition: &TaskDefinitionId, task: &TaskId) -> Self {
        let path = format!(
            "/print/taskDefinitions/{}/tasks/{}",
            encode(definition.as_str()),
            encode(task.as_str())
        );
        Self::get(Operation::Described(&GET_TASK), path)
    }

    /// The trigger of a printer, as a list of one or none.
    pub fn task_triggers(printer: &PrinterId) -> Self {
        let operation = Operation::Described(&LIST_TASK_TRIGGERS);
        Self::get(operation, triggers_path(printer))
    }

    /// Makes every job that arrives at `printer` start a task that follows
    /// `definition`. Graph wants the definition as an absolute address, so the
    /// endpoint must be known.
    pub fn create_task_trigger(
        printer: &PrinterId,
        definition: &TaskDefinitionId,
        endpoint: &Endpoint,
    ) -> Self {
        let definition = format!("/print/taskDefinitions/{}", encode(definition.as_str()));
        let body = json!({
            "event": "jobStarted",
            "definition@odata.bind": endpoint.url(&definition),
        });
        let operation = Operation::Described(&CREATE_TASK_TRIGGER);
        Self::post(operation, triggers_path(printer), Some(body))
    }
}

fn triggers_path(printer: &PrinterId) -> String {
    format!("/print/printers/{}/taskTriggers", encode(printer.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::{Method, path};
    use super::*;
    use crate::endpoint::{Cloud, Version};

    fn definition() -> TaskDefinitionId {
        TaskDefinitionId::new("fab1").unwrap()
    }

    #[test]
    fn a_definition_is_made_as_documented() {
        let request = Request::create_task_definition("Held for release", "Print gateway");
        assert_eq!(request.method, Method::Post);
        assert_eq!(path(&request), "/print/taskDefinitions");
        let body = json!({
            "displayName": "Held for release",
            "createdBy": { "displayName": "Print gateway" },
        });
        assert_eq!(request.body, Some(body));
    }

    #[test]
    fn a_trigger_names_its_definition_by_an_absolute_address_of_the_same_cloud() {
        let graph = Endpoint::of_cloud(Cloud::UsGov, Version::V1);
        let printer = PrinterId::new("p").unwrap();
        let request = Request::create_task_trigger(&printer, &definition(), &graph);
        assert_eq!(path(&request), "/print/printers/p/taskTriggers");
        let body = json!({
            "event": "jobStarted",
            "definition@odata.bind": "https://graph.microsoft.us/v1.0/print/taskDefinitions/fab1",
        });
        assert_eq!(request.body, Some(body));
    }

    #[test]
    fn making_is_never_a_read() {
        assert!(!CREATE_TASK_DEFINITION.is_read && !CREATE_TASK_TRIGGER.is_read);
        assert!(Request::task_definitions().operation.is_read());
    }

    #[test]
    fn tasks_are_found_below_their_definition() {
        let task = Request::task(&definition(), &TaskId::new("d0/36").unwrap());
        assert_eq!(path(&task), "/print/taskDefinitions/fab1/tasks/d0%2F36");
        let tasks = Request::tasks(&definition());
        assert_eq!(path(&tasks), "/print/taskDefinitions/fab1/tasks");
    }

    #[test]
    fn an_application_is_asked_for_with_what_was_consented_to_beforehand() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        let scopes = Request::task_definitions().operation.scopes();
        let scopes: Vec<_> = scopes.iter().map(|scope| graph.scope(scope)).collect();
        assert_eq!(scopes, ["https://graph.microsoft.com/.default"]);
    }
}
