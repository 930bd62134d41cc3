//! Relays an abort, which ends the caller's waiting job without printing it.
//!
//! `cancel` needs access to the printer, which ordinary users do not have. The
//! app that holds the job may abort it instead
//! (<https://learn.microsoft.com/graph/api/printjob-abort>).

use axum::http::HeaderMap;
use secrecy::SecretString;
use universal_print::{
    job::{HoldState, JobRef},
    request::JobExpand,
};

use super::{
    once::{Sends, while_young},
    reply::RelayReply,
    rules::Rules,
    send,
};
use crate::{
    audit::{AuditedCall, Ending},
    body,
    graph::calls::GraphCalls,
    refusal::Refusal,
};

pub(super) async fn relay(
    sends: &Sends,
    rules: &Rules,
    calls: GraphCalls,
    job: JobRef,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<RelayReply, Refusal> {
    let attempt = sends.begin(AuditedCall::Abort, &calls.caller, &job, &calls.trace);
    let checks = async {
        let reason = body::reason(headers, body)?;
        let token = check(rules, &calls, &job).await?;
        Ok((reason, token))
    };
    let (reason, token) = match while_young(&calls.trace, checks).await {
        Ok(checked) => checked,
        Err(refusal) => {
            attempt.end((&refusal).into());
            return Err(refusal);
        }
    };
    let sending = async move { send::abort(&calls, &job, reason.as_deref(), &token).await };
    attempt
        .send(sending, |(), _| Ending::Aborted.into())
        .await?;
    Ok(RelayReply::NoContent)
}

/// The token for the abort, if the caller's job may be aborted.
async fn check(rules: &Rules, calls: &GraphCalls, job: &JobRef) -> Result<SecretString, Refusal> {
    let own = rules.own_job(calls, job, JobExpand::Nothing).await?;
    match own.job.hold_state() {
        HoldState::Released(_) => Err(Refusal::AlreadyRedirected),
        HoldState::Ended(_) => Err(Refusal::JobEnded),
        HoldState::Held | HoldState::Arriving | HoldState::NotHeld => calls.own_token().await,
    }
}
