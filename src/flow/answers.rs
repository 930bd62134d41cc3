//! Takes answers and ended waits, and hands each to the part that asked.
//!
//! Reads that failed in passing are repeated here by the rules of
//! `universal_print::retry`, and a rejected token is renewed once, whatever the
//! call was for. Only the final result reaches a part. The answer of a forgotten
//! call is ignored.

use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::preflight::Lack;
use universal_print::retry;

use super::command::{Command, HostEvent};
use super::service::Service;
use super::state::State;
use super::state::call::{CallId, PendingCall, Purpose, Timer, TimerId, TokenFreshness};
use super::words::problem::GATEWAY_UNREACHABLE;
use super::{
    batch, calls, cancelling, clock, code, destination, favorites, jobs, nearest, printers,
    recovery, release, search_pause, sight, sign_in, tracking,
};
use crate::text::Message;

/// Whether a call whose token was refused is sent again with another one. A
/// redirect is not: its protocol asks for the token and checks the job again.
/// What is read in passing is not worth a new token.
fn may_be_sent_again(purpose: &Purpose) -> bool {
    !matches!(purpose, Purpose::Redirect(..) | Purpose::Sight(_))
}

/// A call was answered or failed: repeats it where that is allowed, else
/// delivers the result.
pub(super) fn answered(
    state: &mut State,
    id: CallId,
    mut result: Result<Answer, Fault>,
    lacks: Option<Vec<Lack>>,
    out: &mut Vec<Command>,
) {
    let Some(call) = state.calls.remove(&id) else {
        return;
    };
    if let Ok(answer) = &mut result {
        answer.time = Some(state.now);
    }
    let failed = match &result {
        Ok(answer) => answer
            .refusal_at(state.now)
            .or_else(|| refused_in_batch(&call, answer)),
        Err(fault) => Some(fault.clone()),
    };
    tell_diagnostic(&result, out);
    let Some(mut fault) = failed else {
        sign_in::done(state);
        sight::token_accepted(state);
        recovery::heard(state, id, &call.purpose, &result, out);
        return deliver(state, call.purpose, result, out);
    };
    fault.diagnostic.time = Some(state.now);
    fault.diagnostic.lacks = lacks;
    note_unreachable_gateway(state, &call, &mut fault);
    match &fault.cause {
        Cause::Unauthorized { claims }
            if call.token == TokenFreshness::Any && may_be_sent_again(&call.purpose) =>
        {
            let token = TokenFreshness::Fresh(claims.clone());
            calls::dispatch(state, PendingCall { token, ..call }, out);
        }
        _ => {
            let pause = retry::pause(call.repeats, &fault);
            let Some(pause) = pause.filter(|_| is_repeated(state, &call)) else {
                let result = Err(fault);
                recovery::heard(state, id, &call.purpose, &result, out);
                return deliver(state, call.purpose, result, out);
            };
            let pause = spread(state, &result, pause);
            if matches!(fault.cause, Cause::Throttled { .. }) {
                throttled(state, &call.purpose, pause);
            }
            let repeats = call.repeats.saturating_add(1);
            let call = PendingCall { repeats, ..call };
            calls::wait(state, Timer::Repeat(Box::new(call)), pause, out);
        }
    }
}

/// Lengthens a pause by chance, so that not all widgets of an intranet come back at the
/// same moment. A wait that this answer told in seconds stays as it is.
fn spread(state: &mut State, result: &Result<Answer, Fault>, pause: Duration) -> Duration {
    let header = result.as_ref().ok();
    let header = header.and_then(|answer| answer.headers.retry_after.as_deref());
    match header.and_then(retry::after) {
        Some(told) if told >= pause => pause,
        _ => state.jitter.lengthen(pause),
    }
}

/// The fault of a read in a batch whose token was refused, unless the token was renewed
/// already: then each read gets its own answer.
fn refused_in_batch(call: &PendingCall, answer: &Answer) -> Option<Fault> {
    let Purpose::TrackTogether(batch, _) = &call.purpose else {
        return None;
    };
    let answers = batch.read(answer).ok()?;
    let mut faults = answers.iter().filter_map(|it| it.as_ref().ok()?.refusal());
    let is_refused = |fault: &Fault| matches!(fault.cause, Cause::Unauthorized { .. });
    faults.find(|fault| is_refused(fault) && call.token == TokenFreshness::Any)
}

