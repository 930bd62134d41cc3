//! Sends jobs on: one press, one redirect for each job, at most four at once.
//!
//! `universal_print::redirect` alone decides whether and when a run may send; `release::protocol`
//! carries out what it asks for. This file starts runs, keeps each job's result, and ends them.

mod protocol;

use universal_print::answer::Answer;
use universal_print::configuration::Changes;
use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::job::Job;
use universal_print::redirect::{
    Input, JobClaim, Outcome, Redirect, SendReply, SourceReading, WaitId,
};
use universal_print::request::Operation;
use universal_print::time::Timestamp;

use super::command::{Command, HostEvent};
use super::journal::JournalEntry;
use super::state::State;
use super::state::job_key::JobKey;
use super::state::queue::WaitingJob;
use super::state::resolution::Resolution;
use super::state::run::{Attempt, Run, RunState, Spoken};
use super::state::settings::Settings;
use super::state::track::Track;
use super::words::outcome;
use super::words::problem::{self, Problem};
use super::{batch, jobs, printers, selection, settings, tell, tracking};

/// How many redirects are under way at once. Universal Print lets a user have
/// about four jobs on their way to one printer.
///
/// <https://learn.microsoft.com/universal-print/fundamentals/universal-print-limits>
pub const AT_ONCE: usize = 4;

/// The user pressed the button.
pub(super) fn press(state: &mut State, out: &mut Vec<Command>) {
    let Some(share) = state.destinations.choice.share.clone() else {
        return;
    };
    if state.blocked().is_some() || state.awaits_capabilities() {
        return;
    }
    let printer_name = state
        .destinations
        .find(&share)
        .and_then(|printer| printer.name().map(str::to_owned));
    state.settings.taken_back = None;
    let jobs: Vec<WaitingJob> = state.pressed().cloned().collect();
    let press = state.next_number();
    for WaitingJob {
        key: job,
        job: listed,
        ..
    } in jobs
    {
        let settings = state.settings.of(&job);
        let changes = settings.map(|settings| settings.changes.clone());
        // A job that is pressed again stays where its row is.
        let last = state.run(&job);
        let first = last.map_or(0, |last| last.first);
        let pressed_at = last.map_or(*state.shown_at, |last| last.pressed_at);
        state.runs.retain(|run| run.job != job);
        state.runs.push(Run {
            name: listed.name().map(str::to_owned),
            listed: Some(listed),
            pressed_at,
            press,
            attempt: Attempt::default(),
            spoken: Spoken::Alone,
            first,
            job,
            share: share.clone(),
            printer_name: printer_name.clone(),
            state: RunState::Queued,
            wakes_at: None,
            changes: changes.unwrap_or_default(),
            source: None,
            client_request_id: String::new(),
            sent_at: None,
        });
    }
    let printer = state.runs.last().map(outcome::printer);
    if let Some(printer) = printer {
        batch::start(state, press, printer);
    }
    // A printer that was not found at the last press may be found at this one.
    printers::forget_unknown(state);
    go_on(state, out);
}

/// Starts queued runs, up to the number that may be under way.
pub(super) fn go_on(state: &mut State, out: &mut Vec<Command>) {
    loop {
        let sending = state
            .runs
            .iter()
            .filter(|run| matches!(run.state, RunState::Sending(_)))
            .count();
        if sending >= AT_ONCE {
            return;
        }
        let queued: Vec<(JobKey, ShareId)> = state
            .runs
            .iter()
            .filter(|run| run.state == RunState::Queued)
            .map(|run| (run.job.clone(), run.share.clone()))
            .collect();
        let started = queued.into_iter().any(|(job, share)| {
            let queue = printers::resolve(state, &job.queue, out);
            let destination_printer = printers::resolve(state, &share, out);
            match (queue, destination_printer) {
                (Resolution::Unknown(fault), _) | (_, Resolution::Unknown(fault)) => {
                    let problem = problem::of_fault(&fault);
                    state.set_run_state(&job, RunState::PrinterUnknown(fault));
                    tell_of(state, &job, problem, out);
                    settings::check(state);
                    true
                }
                (Resolution::Known(_), Resolution::Known(printer)) => {
                    protocol::start(state, &job, Redirect::press(printer), out);
                    true
                }
                _ => false,
            }
        });
        if !started {
            return;
        }
    }
}

