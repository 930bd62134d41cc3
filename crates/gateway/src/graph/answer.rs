//! Decides what an answer of Graph means for the caller of the gateway.
//!
//! A problem with the gateway's own token or permission is the gateway's
//! problem and never looks like the caller's.

use universal_print::{
    answer::Answer,
    fault::{Fault, challenge},
    json::Value,
};

use crate::{
    refusal::{Refusal, token::CallerTokenError},
    tokens::{TokenRequestError, counts::TokenKind, token_refusal},
    trace::{Trace, loggable},
    transport::NoAnswer,
};

/// Why a read gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReadError {
    /// Graph answered 404.
    NotFound,
    /// Any other reason.
    Refused(Refusal),
}

impl ReadError {
    /// The refusal for the caller, if `not_found` is the one for 404.
    pub(crate) fn or_not_found(self, not_found: Refusal) -> Refusal {
        match self {
            Self::NotFound => not_found,
            Self::Refused(refusal) => refusal,
        }
    }
}

impl From<Refusal> for ReadError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The object that the gateway's own token can read.
pub(super) fn read_as_app(answer: Result<Answer, NoAnswer>) -> Result<Value, ReadError> {
    let answer = answer.map_err(no_answer)?;
    match answer.status {
        200 => Ok(object(answer)?),
        404 => Err(ReadError::NotFound),
        401 | 403 => {
            log_refused(&answer, "Graph does not let the gateway read");
            Err(Refusal::GatewayCredential.into())
        }
        _ => Err(refused(&answer).into()),
    }
}

/// The share as its user sees it. A share that the user may not see looks like
/// one that does not exist.
pub(super) fn read_as_user(answer: Result<Answer, NoAnswer>) -> Result<Value, Refusal> {
    let answer = answer.map_err(no_answer)?;
    match answer.status {
        200 => object(answer),
        401 => {
            let header = answer.headers.www_authenticate.as_deref();
            let claims = header.and_then(challenge::claims);
            Err(claims.map_or(CallerTokenError::Revoked.into(), Refusal::Challenge))
        }
        403 | 404 => Err(Refusal::DestinationNotAllowed),
        _ => Err(refused(&answer)),
    }
}

/// The refusal when the caller's token could not be exchanged. It is about the
/// user, except where the gateway's own credential is at fault.
pub(super) fn exchange_refusal(error: &TokenRequestError, trace: &Trace) -> Refusal {
    match error {
        TokenRequestError::Challenge(Some(claims)) => Refusal::Challenge(claims.clone()),
        TokenRequestError::Challenge(None) | TokenRequestError::InvalidGrant(_) => {
            CallerTokenError::Revoked.into()
        }
        TokenRequestError::Consent(_) => {
            tracing::error!(
                %error,
                request_id = trace.request_id(),
                client_request_id = &*trace.client_request_id,
                "the gateway may not read shares for users"
            );
            Refusal::ConsentMissing
        }
        other => token_refusal(other, TokenKind::User, trace),
    }
}

fn no_answer(why: NoAnswer) -> Refusal {
    match why {
        NoAnswer::NotSent(_) => Refusal::GraphUnreachable,
        NoAnswer::Lost => Refusal::GraphTroubled(None),
        NoAnswer::TimedOut => Refusal::GraphTimedOut,
    }
}

fn object(answer: Answer) -> Result<Value, Refusal> {
    if !answer.body.as_ref().is_some_and(Value::is_object) {
        warn(&answer, "Graph's answer cannot be read");
    }
    answer
        .body
        .filter(Value::is_object)
        .ok_or(Refusal::GraphTroubled(None))
}

/// What Microsoft's support asks for, for the log.
struct Facts {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    client_request_id: String,
}

impl Facts {
    fn of(answer: &Answer) -> Self {
        let facts = *Fault::of_answer(answer).diagnostic;
        Self {
            code: facts.code.as_deref().map(loggable),
            message: facts.message.as_deref().map(loggable),
            request_id: facts.request_id.as_deref().map(loggable),
            client_request_id: facts.client_request_id,
        }
    }
}

/// Logs a refusal that only an administrator can do something about.
fn log_refused(answer: &Answer, what: &str) {
    let facts = Facts::of(answer);
    tracing::error!(
        call = answer.operation.name(),
        status = answer.status,
        code = facts.code,
        graph_message = facts.message,
        request_id = facts.request_id,
        client_request_id = facts.client_request_id,
        "{what}"
    );
}

/// Logs an answer that is no success, with Graph's own reason.
fn log_failed(answer: &Answer) {
    warn(answer, "Graph does not do what was asked");
}

/// Logs an answer to a send that shows neither a success nor a certain refusal, such as
/// the page of a proxy. Whether the call took effect is not known here.
pub(crate) fn log_unclear(answer: &Answer) {
    warn(answer, "the answer does not show what became of the call");
}

fn warn(answer: &Answer, what: &str) {
    let facts = Facts::of(answer);
    tracing::warn!(
        call = answer.operation.name(),
        status = answer.status,
        code = facts.code,
        graph_message = facts.message,
        request_id = facts.request_id,
        client_request_id = facts.client_request_id,
        "{what}"
    );
}

/// The refusal for an answer that is no success, with Graph's own code and
/// message where they help.
pub(crate) fn refused(answer: &Answer) -> Refusal {
    let wait = answer.headers.retry_after.clone();
    match answer.status {
        401 | 403 => {
            log_refused(answer, "Graph does not accept the gateway's permission");
            Refusal::GatewayCredential
        }
        429 => {
            log_failed(answer);
            Refusal::GraphThrottled(wait)
        }
        400..500 if answer.status != 408 => {
            log_failed(answer);
            let diagnostic = Fault::of_answer(answer).diagnostic;
            Refusal::GraphRefused {
                status: answer.status,
                code: diagnostic.code,
                message: diagnostic.message,
            }
        }
        _ => {
            log_failed(answer);
            Refusal::GraphTroubled(wait)
        }
    }
}
