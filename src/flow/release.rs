//! Sending jobs on: one press, a redirect for each job, at most four at once.
//!
//! A [`Run`] is one press for one job. Whether and when it may send is decided
//! by `universal_print::redirect` alone; this module carries out what that
//! machine asks for and keeps each job's result apart from the others'.

mod run;

use universal_print::answer::Answer;
use universal_print::configuration::{Changes, overlay};
use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::ids::ShareId;
use universal_print::job::Job;
use universal_print::redirect::{
    Effect, Input, JobClaim, Outcome, Redirect, SendReply, SourceReading, WaitId,
};
use universal_print::request::{Operation, Request};
use universal_print::time::Timestamp;

use super::calls::{self, Purpose, Timer};
use super::command::{Command, HostEvent};
use super::jobs::{self, JobKey};
use super::journal::Entry;
use super::printers::{self, Resolution};
use super::state::State;
use super::tracking::{self, Track};
use super::view::outcome;
use crate::text::Message;

pub(super) use run::find_mut;
use run::set_stage;
pub use run::{Run, Stage, find, is_taken};

/// How many redirects are under way at once. Universal Print lets a user have
/// about four jobs on their way to one printer.
///
/// <https://learn.microsoft.com/universal-print/fundamentals/universal-print-limits>
pub const AT_ONCE: usize = 4;

/// The user pressed the one button.
pub(super) fn press(state: &mut State, out: &mut Vec<Command>) {
    let Some(share) = state.destinations.chosen.clone() else {
        return;
    };
    if state.destinations.obstacle().is_some() {
        return;
    }
    let printer_name = state
        .destinations
        .find(&share)
        .and_then(|share| share.base.display_name.clone());
    let jobs: Vec<JobKey> = jobs::releasable(state)
        .into_iter()
        .filter(|key| jobs::is_selected(state, key))
        .collect();
    for job in jobs {
        let name =
            jobs::find(state, &job).and_then(|waiting| waiting.job.name().map(str::to_owned));
        state.runs.retain(|run| run.job != job);
        state.runs.push(Run {
            job,
            name,
            share: share.clone(),
            printer_name: printer_name.clone(),
            stage: Stage::Queued,
            wakes_at: None,
            changes: state.changes.clone(),
            source: None,
            client_request_id: String::new(),
        });
    }
    // What could not be learnt at the last press may be learnt at this one.
    printers::retry(state, out);
}

