//! The reasons why the gateway refuses a request, as errors in Graph's form.
//!
//! `words` has the status, the codes and the message of each reason. Details
//! that only an administrator may know are logged where they occur and are never
//! part of a refusal. As in Graph's errors, the outer code is broad and the
//! inner code is exact.
//!
//! <https://learn.microsoft.com/graph/errors>

mod answer;
pub mod code;
pub mod token;
mod words;

use std::time::Duration;

use axum::http::Method;

use token::CallerTokenError;

/// Why a request was not carried out, or why its outcome is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The path is not relayed.
    NoSuchPath,
    /// The path is relayed, but only with this method.
    MethodNotAllowed(Method),
    /// The query is not relayed.
    QueryNotAllowed,
    /// The request is from a page whose origin is not configured.
    OriginNotAllowed,
    /// The caller's token is not accepted.
    Token(CallerTokenError),
    /// The caller's token is valid but lacks the scope.
    MissingScope,
    /// The caller is an application, not a user.
    ApplicationCaller,
    /// The identity provider's keys cannot be read.
    KeysUnavailable,
    /// There were too many requests.
    TooMany {
        /// How long to wait.
        wait: Duration,
        /// Whether they were too many of this caller, not of all together.
        own: bool,
    },
    /// The body's media type is not JSON.
    NotJson,
    /// The body does not fit the call.
    BadBody(&'static str),
    /// The body is too large.
    BodyTooLarge,
    /// The body arrived too slowly.
    BodyTooSlow,
    /// The header `print-share` is missing, repeated or not an id.
    ShareHeader,
    /// The job does not exist, or is not the caller's.
    JobNotFound,
    /// The job was already redirected to another printer.
    AlreadyRedirected,
    /// The job has ended.
    JobEnded,
    /// The destination is the job's own printer.
    SamePrinter,
    /// The share does not belong to the destination printer, or does not exist.
    ShareMismatch,
    /// The user may not see the share, or the administrator has not listed it.
    DestinationNotAllowed,
    /// The user is in too many groups for the token to list them.
    GroupsOverage,
    /// The checks took too long; nothing was sent.
    NotSent,
    /// The caller must sign in again, with these claims.
    Challenge(String),
    /// The gateway may not act on behalf of this user.
    ConsentMissing,
    /// The identity provider issues no token at the moment.
    ProviderTroubled,
    /// The gateway's own credential or permission is not accepted.
    GatewayCredential,
    /// Graph throttles; with its `Retry-After`.
    GraphThrottled(Option<String>),
    /// Graph refused, with its own code and message.
    GraphRefused {
        /// Graph's status.
        status: u16,
        /// Graph's code.
        code: Option<String>,
        /// Graph's message.
        message: Option<String>,
    },
    /// Graph could not be reached.
    GraphUnreachable,
    /// Graph did not answer in time.
    GraphTimedOut,
    /// Graph answered with an error of its own or with something unreadable; with
    /// its `Retry-After`.
    GraphTroubled(Option<String>),
    /// The call was sent and its outcome is unknown.
    OutcomeUnknown,
    /// The gateway itself failed.
    Internal,
}

impl From<CallerTokenError> for Refusal {
    fn from(error: CallerTokenError) -> Self {
        Self::Token(error)
    }
}
