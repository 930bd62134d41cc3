//! Cancels a waiting job, after a question that names it.
//!
//! One job at a time. A cancel that was sent is not repeated; a refusal is
//! shown where the question was, and the job stays in the list.

use universal_print::answer::Answer;
use universal_print::fault::Fault;
use universal_print::request::{Operation, Request};

use super::command::Command;
use super::service::Service;
use super::state::State;
use super::state::call::Purpose;
use super::state::cancelling::Cancelling;
use super::state::job_key::JobKey;
use super::state::resolution::Resolution;
use super::{calls, jobs, printers, selection, tell, words};
use crate::text::{Message, Words};

/// Asks the user whether to cancel a job.
pub(super) fn ask(state: &mut State, job: JobKey) {
    let under_way = state
        .cancelling
        .as_ref()
        .is_some_and(|cancelling| cancelling.under_way);
    if !under_way && state.job(&job).is_some() {
        *state.cancelling = Some(Cancelling {
            job,
            under_way: false,
            fault: None,
        });
    }
}

/// Takes the user's answer.
pub(super) fn answer(state: &mut State, yes: bool, out: &mut Vec<Command>) {
    let Some(cancelling) = state.cancelling.clone().filter(|it| !it.under_way) else {
        return;
    };
    if !yes {
        *state.cancelling = None;
        return;
    }
    *state.cancelling = Some(Cancelling {
        under_way: true,
        fault: None,
        ..cancelling
    });
    go_on(state, out);
}

/// Sends the cancel once the queue's printer is known. Graph has a route for it
/// only at the printer. A gateway aborts the job instead, as the application
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
        Resolution::Asking => {}
        Resolution::Known(printer) => {
            let purpose = Purpose::Cancel(job.clone());
            let sent = state.calls.values().any(|call| call.purpose == purpose);
            if !sent {
                let request = match calls::privileged_service(state) {
                    Service::Gateway => Request::abort(&printer, &job.job, None),
                    Service::Graph => Request::cancel(&printer, &job.job),
                };
                calls::send(state, purpose, request, out);
            }
        }
        Resolution::Unknown(fault) => failed(state, &fault, out),
    }
}

/// The cancel was answered.
pub(super) fn cancelled(
    state: &mut State,
    key: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    match result.and_then(|answer| answer.no_content()) {
        Ok(()) => {
            let name = state.job(key).and_then(|waiting| waiting.job.name());
            let name = name.map_or_else(|| words::outcome::unnamed(key), Words::from);
            *state.cancelling = None;
            state.announcements.say(Message::job_cancelled(name));
            jobs::leave_out(state, key);
            selection::deselect(state, key, out);
            jobs::load(state, out);
        }
        Err(mut fault) => {
            // The user cancelled, even where the gateway was asked to abort.
            fault.diagnostic.operation = Operation::Cancel;
            failed(state, &fault, out);
        }
    }
}

fn failed(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    if let Some(cancelling) = state.cancelling.as_mut() {
        cancelling.under_way = false;
        cancelling.fault = Some(fault.clone());
    }
    tell::fault(state, fault, out);
}
