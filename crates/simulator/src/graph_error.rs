//! The errors that Graph answers with, in Graph's words.
//!
//! The shape follows <https://learn.microsoft.com/graph/errors>. Universal Print's own
//! errors are poorer than that page promises: the odd code and quoting of a missing
//! permission are intended. The caller adds the ids and the date of the answer.

use std::borrow::Cow;

use serde_json::{Value, json};

/// An error: status, code, message, and headers beyond those of every answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(crate) status: u16,
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
    pub(crate) headers: Vec<(String, String)>,
}

impl GraphError {
    pub(crate) fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            headers: Vec::new(),
        }
    }

    /// The token lacks a permission, or is of the wrong type. The message is a
    /// JSON string inside a JSON string, as the service sends it
    /// (<https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/4337>).
    pub(crate) fn missing_scope() -> Self {
        Self::new(
            403,
            "UnknownError",
            "\"The token does not have one or more required security scopes.\"",
        )
    }

    /// The token has the permission, but its user may not do this.
    pub(crate) fn not_allowed(message: &str) -> Self {
        Self::new(403, "Forbidden", message)
    }

    /// The token is absent, unknown or expired
    /// (<https://learn.microsoft.com/graph/resolve-auth-errors>).
    pub(crate) fn unauthenticated(message: &str) -> Self {
        let mut error = Self::new(401, "InvalidAuthenticationToken", message);
        error.headers.push((
            "WWW-Authenticate".to_owned(),
            format!("{BEARER}, error=\"invalid_token\""),
        ));
        error
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "BadRequest", message)
    }

    pub(crate) fn invalid_filter(filter: &str) -> Self {
        Self::bad_request(format!("Invalid filter clause: {filter}"))
    }

    pub(crate) fn no_share(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The printer share id '{id}' does not match any registered printers."),
        )
    }

    pub(crate) fn no_printer(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The printer id '{id}' does not match any registered printers."),
        )
    }

    pub(crate) fn no_job(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The job id '{id}' was not found."),
        )
    }

    pub(crate) fn no_definition(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The task definition id '{id}' was not found."),
        )
    }

    pub(crate) fn no_trigger(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The task trigger id '{id}' was not found."),
        )
    }

    pub(crate) fn no_task(id: &str) -> Self {
        Self::new(
            404,
            "UnknownError",
            format!("The task id '{id}' was not found."),
        )
    }

    /// The job is not held, or another app holds it
    /// (<https://learn.microsoft.com/graph/api/printjob-redirect>).
    pub(crate) fn no_own_task() -> Self {
        Self::conflict(
            "The print job has no task in the processing state that was started by a trigger of the requesting app.",
        )
    }

    pub(crate) fn no_such_resource(segment: &str) -> Self {
        Self::new(
            404,
            "ResourceNotFound",
            format!("Resource not found for the segment '{segment}'."),
        )
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )
    }

    pub(crate) fn conflict(message: &str) -> Self {
        Self::new(409, "Conflict", message)
    }

    pub(crate) fn not_json() -> Self {
        Self::new(
            415,
            "UnsupportedMediaType",
            "A body needs the Content-Type application/json.",
        )
    }

    /// The error body, with the ids and the date of this answer.
    pub(crate) fn body(&self, date: &str, request_id: &str, client_request_id: &str) -> Value {
        json!({
            "error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": date,
                    "request-id": request_id,
                    "client-request-id": client_request_id,
                },
            },
        })
    }
}

/// The start of every `WWW-Authenticate` that Graph sends.
pub(crate) const BEARER: &str = "Bearer realm=\"\", \
authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
client_id=\"00000003-0000-0000-c000-000000000000\"";
