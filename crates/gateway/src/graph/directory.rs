//! The calls by which task definitions and triggers are looked at and made.
//!
//! Definitions take the app's own token and triggers an administrator's; Graph
//! supports neither the other way round.
//!
//! <https://learn.microsoft.com/graph/api/print-post-taskdefinitions>,
//! <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>

use std::{fmt, sync::Arc};

use axum::http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use universal_print::{
    endpoint::{Endpoint, Version},
    ids::TaskId,
    task::Task,
    wire::{Wire as _, text},
};
use uuid::Uuid;

use crate::{
    config::Config,
    gateway::endpoint,
    id::Printer,
    limits,
    transport::{Outgoing, Transport},
};

/// A list longer than this many pages goes in a circle.
const MOST_PAGES: usize = 50;

/// A task definition of the app's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A printer's trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trigger {
    pub(crate) id: String,
    /// The definition, where Graph tells it.
    pub(crate) definition: Option<String>,
}

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryTrouble {
    /// Graph refused.
    #[error("Graph answers {status} to \"{call}\"{said}. Needed: {permission}")]
    Refused {
        /// The call.
        call: &'static str,
        /// Graph's status.
        status: u16,
        /// Graph's message, in brackets.
        said: String,
        /// The permission that the call needs.
        permission: &'static str,
    },
    /// No answer.
    #[error("Graph does not answer to \"{0}\"")]
    NoAnswer(&'static str),
    /// An answer that is none.
    #[error("Graph's answer to \"{0}\" cannot be read")]
    Unreadable(&'static str),
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

/// A call's name and the permission it needs.
pub(crate) type Purpose = (&'static str, &'static str);

const DEFINITIONS: Purpose = (
    "task definitions",
    "the application permission PrintTaskDefinition.ReadWrite.All, with admin consent",
);
const TRIGGERS: Purpose = (
    "task triggers",
    "the delegated permission Printer.ReadWrite.All, and a Printer Administrator",
);

impl Directory {
    pub(crate) fn new(config: &Config, transport: Arc<dyn Transport>) -> Self {
        Self {
            endpoint: endpoint(config.cloud, config.graph.as_ref(), Version::V1),
            transport,
        }
    }

    pub(crate) async fn definitions(
        &self,
        own: &SecretString,
    ) -> Result<Vec<Definition>, DirectoryTrouble> {
        let items = self
            .list(own, "/print/taskDefinitions", DEFINITIONS)
            .await?;
        let read = |item: &Value| {
            Some(Definition {
                id: text(item, "id")?,
                name: text(item, "displayName")?,
            })
        };
        Ok(items.iter().filter_map(read).collect())
    }

    pub(crate) async fn create_definition(
        &self,
        own: &SecretString,
        name: &str,
    ) -> Result<String, DirectoryTrouble> {
        let body = json!({ "displayName": name, "createdBy": { "displayName": name } });
        let made = self
            .ask(
                own,
                Method::POST,
                &self.endpoint.url("/print/taskDefinitions"),
                Some(&body),
                DEFINITIONS,
            )
            .await?;
        text(&made, "id").ok_or(DirectoryTrouble::Unreadable(DEFINITIONS.0))
    }

    /// The tasks of these definitions, ended ones among them.
    pub(crate) async fn tasks(
        &self,
        own: &SecretString,
        definitions: &[Definition],
    ) -> Result<Vec<TaskId>, DirectoryTrouble> {
        let mut tasks = Vec::new();
        for Definition { id, .. } in definitions {
            let path = format!("/print/taskDefinitions/{id}/tasks");
            let items = self.list(own, &path, DEFINITIONS).await?;
            tasks.extend(items.iter().filter_map(Task::read).map(|task| task.id));
        }
        Ok(tasks)
    }

    pub(crate) async fn triggers(
        &self,
        administrator: &SecretString,
        queue: &Printer,
    ) -> Result<Vec<Trigger>, DirectoryTrouble> {
        let path = format!("/print/printers/{queue}/taskTriggers?$expand=definition");
        let items = self.list(administrator, &path, TRIGGERS).await?;
        let read = |item: &Value| {
            let definition = item
                .get("definition")
                .and_then(|definition| text(definition, "id"));
            Some(Trigger {
                id: text(item, "id")?,
                definition,
            })
        };
        Ok(items.iter().filter_map(read).collect())
    }

    pub(crate) async fn create_trigger(
        &self,
        administrator: &SecretString,
        queue: &Printer,
        definition: &str,
    ) -> Result<(), DirectoryTrouble> {
        let bind = self
            .endpoint
            .url(&format!("/print/taskDefinitions/{definition}"));
        let body = json!({ "event": "jobStarted", "definition@odata.bind": bind });
        let url = self
            .endpoint
            .url(&format!("/print/printers/{queue}/taskTriggers"));
        self.ask(administrator, Method::POST, &url, Some(&body), TRIGGERS)
            .await
            .map(|_| ())
    }

    /// Asks for one thing.
    pub(crate) async fn get(
        &self,
        token: &SecretString,
        path: &str,
        purpose: Purpose,
    ) -> Result<Value, DirectoryTrouble> {
        self.ask(token, Method::GET, &self.endpoint.url(path), None, purpose)
            .await
    }

    async fn list(
        &self,
        token: &SecretString,
        path: &str,
        purpose: Purpose,
    ) -> Result<Vec<Value>, DirectoryTrouble> {
        let mut url = self.endpoint.url(path);
        let mut items = Vec::new();
        for _ in 0..MOST_PAGES {
            let page = self.ask(token, Method::GET, &url, None, purpose).await?;
            let value = page.get("value").and_then(Value::as_array);
            items.extend(
                value
                    .ok_or(DirectoryTrouble::Unreadable(purpose.0))?
                    .iter()
                    .cloned(),
            );
            match text(&page, "@odata.nextLink") {
                None => return Ok(items),
                // A token goes to the configured Graph alone.
                Some(next) if self.endpoint.allows(&next) => url = next,
                Some(_) => break,
            }
        }
        Err(DirectoryTrouble::Unreadable(purpose.0))
    }

    async fn ask(
        &self,
        token: &SecretString,
        method: Method,
        url: &str,
        body: Option<&Value>,
        (call, permission): Purpose,
    ) -> Result<Value, DirectoryTrouble> {
        let mut headers = vec![
            ("authorization", format!("Bearer {}", token.expose_secret())),
            ("accept", "application/json".to_owned()),
            ("client-request-id", Uuid::new_v4().to_string()),
        ];
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        let request = Outgoing {
            changes: method != Method::GET,
            method,
            url: url.to_owned(),
            headers,
            body: body.map(Value::to_string),
        };
        let answer = self
            .transport
            .send(request, limits::SEND)
            .await
            .map_err(|_| DirectoryTrouble::NoAnswer(call))?;
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        if (200..300).contains(&answer.status) {
            return if body.is_object() {
                Ok(body)
            } else {
                Err(DirectoryTrouble::Unreadable(call))
            };
        }
        let said = body.get("error").and_then(|error| text(error, "message"));
        Err(DirectoryTrouble::Refused {
            call,
            status: answer.status,
            said: said.map(|said| format!(" ({said})")).unwrap_or_default(),
            permission,
        })
    }
}