/// The journal of an earlier visit was read: finds out what became of each job.
pub(super) fn resume(state: &mut State, entries: Vec<JournalEntry>, out: &mut Vec<Command>) {
    let press = state.next_number();
    for entry in entries {
        if state.run(&entry.job).is_some() {
            continue;
        }
        let pressed_at = *state.shown_at;
        state.runs.push(Run {
            job: entry.job.clone(),
            listed: None,
            pressed_at,
            press,
            attempt: Attempt::default(),
            spoken: Spoken::Alone,
            first: 0,
            name: None,
            share: entry.share,
            printer_name: None,
            state: RunState::Queued,
            wakes_at: None,
            changes: Changes::default(),
            source: None,
            client_request_id: entry.client_request_id,
            sent_at: Some(entry.time),
        });
        protocol::start(
            state,
            &entry.job,
            Redirect::resume(entry.destination_printer),
            out,
        );
    }
    batch::follow(state, press);
}

/// The user or the service changed, so the runs are no longer shown. A redirect
/// under way stays in the journal of the user who pressed.
pub(super) fn leave(state: &mut State, out: &mut Vec<Command>) {
    *state.settings = Settings::default();
    for run in std::mem::take(&mut *state.runs) {
        // The claim of a send under way is released after its answer: until then, no other tab
        // may send the job.
        if matches!(run.state, RunState::Sending(_)) && !state.awaits_redirect(&run.job) {
            out.push(Command::ReleaseClaim(run.job));
        }
    }
}

/// The user wants to know what became of an unconfirmed send, or of a job that
/// is no longer followed. Never sends.
pub(super) fn check_again(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    // The user asks about this job, so it is spoken of by itself.
    if let Some(run) = state.run_mut(job) {
        run.spoken = Spoken::Alone;
    }
    let Some(run) = state.run(job) else {
        return;
    };
    match &run.state {
        RunState::Ended(Outcome::Unconfirmed(_)) => {
            let Some(Resolution::Known(printer)) = state.printers.get(&run.share).cloned() else {
                // After a reload only the journal has the printer. An unconfirmed
                // send stays there.
                state.runs.retain(|run| run.job != *job);
                return out.push(Command::ReadJournal);
            };
            protocol::start(state, job, Redirect::resume(printer), out);
        }
        RunState::Accepted(_) => tracking::start_again(state, job, out),
        _ => {}
    }
}

/// The claim on a job was answered.
pub(super) fn claimed(state: &mut State, job: &JobKey, claim: JobClaim, out: &mut Vec<Command>) {
    let is_sending = |run: &Run| matches!(run.state, RunState::Sending(_));
    if claim == JobClaim::Granted && !state.run(job).is_some_and(is_sending) {
        // It came too late: the press that asked for it has ended.
        return out.push(Command::ReleaseClaim(job.clone()));
    }
    step(state, job, Input::Claimed(claim), out);
}

/// A fresh token was fetched, or could not be.
pub(super) fn renewed(
    state: &mut State,
    job: &JobKey,
    result: Result<(), NoToken>,
    out: &mut Vec<Command>,
) {
    let result = result.map_err(|reason| {
        let run = state.run(job);
        let id = run.map_or("", |run| run.client_request_id.as_str());
        let cause = Cause::NoToken(reason);
        let mut fault = Fault::without_answer(Operation::Redirect, id, cause);
        fault.diagnostic.time = Some(state.now);
        fault
    });
    step(state, job, Input::Renewed(result), out);
}

/// A wait of the redirect protocol ended.
pub(super) fn waited(state: &mut State, attempt: Attempt, wait: WaitId, out: &mut Vec<Command>) {
    if let Some(job) = state.attempted(attempt).map(|run| run.job.clone()) {
        step(state, &job, Input::Elapsed(wait), out);
    }
}

/// The source job was read, or could not be.
pub(super) fn source_read(
    state: &mut State,
    attempt: Attempt,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let Some(job) = &state.attempted(attempt).map(|run| run.job.clone()) else {
        return;
    };
    let reading = match result.and_then(|answer| answer.read::<Job>()) {
        Ok(source) => {
            if let Some(run) = state.run_mut(job) {
                run.name = run.name.take().or_else(|| source.name().map(str::to_owned));
                run.source = Some(Box::new(source.clone()));
            }
            SourceReading::Job(Box::new(source))
        }
        Err(fault) => SourceReading::Failed(fault),
    };
    step(state, job, Input::Source(reading), out);
}

