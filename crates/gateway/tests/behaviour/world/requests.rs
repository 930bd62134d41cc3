//! Builds requests like the widget's, and reads the answers.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::{LOBBY, LOBBY_SHARE, ORIGIN, QUEUE};

/// An answer of the gateway.
#[derive(Debug)]
pub(crate) struct GatewayAnswer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl GatewayAnswer {
    /// The exact code of a refusal.
    pub(crate) fn code(&self) -> &str {
        self.body["error"]["innerError"]["code"]
            .as_str()
            .unwrap_or("none")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Sends a request into a router.
pub(crate) async fn call(router: &Router, request: Request<Body>) -> GatewayAnswer {
    let answer = router.clone().oneshot(request).await.unwrap();
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, 1 << 22).await.unwrap();
    GatewayAnswer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
    }
}

pub(crate) fn get(path: &str, token: &str) -> Request<Body> {
    Request::get(path)
        .header("authorization", format!("Bearer {token}"))
        .header("origin", ORIGIN)
        .body(Body::empty())
        .unwrap()
}

pub(crate) fn post(path: &str, token: &str, body: &Value) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .header("origin", ORIGIN)
        .header("content-type", "application/json")
        .header("client-request-id", "c1c1c1c1-0000-4000-8000-000000000001")
        .body(Body::from(body.to_string()))
        .unwrap()
}

pub(crate) fn job_path(job: &str) -> String {
    format!("/v1.0/print/printers/{QUEUE}/jobs/{job}")
}

/// A redirect to a printer through its share.
pub(crate) fn redirect_to(job: &str, token: &str, printer: &str, share: &str) -> Request<Body> {
    let body = json!({ "destinationPrinterId": printer });
    let mut request = post(&format!("{}/redirect", job_path(job)), token, &body);
    request
        .headers_mut()
        .insert("print-share", share.parse().unwrap());
    request
}

/// A redirect to the lobby, as the widget sends it.
pub(crate) fn redirect(job: &str, token: &str) -> Request<Body> {
    redirect_to(job, token, LOBBY, LOBBY_SHARE)
}

/// The status and text of a plain page.
pub(crate) async fn text(router: &Router, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), 1 << 22).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// Gives the request this `client-request-id`.
pub(crate) fn named<B>(mut request: Request<B>, id: &str) -> Request<B> {
    request
        .headers_mut()
        .insert("client-request-id", id.parse().unwrap());
    request
}
