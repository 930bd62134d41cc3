//! Why a call did not succeed.
//!
//! Universal Print's error codes are poor (a missing scope is `UnknownError`), so
//! the HTTP status decides the [`Cause`]. Code and message are kept for diagnostics
//! only; never branch on them. A [`Fault`] always holds what is needed to find the
//! call in Microsoft's logs, and its `Display` is one line for your own log.
//!
//! ```
//! use universal_print::answer::{Answer, AnswerHeaders};
//! use universal_print::fault::{Cause, Fault};
//! use universal_print::json;
//! use universal_print::request::Operation;
//!
//! let answer = Answer {
//!     operation: Operation::ListShares,
//!     client_request_id: "0b9c1f6e".to_owned(),
//!     time: None,
//!     status: 403,
//!     headers: AnswerHeaders::read(|name| (name == "request-id").then(|| "07c794c1".to_owned())),
//!     body: json::parse(r#"{
//!         "error": {
//!             "code": "UnknownError",
//!             "message": "\"The token does not have one or more required security scopes.\"",
//!             "innerError": { "date": "2024-10-30T12:10:31", "request-id": "07c794c1" }
//!         }
//!     }"#),
//! };
//! let fault = Fault::of_answer(&answer);
//! assert_eq!(fault.cause, Cause::Forbidden);
//! assert!(fault.is_certain_refusal(), "the call had no effect");
//! assert_eq!(
//!     fault.to_string(),
//!     "list shares failed: the permission, the licence or the kind of token does not allow it \
//!      (status 403, code UnknownError, request-id 07c794c1, client-request-id 0b9c1f6e): \
//!      The token does not have one or more required security scopes."
//! );
//!
//! let lost = Fault::without_answer(Operation::Redirect, "1d2e", Cause::TimedOut);
//! assert!(!lost.is_certain_refusal(), "the job may have been redirected");
//! ```
//!
//! <https://learn.microsoft.com/graph/errors>

pub mod challenge;
mod diagnostic;
mod display;

use std::time::Duration;

pub use diagnostic::Diagnostic;

use crate::answer::Answer;
use crate::request::Operation;
use crate::retry;
use crate::time::Timestamp;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// 401, or a 403 that asks for claims in the next token.
    Unauthorized {
        /// The claims as JSON text for the token provider, if they could be read.
        claims: Option<String>,
    },
    /// 403: permission, licence or kind of token.
    Forbidden,
    /// 404: absent, or hidden from this user.
    NotFound,
    /// 409: the call conflicts with the state of the resource.
    Conflict,
    /// 429: the service throttles.
    Throttled {
        /// How long to wait, from `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// Another 4xx: the service refused the request itself.
    Rejected,
    /// 5xx, 408, or a status that no answer should have. Whether the call had an
    /// effect is unknown.
    Server {
        /// How long to wait, from `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// The connection failed or was blocked.
    Unreachable,
    /// No answer within the time allowed.
    TimedOut,
    /// A success whose body could not be read.
    Unreadable,
    /// The next page of a list cannot be followed, see
    /// [`PagingError`](crate::page::PagingError).
    BadPaging,
    /// There was no token, so the call was not sent.
    NoToken(NoToken),
}

/// Why there was no token. The token provider is the host's function that gets
/// tokens.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum NoToken {
    /// The host gave neither a provider nor a token.
    NoProvider,
    /// The provider refused.
    Rejected,
    /// The provider did not answer in time.
    Silent,
    /// The provider answered with something that is not a token.
    Garbage,
}

/// The gateway's error codes for a 5xx that it sends without having passed the
/// request on. Neither Graph nor a proxy in front of the gateway uses them.
pub const NOTHING_SENT: &[&str] = &[
    "gatewayCredential",
    "providerTroubled",
    "keysUnavailable",
    "graphUnreachable",
    "graphTimedOut",
    "graphTroubled",
];

/// A call that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong.
    pub cause: Cause,
    /// How to find the call in Microsoft's logs.
    pub diagnostic: Box<Diagnostic>,
}

impl Fault {
    /// The fault in an answer whose status is not a success.
    pub fn of_answer(answer: &Answer) -> Self {
        Self::read(answer, None)
    }

    /// The fault in an answer, for callers with a clock. It also notes the time
    /// and reads a `Retry-After` that is a date.
    pub fn of_answer_at(answer: &Answer, now: Timestamp) -> Self {
        Self::read(answer, Some(now))
    }