/// Starts as many queued runs as may be under way.
pub(super) fn go_on(state: &mut State, out: &mut Vec<Command>) {
    loop {
        let sending = state
            .runs
            .iter()
            .filter(|run| matches!(run.stage, Stage::Sending(..)))
            .count();
        if sending >= AT_ONCE {
            return;
        }
        let queued: Vec<(JobKey, ShareId)> = state
            .runs
            .iter()
            .filter(|run| run.stage == Stage::Queued)
            .map(|run| (run.job.clone(), run.share.clone()))
            .collect();
        let started = queued.into_iter().any(|(job, share)| {
            let queue = printers::resolve(state, &job.queue, out);
            let destination = printers::resolve(state, &share, out);
            match (queue, destination) {
                (Resolution::Unknown(fault), _) | (_, Resolution::Unknown(fault)) => {
                    printer_unknown(state, &job, fault, out);
                    true
                }
                (Resolution::Known(_), Resolution::Known(printer)) => {
                    let (redirect, effects) = Redirect::press(printer.clone());
                    set_stage(state, &job, Stage::Sending(printer, redirect));
                    carry_out(state, &job, effects, out);
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

fn printer_unknown(state: &mut State, job: &JobKey, fault: Fault, out: &mut Vec<Command>) {
    jobs::report(state, &fault, out);
    set_stage(state, job, Stage::PrinterUnknown(fault));
}

/// The journal of an earlier visit: looks at what became of each job.
pub(super) fn resume(state: &mut State, entries: Vec<Entry>, out: &mut Vec<Command>) {
    for entry in entries {
        if state.runs.iter().any(|run| run.job == entry.job) {
            continue;
        }
        let (redirect, effects) = Redirect::resume(entry.destination.clone());
        state.runs.push(Run {
            job: entry.job.clone(),
            name: None,
            share: entry.share,
            printer_name: None,
            stage: Stage::Sending(entry.destination, redirect),
            wakes_at: None,
            changes: Changes::default(),
            source: None,
            client_request_id: entry.client_request_id,
        });
        carry_out(state, &entry.job, effects, out);
    }
}

/// The user is another now, or the service is: what was pressed is no longer
/// shown. A redirect under way stays in the journal of the one who pressed.
pub(super) fn leave(state: &mut State, out: &mut Vec<Command>) {
    for run in std::mem::take(&mut state.runs) {
        if matches!(run.stage, Stage::Sending(..)) {
            out.push(Command::LetGo(run.job));
        }
    }
}

/// The user wants an unconfirmed send looked at again, or a job that is no
/// longer followed. Never sends.
pub(super) fn check_again(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let Some(run) = find(state, job) else {
        return;
    };
    match &run.stage {
        Stage::Ended(Outcome::Unconfirmed) => {
            let Some(Resolution::Known(printer)) = state.printers.get(&run.share).cloned() else {
                // After a reload the journal alone knows it: an unconfirmed send stays there.
                state.runs.retain(|run| run.job != *job);
                return out.push(Command::Recall);
            };
            let (redirect, effects) = Redirect::resume(printer.clone());
            set_stage(state, job, Stage::Sending(printer, redirect));
            carry_out(state, job, effects, out);
        }
        Stage::Accepted(_) => tracking::start_again(state, job, out),
        _ => {}
    }
}

/// The user has read a result.
pub(super) fn dismiss(state: &mut State, job: &JobKey) {
    state
        .runs
        .retain(|run| run.job != *job || run.is_under_way());
    if !state.runs.iter().any(|run| run.job == *job) {
        tracking::forget(state, job);
    }
}

pub(super) fn claimed(state: &mut State, job: &JobKey, claim: JobClaim, out: &mut Vec<Command>) {
    step(state, job, Input::Claimed(claim), out);
}

pub(super) fn renewed(
    state: &mut State,
    job: &JobKey,
    result: Result<(), NoToken>,
    out: &mut Vec<Command>,
) {
    let result = result.map_err(|reason| {
        let id = find(state, job).map_or("", |run| run.client_request_id.as_str());
        Fault::without_answer(Operation::Redirect, id, Cause::NoToken(reason))
    });
    step(state, job, Input::Renewed(result), out);
}

pub(super) fn waited(state: &mut State, job: &JobKey, wait: WaitId, out: &mut Vec<Command>) {
    step(state, job, Input::Elapsed(wait), out);
}

pub(super) fn source_read(
    state: &mut State,
    job: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let reading = match result.and_then(|answer| answer.read::<Job>()) {
        Ok(source) => {
            if let Some(run) = find_mut(state, job) {
                run.name = run.name.take().or_else(|| source.name().map(str::to_owned));
                run.source = Some(Box::new(source.clone()));
            }
            SourceReading::Job(Box::new(source))
        }
        Err(fault) => SourceReading::Failed(fault),
    };
    step(state, job, Input::Source(reading), out);
}

pub(super) fn sent(
    state: &mut State,
    job: &JobKey,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let reply = SendReply::of(result);
    step(state, job, Input::Sent(reply), out);
}

/// Whether the outcome of this job's send is being looked for.
pub(super) fn is_reconciling(state: &State, job: &JobKey) -> bool {
    let stage = find(state, job).map(|run| &run.stage);
    matches!(stage, Some(Stage::Sending(_, redirect)) if redirect.is_reconciling())
}

/// The service asked to wait before the job is looked at again.
pub(super) fn slowed(state: &mut State, job: &JobKey, until: Timestamp) {
    if let Some(run) = find_mut(state, job) {
        run.wakes_at = Some(until);
    }
}

fn step(state: &mut State, job: &JobKey, input: Input, out: &mut Vec<Command>) {
    let Some(run) = find_mut(state, job) else {
        return;
    };
    let Stage::Sending(_, redirect) = &mut run.stage else {
        return;
    };
    run.wakes_at = None;
    let reconciling = redirect.is_reconciling();
    let effects = redirect.step(input);
    if !reconciling && redirect.is_reconciling() {
        state.announcements.interrupt(Message::checking());
    }
    carry_out(state, job, effects, out);
}

fn carry_out(state: &mut State, job: &JobKey, effects: Vec<Effect>, out: &mut Vec<Command>) {
    for effect in effects {
        match effect {
            Effect::Claim => out.push(Command::Claim(job.clone())),
            Effect::ReadSource => {
                let request = Request::job_of_share(&job.queue, &job.job);
                calls::send(state, Purpose::Source(job.clone()), request, out);
            }
            Effect::Remember => remember(state, job, out),
            Effect::Send => send(state, job, out),
            Effect::Renew { claims } => out.push(Command::Renew {
                job: job.clone(),
                need: calls::need_for_redirect(state, claims),
            }),
            Effect::Wait { id, pause } => {
                let wakes_at = state.now.after(pause);
                if let Some(run) = find_mut(state, job)
                    && matches!(&run.stage, Stage::Sending(_, redirect) if redirect.is_throttled())
                {
                    run.wakes_at = Some(wakes_at);
                    state.announcements.say(Message::throttled());
                }
                calls::wait(state, Timer::Redirect(job.clone(), id), pause, out);
            }
            Effect::Forget => out.push(Command::Forget(job.clone())),
            Effect::LetGo => {
                out.push(Command::LetGo(job.clone()));
                ended(state, job, out);
            }
        }
    }
}

fn remember(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let client_request_id = state.request_ids.next_id();
    let time = state.now;
    let Some(run) = find_mut(state, job) else {
        return;
    };
    let Stage::Sending(destination, _) = &run.stage else {
        return;
    };
    run.client_request_id.clone_from(&client_request_id);
    out.push(Command::Remember(Entry {
        job: job.clone(),
        share: run.share.clone(),
        destination: destination.clone(),
        time,
        client_request_id,
    }));
}

/// The one place in this program that sends a redirect.
fn send(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let (Some(run), Some(Resolution::Known(queue))) =
        (find(state, job), state.printers.get(&job.queue))
    else {
        return;
    };
    let Stage::Sending(destination, _) = &run.stage else {
        return;
    };
    let source = run
        .source
        .as_ref()
        .and_then(|source| source.configuration.as_ref());
    let configuration = overlay(source, &run.changes).body;
    let request = Request::redirect(queue, &job.job, destination, configuration);
    let client_request_id = run.client_request_id.clone();
    calls::send_as(
        state,
        Purpose::Redirect(job.clone()),
        request,
        client_request_id,
        out,
    );
}

fn ended(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let now = state.now;
    let Some(run) = find_mut(state, job) else {
        return;
    };
    let Stage::Sending(printer, redirect) = &run.stage else {
        return;
    };
    let (printer, outcome) = (printer.clone(), redirect.outcome().cloned());
    match outcome {
        Some(Outcome::Accepted { job: new_job }) => {
            let share = run.share.clone();
            run.stage = Stage::Accepted(Track::new(new_job.clone(), now));
            out.push(Command::Tell(HostEvent::Redirected {
                job: job.clone(),
                share,
                printer,
                new_job,
            }));
            deselect(state, job, out);
            tracking::start(state, job, out);
        }
        Some(outcome) => {
            run.stage = Stage::Ended(outcome.clone());
            let problem = outcome::problem(run, &outcome);
            if !outcome.is_still_waiting() {
                deselect(state, job, out);
            }
            jobs::tell(state, problem, out);
        }
        None => return,
    }
    go_on(state, out);
    let busy = state.runs.iter().any(Run::is_under_way);
    if !busy && state.visible {
        jobs::load(state, out);
    }
}

fn deselect(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let before = state.selected.clone();
    state.selected.retain(|known| known != job);
    jobs::tell_selection(state, &before, out);
}
