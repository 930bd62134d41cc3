//! Calls Graph for `setup` and `doctor`: task definitions, triggers, single reads.
//!
//! Graph takes only the app's own token for definitions, and only an
//! administrator's token for triggers.
//!
//! <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>,
//! <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>

use std::{fmt, sync::Arc};

use secrecy::SecretString;
use universal_print::{
    endpoint::Endpoint,
    ids::{PrinterId, TaskDefinitionId, TaskId},
    json::{self, Value},
    page::{Page, Paging},
    permission::PermissionKind,
    request::{Operation, Request},
    task::{Task, TaskDefinition, TaskTrigger},
    wire::{Wire, text},
};
use uuid::Uuid;

use super::outgoing::outgoing;
use crate::{
    limits,
    transport::{NoAnswer, Transport},
};

/// The permission that the administrator must hold and consent to.
pub(crate) const ADMINISTRATOR_SCOPE: &str = "Printer.ReadWrite.All";

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    /// Graph refused.
    #[error(
        "Graph answers {status} to \"{call}\"{said}. Needed: {permission}",
        call = .operation.name(),
        permission = needed(*.operation, *.kind)
    )]
    Refused {
        /// The call.
        operation: Operation,
        /// Whether the app's own token or an administrator's was used.
        kind: PermissionKind,
        /// Graph's status.
        status: u16,
        /// Graph's message, in brackets.
        said: String,
    },
    /// No answer arrived.
    #[error("Graph does not answer to \"{}\": {why}", .operation.name())]
    NoAnswer {
        /// The call.
        operation: Operation,
        /// Why not.
        why: NoAnswer,
    },
    /// The answer was not the expected JSON.
    #[error("Graph's answer to \"{}\" cannot be read", .0.name())]
    Unreadable(Operation),
}

impl DirectoryError {
    /// What an administrator should do. `id_hint` is the advice about the id that
    /// was asked for, in case Graph does not know it.
    pub(crate) fn remedy(&self, id_hint: &str) -> String {
        match self {
            Self::Refused { status: 404, .. } => id_hint.to_owned(),
            Self::Refused {
                operation,
                kind,
                status: 401 | 403,
                ..
            } => format!("grant {}", needed(*operation, *kind)),
            Self::Refused { status, .. } if *status == 429 || *status >= 500 => {
                "Graph throttles or fails: try again later".to_owned()
            }
            Self::NoAnswer { .. } => {
                "check that this machine reaches Graph, through its proxy if there is one (HTTPS_PROXY), and try again; the log has the network's error".to_owned()
            }
            Self::Refused { .. } | Self::Unreadable(_) => {
                "check [tenant] cloud and graph, and that no proxy answers instead of Graph".to_owned()
            }
        }
    }
}

/// The least permission for a call, and who gives it.
fn needed(operation: Operation, kind: PermissionKind) -> String {
    let needs = operation.permissions().of_kind(kind).unwrap_or_default();
    let least = needs.first().and_then(|need| need.first()).copied();
    match kind {
        PermissionKind::Application => format!(
            "the application permission {}, with admin consent by a Privileged Role Administrator or Global Administrator",
            least.unwrap_or_default()
        ),
        PermissionKind::Delegated => {
            format!(
                "the delegated permission {ADMINISTRATOR_SCOPE} with admin consent, and the role Printer Administrator"
            )
        }
    }
}

/// The token of a call.
#[derive(Clone, Copy)]
pub(crate) enum Bearer<'a> {
    /// The app's own token.
    App(&'a SecretString),
    /// The token of a Printer Administrator who signed in through the app.
    Administrator(&'a SecretString),
}

impl Bearer<'_> {
    fn token(&self) -> &SecretString {
        match self {
            Self::App(token) | Self::Administrator(token) => token,
        }
    }

    fn kind(self) -> PermissionKind {
        match self {
            Self::App(_) => PermissionKind::Application,
            Self::Administrator(_) => PermissionKind::Delegated,
        }
    }
}

/// Graph, as `setup` and `doctor` use it.
pub(crate) struct Directory {
    endpoint: Endpoint,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Directory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Directory at {}", self.endpoint.origin())
    }
}

