//! Redirects a held job to another printer.
//!
//! Graph redirects only for an app with `PrintJob.Manage.All` whose own trigger started
//! a task that is still `processing`. It makes a new job at the destination, links the
//! two jobs, and completes the task
//! (<https://learn.microsoft.com/graph/api/printjob-redirect>). Because the task is then
//! complete, a job is redirected only once. [`SettingsMode`](crate::SettingsMode) says
//! what becomes of the settings. No error is documented: statuses follow
//! <https://learn.microsoft.com/graph/errors>.

use serde_json::{Map, Value, json};

use super::{
    Switch, Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body, configuration,
    graph_error::GraphError,
    http::Request,
    job::{JobPhase, RedirectedSettings, job_url},
    odata_query::{GraphVersion, ODataQuery},
    permission::{CANCEL_AS_USER, NONE, READ_PRINTERS_AS_APP, REDIRECT_AS_APP},
    task::{Task, TaskState},
    token::{AccessToken, Principal},
};

/// The two documented parameters in the body.
struct RedirectBody {
    destination: String,
    configuration: Option<Value>,
}

impl Tenant {
    pub(super) fn redirect(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
        request: &Request,
        query: &ODataQuery,
    ) -> GraphResult {
        self.require_redirect(token)?;
        let now_ms = self.now_ms;
        let body = redirect_body(request)?;
        let source_printer = self.inventory.printer(printer_id)?;
        let source_url = job_url(&source_printer.id, job_id);
        let source = source_printer
            .job(job_id)
            .ok_or_else(|| GraphError::no_job(job_id))?;
        let task_is_open = match &token.principal {
            Principal::Application(app_id) => source
                .task
                .as_ref()
                .is_some_and(|task| task.is_open_to(app_id)),
            Principal::User(user_id) if !source.belongs_to(user_id) => {
                return Err(GraphError::not_allowed(
                    "The user is not the owner of this print job.",
                ));
            }
            Principal::User(_) => source.task.as_ref().is_some_and(Task::is_processing),
        };
        if !task_is_open || source.is_over() {
            return Err(GraphError::no_own_task());
        }
        let settings = RedirectedSettings {
            own: source.configuration.clone(),
            sent: body.configuration,
        };
        let in_force = settings.settle(self.settings_mode);
        let new_job = source.redirected(source_url, in_force, now_ms);

        if !self.inventory.printer(&body.destination)?.is_accepting_jobs {
            return Err(GraphError::conflict(
                "The destination printer is not accepting jobs.",
            ));
        }
        let destination = self.inventory.printer_mut(&body.destination)?;
        let new_id = destination.take_in(new_job);
        if let Some(made) = destination.job_mut(&new_id) {
            made.redirect = Some(settings);
        }
        destination.settle(now_ms);
        let destination_id = destination.id.clone();
        let stopped = destination.is_stopped();
        let made = destination
            .job(&new_id)
            .ok_or_else(|| GraphError::no_job(&new_id))?;
        let entity = made.entity(&destination_id, stopped, query);

        let source = self
            .inventory
            .printer_mut(printer_id)?
            .job_mut(job_id)
            .ok_or_else(|| GraphError::no_job(job_id))?;
        source.redirected_to = Some(job_url(&destination_id, &new_id));
        source.end_task(TaskState::Completed);
        // The documentation does not say in which state the source ends. It must be
        // an end state, since nothing is left to do.
        source.phase = JobPhase::Completed { at_ms: now_ms };
        Ok(Success::Entity(with_annotations(
            entity,
            query.version,
            &destination_id,
        )))
    }

    /// An app needs `PrintJob.Manage.All` and access to printers. A user's token is
    /// refused whatever its scopes, unless a switch accepts it.
    fn require_redirect(&self, token: &AccessToken) -> Result<(), GraphError> {
        if self.is_on(Switch::RedirectAcceptsUserTokens) && self.caller(token).is_some() {
            return token.require(CANCEL_AS_USER, NONE);
        }
        token.require(NONE, REDIRECT_AS_APP)?;
        token.require(NONE, READ_PRINTERS_AS_APP)
    }
}

/// The annotations of the documented answers, which differ between versions.
fn with_annotations(
    mut entity: Map<String, Value>,
    version: GraphVersion,
    destination_id: &str,
) -> Map<String, Value> {
    let context = match version {
        GraphVersion::V1 => format!("print/printers('{destination_id}')/jobs/$entity"),
        GraphVersion::Beta => {
            entity.insert("@odata.type".to_owned(), json!("#microsoft.graph.printJob"));
            "printJob".to_owned()
        }
    };
    entity.insert(
        "@odata.context".to_owned(),
        json!(version.context(&context)),
    );
    entity
}

fn redirect_body(request: &Request) -> Result<RedirectBody, GraphError> {
    let parameters = body::members(request, &["destinationPrinterId", "configuration"])?;
    let configuration = parameters
        .get("configuration")
        .filter(|value| !value.is_null());
    if let Some(configuration) = configuration {
        configuration::check(configuration).map_err(GraphError::bad_request)?;
    }
    Ok(RedirectBody {
        destination: body::text(&parameters, "destinationPrinterId")?.to_owned(),
        configuration: configuration.cloned(),
    })
}
