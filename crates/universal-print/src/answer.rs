//! Reads the answer to a call: status, the headers that matter, and the body.
//!
//! Build an [`Answer`] from what your HTTP client received, then call
//! [`Answer::read`] for a value or [`Answer::no_content`] for a 204. A success whose body
//! cannot be read is a fault, never an empty result. A browser may hide any header
//! from a page, so every header may be absent.
//!
//! ```
//! use universal_print::answer::{Answer, AnswerHeaders};
//! use universal_print::fault::{Cause, Fault};
//! use universal_print::json;
//! use universal_print::request::Request;
//! use universal_print::share::Share;
//! use universal_print::page::Page;
//!
//! let received = [("Request-Id", "94fb3b52"), ("Content-Type", "application/json")];
//! let answer = Answer {
//!     operation: Request::shares().operation,
//!     client_request_id: "0b9c1f6e".to_owned(),
//!     time: None,
//!     status: 200,
//!     headers: AnswerHeaders::read(|wanted| {
//!         let mut headers = received.into_iter();
//!         let (_, value) = headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
//!         Some(value.to_owned())
//!     }),
//!     body: json::parse(r#"{ "value": [{ "id": "e4a7d0b2", "displayName": "Lobby" }] }"#),
//! };
//! let shares: Page<Share> = answer.read()?;
//! assert_eq!(shares.items[0].base.display_name.as_deref(), Some("Lobby"));
//!
//! let cut_off = Answer { body: json::parse(r#"{ "value": ["#), ..answer };
//! let fault = cut_off.read::<Page<Share>>().unwrap_err();
//! assert_eq!(fault.cause, Cause::Unreadable);
//! assert_eq!(fault.diagnostic.request_id.as_deref(), Some("94fb3b52"));
//! # Ok::<(), Fault>(())
//! ```

use crate::json::Value;

use crate::fault::{Cause, Diagnostic, Fault};
use crate::request::Operation;
use crate::time::Timestamp;
use crate::wire::Wire;

/// The response headers that this crate reads, as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerHeaders {
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// `request-id`: Microsoft's support asks for it.
    pub request_id: Option<String>,
}

impl AnswerHeaders {
    /// Reads the headers with a function that takes a lower-case name.
    pub fn read(header: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            retry_after: header("retry-after"),
            www_authenticate: header("www-authenticate"),
            request_id: header("request-id"),
        }
    }
}

/// An answer to one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The call that this answers.
    pub operation: Operation,
    /// The `client-request-id` that was sent with the call.
    pub client_request_id: String,
    /// When it arrived; `None` until a caller with a clock sets it. Faults carry it on.
    pub time: Option<Timestamp>,
    /// The HTTP status.
    pub status: u16,
    /// The headers that matter.
    pub headers: AnswerHeaders,
    /// The body, which [`json::parse`](crate::json::parse) reads; `None` if it is
    /// empty or not JSON.
    pub body: Option<Value>,
}

impl Answer {
    /// Reads the value in a successful answer.
    pub fn read<T: Wire>(&self) -> Result<T, Fault> {
        if let Some(fault) = self.refusal() {
            return Err(fault);
        }
        let value = self.body.as_ref().and_then(T::read);
        value.ok_or_else(|| self.unreadable())
    }

    /// The fault of an answer that is no success. The body of a success is not
    /// looked at: [`Answer::read`] and [`Answer::no_content`] do that.
    pub fn refusal(&self) -> Option<Fault> {
        (!self.is_success()).then(|| Fault::of_answer(self))
    }

    /// The same for callers with a clock, see [`Fault::of_answer_at`].
    pub fn refusal_at(&self, now: Timestamp) -> Option<Fault> {
        (!self.is_success()).then(|| Fault::of_answer_at(self, now))
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The success of a call that is answered by 204. Another success is a fault:
    /// Graph did not answer it, but perhaps a proxy's page for signing in.
    pub fn no_content(&self) -> Result<(), Fault> {
        match self.refusal() {
            Some(fault) => Err(fault),
            None if self.status == 204 => Ok(()),
            None => Err(self.unreadable()),
        }
    }

    fn unreadable(&self) -> Fault {
        Fault {
            cause: Cause::Unreadable,
            diagnostic: self.diagnostic(),
        }
    }

    /// What support needs to find the call. The error's code and message are
    /// not in it.
    pub fn diagnostic(&self) -> Box<Diagnostic> {
        Box::new(Diagnostic {
            operation: self.operation,
            status: Some(self.status),
            request_id: self.headers.request_id.clone(),
            client_request_id: self.client_request_id.clone(),
            code: None,
            message: None,
            time: self.time,
            lacks: None,
        })
    }
}
