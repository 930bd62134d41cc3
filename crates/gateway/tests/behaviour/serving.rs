//! Connections over real sockets of this machine: slow heads, large heads, too
//! many connections, and a shutdown that finishes open requests.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use gateway::server::{ConnectionLimits, serve};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Notify, oneshot},
    task::JoinHandle,
    time::{Instant, timeout},
};

use crate::world::{LOBBY, LOBBY_SHARE, Network, ORIGIN, World, adele, job_path};

const MANNERS: ConnectionLimits = ConnectionLimits {
    header_time: Duration::from_millis(300),
    answer_time: Duration::from_millis(300),
    connections: 64,
};

struct Running {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    served: JoinHandle<Instant>,
}

async fn start(router: Router, limits: ConnectionLimits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel();
    let served = tokio::spawn(serve(listener, router, limits, async {
        ended.await.unwrap_or(());
        Instant::now() + Duration::from_secs(20)
    }));
    Running {
        address,
        end,
        served,
    }
}

/// Writes text and reads until the server closes the connection.
pub(crate) async fn exchange(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may close the connection before it has read everything.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

pub(crate) fn redirect(world: &World, job: &str) -> String {
    let body = format!("{{\"destinationPrinterId\":\"{LOBBY}\"}}");
    format!(
        "POST {}/redirect HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer {}\r\norigin: {ORIGIN}\r\n\
         content-type: application/json\r\nprint-share: {LOBBY_SHARE}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        job_path(job),
        world.token(&adele()),
        body.len()
    )
}

#[tokio::test]
async fn a_redirect_works_over_a_real_connection() {
    let world = World::new();
    let job = world.job_of(&adele());
    let running = start(world.router(), MANNERS).await;
    let answer = exchange(running.address, &redirect(&world, &job)).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(world.printed().len(), 1);
}

/// The head of the next answer on a connection, in lower case. The body follows it.
async fn next_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap().to_ascii_lowercase()
}

/// Reads the body that a head announces, so that the next answer can be read.
async fn skip_body(stream: &mut TcpStream, head: &str) {
    let length = head.split_once("content-length: ").unwrap().1;
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    stream.read_exact(&mut vec![0; length]).await.unwrap();
}

/// A proxy keeps its connections, and must not send a POST into one that is being closed.
#[tokio::test]
async fn a_refusal_before_the_body_is_read_says_that_the_connection_ends() {
    let world = World::new();
    let patient = ConnectionLimits {
        header_time: Duration::from_secs(60),
        ..MANNERS
    };
    let running = start(world.router(), patient).await;
    let whole = redirect(&world, "4711").replace("connection: close\r\n", "");
    let (head, body) = whole.split_once("\r\n\r\n").unwrap();
    let of_page = format!("origin: {ORIGIN}\r\n");
    let strange = head.replace(&of_page, "origin: https://other.example\r\n");
    let anonymous = head.replace("authorization: Bearer ", "x-nothing: ");
    let preflight = head.replacen("POST", "OPTIONS", 1);
    // The body comes after the answer.
    for (early, status) in [(&anonymous, "401"), (&strange, "403"), (&preflight, "200")] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let sent = format!("{early}\r\n\r\n");
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = next_head(&mut stream).await;
        assert!(
            answer.starts_with(&format!("http/1.1 {status}")),
            "{answer}"
        );
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    }
    // Where the body was read, or there is none, the connection stays.
    let without = head.replacen("POST", "GET", 1).replace("/redirect ", " ");
    let (length, _) = without.rsplit_once("\r\n").unwrap();
    let unknown = format!("{length}\r\nauthorization: Bearer none\r\n\r\n");
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    for (sent, status) in [
        (&format!("{head}\r\n\r\n{body}"), "404"),
        (&unknown, "401"),
        (&format!("{head}\r\n\r\n{body}"), "404"),
    ] {
        stream.write_all(sent.as_bytes()).await.unwrap();
        let answer = next_head(&mut stream).await;
        assert!(
            answer.starts_with(&format!("http/1.1 {status}")),
            "{answer}"
        );
        assert!(!answer.contains("connection: close"), "{answer}");
        skip_body(&mut stream, &answer).await;
    }
}

