//! The network transport: it sends once, follows no redirect, and reports what became of a request.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::http::Method;
use gateway::transport::{NoAnswer, NoConnection, Outgoing, Transport, http::HttpTransport};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const LONG: Duration = Duration::from_secs(20);

/// A server that answers each request with this text and counts the requests. It
/// keeps or closes the connection after an answer.
async fn server<T>(answer: &'static T, keep: bool) -> (SocketAddr, Arc<AtomicUsize>)
where
    T: AsRef<[u8]> + Sync + ?Sized,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 4096];
            loop {
                match stream.read(&mut buffer).await {
                    Ok(0) | Err(_) => break,
                    Ok(_) => {}
                }
                counted.fetch_add(1, Ordering::SeqCst);
                stream.write_all(answer.as_ref()).await.unwrap();
                if !keep {
                    break;
                }
            }
        }
    });
    (address, count)
}

/// A server that keeps each connection after its first answer and closes it at the next
/// request, as a server does that closes idle connections at a bad moment. From the
/// second connection on it answers only if it is `kind`.
async fn forgetful(kind: bool) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        for connection in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let counted = Arc::clone(&counted);
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                for request in 0..2 {
                    if matches!(stream.read(&mut buffer).await, Ok(0) | Err(_)) {
                        return;
                    }
                    counted.fetch_add(1, Ordering::SeqCst);
                    if request == 0 && (connection == 0 || kind) {
                        let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
                        stream.write_all(answer.as_bytes()).await.unwrap();
                    } else {
                        return;
                    }
                }
            });
        }
    });
    (address, count)
}

fn request(address: SocketAddr, changes: bool) -> Outgoing {
    Outgoing {
        method: if changes { Method::POST } else { Method::GET },
        url: format!("http://{address}/v1.0/print"),
        headers: vec![("authorization", "Bearer secret".to_owned())],
        body: changes.then(|| "{}".to_owned()),
        changes,
    }
}

fn post_to(address: SocketAddr, changes: bool) -> Outgoing {
    Outgoing {
        changes,
        ..request(address, true)
    }
}

async fn send(
    transport: &HttpTransport,
    address: SocketAddr,
    changes: bool,
    limit: Duration,
) -> Result<u16, NoAnswer> {
    transport
        .send(request(address, changes), limit)
        .await
        .map(|answer| answer.status)
}

#[tokio::test]
async fn no_listener_means_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let transport = HttpTransport::new().unwrap();
    assert_eq!(
        send(&transport, address, true, LONG).await,
        Err(NoAnswer::NotSent(NoConnection::Refused))
    );
}

#[tokio::test]
async fn a_broken_connection_means_unknown_and_nothing_is_repeated() {
    let transport = HttpTransport::new().unwrap();
    for answer in [
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf",
    ] {
        let (address, count) = server(answer, false).await;
        assert_eq!(
            send(&transport, address, true, LONG).await,
            Err(NoAnswer::Lost),
            "{answer}"
        );
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_changing_request_never_reuses_a_connection() {
    // The server closes each connection after one answer without announcing it.
    // A client that reused the connection would have to repeat the request.
    let (address, count) = server("HTTP/1.1 204 No Content\r\n\r\n", false).await;
    let transport = HttpTransport::new().unwrap();
    for sent in 1..=20 {
        assert_eq!(send(&transport, address, true, LONG).await, Ok(204));
        assert_eq!(count.load(Ordering::SeqCst), sent);
    }
}

#[tokio::test]
async fn a_read_is_made_once_more_when_a_kept_connection_closes() {
    let (address, count) = forgetful(true).await;
    let transport = HttpTransport::new().unwrap();
    for _ in 0..10 {
        assert_eq!(send(&transport, address, false, LONG).await, Ok(200));
    }
    assert!(
        count.load(Ordering::SeqCst) > 10,
        "a kept connection was used"
    );
    // Where the second try fails too, there is no third.
    let (address, count) = forgetful(false).await;
    assert_eq!(send(&transport, address, false, LONG).await, Ok(200));
    let lost = send(&transport, address, false, LONG).await;
    assert_eq!(lost, Err(NoAnswer::Lost));
    assert_eq!(count.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_post_never_uses_a_kept_connection_and_is_never_repeated() {
    // Also a POST that changes nothing, such as one for a token.
    for changes in [true, false] {
        let (address, count) = forgetful(true).await;
        let transport = HttpTransport::new().unwrap();
        // A connection is kept.
        assert_eq!(send(&transport, address, false, LONG).await, Ok(200));
        for sent in 2..=5 {
            let answer = transport.send(post_to(address, changes), LONG).await;
            let answer = answer.unwrap();
            assert_eq!(answer.status, 200);
            assert_eq!(count.load(Ordering::SeqCst), sent);
        }
        let (address, count) = forgetful(false).await;
        let first = transport.send(post_to(address, changes), LONG).await;
        let second = transport.send(post_to(address, changes), LONG).await;
        assert_eq!(first.unwrap().status, 200);
        assert_eq!(second, Err(NoAnswer::Lost));
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test]
async fn a_repeated_read_keeps_its_time_limit() {
    // The first connection closes, and the second is silent.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let silent = tokio::spawn(async move {
        let (mut first, _) = listener.accept().await.unwrap();
        let asked = first.read(&mut [0; 4096]).await.unwrap();
        assert!(asked > 0);
        drop(first);
        let (second, _) = listener.accept().await.unwrap();
        (second, listener)
    });
    let transport = HttpTransport::new().unwrap();
    let limit = Duration::from_secs(1);
    let answer = send(&transport, address, false, limit).await;
    assert_eq!(answer, Err(NoAnswer::TimedOut));
    assert!(silent.is_finished(), "the read was made once more");
}

#[tokio::test]
async fn an_http_redirect_is_not_followed() {
    let (elsewhere, visits) = server("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", true).await;
    let answer = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{elsewhere}/\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    );
    let (address, _) = server(answer.leak(), false).await;
    let transport = HttpTransport::new().unwrap();
    for changes in [false, true] {
        assert_eq!(send(&transport, address, changes, LONG).await, Ok(307));
    }
    assert_eq!(visits.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn silence_and_endless_answers_end_at_their_limits() {
    let transport = HttpTransport::new().unwrap();
    let (silent, _) = server("", true).await;
    let limit = Duration::from_millis(50);
    assert_eq!(
        send(&transport, silent, true, limit).await,
        Err(NoAnswer::TimedOut)
    );
    let body = "x".repeat(5 << 20);
    let huge = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let (address, _) = server(huge.leak(), false).await;
    assert_eq!(
        send(&transport, address, false, LONG).await,
        Err(NoAnswer::Lost)
    );
}

#[tokio::test]
async fn an_answer_with_invalid_text_is_not_repaired() {
    let garbled = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"id\":\"\xff\"}";
    let (address, _) = server(garbled, false).await;
    let transport = HttpTransport::new().unwrap();
    let answer = transport.send(request(address, true), LONG).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
}
