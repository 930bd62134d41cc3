//! Every way in which the gateway says no, in Graph's shape.
//!
//! A refusal decides status, code and words in one place. Details that only an
//! administrator may know are logged where they are found and never come here.
//! Outer codes are broad, the inner code is the exact one, as Graph does it.
//!
//! <https://learn.microsoft.com/graph/errors>

mod answer;
mod words;

use std::time::Duration;

use axum::http::Method;

use crate::identity::TokenFault;

/// Why a request is not carried out, or what is not known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No relayed path.
    NoSuchPath,
    /// A relayed path with another method than this.
    MethodNotAllowed(Method),
    /// A query that is not relayed.
    QueryNotAllowed,
    /// A page of an origin that the administrator has not named.
    OriginNotAllowed,
    /// The caller's token is no good.
    Token(TokenFault),
    /// The caller's token is good, for something else.
    MissingScope,
    /// The caller is an application without a user.
    ApplicationCaller,
    /// The provider's keys cannot be had.
    KeysUnavailable,
    /// Too many requests, of this caller or of all.
    TooMany {
        /// How long to wait.
        wait: Duration,
        /// Of this caller alone.
        own: bool,
    },
    /// The body is not JSON by its type.
    NotJson,
    /// The body is not what the call takes.
    BadBody(&'static str),
    /// The body is too large.
    BodyTooLarge,
    /// The body came too slowly.
    BodyTooSlow,
    /// The `print-share` header is missing, doubled or no id.
    ShareHeader,
    /// The job does not exist, or is not the caller's.
    JobNotFound,
    /// The job was redirected to another printer already.
    AlreadyRedirected,
    /// The job is over.
    JobEnded,
    /// The destination is the job's own printer.
    SamePrinter,
    /// The share is not of the destination printer, or not known.
    ShareMismatch,
    /// The user may not see the share, or the administrator has not named it.
    DestinationNotAllowed,
    /// The token names too many groups to list them.
    GroupsOverage,
    /// The request was too old to be carried out; nothing was sent.
    NotSent,
    /// The caller must sign in again, with these claims.
    Challenge(String),
    /// The gateway may not act on behalf of this user.
    ConsentMissing,
    /// The identity provider gives no token at the moment.
    ProviderTroubled,
    /// The gateway's own credential or permission does not serve.
    GatewayCredential,
    /// Graph asks to slow down.
    GraphThrottled(Option<String>),
    /// Graph refused, in its own words.
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
    /// Graph answered with trouble of its own, or unreadably.
    GraphTroubled(Option<String>),
    /// The call was sent and what it did is not known.
    OutcomeUnknown,
    /// A fault of the gateway itself.
    Internal,
}
