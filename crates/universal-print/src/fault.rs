//! Why a call did not succeed, told apart as far as Graph lets it be.
//!
//! Universal Print's own error codes are poor (`UnknownError` for a missing
//! scope), so the cause is decided by the HTTP status; code and message are
//! kept for diagnostics only and never branched on. A fault always carries
//! what is needed to find the call in Microsoft's logs.
//!
//! <https://learn.microsoft.com/graph/errors>

pub mod challenge;

use std::time::Duration;

use serde_json::Value;

use crate::answer::Answer;
use crate::request::Operation;
use crate::retry;
use crate::time::Timestamp;
use crate::wire;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// 401. With the claims Graph wants in the next token, if it said so.
    Unauthorized {
        /// A JSON text for the token provider.
        claims: Option<String>,
    },
    /// 403: permission, licence or kind of token.
    Forbidden,
    /// 404: absent, or hidden from this user.
    NotFound,
    /// 409.
    Conflict,
    /// 429. How long to wait, if it could be read.
    Throttled {
        /// From `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// Another 4xx: the request itself was refused.
    Rejected,
    /// 5xx, 408 or an answer that is no answer: whether the call had an effect is unknown.
    Server {
        /// From `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// The connection failed or was blocked.
    Unreachable,
    /// No answer within the time allowed.
    TimedOut,
    /// A success whose body could not be read.
    Unreadable,
    /// A list whose next page leads elsewhere, in a circle or nowhere.
    BadPaging,
    /// The host's token provider gave no token; the call was not sent.
    NoToken(NoToken),
}

/// Why there was no token.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum NoToken {
    /// The page gave neither a provider nor a token.
    NoProvider,
    /// The provider refused.
    Rejected,
    /// The provider did not answer in time.
    Silent,
    /// The provider answered with something that is no token.
    Garbage,
}

/// What support needs to find a call. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The call.
    pub operation: Operation,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// Microsoft's id of the request, if readable.
    pub request_id: Option<String>,
    /// Our id of the request.
    pub client_request_id: String,
    /// The most specific error code in the answer.
    pub code: Option<String>,
    /// The error's own words, for logs.
    pub message: Option<String>,
    /// When it happened, once somebody with a clock has noted it.
    pub time: Option<Timestamp>,
}

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong.
    pub cause: Cause,
    /// How to find it.
    pub diagnostic: Box<Diagnostic>,
}

impl Fault {
    /// The fault in an answer that is no success.
    pub fn of_answer(answer: &Answer) -> Self {
        let retry_after = || answer.headers.retry_after.as_deref().and_then(retry::after);
        let cause = match answer.status {
            401 => Cause::Unauthorized {
                claims: answer
                    .headers
                    .www_authenticate
                    .as_deref()
                    .and_then(challenge::claims),
            },
            403 => Cause::Forbidden,
            404 => Cause::NotFound,
            // A proxy may give up on the caller while the request is still on its way.
            408 => Cause::Server { retry_after: None },
            409 => Cause::Conflict,
            429 => Cause::Throttled {
                retry_after: retry_after(),
            },
            400..500 => Cause::Rejected,
            _ => Cause::Server {
                retry_after: retry_after(),
            },
        };
        let mut diagnostic = answer.diagnostic();
        if let Ok(body) = serde_json::from_str::<Value>(&answer.body) {
            let error = body.get("error").unwrap_or(&Value::Null);
            diagnostic.code = most_specific_code(error);
            diagnostic.message = wire::text(error, "message").map(|text| unquote(&text));
        }
        Self { cause, diagnostic }
    }

    /// The fault of a call that got no answer.
    pub fn without_answer(operation: Operation, client_request_id: &str, cause: Cause) -> Self {
        Self {
            cause,
            diagnostic: Box::new(Diagnostic {
                operation,
                status: None,
                request_id: None,
                client_request_id: client_request_id.to_owned(),
                code: None,
                message: None,
                time: None,
            }),
        }
    }

    /// Whether the service certainly did nothing: it refused the request, or
    /// the request was never sent. Everything else may have had its effect.
    pub fn is_certain_refusal(&self) -> bool {
        match self.cause {
            Cause::Unauthorized { .. }
            | Cause::Forbidden
            | Cause::NotFound
            | Cause::Conflict
            | Cause::Throttled { .. }
            | Cause::Rejected
            | Cause::NoToken(_) => true,
            Cause::Server { .. }
            | Cause::Unreachable
            | Cause::TimedOut
            | Cause::Unreadable
            | Cause::BadPaging => false,
        }
    }
}

/// Inner errors nest; the innermost code says most. The documentation spells
/// `innerError`, services also `innererror`.
fn most_specific_code(error: &Value) -> Option<String> {
    const DEEPEST: usize = 8;
    let mut code = None;
    let mut level = Some(error);
    for _ in 0..DEEPEST {
        let Some(error) = level else { break };
        code = wire::text(error, "code").or(code);
        level = error.get("innerError").or_else(|| error.get("innererror"));
    }
    code
}

/// Universal Print quotes some messages twice: `"\"The token …\""`.
fn unquote(message: &str) -> String {
    serde_json::from_str::<String>(message).unwrap_or_else(|_| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::AnswerHeaders;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            operation: Operation::Redirect,
            client_request_id: "c".to_owned(),
            status,
            headers: AnswerHeaders::default(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_missing_scope_is_known_by_its_status_and_readable_in_the_log() {
        let fault = Fault::of_answer(&answer(
            403,
            r#"{"error":{"code":"UnknownError","message":"\"The token does not have one or more required security scopes.\"","innerError":{"request-id":"07c794c1"}}}"#,
        ));
        assert_eq!(fault.cause, Cause::Forbidden);
        assert_eq!(fault.diagnostic.code.as_deref(), Some("UnknownError"));
        assert_eq!(
            fault.diagnostic.message.as_deref(),
            Some("The token does not have one or more required security scopes.")
        );
    }

    #[test]
    fn the_innermost_code_says_most() {
        let body = r#"{"error":{"code":"badRequest","innerError":{"code":"invalidRange","innererror":{"code":""}}}}"#;
        let fault = Fault::of_answer(&answer(400, body));
        assert_eq!(fault.diagnostic.code.as_deref(), Some("invalidRange"));
    }

    #[test]
    fn a_body_that_is_no_json_costs_only_the_words() {
        for body in [
            "",
            "<html>",
            "{\"error\":",
            "[]",
            "null",
            "{\"error\":\"no\"}",
        ] {
            assert_eq!(Fault::of_answer(&answer(404, body)).cause, Cause::NotFound);
        }
    }

    #[test]
    fn only_a_named_refusal_is_certain() {
        for status in 100..600 {
            let certain = Fault::of_answer(&answer(status, "")).is_certain_refusal();
            assert_eq!(
                certain,
                (400..500).contains(&status) && status != 408,
                "{status}"
            );
        }
    }
}
