//! Checks a queue: can its jobs be read, and does this app's trigger hold them?
//!
//! The app's own token cannot read triggers
//! (<https://learn.microsoft.com/graph/api/printer-list-tasktriggers>). But the
//! tasks of waiting jobs show that there is a trigger, and comparing them with
//! the tasks of the app's definitions shows whose it is. Graph redirects a job
//! only for the app whose trigger holds it.

use secrecy::SecretString;
use universal_print::{
    ids::{PrinterId, TaskId},
    job::Job,
    json::Value,
    request::{JobExpand, Request},
    task::TaskState,
    wire::list,
};

use super::report::Report;
use crate::graph::directory::{Bearer, Directory};

const ID_HINT: &str = "check the id in [setup] queues: it must be the printer's, not the share's";

/// Checks a queue. `own_tasks` are the tasks of the app's definitions, if they
/// could be read.
pub(super) async fn examine(
    report: &mut Report,
    directory: &Directory,
    own: &SecretString,
    queue: &PrinterId,
    own_tasks: Option<&[TaskId]>,
) {
    let step = format!("queue {queue}");
    let own = Bearer::App(own);
    let printer = Request::printer(queue, "id,displayName");
    if let Err(error) = directory.call(own, printer).await {
        report.failed(&step, &error.to_string(), &error.remedy(ID_HINT));
        return;
    }
    let jobs = Request::jobs_of_printer(queue, JobExpand::Tasks);
    match directory.call(own, jobs).await {
        Err(error) => report.failed(&step, &error.to_string(), &error.remedy(ID_HINT)),
        Ok(jobs) => trigger(report, &step, &open_tasks(&jobs), own_tasks),
    }
}

fn trigger(report: &mut Report, step: &str, open: &[TaskId], own: Option<&[TaskId]>) {
    match own {
        Some(own) if open.iter().any(|task| own.contains(task)) => {
            report.passed(step, "it can be read, and its trigger holds jobs");
        }
        Some(_) if !open.is_empty() => report.failed(
            step,
            "a trigger of another app holds its jobs, so Graph refuses to redirect them",
            "a printer can have only one trigger: remove that one, if nothing needs it, then run `gateway setup`",
        ),
        _ => report.unknown(
            step,
            "it can be read; no job waits here, so the trigger cannot be seen: print a job, or run `gateway setup --dry-run`",
        ),
    }
}

/// The tasks that hold the jobs of a list.
fn open_tasks(jobs: &Value) -> Vec<TaskId> {
    let jobs: Vec<Job> = list(jobs, "value");
    let tasks = jobs.into_iter().filter_map(|job| job.tasks).flatten();
    tasks
        .filter(|task| task.state == Some(TaskState::Processing))
        .map(|task| task.id)
        .collect()
}
