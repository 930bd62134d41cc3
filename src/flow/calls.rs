//! Calls under way and waits under way, and what each is for.
//!
//! Every call goes out through [`send`] and comes back through [`answered`],
//! where reads that failed in passing are repeated by the rules of
//! `universal_print::retry` and a rejected token is renewed once. What remains
//! is handed to the part of the workflow that asked. A wait or call whose
//! purpose was dropped is forgotten here, and its end means nothing.

mod service;

use std::time::Duration;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::preflight::Lack;
use universal_print::redirect::WaitId;
use universal_print::request::{Batch, Operation, Request, RequestTarget};
use universal_print::retry;

use super::code::{Attempt, Sought};
use super::command::{Command, HostEvent, TokenNeed};
use super::jobs::JobKey;
use super::printers::Way;
use super::state::State;
use super::{cancelling, code, destination, jobs, printers, release, tracking};
use crate::text::Message;

pub use service::{GATEWAY_UNREACHABLE, Service};

/// Names a call until its answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId(u32);

/// Names a wait until its end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimerId(u32);

/// What a call is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A page of a queue's jobs.
    Jobs {
        /// The queue.
        queue: ShareId,
        /// The refresh it belongs to; an older one's pages are dropped.
        refresh: u32,
    },
    /// The recent shares.
    Recents,
    /// A page of all shares.
    Shares,
    /// The chosen share's state and capabilities.
    Detail(ShareId),
    /// What a code led to.
    Code(Attempt, Sought),
    /// The printer behind a share, and how it is asked for.
    Printer(ShareId, Way),
    /// The source job of a redirect.
    Source(JobKey),
    /// The redirect itself.
    Redirect(JobKey),
    /// An accepted job at its destination.
    Track(JobKey),
    /// The same, read at its printer, through the gateway.
    TrackThere(JobKey),
    /// Several of them at once.
    TrackTogether(Batch, Vec<JobKey>),
    /// The cancelling of a job.
    Cancel(JobKey),
}

/// A call, kept until it is answered for good.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    purpose: Purpose,
    request: Request,
    repeats: u32,
    token: Token,
}

impl Call {
    pub(super) fn is_for(&self, purpose: &Purpose) -> bool {
        self.purpose == *purpose
    }
}

/// The token a call goes out with.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Whatever the provider has.
    Any,
    /// A fresh one, after the last was rejected, with the claims Graph asked for.
    Fresh(Option<String>),
}

/// What happens at the end of a wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Timer {
    /// A read is repeated.
    Repeat(Box<Call>),
    /// A redirect goes on.
    Redirect(JobKey, WaitId),
    /// An accepted job is looked at.
    Track(JobKey),
    /// The lists are read again.
    Refresh,
    /// The page has had its time to look a code up.
    Code(Attempt),
}

/// The token that reading jobs wants.
pub(super) fn need_for_reading(state: &State) -> TokenNeed {
    need(state, Service::Graph, Operation::ListJobs)
}

/// The token that a fresh attempt at a redirect wants.
pub(super) fn need_for_redirect(state: &State, claims: Option<String>) -> TokenNeed {
    TokenNeed {
        claims,
        force_refresh: true,
        ..need(state, Service::with_more_rights(state), Operation::Redirect)
    }
}

fn need(state: &State, service: Service, operation: Operation) -> TokenNeed {
    let gateway = state.options.gateway.as_ref();
    let scope = |permission: &&str| state.options.endpoint.scope(permission);
    let (audience, scopes) = match service {
        Service::Gateway => (
            "gateway",
            gateway.map(|it| it.scope.clone()).into_iter().collect(),
        ),
        Service::Graph => ("graph", operation.scopes().iter().map(scope).collect()),
    };
    TokenNeed {
        audience,
        scopes,
        claims: None,
        force_refresh: false,
    }
}

/// Makes a call for a purpose. Its answer comes to that purpose's own part.
pub(super) fn send(state: &mut State, purpose: Purpose, request: Request, out: &mut Vec<Command>) {
    let client_request_id = state.request_ids.next_id();
    send_as(state, purpose, request, client_request_id, out);
}

/// Reads the next page of a list, which can wait while nobody sees it.
pub(super) fn send_next(
    state: &mut State,
    purpose: Purpose,
    request: Request,
    out: &mut Vec<Command>,
) {
    if state.visible {
        send(state, purpose, request, out);
    } else {
        state.held_back.push((purpose, request));
    }
}

/// The page is visible again: reads on where it was left.
pub(super) fn read_on(state: &mut State, out: &mut Vec<Command>) {
    for (purpose, request) in std::mem::take(&mut state.held_back) {
        send(state, purpose, request, out);
    }
}

/// Makes a call under an id that is known already.
pub(super) fn send_as(
    state: &mut State,
    purpose: Purpose,
    request: Request,
    client_request_id: String,
    out: &mut Vec<Command>,
) {
    let call = Call {
        purpose,
        request,
        repeats: 0,
        token: Token::Any,
    };
    dispatch(state, call, client_request_id, out);
}

