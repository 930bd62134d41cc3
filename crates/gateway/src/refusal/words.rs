//! The codes and the message of each refusal.

use super::{Refusal, code::RefusalCode};

/// Outer code, inner code, message.
type Words = (&'static str, RefusalCode, &'static str);

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::GraphRefused { status, .. } => *status,
            other => other.code().status(),
        }
    }

    /// The exact code, for logs and metrics.
    pub fn code(&self) -> RefusalCode {
        self.words().1
    }

    #[expect(clippy::too_many_lines, reason = "a table, one row a refusal")]
    pub(super) fn words(&self) -> Words {
        match self {
            Self::NoSuchPath => (
                "ResourceNotFound",
                RefusalCode::NotRelayed,
                "The gateway does not relay this path.",
            ),
            Self::MethodNotAllowed(_) => (
                "Request_BadRequest",
                RefusalCode::MethodNotAllowed,
                "The path takes another method.",
            ),
            Self::QueryNotAllowed => (
                "BadRequest",
                RefusalCode::QueryNotRelayed,
                "The gateway does not relay this query.",
            ),
            Self::OriginNotAllowed => (
                "Forbidden",
                RefusalCode::OriginNotAllowed,
                "Pages of this origin may not use the gateway.",
            ),
            Self::Token(error) => ("InvalidAuthenticationToken", error.code(), error.message()),
            Self::MissingScope => (
                "Forbidden",
                RefusalCode::MissingScope,
                "The token does not have the gateway's scope.",
            ),
            Self::ApplicationCaller => (
                "Forbidden",
                RefusalCode::ApplicationCaller,
                "The gateway serves users; the token is an application's own, or has no scopes (scp).",
            ),
            Self::KeysUnavailable => (
                "ServiceUnavailable",
                RefusalCode::KeysUnavailable,
                "The identity provider's keys cannot be read at the moment.",
            ),
            Self::TooMany { own: true, .. } => (
                "TooManyRequests",
                RefusalCode::TooManyOfUser,
                "Too many requests of this user.",
            ),
            Self::TooMany { own: false, .. } => (
                "TooManyRequests",
                RefusalCode::TooManyOfAll,
                "Too many requests at the gateway.",
            ),
            Self::NotJson => (
                "UnsupportedMediaType",
                RefusalCode::NotJson,
                "A body needs the Content-Type application/json.",
            ),
            Self::BadBody(message) => ("BadRequest", RefusalCode::BadBody, message),
            Self::BodyTooLarge => (
                "RequestEntityTooLarge",
                RefusalCode::BodyTooLarge,
                "The body is too large.",
            ),
            // Not 408: callers would take it for an unknown outcome.
            Self::BodyTooSlow => (
                "BadRequest",
                RefusalCode::BodyTooSlow,
                "The body came too slowly.",
            ),
            Self::ShareHeader => (
                "BadRequest",
                RefusalCode::PrintShare,
                "The header print-share must name the destination's share, once.",
            ),
            Self::JobNotFound => (
                "UnknownError",
                RefusalCode::JobNotFound,
                "The job was not found.",
            ),
            Self::AlreadyRedirected => (
                "Conflict",
                RefusalCode::AlreadyRedirected,
                "The job was redirected to another printer before.",
            ),
            Self::JobEnded => ("Conflict", RefusalCode::JobEnded, "The job is over."),
            Self::SamePrinter => (
                "BadRequest",
                RefusalCode::SamePrinter,
                "The destination is the printer that holds the job.",
            ),
            Self::ShareMismatch => (
                "Forbidden",
                RefusalCode::ShareMismatch,
                "The share does not belong to the destination printer.",
            ),
            Self::DestinationNotAllowed => (
                "Forbidden",
                RefusalCode::DestinationNotAllowed,
                "The destination is not open to this user.",
            ),
            Self::GroupsOverage => (
                "Forbidden",
                RefusalCode::GroupsOverage,
                "The user is in more groups than the token lists, so the gateway cannot tell whether the printer is open to the user.",
            ),
            Self::NotSent => (
                "Conflict",
                RefusalCode::NotSent,
                "The request took too long to check; nothing was sent.",
            ),
            Self::Challenge(_) => (
                "InvalidAuthenticationToken",
                RefusalCode::InsufficientClaims,
                "The user has to sign in again.",
            ),
            Self::ConsentMissing => (
                "Forbidden",
                RefusalCode::ConsentMissing,
                "The gateway has no consent to read shares for users.",
            ),
            Self::ProviderTroubled => (
                "ServiceUnavailable",
                RefusalCode::ProviderTroubled,
                "The identity provider gives the gateway no token at the moment.",
            ),
            Self::GatewayCredential => (
                "gatewayCredential",
                RefusalCode::GatewayCredential,
                "The gateway's own credential does not serve; its administrator has to act.",
            ),
            Self::GraphThrottled(_) => (
                "TooManyRequests",
                RefusalCode::GraphThrottled,
                "Microsoft Graph asks to slow down.",
            ),
            Self::GraphRefused { .. } => (
                "BadRequest",
                RefusalCode::GraphRefused,
                "Microsoft Graph refused the call.",
            ),
            Self::GraphUnreachable => (
                "BadGateway",
                RefusalCode::GraphUnreachable,
                "Microsoft Graph could not be reached; nothing was sent.",
            ),
            Self::GraphTimedOut => (
                "GatewayTimeout",
                RefusalCode::GraphTimedOut,
                "Microsoft Graph did not answer in time.",
            ),
            Self::GraphTroubled(_) => (
                "BadGateway",
                RefusalCode::GraphTroubled,
                "Microsoft Graph is in trouble.",
            ),
            Self::OutcomeUnknown => (
                "outcomeUnknown",
                RefusalCode::OutcomeUnknown,
                "The call was sent and its outcome is not known. Look at the printer before sending again.",
            ),
            Self::Internal => (
                "InternalServerError",
                RefusalCode::Internal,
                "The gateway failed.",
            ),
        }
    }
}
