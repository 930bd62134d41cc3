//! Sends requests over one connection.
//!
//! An answer with an unexpected status is an error, because fast refusals would improve the figures.

use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::error::BenchError;

/// A request with the expected status of its answer.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
    pub(crate) wanted: u16,
}

impl Ask {
    /// A read with a token.
    pub(crate) fn get(path: &str, token: &str) -> Self {
        Self {
            method: "GET",
            path: path.to_owned(),
            headers: vec![bearer(token)],
            body: String::new(),
            wanted: 200,
        }
    }

    /// A `POST` with a body of this media type.
    pub(crate) fn post(path: &str, kind: &str, body: String) -> Self {
        Self {
            method: "POST",
            path: path.to_owned(),
            headers: vec![("content-type", kind.to_owned())],
            body,
            wanted: 200,
        }
    }

    /// The same request with a token.
    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.headers.push(bearer(token));
        self
    }

    /// The same request with another expected status.
    pub(crate) fn answered(mut self, status: u16) -> Self {
        self.wanted = status;
        self
    }
}

fn bearer(token: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {token}"))
}

/// A connection.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: String,
}

impl Connection {
    pub(crate) async fn open(address: &str) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(address).await;
        let stream = stream.and_then(|stream| stream.set_nodelay(true).map(|()| stream));
        let stream = stream.map_err(|cause| BenchError::Connection {
            address: address.to_owned(),
            cause,
        })?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // If the connection ends, the next request fails.
        tokio::spawn(connection);
        Ok(Self {
            sender,
            address: address.to_owned(),
        })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn ask(&mut self, ask: &Ask) -> Result<(Response<()>, Bytes), BenchError> {
        let mut request = Request::builder()
            .method(ask.method)
            .uri(&ask.path)
            .header("host", &self.address);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let body = Full::new(Bytes::copy_from_slice(ask.body.as_bytes()));
        let request = request.body(body).map_err(|cause| BenchError::Address {
            path: ask.path.clone(),
            cause,
        })?;
        self.sender.ready().await?;
        let answer: Response<Incoming> = self.sender.send_request(request).await?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await?.to_bytes();
        if head.status.as_u16() == ask.wanted {
            return Ok((Response::from_parts(head, ()), body));
        }
        Err(BenchError::Answer {
            path: ask.path.clone(),
            status: head.status.as_u16(),
            wanted: ask.wanted,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}
