//! Connections, and how one is really lost.
//!
//! A lost connection must look to a browser like a cable pulled out, not like
//! a bad answer: the socket is closed before a single byte of an answer is
//! written. Connections are never reused, since browsers silently repeat a
//! request, even a POST, when a reused connection closes without an answer.

use std::{convert::Infallible, fmt, io};

use axum::{
    Router,
    body::Body,
    http::{Request, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// The mark on an answer that must never be written.
#[derive(Clone, Copy, Debug)]
struct Lost;

impl fmt::Display for Lost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection is to be lost")
    }
}

impl std::error::Error for Lost {}

/// An answer that closes its connection instead of being sent.
pub(super) fn lost() -> Response<Body> {
    let mut answer = Response::default();
    answer.extensions_mut().insert(Lost);
    answer
}

/// Serves every connection until the listener fails.
pub(super) async fn accept(listener: TcpListener, router: Router) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let router = router.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request: Request<Incoming>| {
                let answer = router.clone().oneshot(request.map(Body::new));
                async move {
                    let answer = answer
                        .await
                        .unwrap_or_else(|never: Infallible| match never {});
                    match answer.extensions().get::<Lost>() {
                        // An error from the service makes hyper drop the socket.
                        Some(&lost) => Err(lost),
                        None => Ok(answer),
                    }
                }
            });
            // The only errors are connections that ended early, on purpose or
            // because a page went away: nobody is left to tell.
            let _ = http1::Builder::new()
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