/// The redirect to a share was answered, or its answer was lost.
pub(super) fn sent(
    state: &mut State,
    job: &JobKey,
    attempt: Attempt,
    share: &ShareId,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let reply = SendReply::of(result);
    if let SendReply::Accepted { job: new_job } = &reply
        && state.run(job).is_some_and(Run::is_given_up)
        && let Some(Resolution::Known(printer)) = state.printers.get(share).cloned()
    {
        // The answer came after the outcome was given up.
        out.push(Command::RemoveFromJournal(job.clone()));
        arrived_at(state, job, share);
        return accept(state, job, printer, new_job.clone(), out);
    }
    // An attempt that started since reads for itself what became of this one.
    if state.attempted(attempt).is_some() {
        step(state, job, Input::Sent(reply), out);
    }
}

/// The job is at the printer of this share, which an earlier press sent it to.
fn arrived_at(state: &mut State, job: &JobKey, share: &ShareId) {
    let printer = state.destinations.find(share);
    let name = printer.and_then(|printer| printer.name().map(str::to_owned));
    if let Some(run) = state.run_mut(job)
        && run.share != *share
    {
        run.share = share.clone();
        run.printer_name = name;
    }
}

/// The destination has the job: follows it there.
fn accept(
    state: &mut State,
    job: &JobKey,
    printer: PrinterId,
    new_job: Option<JobId>,
    out: &mut Vec<Command>,
) {
    let now = state.now;
    let Some(run) = state.run_mut(job) else {
        return;
    };
    let share = run.share.clone();
    run.state = RunState::Accepted(Track::new(new_job.clone(), now));
    // After a reload nothing else knows the printer, and the job may have to be read there.
    state
        .printers
        .insert(share.clone(), Resolution::Known(printer.clone()));
    out.push(Command::Tell(HostEvent::Redirected {
        job: job.clone(),
        share,
        printer,
        new_job,
    }));
    selection::deselect(state, job, out);
    // Changes end when their job is accepted. Jobs that were not sent keep them.
    drop(state.settings.forget(job));
    tracking::start(state, job, out);
}

/// Whether the outcome of this attempt's send is being looked for.
pub(super) fn is_reconciling(state: &State, attempt: Attempt) -> bool {
    let reached = state.attempted(attempt).map(|run| &run.state);
    matches!(reached, Some(RunState::Sending(redirect)) if redirect.is_reconciling())
}

/// The service asked to wait before the job is read again.
pub(super) fn slowed(state: &mut State, job: &JobKey, until: Timestamp) {
    if let Some(run) = state.run_mut(job) {
        run.wakes_at = Some(until);
    }
}

/// Tells of a problem with a job. One of several jobs is not spoken of by itself.
fn tell_of(state: &mut State, job: &JobKey, problem: Problem, out: &mut Vec<Command>) {
    if batch::has(state, job) {
        tell::page(problem, out);
        batch::went_on(state, job);
    } else {
        tell::problem(state, problem, out);
    }
}

fn step(state: &mut State, job: &JobKey, input: Input, out: &mut Vec<Command>) {
    protocol::step(state, job, input, out);
    end(state, job, out);
}

/// Keeps the result once the protocol has ended for a job, and starts the next run.
fn end(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let Some(run) = state.run_mut(job) else {
        return;
    };
    let RunState::Sending(redirect) = &run.state else {
        return;
    };
    let printer = redirect.destination_printer().clone();
    match redirect.outcome().cloned() {
        None => return,
        Some(Outcome::Accepted { job: new_job }) => {
            accept(state, job, printer, new_job, out);
        }
        Some(outcome) => {
            run.state = RunState::Ended(outcome.clone());
            let problem = state
                .run(job)
                .map(|run| outcome::problem(state, run, &outcome));
            if !outcome.is_still_waiting() {
                selection::deselect(state, job, out);
            }
            if let Some(problem) = problem {
                tell_of(state, job, problem, out);
            }
            // Another printer may have been chosen while the job was on its way.
            settings::check(state);
        }
    }
    go_on(state, out);
    let busy = state.runs.iter().any(Run::is_under_way);
    if !busy && state.visible {
        jobs::load(state, out);
    }
}