#[tokio::test]
async fn a_slow_or_endless_head_closes_the_connection() {
    let world = World::new();
    let running = start(world.router(), MANNERS).await;
    for begun in ["", "GET /v1.0/print HTTP/1.1\r\nhost: gateway\r\nx-a: "] {
        let answer = exchange(running.address, begun).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
            "{answer}"
        );
    }
    let long = format!(
        "GET / HTTP/1.1\r\nhost: gateway\r\nx-long: {}\r\n\r\n",
        "a".repeat(100_000)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nhost: gateway\r\n{}\r\n",
        "x-a: b\r\n".repeat(100)
    );
    for large in [long, many] {
        let answer = exchange(running.address, &large).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
            "{answer}"
        );
    }
    for smuggled in [
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabc",
        "GET / HTTP/1.1\r\nhost: a\r\nx: a\rb\r\n\r\n",
        "GET /a b HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        let answer = exchange(running.address, smuggled).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
            "{answer}"
        );
    }
    assert_eq!(world.sent("GET", ""), 0);
}

#[tokio::test]
async fn a_client_that_never_reads_loses_its_connection() {
    let world = World::new();
    let few = ConnectionLimits {
        connections: 1,
        ..MANNERS
    };
    let running = start(world.router(), few).await;
    let mut deaf = TcpStream::connect(running.address).await.unwrap();
    // The client sends requests until the buffers of both sides are full.
    let asked = "GET /nothing HTTP/1.1\r\nhost: gateway\r\n\r\n".repeat(1000);
    let full = Duration::from_millis(100);
    while let Ok(Ok(())) = timeout(full, deaf.write_all(asked.as_bytes())).await {}
    let redirect = redirect(&world, &world.job_of(&adele()));
    let answer = timeout(
        Duration::from_secs(10),
        exchange(running.address, &redirect),
    );
    assert!(answer.await.unwrap().starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn a_browser_that_disconnects_during_checks_sends_nothing() {
    let world = World::new();
    let job = world.job_of(&adele());
    let gone = Arc::new(Notify::new());
    world
        .lock()
        .network
        .push(("GET", "allowAllUsers", Network::Until(Arc::clone(&gone))));
    let gateway = world.gateway_with("");
    let running = start(gateway.router(), MANNERS).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream
        .write_all(redirect(&world, &job).as_bytes())
        .await
        .unwrap();
    world.until_sent("allowAllUsers").await;
    drop(stream);
    world.until_dropped("allowAllUsers").await;
    gone.notify_one();
    running.end.send(()).unwrap();
    running.served.await.unwrap();
    gateway.finish().await;
    assert_eq!(world.sent("POST", "/redirect"), 0);
    assert!(world.is_held(&job));
}

#[tokio::test]
async fn shutdown_finishes_open_requests_and_accepts_no_new_ones() {
    let world = World::new();
    let job = world.job_of(&adele());
    let go = Arc::new(Notify::new());
    world
        .lock()
        .network
        .push(("POST", "/redirect", Network::Until(Arc::clone(&go))));
    let running = start(world.router(), MANNERS).await;
    let address = running.address;
    let request = redirect(&world, &job);
    let asking = tokio::spawn(async move { exchange(address, &request).await });
    world.until_sent("/redirect").await;
    running.end.send(()).unwrap();
    // The listener is closed when the loop has noticed the shutdown.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!running.served.is_finished());
    go.notify_one();
    running.served.await.unwrap();
    assert!(asking.await.unwrap().starts_with("HTTP/1.1 200 "));
    assert_eq!(world.printed().len(), 1);
}
