//! Carries out what the redirect protocol asks for.
//!
//! [`start`] and [`step`] turn the protocol's effects into commands, calls and
//! waits, in the order they were given. Nothing here decides whether a redirect
//! may be sent; `universal_print::redirect` does.

use universal_print::configuration::overlay;
use universal_print::fault::{Cause, Fault};
use universal_print::redirect::{Effect, Input, Redirect, SendReply};
use universal_print::request::{Operation, Request};

use crate::flow::batch;
use crate::flow::calls;
use crate::flow::command::Command;
use crate::flow::journal::JournalEntry;
use crate::flow::state::State;
use crate::flow::state::call::{Purpose, Timer};
use crate::flow::state::job_key::JobKey;
use crate::flow::state::resolution::Resolution;
use crate::flow::state::run::{Attempt, Run, RunState};
use crate::flow::words::problem::INEXACT_SETTINGS;
use crate::text::Message;

/// Starts the protocol for a run.
pub(super) fn start(
    state: &mut State,
    job: &JobKey,
    (redirect, effects): (Redirect, Vec<Effect>),
    out: &mut Vec<Command>,
) {
    let attempt = Attempt(state.next_number());
    if let Some(run) = state.run_mut(job) {
        run.attempt = attempt;
    }
    state.set_run_state(job, RunState::Sending(redirect));
    carry_out(state, job, effects, out);
}

/// Gives the protocol of a run an input. An input for a run that is not being
/// sent is ignored.
pub(super) fn step(state: &mut State, job: &JobKey, input: Input, out: &mut Vec<Command>) {
    let Some(run) = state.run_mut(job) else {
        return;
    };
    let RunState::Sending(redirect) = &mut run.state else {
        return;
    };
    run.wakes_at = None;
    let reconciling = redirect.is_reconciling();
    let effects = redirect.step(input);
    let is_lost = !reconciling && redirect.is_reconciling();
    if is_lost && batch::is_first(state, job, is_checked) {
        state.announcements.interrupt(Message::checking());
    }
    carry_out(state, job, effects, out);
}

/// Whether the outcome of a run is being looked for.
fn is_checked(run: &Run) -> bool {
    matches!(&run.state, RunState::Sending(redirect) if redirect.is_reconciling())
}

fn carry_out(state: &mut State, job: &JobKey, effects: Vec<Effect>, out: &mut Vec<Command>) {
    let Some(attempt) = state.run(job).map(|run| run.attempt) else {
        return;
    };
    for effect in effects {
        match effect {
            Effect::Claim => out.push(Command::Claim(job.clone())),
            Effect::ReadSource => {
                let request = Request::job_of_share(&job.queue, &job.job);
                calls::send(state, Purpose::Source(attempt), request, out);
            }
            Effect::WriteJournal => write_journal(state, job, out),
            Effect::Send => send(state, job, out),
            Effect::Renew { claims } => out.push(Command::Renew {
                job: job.clone(),
                need: calls::need_for_redirect(state, claims),
            }),
            Effect::Wait { id, pause } => {
                let wakes_at = state.now.after(pause);
                if let Some(run) = state.run_mut(job)
                    && matches!(&run.state, RunState::Sending(redirect) if redirect.is_throttled())
                {
                    run.wakes_at = Some(wakes_at);
                    if batch::is_first(state, job, |run| run.wakes_at.is_some()) {
                        state.announcements.say(Message::throttled());
                    }
                }
                calls::wait(state, Timer::Redirect(attempt, id), pause, out);
            }
            Effect::RemoveFromJournal => out.push(Command::RemoveFromJournal(job.clone())),
            Effect::ReleaseClaim => out.push(Command::ReleaseClaim(job.clone())),
        }
    }
}

/// Writes the intention to the journal, with the id that the send will carry.
fn write_journal(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let client_request_id = state.request_ids.next_id();
    let time = state.now;
    let Some(run) = state.run_mut(job) else {
        return;
    };
    let RunState::Sending(redirect) = &run.state else {
        return;
    };
    run.client_request_id.clone_from(&client_request_id);
    run.sent_at = Some(time);
    out.push(Command::WriteJournal(JournalEntry {
        job: job.clone(),
        share: run.share.clone(),
        destination_printer: redirect.destination_printer().clone(),
        time,
        client_request_id,
    }));
}

/// Sends the redirect. Nothing else in this program sends one.
fn send(state: &mut State, job: &JobKey, out: &mut Vec<Command>) {
    let (Some(run), Some(Resolution::Known(queue))) =
        (state.run(job), state.printers.get(&job.queue))
    else {
        return;
    };
    let RunState::Sending(redirect) = &run.state else {
        return;
    };
    let source = run
        .source
        .as_ref()
        .and_then(|source| source.configuration.as_ref());
    let overlay = match overlay(source, &run.changes) {
        Ok(overlay) => overlay,
        Err(inexact) => {
            // A number of the job may not be the one that came, so nothing is sent.
            let id = run.client_request_id.clone();
            let mut refusal = Fault::without_answer(Operation::Redirect, &id, Cause::Rejected);
            refusal.diagnostic.code = Some(INEXACT_SETTINGS.to_owned());
            refusal.diagnostic.message = Some(inexact.settings.join(", "));
            refusal.diagnostic.time = Some(state.now);
            return step(state, job, Input::Sent(SendReply::Failed(refusal)), out);
        }
    };
    let request = Request::redirect(
        queue,
        &job.job,
        redirect.destination_printer(),
        overlay.body,
    );
    let (attempt, share) = (run.attempt, run.share.clone());
    let client_request_id = run.client_request_id.clone();
    calls::send_redirect(
        state,
        job.clone(),
        attempt,
        share,
        request,
        client_request_id,
        out,
    );
}
