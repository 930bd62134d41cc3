//! What came back from a call: status, the headers that matter, the body.
//!
//! An [`Answer`] is read strictly in one respect only: a success whose body
//! cannot be read is a fault, never an empty result. Whether a header was
//! readable at all is up to the browser, so every header may be absent.

use serde_json::Value;

use crate::fault::{Cause, Diagnostic, Fault};
use crate::request::Operation;
use crate::wire::Wire;

/// The response headers this product looks at, as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerHeaders {
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// `request-id`: what Microsoft's support asks for.
    pub request_id: Option<String>,
}

impl AnswerHeaders {
    /// The headers, read by a function that knows them by lower-case name.
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
    /// The call it answers.
    pub operation: Operation,
    /// The `client-request-id` that was sent with the call.
    pub client_request_id: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers that matter.
    pub headers: AnswerHeaders,
    /// The body as text; may be empty, or not JSON.
    pub body: String,
}

impl Answer {
    /// The value in a successful answer.
    pub fn read<T: Wire>(&self) -> Result<T, Fault> {
        if !(200..300).contains(&self.status) {
            return Err(Fault::of_answer(self));
        }
        serde_json::from_str::<Value>(&self.body)
            .ok()
            .and_then(|value| T::read(&value))
            .ok_or_else(|| Fault {
                cause: Cause::Unreadable,
                diagnostic: self.diagnostic(),
            })
    }

    /// Success without looking at the body, for calls answered by 204.
    pub fn done(&self) -> Result<(), Fault> {
        if (200..300).contains(&self.status) {
            Ok(())
        } else {
            Err(Fault::of_answer(self))
        }
    }

    /// What support needs to find the call, without the error's own words.
    pub fn diagnostic(&self) -> Box<Diagnostic> {
        Box::new(Diagnostic {
            operation: self.operation,
            status: Some(self.status),
            request_id: self.headers.request_id.clone(),
            client_request_id: self.client_request_id.clone(),
            code: None,
            message: None,
            time: None,
            lacks: None,
        })
    }
}
