//! Carries the ids by which one request is found in the gateway's log and at Microsoft.
//!
//! The caller's `client-request-id` is sent to Graph with every call that the
//! request causes, and is returned to the caller. The `request-id` of the answer
//! is Graph's id of the last call, or the gateway's own if Graph was not called.
//!
//! <https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support>

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderMap;
use tokio::time::Instant;
use uuid::Uuid;

/// The ids of one request and its time of arrival.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The caller's id of the request, or a new one.
    pub client_request_id: Arc<str>,
    /// When the head of the request had arrived.
    pub arrived: Instant,
    own: Arc<str>,
    graphs: Arc<Mutex<Option<String>>>,
}

impl Trace {
    /// The ids of a request with these headers that arrives now. The caller's
    /// id is echoed and logged, so it is accepted only if it looks like an id.
    pub fn of(headers: &HeaderMap) -> Self {
        let sent = headers.get("client-request-id");
        let sent = sent.and_then(|value| value.to_str().ok());
        let sent = sent.filter(|id| is_id(id)).map(Arc::from);
        let own: Arc<str> = Uuid::new_v4().to_string().into();
        Self {
            client_request_id: sent.unwrap_or_else(|| Arc::clone(&own)),
            arrived: Instant::now(),
            own,
            graphs: Arc::default(),
        }
    }

    /// Remembers Graph's id of a call made for this request.
    pub fn heard(&self, request_id: Option<&str>) {
        let Some(id) = request_id.filter(|id| is_id(id)) else {
            return;
        };
        *self.graphs.lock().unwrap_or_else(PoisonError::into_inner) = Some(id.to_owned());
    }

    /// Graph's id of the last call, or the gateway's own id of this request.
    pub fn request_id(&self) -> String {
        let graphs = self.graphs.lock().unwrap_or_else(PoisonError::into_inner);
        graphs.clone().unwrap_or_else(|| self.own.to_string())
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
