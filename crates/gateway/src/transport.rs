//! Sends the gateway's HTTP requests.
//!
//! A transport sends each request once and follows no HTTP redirect. Only a read
//! (GET) whose connection ended before any answer began is made once more: servers
//! close idle connections at the very moment when one is used again. It distinguishes a request that certainly was not sent from
//! one that may have been sent, because that difference decides whether a job may
//! be sent again. The callers build the requests and interpret the answers.

pub mod http;

use std::{fmt, pin::Pin, time::Duration};

use axum::http::Method;

/// A request to another server.
#[derive(Clone)]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The absolute address.
    pub url: String,
    /// Names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Option<String>,
    /// Whether the request changes something. If so, it gets a new connection,
    /// because HTTP clients silently repeat requests on reused connections. Every
    /// POST gets one, because none is ever repeated.
    pub changes: bool,
}

/// Shows neither headers, which carry tokens, nor the body, which carries secrets.
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
    /// `Date`.
    pub date: Option<String>,
    /// `Access-Control-Allow-Origin`.
    pub allowed_origin: Option<String>,
    /// `Access-Control-Allow-Headers`.
    pub allowed_headers: Option<String>,
    /// The body as text.
    pub body: String,
}

/// Does not show the body, which carries tokens and names.
impl fmt::Debug for Incoming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)
    }
}

/// Why no answer arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// There was no connection: the request certainly was not sent.
    #[error("{0}")]
    NotSent(NoConnection),
    /// The connection broke when the request may have been sent.
    #[error("the connection broke before the answer")]
    Lost,
    /// The answer did not arrive in time.
    #[error("no answer came in time")]
    TimedOut,
}

/// Why there was no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoConnection {
    /// Nobody knows an address of the name.
    #[error("no address is known for its name")]
    UnknownName,
    /// Nothing listens there, or a firewall says no.
    #[error("it refuses the connection")]
    Refused,
    /// It took too long.
    #[error("no connection came about in time")]
    TimedOut,
    /// The certificate is not one that is trusted here.
    #[error("this machine does not trust its certificate, or the authority that issued it")]
    UntrustedCertificate,
    /// The certificate is no longer valid.
    #[error("its certificate has expired")]
    ExpiredCertificate,
    /// The certificate is not for the name in the address.
    #[error("its certificate is for another name")]
    OtherName,
    /// Anything else.
    #[error("no connection came about")]
    Other,
}

/// The answer, as a future.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Incoming, NoAnswer>> + Send + 'a>>;

/// Sends requests: over the network, or to a simulated server in tests.
pub trait Transport: Send + Sync {
    /// Sends `request`, a POST at most once, and waits for its answer for at most `limit`.
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_>;
}
