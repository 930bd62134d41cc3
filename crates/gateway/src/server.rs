//! Serves connections within limits, and closes them in order.
//!
//! The public and the admin listener use the same loop. The head of a request
//! must arrive within a time and a size, and the client must read the answers.
//! Connections beyond the limit wait in the kernel. At shutdown no new
//! connection is accepted, and open requests are finished.

use std::{convert::Infallible, future::Future, io, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    time::{Instant, sleep, timeout_at},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// The largest head of a request, in bytes. A token with many groups is long and
/// may have 16 KiB.
const LARGEST_HEAD: usize = 48 * 1024;
const MOST_HEADERS: usize = 64;

/// The limits of a listener's connections.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// How long the head of a request may take to arrive.
    pub header_time: Duration,
    /// How long the client may read nothing of an answer. Without this limit, a
    /// client that never reads would keep its connection forever.
    pub answer_time: Duration,
    /// Connections at the same time.
    pub connections: usize,
}

/// Serves `router` on `listener` until `end`, then finishes the open requests. `end`
/// returns until when that may take; so does this, for what the requests have begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    end: impl Future<Output = Instant>,
) -> Instant {
    let ConnectionLimits {
        header_time,
        answer_time,
        connections,
    } = limits;
    let graceful = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(connections));
    let mut end = pin!(end);
    let deadline = loop {
        let permit = tokio::select! {
            deadline = &mut end => break deadline,
            permit = Arc::clone(&free).acquire_owned() => permit,
        };
        let accepted = tokio::select! {
            deadline = &mut end => break deadline,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                if !is_the_clients_fault(&error) {
                    // Most likely there are no file handles left: accepting the
                    // next connection at once would only spin.
                    sleep(Duration::from_millis(200)).await;
                }
                continue;
            }
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let answer = router.clone().oneshot(request.map(Body::new));
            async move { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
        });
        // HTTP/1 only: detecting the version would wait for a first byte
        // without a limit, and a proxy in front speaks HTTP/1 to its backends.
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(answer_time));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_time)
            .max_buf_size(LARGEST_HEAD)
            .max_headers(MOST_HEADERS)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(permit);
        });
    };
    drop(listener);
    if timeout_at(deadline, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still open at the end");
    }
    deadline
}

fn is_the_clients_fault(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}
