//! Connections, and how one is really cut.
//!
//! A cut connection must look to a client like a cable pulled out, not like a
//! bad answer: the bytes that are to arrive are written as they are, then the
//! socket is closed or reset, and nothing makes up for the rest. Connections
//! are not reused unless that is asked for, since browsers silently repeat a
//! request, even a POST, when a reused connection closes without an answer.

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

/// How far an answer gets, and how its connection ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct ConnectionBreak {
    pub(super) at: CutAt,
    pub(super) reset: bool,
}

/// The mark on an answer that is not to arrive whole.
pub(super) fn with_break(
    mut answer: Response<Body>,
    connection_break: ConnectionBreak,
) -> Response<Body> {
    answer.extensions_mut().insert(connection_break);
    answer
}

/// The last bytes of a connection.
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
                // An error from the service makes hyper let go of the socket.
                Some(broken) => Err(last_bytes(answer, broken).await),
                None => Ok(answer),
            }
        }
    });
    let mut connection = http1::Builder::new()
        .keep_alive(keep_alive)
        .serve_connection(TokioIo::new(stream), service);
    // The other errors are of clients that went away: nobody is left to tell.
    let Err(error) = (&mut connection).await else {
        return;
    };
    if let Some(last) = error.source().and_then(|it| it.downcast_ref::<LastBytes>()) {
        let stream = connection.into_parts().io.into_inner();
        // A client that is gone cannot be cut off any more.
        let _ = cut(stream, last).await;
    }
}

/// Writes what is to arrive and ends the connection: in order without a
/// farewell, or, with no time to linger, by a reset.
async fn cut(mut stream: TcpStream, last: &LastBytes) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.write_all(&last.bytes).await?;
    stream.flush().await?;
    if last.reset {
        stream.set_zero_linger()?;
    }
    Ok(())
}

/// The bytes of an answer up to the place where it breaks.
async fn last_bytes(
    answer: Response<Body>,
    ConnectionBreak { at, reset }: ConnectionBreak,
) -> LastBytes {
    let (head, body) = answer.into_parts();
    // The body is in memory already: no limit is needed, and it cannot fail.
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
