//! How a request leaves the gateway.
//!
//! A transport sends once and never repeats, follows no redirect, and tells a
//! request that certainly did not leave from one whose fate is unknown: that
//! difference decides whether a job may be sent again. What is sent and what
//! the answer means is left to the callers.

mod http;

use std::{fmt, pin::Pin, time::Duration};

use axum::http::Method;

pub use http::{HttpTransport, TransportError};

/// A request on its way out.
#[derive(Clone)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// Names in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<String>,
    /// Whether it changes something: then it gets a connection of its own,
    /// because one that is used again invites silent repeats.
    pub changes: bool,
}

/// Headers carry tokens, bodies carry secrets: neither is shown.
impl fmt::Debug for Outgoing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, url, .. } = self;
        write!(formatter, "{method} {url}")
    }
}

/// An answer that arrived in full.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `WWW-Authenticate`.
    pub www_authenticate: Option<String>,
    /// `request-id`.
    pub request_id: Option<String>,
    /// `Access-Control-Allow-Origin`.
    pub allowed_origin: Option<String>,
    /// `Access-Control-Allow-Headers`.
    pub allowed_headers: Option<String>,
    /// The body as text.
    pub body: String,
}

/// Bodies carry tokens and names: they are not shown.
impl fmt::Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)
    }
}

/// Why no answer arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// No connection: the request certainly did not leave.
    NotSent,
    /// The connection broke after the request may have left.
    Lost,
    /// The time was up.
    TimedOut,
}

/// The answer, some time.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Incoming, NoAnswer>> + Send + 'a>>;

/// Something that sends requests.
pub trait Transport: Send + Sync {
    /// Sends `request` once and waits for its answer no longer than `limit`.
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_>;
}
