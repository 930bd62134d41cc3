//! Connections: how many, how slow, and how they end.
//!
//! The two listeners are served by the same loop. A head must arrive within
//! its time and stay within its size, and whoever asks must read the answers;
//! more connections than allowed wait in the kernel. When the program is told
//! to end, readiness goes first, then no connection is taken any more, and
//! what was begun is finished.

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
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

/// A head larger than this is refused by the connection, in bytes. Tokens with
/// many groups are long; a token may be 16 KiB.
const LARGEST_HEAD: usize = 48 * 1024;
const MOST_HEADERS: usize = 64;

/// How connections are treated.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How long a head may take to arrive.
    pub header_time: Duration,
    /// How long the other side may take nothing of an answer. One that asks and
    /// never reads would else keep its connection for good.
    pub answer_time: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// How long open requests may take once the end was told.
    pub ending_time: Duration,
}

/// Serves `router` on `listener` until `end`, then finishes what was begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    manners: Manners,
    end: impl Future<Output = ()>,
) {
    let Manners {
        header_time,
        answer_time,
        connections,
        ending_time,
    } = manners;
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(connections));
    let mut end = pin!(end);
    loop {
        let place = tokio::select! {
            () = &mut end => break,
            place = Arc::clone(&room).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                if !is_of_the_peer(&error) {
                    // Out of file handles, most likely: taking the next one at
                    // once would only spin.
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
        // HTTP/1 alone: telling versions apart would wait for a first byte
        // without a limit, and what stands in front speaks HTTP/1 behind.
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
            drop(place);
        });
    }
    drop(listener);
    if timeout(ending_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still open at the end");
    }
}

fn is_of_the_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
    )
}