fn dispatch(state: &mut State, call: Call, client_request_id: String, out: &mut Vec<Command>) {
    let service = Service::of(state, &call.purpose);
    let mut need = need(state, service, call.request.operation);
    if let Token::Fresh(claims) = &call.token {
        need.claims.clone_from(claims);
        need.force_refresh = true;
    }
    let gateway = state.options.gateway.as_ref();
    let endpoint = match gateway.filter(|_| service == Service::Gateway) {
        Some(gateway) => &gateway.endpoint,
        None => &state.options.endpoint,
    };
    let url = match &call.request.target {
        RequestTarget::Path(path) => endpoint.url(path),
        RequestTarget::Next(link) => link.as_str().to_owned(),
    };
    // The gateway proves that the user may print there by the share they chose.
    let share = match (&call.purpose, service) {
        (Purpose::Redirect(job), Service::Gateway) => release::find(state, job),
        _ => None,
    };
    let share = share.map(|run| run.share.clone());
    let id = CallId(state.next_number());
    out.push(Command::Send {
        call: id,
        request: call.request.clone(),
        url,
        share,
        client_request_id,
        need,
    });
    state.calls.insert(id, call);
}

/// A call was answered: repeats it where that is allowed, else hands it on.
pub(super) fn answered(
    state: &mut State,
    id: CallId,
    result: Result<Answer, Fault>,
    lacks: Option<Vec<Lack>>,
    out: &mut Vec<Command>,
) {
    let Some(call) = state.calls.remove(&id) else {
        return;
    };
    let failed = match &result {
        Ok(answer) => answer.done().err(),
        Err(fault) => Some(fault.clone()),
    };
    tell_diagnostic(&result, out);
    let Some(mut fault) = failed else {
        return deliver(state, call.purpose, result, out);
    };
    fault.diagnostic.time = Some(state.now);
    fault.diagnostic.lacks = lacks;
    if state.online {
        Service::of(state, &call.purpose).note_in(&mut fault);
    }
    match &fault.cause {
        Cause::Unauthorized { claims }
            if call.request.operation.is_read() && call.token == Token::Any =>
        {
            let token = Token::Fresh(claims.clone());
            let client_request_id = state.request_ids.next_id();
            dispatch(state, Call { token, ..call }, client_request_id, out);
        }
        _ => match retry::pause(call.repeats, &fault).filter(|_| is_repeated(state, &call)) {
            Some(pause) => {
                if matches!(fault.cause, Cause::Throttled { .. }) {
                    throttled(state, &call.purpose, pause);
                }
                let repeats = call.repeats.saturating_add(1);
                wait(
                    state,
                    Timer::Repeat(Box::new(Call { repeats, ..call })),
                    pause,
                    out,
                );
            }
            None => deliver(state, call.purpose, Err(fault), out),
        },
    }
}

/// Whether a read that failed in passing is made again here. What came of a
/// send is read again by the redirect protocol itself.
fn is_repeated(state: &State, call: &Call) -> bool {
    let by_protocol = match &call.purpose {
        Purpose::Source(job) => release::is_reconciling(state, job),
        _ => false,
    };
    state.online && !by_protocol
}

/// The user sees how long the service wants to be left alone.
fn throttled(state: &mut State, purpose: &Purpose, pause: Duration) {
    let until = state.now.after(pause);
    match purpose {
        Purpose::Jobs { .. } => state.throttled_until = Some(until),
        Purpose::Source(job) => release::slowed(state, job, until),
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
        Purpose::Detail(share) => destination::detail_arrived(state, share, result),
        Purpose::Code(attempt, sought) => code::arrived(state, attempt, sought, result, out),
        Purpose::Printer(share, way) => printers::arrived(state, share, way, result, out),
        Purpose::Source(job) => release::source_read(state, &job, result, out),
        Purpose::Redirect(job) => release::sent(state, &job, result, out),
        Purpose::Track(job) | Purpose::TrackThere(job) => tracking::seen(state, &job, result, out),
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

/// Waits for at least `pause`, then does what the timer says.
pub(super) fn wait(
    state: &mut State,
    timer: Timer,
    pause: Duration,
    out: &mut Vec<Command>,
) -> TimerId {
    let id = TimerId(state.next_number());
    state.timers.insert(id, timer);
    out.push(Command::Wait { timer: id, pause });
    id
}

/// A wait ended.
pub(super) fn elapsed(state: &mut State, id: TimerId, out: &mut Vec<Command>) {
    let Some(timer) = state.timers.remove(&id) else {
        return;
    };
    match timer {
        Timer::Repeat(call) => {
            let client_request_id = state.request_ids.next_id();
            dispatch(state, *call, client_request_id, out);
        }
        Timer::Redirect(job, wait) => release::waited(state, &job, wait, out),
        Timer::Track(job) => tracking::look(state, &job, out),
        Timer::Refresh => jobs::refresh_due(state, id, out),
        Timer::Code(attempt) => code::out_of_time(state, attempt, out),
    }
}

/// Drops the calls and waits that start the lists again, and leaves those of
/// redirects and of what follows them.
pub(super) fn forget_lists(state: &mut State) {
    let of_lists = |purpose: &Purpose| {
        matches!(
            purpose,
            Purpose::Jobs { .. }
                | Purpose::Recents
                | Purpose::Shares
                | Purpose::Detail(_)
                | Purpose::Printer(..)
        )
    };
    forget(state, of_lists);
    state
        .timers
        .retain(|timer| !matches!(timer, Timer::Refresh));
}

/// Drops the calls for some purposes, and the waits to repeat them.
pub(super) fn forget(state: &mut State, dropped: fn(&Purpose) -> bool) {
    state.calls.retain(|call| !dropped(&call.purpose));
    state.held_back.retain(|(purpose, _)| !dropped(purpose));
    state.timers.retain(|timer| match timer {
        Timer::Repeat(call) => !dropped(&call.purpose),
        _ => true,
    });
}
