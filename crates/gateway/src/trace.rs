//! Carries the ids by which one request is found in the gateway's log and at Microsoft.
//!
//! The caller's `client-request-id` is sent to Graph with every call that the
//! request causes, and is returned to the caller. The `request-id` of the answer
//! is Graph's id of the call that matters: of the send, once something was sent,
//! and otherwise of the last call. If Graph told no id of that call, it is the
//! gateway's own. An id of another call would lead support to the wrong place.
//!
//! <https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support>

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use tokio::time::Instant;
use universal_print::{json::Value, time::Timestamp, wire::text};
use uuid::Uuid;

/// The `target` of lines that anybody can cause, without a token that is accepted. They
/// have the level `DEBUG`, so that nobody can fill the log.
pub const UNAUTHENTICATED: &str = "unauthenticated";

/// The most characters of a foreign text that are logged.
const LOGGED: usize = 200;

/// The ids of one request and its time of arrival.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The caller's id of the request, or a new one.
    pub client_request_id: Arc<str>,
    /// When the head of the request had arrived.
    pub arrived: Instant,
    own: Arc<str>,
    last: Arc<Mutex<LastCall>>,
}

/// What Graph told about the call that matters.
#[derive(Debug, Default)]
struct LastCall {
    told: GraphIds,
    /// Whether this was the send. The reads after it no longer count.
    is_send: bool,
}

/// The ids and the time in an answer of Graph, as far as it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GraphIds {
    /// The header `request-id`.
    header: Option<String>,
    /// `request-id`, `client-request-id` and `date` in the body of an error.
    request_id: Option<String>,
    client_request_id: Option<String>,
    date: Option<String>,
}

impl GraphIds {
    /// Reads the ids in an answer. What does not look like an id or a time is left
    /// out, because it is logged and passed on.
    ///
    /// <https://learn.microsoft.com/graph/errors#innererror-object>
    pub(crate) fn read(header: Option<&str>, body: Option<&Value>) -> Self {
        let error = body.and_then(|body| body.get("error"));
        let inner = error.and_then(|error| {
            let inner = error.get("innerError").or_else(|| error.get("innererror"));
            inner.filter(|inner| inner.is_object())
        });
        let member = |name: &str| inner.and_then(|inner| text(inner, name));
        let id = |name: &str| member(name).filter(|id| is_id(id));
        Self {
            header: header.filter(|id| is_id(id)).map(str::to_owned),
            request_id: id("request-id"),
            client_request_id: id("client-request-id"),
            date: member("date").filter(|date| is_date(date)),
        }
    }
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
            last: Arc::default(),
        }
    }

    /// Remembers what Graph told about a call made for this request: nothing, if no
    /// answer came.
    pub(crate) fn heard(&self, told: GraphIds) {
        let mut last = self.last();
        if !last.is_send {
            last.told = told;
        }
    }

    /// Keeps what was heard last, because it was about the send.
    pub(crate) fn keep(&self) {
        self.last().is_send = true;
    }

    /// Graph's id of the call that matters, or the gateway's own id of this request.
    pub fn request_id(&self) -> String {
        let GraphIds {
            header, request_id, ..
        } = self.last().told.clone();
        let told = header.or(request_id);
        told.unwrap_or_else(|| self.own.to_string())
    }

    /// The time, the `request-id` and the `client-request-id` in the body of Graph's
    /// error.
    pub(crate) fn of_error(&self) -> (Option<String>, Option<String>, Option<String>) {
        let GraphIds {
            date,
            request_id,
            client_request_id,
            ..
        } = self.last().told.clone();
        (date, request_id, client_request_id)
    }

    fn last(&self) -> MutexGuard<'_, LastCall> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The start of a text that somebody else wrote, without what could forge lines in a
/// log.
pub(crate) fn loggable(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_control() {
            '\u{fffd}'
        } else {
            letter
        }
    };
    text.chars().take(LOGGED).map(plain).collect()
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether this is a time. Graph writes it without a zone and means UTC.
fn is_date(text: &str) -> bool {
    let with_zone = || Timestamp::parse(&format!("{text}Z"));
    text.len() <= 40 && Timestamp::parse(text).or_else(with_zone).is_some()
}
