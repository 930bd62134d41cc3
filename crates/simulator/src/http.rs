//! Requests to the tenant and their results, as plain values.
//!
//! The server and the demo page translate their own HTTP into these types; the
//! tenant never sees a socket. [`Delivery`] says what goes onto the wire.
//! [`ClientOutcome`] says what the client notices of it: every broken connection
//! looks the same and does not tell what the tenant did.

/// A request as it reached Microsoft Graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method, in capitals.
    pub method: String,
    /// Path and query, or an absolute URL; next links are built on its origin.
    pub url: String,
    /// Header names and values as sent.
    pub headers: Vec<(String, String)>,
    /// The body, if one was sent.
    pub body: Option<String>,
}

impl Request {
    /// A request without a body, carrying `token` as its bearer token.
    pub fn new(method: &str, url: &str, token: &str) -> Self {
        Self {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: vec![("Authorization".to_owned(), format!("Bearer {token}"))],
            body: None,
        }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same request with a JSON body.
    #[must_use]
    pub fn with_json(mut self, body: &serde_json::Value) -> Self {
        self.body = Some(body.to_string());
        self.with_header("Content-Type", "application/json")
    }

    /// The value of a header; the case of the name does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The path of the URL, which may be absolute or relative.
    #[cfg(feature = "identity")]
    pub(crate) fn path(&self) -> &str {
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        match url.split_once("://") {
            Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
            None => url,
        }
    }
}

/// A response as Microsoft Graph would send it, without the CORS headers that
/// only the server adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body; absent for 204.
    pub body: Option<String>,
}

impl Response {
    /// The value of a header; the case of the name does not matter.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body as JSON; null when there is none or it cannot be read.
    pub fn json(&self) -> serde_json::Value {
        self.body
            .as_deref()
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default()
    }
}

/// How a request ended for the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientOutcome {
    /// An answer arrived.
    Answered(Response),
    /// The connection broke; the request may or may not have taken effect.
    ConnectionLost,
}

impl ClientOutcome {
    /// The response, unless the connection broke.
    pub fn response(self) -> Option<Response> {
        match self {
            Self::Answered(response) => Some(response),
            Self::ConnectionLost => None,
        }
    }
}

/// What goes onto the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// A whole answer.
    Answer(Response),
    /// The connection breaks.
    Cut {
        /// The part of the answer that is sent first.
        part: PartialResponse,
        /// Whether the connection is reset rather than closed.
        reset: bool,
    },
    /// Nothing yet. [`Tenant::collect`](crate::Tenant::collect) gives the answer
    /// once the delay has ended.
    Delayed(Ticket),
}

/// The part of an answer that is sent before the connection breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartialResponse {
    /// Nothing.
    Start,
    /// A part of the status line and headers.
    Head(Response),
    /// The headers, with the length of the whole body, and a part of the body.
    Body(Response),
}

/// Names a delayed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub(crate) u64);

/// The status of a delayed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DelayedStatus {
    /// The delay has ended; this is the answer.
    Arrived(Response),
    /// It still waits.
    Waiting {
        /// When the delay ends, in ms since 1970 UTC. Absent when only
        /// [`Tenant::release`](crate::Tenant::release) ends it.
        until_ms: Option<i64>,
    },
    /// There is no such request, or its answer was collected already.
    Unknown,
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}
