//! Relays a redirect, after proving everything that must be true before it.
//!
//! The checks are, in this order: the job is the caller's, it was not sent yet,
//! the destination is allowed. All of them must be done while the request is
//! young. Then the redirect is sent, at most once.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

use axum::http::HeaderMap;
use secrecy::SecretString;
use universal_print::{
    ids::ShareId,
    job::{HoldState, JobRef},
    request::JobExpand,
};

use super::{
    once::{Sends, while_young},
    reply::RelayReply,
    rules::Rules,
    send::{self, Arrival},
};
use crate::{
    audit::{AuditLine, AuditedCall, AuditedOutcome, Ending},
    body::{self, RedirectBody},
    graph::calls::GraphCalls,
    id,
    refusal::Refusal,
};

/// The result of the checks.
enum Checked {
    /// The job is already at the destination.
    Arrived(Arrival),
    /// The job may be sent, with this token.
    MaySend(SecretString),
}

pub(super) async fn relay(
    sends: &Sends,
    rules: &Rules,
    calls: GraphCalls,
    job: JobRef,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<RelayReply, Refusal> {
    let mut attempt = sends.begin(AuditedCall::Redirect, &calls.caller, &job, &calls.trace);
    let read = body::redirect(headers, body).and_then(|body| Ok((body, share(headers)?)));
    let checked = match read {
        Ok((body, share)) => {
            attempt.destination(&share, &body.destination_printer);
            let checks = check(rules, &calls, &job, &body, &share);
            let checked = while_young(&calls.trace, checks).await;
            checked.map(|checked| (body, checked))
        }
        Err(refusal) => Err(refusal),
    };
    match checked {
        Err(refusal) => {
            attempt.end((&refusal).into());
            Err(refusal)
        }
        Ok((_, Checked::Arrived(arrival))) => {
            attempt.line().new_job(&arrival.job);
            attempt.end(Ending::AlreadyThere.into());
            Ok(RelayReply::Entity(arrival.entity))
        }
        Ok((body, Checked::MaySend(token))) => {
            let sending = async move { send::redirect(&calls, &job, body, &token).await };
            let arrival = attempt.send(sending, accepted).await?;
            Ok(RelayReply::Entity(arrival.entity))
        }
    }
}

fn accepted(arrival: &Arrival, line: &mut AuditLine) -> AuditedOutcome {
    line.new_job(&arrival.job);
    Ending::Accepted.into()
}

async fn check(
    rules: &Rules,
    calls: &GraphCalls,
    job: &JobRef,
    body: &RedirectBody,
    share: &ShareId,
) -> Result<Checked, Refusal> {
    let own = rules.own_job(calls, job, JobExpand::Nothing).await?;
    match own.job.hold_state() {
        HoldState::Released(link) => {
            return match send::arrival(calls, &link, &body.destination_printer).await {
                Some(arrival) => Ok(Checked::Arrived(arrival)),
                None => Err(Refusal::AlreadyRedirected),
            };
        }
        HoldState::Ended(_) => return Err(Refusal::JobEnded),
        // Graph decides whether a task holds the job.
        HoldState::Held | HoldState::Arriving | HoldState::NotHeld => {}
    }
    if body.destination_printer == job.printer {
        return Err(Refusal::SamePrinter);
    }
    rules
        .accept_destination(calls, share, &body.destination_printer)
        .await?;
    Ok(Checked::MaySend(calls.own_token().await?))
}

/// The share that the user chose. Graph takes the printer, but users have access
/// to shares, so only the share can be checked for the user.
fn share(headers: &HeaderMap) -> Result<ShareId, Refusal> {
    let mut values = headers.get_all("print-share").iter();
    let (first, second) = (values.next(), values.next());
    let text = first
        .filter(|_| second.is_none())
        .and_then(|value| value.to_str().ok());
    text.and_then(id::share).ok_or(Refusal::ShareHeader)
}
