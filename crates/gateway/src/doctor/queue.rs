//! A queue: whether its jobs can be read, and whether it is this app that holds
//! them.
//!
//! Triggers cannot be read with the app's own token
//! (<https://learn.microsoft.com/graph/api/printer-list-tasktriggers>), but the
//! tasks of waiting jobs show that there is one, and the tasks of the app's own
//! definitions whose it is. Graph carries a redirect out for no other app.

use secrecy::SecretString;
use serde_json::Value;
use universal_print::{
    ids::TaskId,
    task::{Task, TaskState},
    wire::Wire as _,
};

use super::Report;
use crate::{id::Printer, setup::directory::Directory};

const READ_PRINTER: (&str, &str) = (
    "get printer",
    "the application permission Printer.Read.All, with admin consent",
);
const READ_JOBS: (&str, &str) = (
    "list jobs",
    "the application permission PrintJob.ReadBasic.All, with admin consent",
);

/// Looks at a queue; `own_tasks` are those of the app's definitions, where Graph
/// told them.
pub(super) async fn examine(
    report: &mut Report,
    directory: &Directory,
    own: &SecretString,
    queue: &Printer,
    own_tasks: Option<&[TaskId]>,
) {
    let step = format!("queue {queue}");
    let path = format!("/print/printers/{queue}?$select=id,displayName");
    if let Err(trouble) = directory.get(own, &path, READ_PRINTER).await {
        report.ill(
            &step,
            &trouble.to_string(),
            "check the id: it is the printer's, not the share's",
        );
        return;
    }
    let path = format!("/print/printers/{queue}/jobs?$expand=tasks");
    match directory.get(own, &path, READ_JOBS).await {
        Err(trouble) => report.ill(&step, &trouble.to_string(), "grant the permission"),
        Ok(jobs) => trigger(report, &step, &open_tasks(&jobs), own_tasks),
    }
}

fn trigger(report: &mut Report, step: &str, open: &[TaskId], own: Option<&[TaskId]>) {
    match own {
        Some(own) if open.iter().any(|task| own.contains(task)) => {
            report.well(step, "readable, and its trigger holds jobs");
        }
        Some(_) if !open.is_empty() => report.ill(
            step,
            "its jobs are held by a trigger of another app, so Graph refuses to redirect them",
            "a printer has room for one trigger: remove that one, if nothing needs it, then run `gateway setup`",
        ),
        _ => report.unseen(
            step,
            "readable; whether it has its trigger shows once a job waits, or run `gateway setup --dry-run`",
        ),
    }
}

/// The tasks that hold jobs in a list of jobs.
fn open_tasks(jobs: &Value) -> Vec<TaskId> {
    let jobs = jobs.get("value").and_then(Value::as_array);
    let tasks = jobs
        .into_iter()
        .flatten()
        .filter_map(|job| job.get("tasks")?.as_array())
        .flatten();
    tasks
        .filter_map(Task::read)
        .filter(|task| task.state == Some(TaskState::Processing))
        .map(|task| task.id)
        .collect()
}
