//! Sends requests over the network.
//!
//! The platform's verifier checks certificates, so an organisation's own
//! authorities are trusted. Proxies are taken from the environment. An answer
//! larger than a limit counts as lost, because an endless answer would use up
//! the memory.
//!
//! Only reads use kept connections. If one of them ends without an answer, the read
//! is made once more on a connection of its own, within the same time limit
//! (<https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2>).

use std::{error::Error, io, iter::successors, time::Duration};

use axum::http::Method;
use reqwest::{Client, ClientBuilder, Response, Url, redirect, retry};
use tokio::time::timeout;

use super::{Answering, Incoming, NoAnswer, NoConnection, Outgoing, Transport};

/// The largest answer that is read, in bytes. A job with a thousand documents is
/// far smaller.
const LARGEST_ANSWER: usize = 4 << 20;

const CONNECT: Duration = Duration::from_secs(5);

/// Why the HTTP client could not be created.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client could not be created: {0}")]
pub struct TransportError(#[from] reqwest::Error);

/// Sends requests over HTTP.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    /// Keeps connections.
    keeping: Client,
    /// Uses each connection once.
    single: Client,
}

impl HttpTransport {
    /// Uses the machine's certificates and proxies.
    pub fn new() -> Result<Self, TransportError> {
        Ok(Self {
            keeping: client().build()?,
            // If a pooled connection turns out to be closed, the client sends
            // again by itself. Without pooling it does not.
            single: client().pool_max_idle_per_host(0).http1_only().build()?,
        })
    }

    /// Sends a request, and a read once more if its connection ended without an answer.
    async fn begin(&self, request: &Outgoing) -> Result<Response, NoAnswer> {
        let is_read = request.method == Method::GET && !request.changes;
        if !is_read {
            return begin(&self.single, request).await;
        }
        match begin(&self.keeping, request).await {
            Err(NoAnswer::Lost) => begin(&self.single, request).await,
            other => other,
        }
    }

    async fn exchange(&self, request: Outgoing) -> Result<Incoming, NoAnswer> {
        let mut answer = self.begin(&request).await?;
        let header = |name| {
            let value = answer.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let mut incoming = Incoming {
            status: answer.status().as_u16(),
            retry_after: header("retry-after"),
            www_authenticate: header("www-authenticate"),
            request_id: header("request-id"),
            date: header("date"),
            allowed_origin: header("access-control-allow-origin"),
            allowed_headers: header("access-control-allow-headers"),
            body: String::new(),
        };
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(log_no_answer)? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                let host = answer.url().host_str().unwrap_or_default();
                tracing::warn!(host, limit = LARGEST_ANSWER, "the answer is too large");
                return Err(NoAnswer::Lost);
            }
            body.extend_from_slice(&chunk);
        }
        // Replacing invalid bytes could produce JSON that nobody sent.
        incoming.body = String::from_utf8(body).unwrap_or_default();
        Ok(incoming)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_> {
        Box::pin(async move {
            let url = Url::parse(&request.url).ok();
            let answer = timeout(limit, self.exchange(request)).await;
            answer.unwrap_or_else(|_| {
                let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
                tracing::warn!(host, ?limit, "no answer in time");
                Err(NoAnswer::TimedOut)
            })
        })
    }
}

/// Sends a request and waits until its answer begins.
async fn begin(client: &Client, request: &Outgoing) -> Result<Response, NoAnswer> {
    let mut call = client.request(request.method.clone(), &request.url);
    for (name, value) in &request.headers {
        call = call.header(*name, value);
    }
    if let Some(body) = &request.body {
        call = call.body(body.clone());
    }
    call.send().await.map_err(log_no_answer)
}

fn client() -> ClientBuilder {
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .user_agent(concat!(
            "print-redirect-gateway/",
            env!("CARGO_PKG_VERSION")
        ))
}

/// Logs why no answer arrived, because an unknown name, an untrusted certificate
/// and a failing proxy look the same to the caller. Only the host of the address
/// is logged, since the path identifies people's jobs.
fn log_no_answer(error: reqwest::Error) -> NoAnswer {
    let host = error
        .url()
        .and_then(|url| url.host_str())
        .map(str::to_owned);
    let host = host.unwrap_or_default();
    let reason = no_answer(&error);
    let error = error.without_url();
    let causes = successors(Some(&error as &dyn Error), |&error| error.source());
    let causes: Vec<String> = causes.map(ToString::to_string).collect();
    tracing::warn!(host, cause = causes.join(": "), "no answer");
    reason
}

fn no_answer(error: &reqwest::Error) -> NoAnswer {
    if error.is_connect() || error.is_builder() {
        NoAnswer::NotSent(no_connection(error))
    } else if error.is_timeout() {
        NoAnswer::TimedOut
    } else {
        NoAnswer::Lost
    }
}

/// What an administrator can do something about. What the system says about a certificate
/// is known only as text; where it says something else, the log has its words.
fn no_connection(error: &reqwest::Error) -> NoConnection {
    let causes = || successors(Some(error as &dyn Error), |&error| error.source());
    let refused = causes().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::ConnectionRefused)
    });
    let said: Vec<String> = causes().map(ToString::to_string).collect();
    let says = |words: &str| said.iter().any(|said| said.contains(words));
    if says("dns error") {
        NoConnection::UnknownName
    } else if refused {
        NoConnection::Refused
    } else if error.is_timeout() {
        NoConnection::TimedOut
    } else if says("certificate: Expired") || says("certificate expired") {
        NoConnection::ExpiredCertificate
    } else if says("NotValidForName") || says("not valid for name") {
        NoConnection::OtherName
    } else if says("invalid peer certificate") {
        NoConnection::UntrustedCertificate
    } else {
        NoConnection::Other
    }
}
