//! Sends requests and starts waits.
//!
//! Every call leaves through this file, with the token it needs and to the
//! service that may answer it. Answers and ended waits come back in `answers`.
//! A call or wait that is forgotten here is over: its answer is ignored.

use std::time::Duration;

use universal_print::ids::ShareId;
use universal_print::request::{Operation, Request, RequestTarget};

use super::command::{Command, TokenNeed};
use super::service::Service;
use super::state::State;
use super::state::call::{CallId, PendingCall, Purpose, Timer, TimerId, TokenFreshness};
use super::state::job_key::JobKey;
use super::state::resolution::PrinterLookup;
use super::state::run::Attempt;
use crate::outgoing_request::OutgoingRequest;

/// The token for reading jobs.
pub(super) fn need_for_reading(state: &State) -> TokenNeed {
    need(state, Service::Graph, Operation::ListJobs)
}

/// The token for another attempt at a redirect.
pub(super) fn need_for_redirect(state: &State, claims: Option<String>) -> TokenNeed {
    TokenNeed {
        claims,
        force_refresh: true,
        ..need(state, privileged_service(state), Operation::Redirect)
    }
}

fn need(state: &State, service: Service, operation: Operation) -> TokenNeed {
    let gateway = state.options.gateway.as_ref();
    let scope = |permission: &&str| state.options.endpoint.scope(permission);
    TokenNeed {
        audience: service,
        scopes: match service {
            Service::Gateway => gateway.map(|it| it.scope.clone()).into_iter().collect(),
            Service::Graph => operation.scopes().iter().map(scope).collect(),
        },
        claims: None,
        force_refresh: false,
    }
}

/// The service for calls that users usually lack the rights for: the gateway,
/// where there is one.
pub(super) fn privileged_service(state: &State) -> Service {
    match state.options.gateway {
        Some(_) => Service::Gateway,
        None => Service::Graph,
    }
}

/// The service that a call for a purpose goes to.
pub(super) fn service_for(state: &State, purpose: &Purpose) -> Service {
    match purpose {
        Purpose::Redirect(..) | Purpose::Cancel(_) => privileged_service(state),
        Purpose::Printer(_, PrinterLookup::Gateway) | Purpose::TrackAtPrinter(_) => {
            Service::Gateway
        }
        _ => Service::Graph,
    }
}

/// Sends a request for a purpose.
pub(super) fn send(state: &mut State, purpose: Purpose, request: Request, out: &mut Vec<Command>) {
    dispatch(state, PendingCall::new(purpose, request), out);
}

/// Sends a redirect under the id that the journal already holds. The gateway is
/// told the share, by which it proves that the user may print there.
pub(super) fn send_redirect(
    state: &mut State,
    job: JobKey,
    attempt: Attempt,
    share: ShareId,
    request: Request,
    client_request_id: String,
    out: &mut Vec<Command>,
) {
    let call = PendingCall::new(Purpose::Redirect(job, attempt, share), request);
    dispatch_as(state, call, client_request_id, out);
}

/// Requests the next page of a list, or holds the request back while the page
/// is hidden.
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

/// Sends the requests that were held back while the page was hidden.
pub(super) fn read_on(state: &mut State, out: &mut Vec<Command>) {
    for (purpose, request) in std::mem::take(&mut state.held_back) {
        send(state, purpose, request, out);
    }
}

/// Sends a call, or sends it again, under a new id.
pub(super) fn dispatch(state: &mut State, call: PendingCall, out: &mut Vec<Command>) {
    let client_request_id = state.request_ids.next_id();
    dispatch_as(state, call, client_request_id, out);
}

fn dispatch_as(
    state: &mut State,
    call: PendingCall,
    client_request_id: String,
    out: &mut Vec<Command>,
) {
    let service = service_for(state, &call.purpose);
    let mut need = need(state, service, call.request.operation);
    if let TokenFreshness::Fresh(claims) = &call.token {
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
    let id = CallId(state.next_number());
    let redirected = call.redirected().filter(|_| service == Service::Gateway);
    out.push(Command::Send {
        call: id,
        outgoing: OutgoingRequest {
            request: call.request.clone(),
            url,
            share: redirected.map(|(_, share)| share.clone()),
            client_request_id,
        },
        need,
    });
    state.calls.insert(id, call);
}

/// Waits for at least `pause`; then `answers` does what the timer says.
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

/// Forgets the calls for some purposes, and the waits to repeat them.
pub(super) fn forget(state: &mut State, dropped: fn(&Purpose) -> bool) {
    state.calls.retain(|call| !dropped(&call.purpose));
    state.held_back.retain(|(purpose, _)| !dropped(purpose));
    state.timers.retain(|timer| match timer {
        Timer::Repeat(call) => !dropped(&call.purpose),
        _ => true,
    });
}

/// Forgets the calls and waits of the lists, which start again. Redirects and
/// the reading of accepted jobs go on.
pub(super) fn forget_lists(state: &mut State) {
    let of_lists = |purpose: &Purpose| {
        matches!(
            purpose,
            Purpose::Jobs { .. }
                | Purpose::Recents
                | Purpose::Shares
                | Purpose::Favorite(_)
                | Purpose::Detail(_)
                | Purpose::Sight(_)
                | Purpose::Printer(..)
        )
    };
    forget(state, of_lists);
    state
        .timers
        .retain(|timer| !matches!(timer, Timer::Refresh | Timer::Sight));
}
