//! Turns a refusal into an HTTP answer.
//!
//! Challenges have the same form as Graph's, so that the same code in the
//! browser reads both
//! (<https://learn.microsoft.com/entra/identity-platform/claims-challenge>).

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use universal_print::time::Timestamp;

use super::{Refusal, token::CallerTokenError};
use crate::{clock::rfc3339, trace::Trace};

impl Refusal {
    /// The HTTP answer, with the ids of the request.
    pub fn answer(&self, trace: &Trace, now: Timestamp) -> Response<Body> {
        let (outer, inner, message) = self.words();
        let (outer, message) = match self {
            Self::GraphRefused {
                code,
                message: said,
                ..
            } => (
                code.as_deref().unwrap_or(outer),
                said.as_deref().unwrap_or(message),
            ),
            _ => (outer, message),
        };
        // The other refusals look alike, whatever Graph answered before.
        let (date, request_id, client_request_id) = if self.is_graphs() {
            trace.of_error()
        } else {
            (None, None, None)
        };
        let own = || trace.client_request_id.to_string();
        let body = json!({
            "error": {
                "code": outer,
                "message": message,
                "innerError": {
                    "code": inner.as_str(),
                    "date": date.unwrap_or_else(|| rfc3339(now)),
                    "request-id": request_id.unwrap_or_else(|| trace.request_id()),
                    "client-request-id": client_request_id.unwrap_or_else(own),
                },
            },
        });
        let mut answer = Response::new(Body::from(body.to_string()));
        *answer.status_mut() =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_GATEWAY);
        let headers = answer.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        let mut set = |name, value: Option<String>| {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        };
        set(header::RETRY_AFTER, self.retry_after());
        set(header::WWW_AUTHENTICATE, self.challenge());
        if let Self::MethodNotAllowed(method) = self {
            set(header::ALLOW, Some(method.to_string()));
        }
        answer
    }

    /// Whether the last answer of Graph is the reason.
    fn is_graphs(&self) -> bool {
        matches!(
            self,
            Self::GraphRefused { .. }
                | Self::GraphThrottled(_)
                | Self::GraphTroubled(_)
                | Self::OutcomeUnknown
        )
    }

    fn retry_after(&self) -> Option<String> {
        match self {
            Self::GraphThrottled(wait) | Self::GraphTroubled(wait) => wait.clone(),
            Self::TooMany { wait, .. } => Some(wait.as_secs_f64().ceil().max(1.0).to_string()),
            Self::KeysUnavailable => Some("10".to_owned()),
            _ => None,
        }
    }

    fn challenge(&self) -> Option<String> {
        match self {
            Self::Token(CallerTokenError::Missing) => Some("Bearer realm=\"\"".to_owned()),
            Self::Token(error) => Some(format!(
                "Bearer realm=\"\", error=\"invalid_token\", error_description=\"{}\"",
                error.message()
            )),
            Self::MissingScope => {
                Some("Bearer realm=\"\", error=\"insufficient_scope\"".to_owned())
            }
            Self::Challenge(claims) => Some(format!(
                "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{}\"",
                STANDARD.encode(claims)
            )),
            _ => None,
        }
    }
}
