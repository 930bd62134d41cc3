//! Reads the JSON object in a request's body.
//!
//! Graph refuses a call that takes a body and has none (400). It reads a body only
//! under `Content-Type: application/json` (else 415). As a typed OData service it refuses members that the operation does not declare (400)
//! (<https://learn.microsoft.com/graph/errors>).

use serde_json::{Map, Value};

use crate::{graph_error::GraphError, http::Request};

/// The members of a body. Members other than `declared` are refused, except
/// annotations such as `@odata.type`.
pub(crate) fn members(
    request: &Request,
    declared: &[&str],
) -> Result<Map<String, Value>, GraphError> {
    if request.body.as_deref().unwrap_or_default().is_empty() {
        return Err(GraphError::bad_request(
            "Empty Payload. JSON content expected.",
        ));
    }
    let is_json = request
        .header("Content-Type")
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    if !is_json {
        return Err(GraphError::not_json());
    }
    let body = request
        .body
        .as_deref()
        .and_then(|body| serde_json::from_str(body).ok());
    let Some(Value::Object(members)) = body else {
        return Err(GraphError::bad_request(
            "Unable to read JSON request payload.",
        ));
    };
    let other = members
        .keys()
        .find(|name| !name.starts_with('@') && !declared.contains(&name.as_str()));
    match other {
        Some(other) => Err(GraphError::bad_request(format!(
            "The property or parameter '{other}' in the request payload is not declared."
        ))),
        None => Ok(members),
    }
}

/// A member that must be a string.
pub(crate) fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<&'a str, GraphError> {
    members
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| GraphError::bad_request(format!("The string '{name}' is missing.")))
}
