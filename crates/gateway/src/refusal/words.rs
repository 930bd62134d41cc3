//! The status, the codes and the message of each refusal.

use super::Refusal;

/// Status, outer code, inner code, message.
type Words = (u16, &'static str, &'static str, &'static str);

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::GraphRefused { status, .. } => *status,
            other => other.words().0,
        }
    }

    /// The exact code, for logs and metrics.
    pub fn code(&self) -> &'static str {
        self.words().2
    }

    #[expect(clippy::too_many_lines, reason = "a table, one row a refusal")]
    pub(super) fn words(&self) -> Words {
        match self {
            Self::NoSuchPath => (
                404,
                "ResourceNotFound",
                "notRelayed",
                "The gateway does not relay this path.",
            ),
            Self::MethodNotAllowed(_) => (
                405,
                "Request_BadRequest",
                "methodNotAllowed",
                "The path takes another method.",
            ),
            Self::QueryNotAllowed => (
                400,
                "BadRequest",
                "queryNotRelayed",
                "The gateway does not relay this query.",
            ),
            Self::OriginNotAllowed => (
                403,
                "Forbidden",
                "originNotAllowed",
                "Pages of this origin may not use the gateway.",
            ),
            Self::Token(error) => (
                401,
                "InvalidAuthenticationToken",
                error.code(),
                error.message(),
            ),
            Self::MissingScope => (
                403,
                "Forbidden",
                "missingScope",
                "The token does not have the gateway's scope.",
            ),
            Self::ApplicationCaller => (
                403,
                "Forbidden",
                "applicationCaller",
                "The gateway serves users; the token is an application's own, or has no scopes (scp).",
            ),
            Self::KeysUnavailable => (
                503,
                "ServiceUnavailable",
                "keysUnavailable",
                "The identity provider's keys cannot be read at the moment.",
            ),
            Self::TooMany { own: true, .. } => (
                429,
                "TooManyRequests",
                "tooManyOfUser",
                "Too many requests of this user.",
            ),
            Self::TooMany { own: false, .. } => (
                429,
                "TooManyRequests",
                "tooManyOfAll",
                "Too many requests at the gateway.",
            ),
            Self::NotJson => (
                415,
                "UnsupportedMediaType",
                "notJson",
                "A body needs the Content-Type application/json.",
            ),
            Self::BadBody(message) => (400, "BadRequest", "badBody", message),
            Self::BodyTooLarge => (
                413,
                "RequestEntityTooLarge",
                "bodyTooLarge",
                "The body is too large.",
            ),
            // Not 408: callers would take it for an unknown outcome.
            Self::BodyTooSlow => (
                400,
                "BadRequest",
                "bodyTooSlow",
                "The body came too slowly.",
            ),
            Self::ShareHeader => (
                400,
                "BadRequest",
                "printShare",
                "The header print-share must name the destination's share, once.",
            ),
            Self::JobNotFound => (404, "UnknownError", "jobNotFound", "The job was not found."),
            Self::AlreadyRedirected => (
                409,
                "Conflict",
                "alreadyRedirected",
                "The job was redirected to another printer before.",
            ),
            Self::JobEnded => (409, "Conflict", "jobEnded", "The job is over."),
            Self::SamePrinter => (
                400,
                "BadRequest",
                "samePrinter",
                "The destination is the printer that holds the job.",
            ),
            Self::ShareMismatch => (
                403,
                "Forbidden",
                "shareMismatch",
                "The share does not belong to the destination printer.",
            ),
            Self::DestinationNotAllowed => (
                403,
                "Forbidden",
                "destinationNotAllowed",
                "The destination is not open to this user.",
            ),
            Self::GroupsOverage => (
                403,
                "Forbidden",
                "groupsOverage",
                "The user is in more groups than the token lists, so the gateway cannot tell whether the printer is open to the user.",
            ),
            Self::NotSent => (
                409,
                "Conflict",
                "notSent",
                "The request took too long to check; nothing was sent.",
            ),
            Self::Challenge(_) => (
                401,
                "InvalidAuthenticationToken",
                "insufficientClaims",
                "The user has to sign in again.",
            ),
            Self::ConsentMissing => (
                403,
                "Forbidden",
                "consentMissing",
                "The gateway has no consent to read shares for users.",
            ),
            Self::ProviderTroubled => (
                503,
                "ServiceUnavailable",
                "providerTroubled",
                "The identity provider gives the gateway no token at the moment.",
            ),
            Self::GatewayCredential => (
                502,
                "gatewayCredential",
                "gatewayCredential",
                "The gateway's own credential does not serve; its administrator has to act.",
            ),
            Self::GraphThrottled(_) => (
                429,
                "TooManyRequests",
                "graphThrottled",
                "Microsoft Graph asks to slow down.",
            ),
            Self::GraphRefused { .. } => (
                400,
                "BadRequest",
                "graphRefused",
                "Microsoft Graph refused the call.",
            ),
            Self::GraphUnreachable => (
                502,
                "BadGateway",
                "graphUnreachable",
                "Microsoft Graph could not be reached; nothing was sent.",
            ),
            Self::GraphTimedOut => (
                504,
                "GatewayTimeout",
                "graphTimedOut",
                "Microsoft Graph did not answer in time.",
            ),
            Self::GraphTroubled(_) => (
                502,
                "BadGateway",
                "graphTroubled",
                "Microsoft Graph is in trouble.",
            ),
            Self::OutcomeUnknown => (
                504,
                "outcomeUnknown",
                "outcomeUnknown",
                "The call was sent and its outcome is not known. Look at the printer before sending again.",
            ),
            Self::Internal => (
                500,
                "InternalServerError",
                "internal",
                "The gateway failed.",
            ),
        }
    }
}
