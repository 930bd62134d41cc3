//! Serves connections, and cuts one in the middle of an answer.
//!
//! A cut must look to a client like a pulled cable, not like a bad answer. Therefore a
//! part of the answer's bytes is written to the socket, which is then closed or reset.
//! By default a connection serves one request: browsers silently repeat a request,
//! even a POST, when a reused connection closes without an answer.

use std::{convert::Infallible, error::Error as _, fmt, io};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{Request, Response, header::CONTENT_LENGTH},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt as _;

use crate::fault::CutAt;

/// Where an answer breaks off, and how its connection ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectionBreak {
    pub(super) at: CutAt,
    pub(super) reset: bool,
}

/// Marks an answer that must break off.
pub(super) fn with_break(
    mut answer: Response<Body>,
    connection_break: ConnectionBreak,
) -> Response<Body> {
    answer.extensions_mut().insert(connection_break);
    answer
}

/// The last bytes of a connection that is cut.
#[derive(Debug)]
struct LastBytes {
    bytes: Bytes,
    reset: bool,
}

impl fmt::Display for LastBytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the connection is to break after {} bytes",
            self.bytes.len()
        )
    }
}

impl std::error::Error for LastBytes {}

/// Serves every connection until the listener fails.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    keep_alive: bool,
) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(serve(stream, router.clone(), keep_alive));
    }
}

async fn serve(stream: TcpStream, router: Router, keep_alive: bool) {
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = router.clone().oneshot(request.map(Body::new));
        async move {
            let answer = answer
                .await
                .unwrap_or_else(|never: Infallible| match never {});
            match answer.extensions().get::<ConnectionBreak>().copied() {
                // An error from the service makes hyper give the socket back.
                Some(broken) => Err(last_bytes(answer, broken).await),
                None => Ok(answer),
            }
        }
    });
    let mut connection = http1::Builder::new()
        .keep_alive(keep_alive)
        .serve_connection(TokioIo::new(stream), service);
    // Any other error means that the client went away.
    let Err(error) = (&mut connection).await else {
        return;
    };
    if let Some(last) = error.source().and_then(|it| it.downcast_ref::<LastBytes>()) {
        let stream = connection.into_parts().io.into_inner();
        // An error means that the client is gone, so there is nothing to cut.
        let _ = cut(stream, last).await;
    }
}

/// Writes the last bytes and closes the connection, or resets it.
async fn cut(mut stream: TcpStream, last: &LastBytes) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.write_all(&last.bytes).await?;
    stream.flush().await?;
    if last.reset {
        stream.set_zero_linger()?;
    }
    Ok(())
}

/// The bytes of an answer up to where it breaks off.
async fn last_bytes(
    answer: Response<Body>,
    ConnectionBreak { at, reset }: ConnectionBreak,
) -> LastBytes {
    let (head, body) = answer.into_parts();
    // The body is in memory already, so reading it needs no limit and cannot fail.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let mut bytes = format!("HTTP/1.1 {}\r\n", head.status).into_bytes();
    for (name, value) in head
        .headers
        .iter()
        .filter(|(name, _)| *name != CONTENT_LENGTH)
    {
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    match at {
        CutAt::Start => bytes.clear(),
        CutAt::Head => bytes.truncate(bytes.len() / 2),
        CutAt::Body => bytes.extend(body.iter().take(body.len() / 2)),
    }
    let bytes = bytes.into();
    LastBytes { bytes, reset }
}