/// Marks a fault of the gateway alone. A page can reach Graph and not the
/// gateway where a proxy, the page's policy or the browser keeps it from
/// private addresses (<https://wicg.github.io/local-network-access/>).
fn note_unreachable_gateway(state: &State, call: &PendingCall, fault: &mut Fault) {
    let service = calls::service_for(state, &call.purpose);
    if *state.online && service == Service::Gateway && fault.cause == Cause::Unreachable {
        fault.diagnostic.code = Some(GATEWAY_UNREACHABLE.to_owned());
    }
}

/// Whether a read that failed in passing is repeated here. While the redirect
/// protocol looks for an outcome, it repeats its reads itself; so does `sight`.
fn is_repeated(state: &State, call: &PendingCall) -> bool {
    let by_protocol = match &call.purpose {
        Purpose::Source(attempt) => release::is_reconciling(state, *attempt),
        Purpose::Sight(_) => true,
        _ => false,
    };
    *state.online && !by_protocol
}

/// Shows the user how long the service wants to be left alone.
fn throttled(state: &mut State, purpose: &Purpose, pause: Duration) {
    let until = state.now.after(pause);
    match purpose {
        Purpose::Jobs { .. } => *state.throttled_until = Some(until),
        Purpose::Source(attempt) => {
            let Some(job) = state.attempted(*attempt).map(|run| run.job.clone()) else {
                return;
            };
            release::slowed(state, &job, until);
            if !batch::is_first(state, &job, |run| run.wakes_at.is_some()) {
                return;
            }
        }
        _ => return,
    }
    state.announcements.say(Message::throttled());
}

fn deliver(
    state: &mut State,
    purpose: Purpose,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    match purpose {
        Purpose::Jobs { queue, refresh } => jobs::arrived(state, &queue, refresh, result, out),
        Purpose::Recents => destination::recents_arrived(state, result, out),
        Purpose::Shares => destination::shares_arrived(state, result, out),
        Purpose::Favorite(share) => favorites::arrived(state, &share, result, out),
        Purpose::Detail(share) => destination::detail_arrived(state, &share, result),
        Purpose::Sight(share) => {
            if let Some(known) = sight::arrived(state, &share, result, out) {
                destination::known(state, &share, known);
            }
        }
        Purpose::Code(attempt, lookup) => {
            if let Some(share) = code::arrived(state, attempt, lookup, result, out) {
                destination::take(state, share, out);
            }
        }
        Purpose::Printer(share, lookup) => {
            if printers::arrived(state, share, lookup, result, out) {
                release::go_on(state, out);
                cancelling::go_on(state, out);
            }
        }
        Purpose::Source(attempt) => release::source_read(state, attempt, result, out),
        Purpose::Redirect(job, attempt, share) => {
            release::sent(state, &job, attempt, &share, result, out);
        }
        Purpose::Track(job) | Purpose::TrackAtPrinter(job) => {
            tracking::seen(state, &job, result, out);
        }
        Purpose::TrackTogether(batch, jobs) => {
            tracking::seen_together(state, &batch, &jobs, result, out);
        }
        Purpose::Cancel(job) => cancelling::cancelled(state, &job, result, out),
    }
}

fn tell_diagnostic(result: &Result<Answer, Fault>, out: &mut Vec<Command>) {
    let diagnostic = match result {
        Ok(answer) => answer.diagnostic(),
        Err(fault) => fault.diagnostic.clone(),
    };
    out.push(Command::Tell(HostEvent::Diagnostic {
        operation: diagnostic.operation.name(),
        status: diagnostic.status,
        request_id: diagnostic.request_id,
        client_request_id: diagnostic.client_request_id,
    }));
}

/// A wait ended.
pub(super) fn elapsed(state: &mut State, id: TimerId, out: &mut Vec<Command>) {
    let Some(timer) = state.timers.remove(&id) else {
        return;
    };
    match timer {
        Timer::Repeat(call) => calls::dispatch(state, *call, out),
        Timer::Redirect(attempt, wait) => release::waited(state, attempt, wait, out),
        Timer::Track(job) => tracking::look(state, &job, out),
        Timer::SearchPause => search_pause::elapsed(state, id),
        Timer::Refresh => jobs::refresh_due(state, id, out),
        Timer::Position(attempt) => nearest::out_of_time(state, attempt),
        Timer::Sight => sight::resume(state),
        Timer::Tick => clock::ticked(state),
        Timer::Code(attempt) => code::out_of_time(state, attempt, out),
    }
}
