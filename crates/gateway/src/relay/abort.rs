//! Abort: the caller's own waiting job is ended without paper.
//!
//! A user's `cancel` needs access to the printer, which ordinary users do not
//! have; the app that holds the job may abort it
//! (<https://learn.microsoft.com/graph/api/printjob-abort>).

use axum::http::HeaderMap;
use secrecy::SecretString;
use serde_json::Value;
use universal_print::job::HoldState;

use super::{Asked, Reply};
use crate::{audit::Audit, body, refusal::Refusal, route::Place, send};

pub(super) async fn abort(
    asked: Asked,
    place: Place,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Reply, Refusal> {
    let mut audit = Audit::begin("abort", &asked.caller, &place, &asked.trace);
    let metrics = asked.gateway.metrics.clone();
    let checked = async {
        let reason: Option<Value> = body::reason(headers, body)?;
        let token: SecretString = check(&asked, &place).await?;
        Ok((reason, token))
    };
    let (reason, token) = match asked.while_young(checked).await {
        Ok(checked) => checked,
        Err(refusal) => {
            metrics.sent("abort", refusal.code());
            audit.end(refusal.code());
            return Err(refusal);
        }
    };
    let sends = asked.gateway.sends.clone();
    let sending = sends.spawn(async move {
        audit.sending();
        let sent = send::abort(&asked, &place, reason.as_ref(), &token).await;
        let outcome = sent.as_ref().map_or_else(Refusal::code, |()| "aborted");
        metrics.sent("abort", outcome);
        audit.end(outcome);
        sent
    });
    sending.await.unwrap_or(Err(Refusal::OutcomeUnknown))?;
    Ok(Reply::Nothing)
}

async fn check(asked: &Asked, place: &Place) -> Result<SecretString, Refusal> {
    match asked.own_job(place, false).await?.job.hold_state() {
        HoldState::Released(_) => Err(Refusal::AlreadyRedirected),
        HoldState::Ended(_) => Err(Refusal::JobEnded),
        HoldState::Held | HoldState::Arriving | HoldState::NotHeld => asked.own_token().await,
    }
}
