//! Cancelling a waiting job, after one more question that names it.
//!
//! One job at a time. What was asked of the service is not repeated; a refusal
//! is shown where the question was, and the job stays in the list.

use universal_print::answer::Answer;
use universal_print::fault::Fault;
use universal_print::request::{Operation, Request};

use super::calls::{self, Purpose};
use super::command::Command;
use super::jobs::{self, JobKey};
use super::printers;
use super::service::Service;
use super::state::State;
use super::view::outcome;
use crate::text::{Message, Words};

/// A job that the user may be about to cancel.
#[derive(Clone, Debug, PartialEq)]
pub struct Cancelling {
    /// Which.
    pub job: JobKey,
    /// Confirmed, and not answered yet.
    pub under_way: bool,
    /// What went wrong.
    pub fault: Option<Fault>,
}

/// The user is asked once more, with the job named.
pub(super) fn ask(state: &mut State, job: JobKey) {
    let under_way = state
        .cancelling
        .as_ref()
        .is_some_and(|cancelling| cancelling.under_way);
    if !under_way && jobs::find(state, &job).is_some() {
        state.cancelling = Some(Cancelling {
            job,
            under_way: false,
            fault: None,
        });
    }
}

/// Takes the user's answer to the question.
pub(super) fn answer(state: &mut State, yes: bool, out: &mut Vec<Command>) {
    let Some(cancelling) = state.cancelling.clone().filter(|it| !it.under_way) else {
        return;
    };
    if !yes {
        state.cancelling = None;
        return;
    }
    state.cancelling = Some(Cancelling {
        under_way: true,
        fault: None,
        ..cancelling
    });
    go_on(state, out);
}

/// Sends the cancel once the queue's printer is known: to the printer's route,
/// the only one Graph has for it. A gateway ends the job as the application
/// that holds it.
///
/// <https://learn.microsoft.com/graph/api/printjob-cancel>,
/// <https://learn.microsoft.com/graph/api/printjob-abort>
pub(super) fn go_on(state: &mut State, out: &mut Vec<Command>) {
    let Some(Cancelling {
        job,
        under_way: true,
        ..
    }) = state.cancelling.clone()
    else {
        return;
    };
    match printers::resolve(state, &job.queue, out) {
        printers::Resolution::Asking => {}
        printers::Resolution::Known(printer) => {
            let sent = state
                .calls
                .values()
                .any(|call| call.is_for(&Purpose::Cancel(job.clone())));
            if !sent {
                let request = match Service::with_more_rights(state) {
                    Service::Gateway => Request::abort(&printer, &job.job, None),
                    Service::Graph => Request::cancel(&printer, &job.job),
                };
                calls::send(state, Purpose::Cancel(job), request, out);
            }
        }
        printers::Resolution::Unknown(fault) => failed(state, &fault, out),
    }
}

pub(super) fn cancelled(
    state: &mut State,
    key: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    match result.and_then(|answer| answer.done()) {
        Ok(()) => {
            let name =
                jobs::find(state, key).and_then(|waiting| waiting.job.name().map(Words::from));
            state.cancelling = None;
            state.announcements.say(Message::job_cancelled(
                name.unwrap_or_else(|| outcome::unnamed(key)),
            ));
            let before = state.selected.clone();
            state.selected.retain(|known| known != key);
            for queue in &mut state.queues {
                let rest = queue.jobs.iter().filter(|waiting| waiting.key != *key);
                queue.jobs = rest.cloned().collect();
            }
            jobs::tell_selection(state, &before, out);
            jobs::load(state, out);
        }
        Err(mut fault) => {
            // However it was asked for: to the user it is cancelling.
            fault.diagnostic.operation = Operation::Cancel;
            failed(state, &fault, out);
        }
    }
}

fn failed(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    if let Some(cancelling) = &mut state.cancelling {
        cancelling.under_way = false;
        cancelling.fault = Some(fault.clone());
    }
    jobs::report(state, fault, out);
}
