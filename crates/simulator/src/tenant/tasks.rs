//! The tasks of a definition: an app sees which jobs it holds, and lets go.
//!
//! A task that is reported `completed` unblocks its job, and redirecting the
//! job completes it without a report
//! (<https://learn.microsoft.com/graph/api/resources/printtask>). What a task
//! reported `aborted` does to its job is not documented: here the job ends
//! without paper, the choice that can print nothing unasked.

use serde_json::{Value, json};

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::Asked,
    body,
    http::Request,
    job::{Job, Phase, job_url},
    page::page,
    printer::Printer,
    refusal::Refusal,
    task::{Task, TaskState},
    token::Token,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-list-tasks>
    pub(super) fn list_tasks(&self, token: &Token, definition_id: &str, asked: &Asked) -> Answer {
        let id = &self.own_definition(token, definition_id)?.id;
        asked.no_select_or_top()?;
        asked.no_filter()?;
        asked.only_expands(&[])?;
        let tasks: Vec<_> = self.tasks(id).collect();
        let context = "Collection(microsoft.graph.printTask)";
        page(
            &tasks,
            context,
            asked,
            self.paging(),
            |(printer, job, task)| task.entity(&job_url(&printer.id, &job.id)),
        )
        .map(Reply::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printtask-get>
    pub(super) fn get_task(
        &self,
        token: &Token,
        definition_id: &str,
        task_id: &str,
        asked: &Asked,
    ) -> Answer {
        asked.only_expands(&[])?;
        let (printer, job, task) = self.own_task(token, definition_id, task_id)?;
        let mut entity = task.entity(&job_url(&printer.id, &job.id));
        let context = format!("print/taskDefinitions('{definition_id}')/tasks/$entity");
        entity.insert(
            "@odata.context".to_owned(),
            json!(asked.version.context(&context)),
        );
        Ok(Reply::Entity(asked.cut(entity)))
    }

    /// <https://learn.microsoft.com/graph/api/printtaskdefinition-update-task>
    pub(super) fn update_task(
        &mut self,
        token: &Token,
        definition_id: &str,
        task_id: &str,
        request: &Request,
    ) -> Answer {
        let (printer, job, task) = self.own_task(token, definition_id, task_id)?;
        let (printer_id, job_id) = (printer.id.clone(), job.id.clone());
        let is_open = task.is_processing() && !job.is_over();
        let (state, description) = report(request)?;
        if !is_open {
            return Err(Refusal::conflict("The task has already ended."));
        }
        let now_ms = self.now_ms;
        let printer = self.world.printer_mut(&printer_id)?;
        let job = printer
            .job_mut(&job_id)
            .ok_or_else(|| Refusal::no_job(&job_id))?;
        match state {
            TaskState::Processing => {}
            TaskState::Completed => job.phase = Phase::Pending { since_ms: now_ms },
            TaskState::Aborted => job.phase = Phase::Aborted,
        }
        let entity = job.task.as_mut().map(|task| {
            task.state = state;
            task.description = Some(description);
            task.entity(&job_url(&printer_id, &job_id))
        });
        printer.settle(now_ms);
        entity
            .map(Reply::Entity)
            .ok_or_else(|| Refusal::no_task(task_id))
    }

    /// The tasks that this definition's triggers started, with their jobs.
    fn tasks(&self, definition_id: &str) -> impl Iterator<Item = (&Printer, &Job, &Task)> {
        self.world
            .printers()
            .flat_map(|printer| printer.jobs.iter().map(move |job| (printer, job)))
            .filter_map(|(printer, job)| Some((printer, job, job.task.as_ref()?)))
            .filter(move |(_, _, task)| task.definition_id == definition_id)
    }

    fn own_task(
        &self,
        token: &Token,
        definition_id: &str,
        task_id: &str,
    ) -> Result<(&Printer, &Job, &Task), Refusal> {
        let id = &self.own_definition(token, definition_id)?.id;
        self.tasks(id)
            .find(|(_, _, task)| task.id.eq_ignore_ascii_case(task_id))
            .ok_or_else(|| Refusal::no_task(task_id))
    }
}

/// The state and description that the body reports.
fn report(request: &Request) -> Result<(TaskState, String), Refusal> {
    let members = body::members(request, &["status"])?;
    let Some(Value::Object(status)) = members.get("status") else {
        return Err(Refusal::bad_request("The 'status' is missing."));
    };
    let state = match body::text(status, "state")? {
        "processing" => TaskState::Processing,
        "completed" => TaskState::Completed,
        "aborted" => TaskState::Aborted,
        other => {
            return Err(Refusal::bad_request(format!(
                "A task cannot be brought to the state '{other}'."
            )));
        }
    };
    Ok((state, body::text(status, "description")?.to_owned()))
}
