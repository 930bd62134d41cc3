//! The facts about a failed call, and how they are read from Graph's error body.
//!
//! Code and message come from the body alone, which may be missing or may not be
//! JSON. The request id comes from the header, or else from the body. Nothing in a diagnostic decides anything.
//!
//! <https://learn.microsoft.com/graph/errors>

use crate::json::{self, Value};

use crate::preflight::Lack;
use crate::request::Operation;
use crate::time::Timestamp;
use crate::wire;

/// The facts that support needs to find a call. None of them is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The call.
    pub operation: Operation,
    /// The HTTP status, if an answer came.
    pub status: Option<u16>,
    /// Microsoft's id of the request, if readable.
    pub request_id: Option<String>,
    /// The program's own id of the request.
    pub client_request_id: String,
    /// The most specific error code in the answer.
    pub code: Option<String>,
    /// The error's message, for logs.
    pub message: Option<String>,
    /// When it happened; `None` until a caller with a clock sets it.
    pub time: Option<Timestamp>,
    /// What the token seems to lack for the call, see [`crate::preflight`];
    /// `None` until a caller with the token sets it.
    pub lacks: Option<Vec<Lack>>,
}

impl Diagnostic {
    /// Reads code and message from the body of an error.
    pub(super) fn read_error(&mut self, body: &Value) {
        let error = body.get("error").unwrap_or(&Value::Null);
        self.code = most_specific_code(error);
        self.message = wire::text(error, "message").map(|text| unquote(&text));
        // A browser hides the header from a page on another origin unless the service exposes it.
        if self.request_id.is_none() {
            self.request_id = innermost(error, |error| wire::text(error, "request-id"));
        }
    }
}

/// The code of the innermost error, which is the most specific one. The
/// documentation writes `innerError`; services also write `innererror`.
fn most_specific_code(error: &Value) -> Option<String> {
    innermost(error, |error| wire::text(error, "code"))
}

/// What `read` finds in the innermost error that has it.
fn innermost(error: &Value, read: fn(&Value) -> Option<String>) -> Option<String> {
    const DEEPEST: usize = 8;
    let mut found = None;
    let mut level = Some(error);
    for _ in 0..DEEPEST {
        let Some(error) = level else { break };
        found = read(error).or(found);
        level = error.get("innerError").or_else(|| error.get("innererror"));
    }
    found
}

/// Removes the second pair of quotes that Universal Print puts around some
/// messages: `"\"The token …\""`.
fn unquote(message: &str) -> String {
    match json::parse(message) {
        Some(Value::String(text)) => text,
        _ => message.to_owned(),
    }
}
