//! What an answer of Graph means to the caller of the gateway.

use serde_json::Value;
use universal_print::{
    answer::{Answer, AnswerHeaders},
    fault::{Fault, challenge},
    request::Operation,
};

use super::GraphCall;
use crate::{
    identity::TokenFault,
    refusal::Refusal,
    tokens::{TokenTrouble, own_trouble},
    transport::{Incoming, NoAnswer},
};

/// Why a read gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadTrouble {
    /// Graph knows no such thing.
    NotFound,
    /// Anything else.
    Refused(Refusal),
}

impl From<Refusal> for ReadTrouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

pub(super) fn read_as_app(
    call: &GraphCall<'_>,
    answer: Result<Incoming, NoAnswer>,
) -> Result<Value, ReadTrouble> {
    let answer = answer.map_err(no_answer)?;
    match answer.status {
        200 => Ok(json(&answer)?),
        404 => Err(ReadTrouble::NotFound),
        401 | 403 => {
            tracing::error!(
                call = call.name(),
                status = answer.status,
                "Graph does not let the gateway read"
            );
            Err(Refusal::GatewayCredential.into())
        }
        _ => Err(refused(&answer).into()),
    }
}

/// The share as its user sees it. What the user may not see is not told apart
/// from what does not exist.
pub(super) fn read_as_user(answer: Result<Incoming, NoAnswer>) -> Result<Value, Refusal> {
    let answer = answer.map_err(no_answer)?;
    match answer.status {
        200 => json(&answer),
        401 => {
            let claims = answer
                .www_authenticate
                .as_deref()
                .and_then(challenge::claims);
            Err(claims.map_or(TokenFault::Revoked.into(), Refusal::Challenge))
        }
        403 | 404 => Err(Refusal::DestinationNotAllowed),
        _ => Err(refused(&answer)),
    }
}

/// Trouble in exchanging the caller's token: the user's, unless it is ours.
pub(super) fn of_exchange(trouble: &TokenTrouble) -> Refusal {
    match trouble {
        TokenTrouble::Challenge(Some(claims)) => Refusal::Challenge(claims.clone()),
        TokenTrouble::Challenge(None) | TokenTrouble::Grant(_) => TokenFault::Revoked.into(),
        TokenTrouble::Consent(_) => {
            tracing::error!(%trouble, "the gateway may not read shares for users");
            Refusal::ConsentMissing
        }
        other => own_trouble(other),
    }
}

fn no_answer(why: NoAnswer) -> Refusal {
    match why {
        NoAnswer::NotSent => Refusal::GraphUnreachable,
        NoAnswer::Lost => Refusal::GraphTroubled(None),
        NoAnswer::TimedOut => Refusal::GraphTimedOut,
    }
}

fn json(answer: &Incoming) -> Result<Value, Refusal> {
    let value = serde_json::from_str::<Value>(&answer.body).ok();
    value
        .filter(Value::is_object)
        .ok_or(Refusal::GraphTroubled(None))
}

/// An answer that is no success, with Graph's own words where they help.
pub(crate) fn refused(answer: &Incoming) -> Refusal {
    let wait = answer.retry_after.clone();
    match answer.status {
        401 | 403 => {
            tracing::error!(
                status = answer.status,
                "Graph does not take the gateway's permission"
            );
            Refusal::GatewayCredential
        }
        429 => Refusal::GraphThrottled(wait),
        400..500 if answer.status != 408 => {
            let fault = Fault::of_answer(&Answer {
                // Only code and message are taken from it.
                operation: Operation::Redirect,
                client_request_id: String::new(),
                status: answer.status,
                headers: AnswerHeaders::default(),
                body: answer.body.clone(),
            });
            Refusal::GraphRefused {
                status: answer.status,
                code: fault.diagnostic.code,
                message: fault.diagnostic.message,
            }
        }
        _ => Refusal::GraphTroubled(wait),
    }
}
