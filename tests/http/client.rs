//! Makes one HTTP exchange on a connection of its own.
//!
//! Nothing is repeated and no connection is used twice, so the server receives
//! exactly what was sent here. As in a page, an incomplete answer counts as none.

use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A complete answer.
pub(crate) struct Heard {
    pub(crate) status: u16,
    pub(crate) headers: hyper::HeaderMap,
    pub(crate) body: String,
}

/// Sends a request to an address. Returns nothing when no complete answer comes back.
pub(crate) async fn exchange(
    to: SocketAddr,
    request: hyper::Request<Full<Bytes>>,
) -> Option<Heard> {
    let stream = TcpStream::connect(to).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let heard = async {
        let (head, body) = sender.send_request(request).await.ok()?.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        Some(Heard {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).ok()?,
        })
    };
    let heard = heard.await;
    connection.abort();
    heard
}