impl Directory {
    pub(crate) fn new(endpoint: Endpoint, transport: Arc<dyn Transport>) -> Self {
        Self {
            endpoint,
            transport,
        }
    }

    /// The app's task definitions that have a name.
    pub(crate) async fn definitions(
        &self,
        own: &SecretString,
    ) -> Result<Vec<TaskDefinition>, DirectoryError> {
        let request = Request::task_definitions();
        let mut definitions: Vec<TaskDefinition> = self.list(Bearer::App(own), request).await?;
        definitions.retain(|definition| definition.display_name.is_some());
        Ok(definitions)
    }

    /// Creates a task definition of the app.
    pub(crate) async fn create_definition(
        &self,
        own: &SecretString,
        name: &str,
    ) -> Result<TaskDefinitionId, DirectoryError> {
        let request = Request::create_task_definition(name, name);
        let operation = request.operation;
        let created = self.call(Bearer::App(own), request).await?;
        let created = TaskDefinition::read(&created);
        Ok(created.ok_or(DirectoryError::Unreadable(operation))?.id)
    }

    /// The tasks that follow these definitions, including ended ones.
    pub(crate) async fn tasks(
        &self,
        own: &SecretString,
        definitions: &[TaskDefinition],
    ) -> Result<Vec<TaskId>, DirectoryError> {
        let mut found = Vec::new();
        for definition in definitions {
            let request = Request::tasks(&definition.id);
            let tasks: Vec<Task> = self.list(Bearer::App(own), request).await?;
            found.extend(tasks.into_iter().map(|task| task.id));
        }
        Ok(found)
    }

    /// The triggers of a printer, with their definitions.
    pub(crate) async fn triggers(
        &self,
        administrator: &SecretString,
        queue: &PrinterId,
    ) -> Result<Vec<TaskTrigger>, DirectoryError> {
        let request = Request::task_triggers(queue);
        self.list(Bearer::Administrator(administrator), request)
            .await
    }

    /// Creates the trigger by which the jobs of a printer follow a definition.
    pub(crate) async fn create_trigger(
        &self,
        administrator: &SecretString,
        queue: &PrinterId,
        definition: &TaskDefinitionId,
    ) -> Result<(), DirectoryError> {
        let request = Request::create_task_trigger(queue, definition, &self.endpoint);
        let bearer = Bearer::Administrator(administrator);
        self.call(bearer, request).await.map(|_| ())
    }

    /// Makes one call and returns the object in its answer.
    pub(crate) async fn call(
        &self,
        bearer: Bearer<'_>,
        request: Request,
    ) -> Result<Value, DirectoryError> {
        let operation = request.operation;
        let id = Uuid::new_v4().to_string();
        let outgoing = outgoing(&request, &self.endpoint, bearer.token(), &id);
        let answer = self.transport.send(outgoing, limits::SEND).await;
        let answer = answer.map_err(|why| DirectoryError::NoAnswer { operation, why })?;
        let body = json::parse(&answer.body).unwrap_or_default();
        if (200..300).contains(&answer.status) {
            return if body.is_object() {
                Ok(body)
            } else {
                Err(DirectoryError::Unreadable(operation))
            };
        }
        let said = body.get("error").and_then(|error| text(error, "message"));
        Err(DirectoryError::Refused {
            operation,
            kind: bearer.kind(),
            status: answer.status,
            said: said.map(|said| format!(" ({said})")).unwrap_or_default(),
        })
    }

    /// All items of a list, from all of its pages. The token is sent to the
    /// configured Graph only, whatever a next link says.
    async fn list<T: Wire>(
        &self,
        bearer: Bearer<'_>,
        request: Request,
    ) -> Result<Vec<T>, DirectoryError> {
        let operation = request.operation;
        let unreadable = || DirectoryError::Unreadable(operation);
        let mut items = Vec::new();
        let mut paging = Paging::default();
        let mut request = request;
        loop {
            let page = self.call(bearer, request).await?;
            let page = Page::<T>::read(&page).ok_or_else(unreadable)?;
            items.extend(page.items);
            let Some(next) = page.next else {
                return Ok(items);
            };
            let followed = paging.follow(&next, &self.endpoint);
            followed.map_err(|_| unreadable())?;
            request = Request::next(operation, next);
        }
    }
}