    fn read(answer: &Answer, now: Option<Timestamp>) -> Self {
        let retry_after = || {
            let header = answer.headers.retry_after.as_deref()?;
            match now {
                Some(now) => retry::after_at(header, now),
                None => retry::after(header),
            }
        };
        let challenge = answer.headers.www_authenticate.as_deref();
        let claims = challenge.and_then(challenge::claims);
        let cause = match answer.status {
            401 => Cause::Unauthorized { claims },
            // Under conditional access a challenge may come with this status:
            // https://learn.microsoft.com/graph/errors#http-status-codes
            403 if claims.is_some() => Cause::Unauthorized { claims },
            403 => Cause::Forbidden,
            404 => Cause::NotFound,
            409 => Cause::Conflict,
            429 => Cause::Throttled {
                retry_after: retry_after(),
            },
            // At 408 a proxy gave up waiting, perhaps while the request was on its way to Graph.
            400..500 if answer.status != 408 => Cause::Rejected,
            _ => Cause::Server {
                retry_after: retry_after(),
            },
        };
        let mut diagnostic = answer.diagnostic();
        diagnostic.time = now.or(answer.time);
        if let Some(body) = &answer.body {
            diagnostic.read_error(body);
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
                lacks: None,
            }),
        }
    }

    /// Whether the call certainly had no effect: the service refused it, the
    /// gateway in front passed nothing on, or it was never sent. After any other
    /// fault the call may have had its effect.
    pub fn is_certain_refusal(&self) -> bool {
        match self.cause {
            Cause::Unauthorized { .. }
            | Cause::Forbidden
            | Cause::NotFound
            | Cause::Conflict
            | Cause::Throttled { .. }
            | Cause::Rejected
            | Cause::NoToken(_) => true,
            Cause::Server { .. } => self.is_of_gateway(NOTHING_SENT),
            Cause::Unreachable | Cause::TimedOut | Cause::Unreadable | Cause::BadPaging => false,
        }
    }

    /// Whether the fault has one of these error codes of the gateway.
    pub fn is_of_gateway(&self, codes: &[&str]) -> bool {
        let code = self.diagnostic.code.as_deref();
        code.is_some_and(|code| codes.contains(&code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::AnswerHeaders;
    use crate::json;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            operation: Operation::Redirect,
            client_request_id: "c".to_owned(),
            time: None,
            status,
            headers: AnswerHeaders::default(),
            body: json::parse(body),
        }
    }

    #[test]
    fn a_missing_scope_is_forbidden_and_keeps_its_message() {
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
    fn the_innermost_code_is_kept() {
        let body = r#"{"error":{"code":"badRequest","innerError":{"code":"invalidRange","innererror":{"code":""}}}}"#;
        let fault = Fault::of_answer(&answer(400, body));
        assert_eq!(fault.diagnostic.code.as_deref(), Some("invalidRange"));
    }

    #[test]
    fn a_body_without_json_still_gives_the_cause() {
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

    fn with_headers(status: u16, headers: AnswerHeaders) -> Answer {
        Answer {
            headers,
            ..answer(status, "")
        }
    }

    #[test]
    fn only_a_401_or_403_can_ask_for_claims() {
        let challenged = |status, header: &str| {
            let www_authenticate = Some(header.to_owned());
            let headers = AnswerHeaders {
                www_authenticate,
                ..AnswerHeaders::default()
            };
            Fault::of_answer(&with_headers(status, headers)).cause
        };
        let claims = Some("{}".to_owned());
        let asking = r#"Bearer error="insufficient_claims", claims="e30=""#;
        for status in [401, 403] {
            let claims = claims.clone();
            assert_eq!(challenged(status, asking), Cause::Unauthorized { claims });
        }
        assert_eq!(challenged(403, "Bearer realm=\"\""), Cause::Forbidden);
        let claims = None;
        assert_eq!(challenged(401, "Bearer"), Cause::Unauthorized { claims });
        assert_eq!(challenged(404, asking), Cause::NotFound);
    }

    #[test]
    fn with_a_clock_a_retry_after_date_is_read() {
        let now = Timestamp::parse("2026-10-21T07:28:00Z").unwrap();
        let headers = AnswerHeaders {
            retry_after: Some("Wed, 21 Oct 2026 07:28:10 GMT".to_owned()),
            ..AnswerHeaders::default()
        };
        for status in [408, 429, 503] {
            let answer = with_headers(status, headers.clone());
            let unknown = Fault::of_answer(&answer).cause;
            let fault = Fault::of_answer_at(&answer, now);
            let (Cause::Throttled { retry_after } | Cause::Server { retry_after }) = fault.cause
            else {
                panic!("a wait was expected")
            };
            assert_eq!(retry_after, Some(Duration::from_secs(10)));
            assert_eq!(fault.diagnostic.time, Some(now));
            assert!(matches!(
                unknown,
                Cause::Throttled { retry_after: None } | Cause::Server { retry_after: None }
            ));
        }
    }

    #[test]
    fn endless_inner_errors_keep_the_codes_above_them() {
        let body = format!(
            "{}null{}",
            "{\"code\":\"x\",\"innerError\":".repeat(100),
            "}".repeat(100)
        );
        let fault = Fault::of_answer(&answer(400, &format!("{{\"error\":{body}}}")));
        assert_eq!(fault.diagnostic.code.as_deref(), Some("x"));
        // Deeper than the JSON reader goes: only code and message are lost.
        let body = format!("{}{}", "{\"error\":".repeat(10_000), "}".repeat(10_000));
        assert_eq!(Fault::of_answer(&answer(409, &body)).cause, Cause::Conflict);
    }

    #[test]
    fn a_quoted_message_is_unquoted_once() {
        let message = |message: &str| {
            let body = json!({ "error": { "message": message } }).to_string();
            Fault::of_answer(&answer(400, &body)).diagnostic.message
        };
        assert_eq!(message("\"quoted\"").as_deref(), Some("quoted"));
        assert_eq!(message("\"\\\"twice\\\"\"").as_deref(), Some("\"twice\""));
        assert_eq!(message("plain").as_deref(), Some("plain"));
        assert_eq!(message("\"half").as_deref(), Some("\"half"));
        assert_eq!(message("7").as_deref(), Some("7"));
        assert_eq!(message(" "), None);
    }

    #[test]
    fn only_a_refusal_is_certain_to_have_no_effect() {
        for status in 100..600 {
            let certain = Fault::of_answer(&answer(status, "")).is_certain_refusal();
            assert_eq!(
                certain,
                (400..500).contains(&status) && status != 408,
                "{status}"
            );
        }
        let of_gateway = |code: &str| {
            let inner = json!({ "code": code });
            let body = json!({ "error": { "code": "BadGateway", "innerError": inner } });
            Fault::of_answer(&answer(502, &body.to_string())).is_certain_refusal()
        };
        assert!(NOTHING_SENT.iter().all(|code| of_gateway(code)));
        assert!(!of_gateway("outcomeUnknown") && !of_gateway("BadGateway"));
    }
}
