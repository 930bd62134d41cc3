//! Reads and updates the tasks of a definition, by which an app holds jobs.
//!
//! A task that is reported `completed` lets its job print. Redirecting the job completes
//! its task without a report
//! (<https://learn.microsoft.com/graph/api/resources/printtask>). The documentation does
//! not say what a task reported `aborted` does to its job. Here the job ends without
//! paper, so that nothing prints unasked.

use serde_json::{Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body,
    graph_error::GraphError,
    http::Request,
    job::{Job, JobPhase, job_url},
    list_page::page,
    odata_query::ODataQuery,
    printer::Printer,
    task::{Task, TaskState},
    token::AccessToken,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks>
    pub(super) fn list_tasks(
        &self,
        token: &AccessToken,
        definition_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        let id = &self.own_definition(token, definition_id)?.id;
        query.no_select_or_top()?;
        query.no_filter()?;
        query.only_expands(&[])?;
        let tasks: Vec<_> = self.tasks(id).collect();
        let context = "Collection(microsoft.graph.printTask)";
        page(
            &tasks,
            context,
            query,
            self.paging(),
            |(printer, job, task)| task.entity(&job_url(&printer.id, &job.id)),
        )
        .map(Success::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printtask-get>
    pub(super) fn get_task(
        &self,
        token: &AccessToken,
        definition_id: &str,
        task_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        query.only_expands(&[])?;
        let (printer, job, task) = self.own_task(token, definition_id, task_id)?;
        let mut entity = task.entity(&job_url(&printer.id, &job.id));
        let context = format!("print/taskDefinitions('{definition_id}')/tasks/$entity");
        entity.insert(
            "@odata.context".to_owned(),
            json!(query.version.context(&context)),
        );
        Ok(Success::Entity(query.cut(entity)))
    }

    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-update-task>
    pub(super) fn update_task(
        &mut self,
        token: &AccessToken,
        definition_id: &str,
        task_id: &str,
        request: &Request,
    ) -> GraphResult {
        let (printer, job, task) = self.own_task(token, definition_id, task_id)?;
        let (printer_id, job_id) = (printer.id.clone(), job.id.clone());
        let is_open = task.is_processing() && !job.is_over();
        let (state, description) = report(request)?;
        if !is_open {
            return Err(GraphError::conflict("The task has already ended."));
        }
        let now_ms = self.now_ms;
        let printer = self.inventory.printer_mut(&printer_id)?;
        let job = printer
            .job_mut(&job_id)
            .ok_or_else(|| GraphError::no_job(&job_id))?;
        match state {
            TaskState::Processing => {}
            TaskState::Completed => job.phase = JobPhase::Pending { since_ms: now_ms },
            TaskState::Aborted => job.phase = JobPhase::Aborted,
        }
        let entity = job.task.as_mut().map(|task| {
            task.state = state;
            task.description = Some(description);
            task.entity(&job_url(&printer_id, &job_id))
        });
        printer.settle(now_ms);
        entity
            .map(Success::Entity)
            .ok_or_else(|| GraphError::no_task(task_id))
    }

    /// The tasks that this definition's triggers started, with their jobs.
    fn tasks(&self, definition_id: &str) -> impl Iterator<Item = (&Printer, &Job, &Task)> {
        self.inventory
            .printers()
            .flat_map(|printer| printer.jobs.iter().map(move |job| (printer, job)))
            .filter_map(|(printer, job)| Some((printer, job, job.task.as_ref()?)))
            .filter(move |(_, _, task)| task.definition_id == definition_id)
    }

    fn own_task(
        &self,
        token: &AccessToken,
        definition_id: &str,
        task_id: &str,
    ) -> Result<(&Printer, &Job, &Task), GraphError> {
        let id = &self.own_definition(token, definition_id)?.id;
        self.tasks(id)
            .find(|(_, _, task)| task.id.eq_ignore_ascii_case(task_id))
            .ok_or_else(|| GraphError::no_task(task_id))
    }
}

/// The state and description that the body reports.
fn report(request: &Request) -> Result<(TaskState, String), GraphError> {
    let members = body::members(request, &["status"])?;
    let Some(Value::Object(status)) = members.get("status") else {
        return Err(GraphError::bad_request("The 'status' is missing."));
    };
    let state = match body::text(status, "state")? {
        "processing" => TaskState::Processing,
        "completed" => TaskState::Completed,
        "aborted" => TaskState::Aborted,
        other => {
            return Err(GraphError::bad_request(format!(
                "A task cannot be brought to the state '{other}'."
            )));
        }
    };
    Ok((state, body::text(status, "description")?.to_owned()))
}
