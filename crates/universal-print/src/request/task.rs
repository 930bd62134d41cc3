//! The calls about tasks, their definitions and their triggers: what makes a
//! printer a queue that holds jobs.
//!
//! A definition and the tasks that follow it belong to the application that
//! created the definition. Only that application's own token reaches them. A
//! trigger ties a printer to a definition. It takes the token of a printer
//! administrator who signed in through the same application. A printer has at
//! most one trigger.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

use crate::json::Value;

use super::{CallFacts, Operation, PermissionKind, Request, encode};
use crate::endpoint::Endpoint;
use crate::ids::{PrinterId, TaskDefinitionId};
use crate::permission::{Needs, Permissions, READ_PRINTER_AS_USER};

const MANAGE: &str = "PrintTaskDefinition.ReadWrite.All";
const DEFINITIONS: Option<Needs> = Some(&[&[MANAGE]]);

const fn of_application(name: &'static str, page: &'static str, is_read: bool) -> CallFacts {
    CallFacts {
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
pub static LIST_TASK_DEFINITIONS: CallFacts = of_application(
    "list task definitions",
    "https://learn.microsoft.com/graph/api/print-list-taskdefinitions",
    true,
);

/// <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>
pub static CREATE_TASK_DEFINITION: CallFacts = of_application(
    "create task definition",
    "https://learn.microsoft.com/graph/api/print-post-taskdefinitions",
    false,
);

/// <https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks>
pub static LIST_TASKS: CallFacts = of_application(
    "list tasks",
    "https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks",
    true,
);

/// <https://learn.microsoft.com/graph/api/printer-list-tasktriggers>
pub static LIST_TASK_TRIGGERS: CallFacts = CallFacts {
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
pub static CREATE_TASK_TRIGGER: CallFacts = CallFacts {
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
    /// Lists the definitions of the application that asks. Graph does not list
    /// those of others.
    pub fn task_definitions() -> Self {
        let path = "/print/taskDefinitions".to_owned();
        Self::get(Operation::Described(&LIST_TASK_DEFINITIONS), path)
    }

    /// Creates a definition that belongs to the application that asks. Its name
    /// and the application's are for administrators to read. Do not repeat this
    /// blindly: each success creates another definition.
    pub fn create_task_definition(name: &str, application: &str) -> Self {
        let body = Value::from_iter([
            ("displayName", Value::from(name)),
            (
                "createdBy",
                Value::from_iter([("displayName", application)]),
            ),
        ]);
        let path = "/print/taskDefinitions".to_owned();
        Self::post(
            Operation::Described(&CREATE_TASK_DEFINITION),
            path,
            Some(body),
        )
    }

    /// Lists the running and recently completed tasks that follow a definition.
    pub fn tasks(definition: &TaskDefinitionId) -> Self {
        let path = format!(
            "/print/taskDefinitions/{}/tasks",
            encode(definition.as_str())
        );
        Self::get(Operation::Described(&LIST_TASKS), path)
    }

    /// Lists the triggers of a printer, one or none, each with its definition:
    /// Graph names the definition only when it is expanded.
    pub fn task_triggers(printer: &PrinterId) -> Self {
        let operation = Operation::Described(&LIST_TASK_TRIGGERS);
        let path = format!("{}?$expand=definition", triggers_path(printer));
        Self::get(operation, path)
    }

    /// Creates the trigger by which every job that arrives at `printer` starts a
    /// task that follows `definition`. Graph takes the definition as an absolute
    /// address, so the constructor needs the endpoint.
    pub fn create_task_trigger(
        printer: &PrinterId,
        definition: &TaskDefinitionId,
        endpoint: &Endpoint,
    ) -> Self {
        let definition = format!("/print/taskDefinitions/{}", encode(definition.as_str()));
        let body = Value::from_iter([
            ("event", Value::from("jobStarted")),
            ("definition@odata.bind", endpoint.url(&definition).into()),
        ]);
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
    use crate::json;

    fn definition() -> TaskDefinitionId {
        TaskDefinitionId::new("fab1").unwrap()
    }

    #[test]
    fn a_definition_is_created_as_documented() {
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
    fn a_trigger_names_its_definition_by_an_absolute_address() {
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
    fn creating_is_never_a_read() {
        assert!(!CREATE_TASK_DEFINITION.is_read && !CREATE_TASK_TRIGGER.is_read);
        assert!(Request::task_definitions().operation.is_read());
    }

    #[test]
    fn tasks_are_found_below_their_definition() {
        let tasks = Request::tasks(&TaskDefinitionId::new("d0/36").unwrap());
        assert_eq!(path(&tasks), "/print/taskDefinitions/d0%2F36/tasks");
    }

    #[test]
    fn triggers_are_listed_with_their_definitions() {
        let triggers = Request::task_triggers(&PrinterId::new("p").unwrap());
        let expected = "/print/printers/p/taskTriggers?$expand=definition";
        assert_eq!(path(&triggers), expected);
    }

    #[test]
    fn an_application_asks_for_the_default_scope() {
        let graph = Endpoint::of_cloud(Cloud::Global, Version::V1);
        let scopes = Request::task_definitions().operation.scopes();
        let scopes: Vec<_> = scopes.iter().map(|scope| graph.scope(scope)).collect();
        assert_eq!(scopes, ["https://graph.microsoft.com/.default"]);
    }
}
