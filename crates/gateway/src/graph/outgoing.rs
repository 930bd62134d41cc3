//! Turns a request of `universal-print` into an HTTP request with a token.

use axum::http::Method;
use secrecy::{ExposeSecret as _, SecretString};
use universal_print::{
    endpoint::Endpoint,
    json::Value,
    request::{Method as GraphMethod, Request, RequestTarget},
};

use crate::transport::Outgoing;

pub(super) fn outgoing(
    request: &Request,
    endpoint: &Endpoint,
    token: &SecretString,
    client_request_id: &str,
) -> Outgoing {
    let mut headers = vec![
        ("authorization", format!("Bearer {}", token.expose_secret())),
        ("client-request-id", client_request_id.to_owned()),
    ];
    let others = request.headers().into_iter();
    headers.extend(others.map(|(name, value)| (name, value.to_owned())));
    Outgoing {
        method: match request.method {
            GraphMethod::Get => Method::GET,
            GraphMethod::Post => Method::POST,
        },
        url: match &request.target {
            RequestTarget::Path(path) => endpoint.url(path),
            RequestTarget::Next(link) => link.as_str().to_owned(),
        },
        headers,
        body: request.body.as_ref().map(Value::to_string),
        changes: !request.operation.is_read(),
    }
}
