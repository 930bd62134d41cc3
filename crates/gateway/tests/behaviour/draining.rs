//! The shutdown: the gateway drains before its listener closes.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use gateway::{
    drain::Drain,
    server::{ConnectionLimits, serve},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
    time::Instant,
};

use crate::{
    serving::{exchange, redirect},
    world::{Network, ORIGIN, World, adele},
};

const DRAIN: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(75);

#[tokio::test(start_paused = true)]
async fn the_drain_lasts_as_long_as_configured_and_counts_as_shutdown() {
    for drain_time in [Duration::ZERO, DRAIN] {
        let world = World::new();
        let drain = Drain::new(drain_time, WHOLE, world.clock());
        let (signals, told) = (Notify::new(), Instant::now());
        signals.notify_one();
        let deadline = drain.ended(&signals).await;
        assert_eq!(told.elapsed().as_secs(), drain_time.as_secs());
        assert_eq!((deadline - told).as_secs(), WHOLE.as_secs());
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_signal_ends_the_drain_at_once() {
    let world = World::new();
    let drain = Drain::new(DRAIN, WHOLE, world.clock());
    let (signals, began) = (Notify::new(), Instant::now());
    let twice = async {
        signals.notify_one();
        while drain.since().is_none() {
            tokio::task::yield_now().await;
        }
        signals.notify_one();
    };
    let (deadline, ()) = tokio::join!(drain.ended(&signals), twice);
    assert_eq!(began.elapsed(), Duration::ZERO);
    // What has begun still has the whole time.
    assert_eq!(deadline - began, WHOLE);
}

/// A request on a connection of its own that the client would keep.
fn kept(method: &str, more: &str) -> String {
    format!(
        "{method} /v1.0/print/shares/x/printer HTTP/1.1\r\nhost: gateway\r\norigin: {ORIGIN}\r\n{more}\r\n"
    )
}

#[tokio::test]
async fn while_it_drains_the_gateway_answers_and_asks_to_close_connections() {
    const LIMITS: ConnectionLimits = ConnectionLimits {
        header_time: Duration::from_secs(60),
        answer_time: Duration::from_secs(60),
        connections: 64,
    };
    let world = World::new();
    let job = world.job_of(&adele());
    let go = Arc::new(Notify::new());
    let held = Network::Until(Arc::clone(&go));
    world.lock().network.push(("POST", "/redirect", held));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let hour = Duration::from_secs(3600);
    let drain = Drain::new(hour, hour, world.clock());
    let (told, routes) = (Arc::new(Notify::new()), drain.around(world.router()));
    let (signal, draining) = (Arc::clone(&told), Arc::clone(&drain));
    let served =
        tokio::spawn(async move { serve(listener, routes, LIMITS, draining.ended(&signal)).await });

    told.notify_one();
    while drain.since().is_none() {
        tokio::task::yield_now().await;
    }
    // A send that begins now is accepted too.
    let request = redirect(&world, &job);
    let asking = tokio::spawn(async move { exchange(address, &request).await });
    world.until_sent("/redirect").await;
    // Without "connection: close" in the answers, these exchanges would not end.
    let refused = exchange(address, &kept("GET", "")).await;
    assert!(refused.starts_with("HTTP/1.1 401 "), "{refused}");
    let asked = "access-control-request-method: POST\r\n";
    let preflight = exchange(address, &kept("OPTIONS", asked)).await;
    assert!(preflight.starts_with("HTTP/1.1 200 "), "{preflight}");
    for answer in [refused, preflight] {
        assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    }

    told.notify_one();
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!served.is_finished());
    go.notify_one();
    served.await.unwrap();
    assert!(asking.await.unwrap().starts_with("HTTP/1.1 200 "));
    assert_eq!(world.printed().len(), 1);
}

/// The program itself, with the signals of the system.
#[cfg(unix)]
mod program {
    use std::{
        fs,
        io::{BufRead as _, BufReader, Read as _, Write as _},
        net::TcpStream,
        process::{Child, Command, Stdio},
    };

    use serde_json::Value;

    use crate::world::World;

    /// Ends the program, whatever becomes of the test.
    struct Program(Child);

    impl Drop for Program {
        fn drop(&mut self) {
            // It may have ended by itself.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    impl Program {
        fn terminate(&self) {
            let id = self.0.id().to_string();
            let sent = Command::new("kill").args(["-TERM", &id]).status();
            assert!(sent.unwrap().success());
        }
    }

    fn get(address: &Value, path: &str) -> String {
        let mut stream = TcpStream::connect(address.as_str().unwrap()).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_program_drains_after_a_signal_and_ends_after_a_second() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("gateway.toml");
        let nowhere = "graph = \"http://127.0.0.1:1\"\nauthority = \"http://127.0.0.1:1\"\n[app]";
        let places = "[server]\nlisten = \"127.0.0.1:0\"\nadmin_listen = \"127.0.0.1:0\"\ndrain_seconds = 599";
        let config = World::config("[limits]\nshutdown_seconds = 600\n");
        let config = config.replace("[app]", nowhere).replace("[server]", places);
        fs::write(&file, config).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateway"));
        command.arg("--config").arg(&file).arg("serve");
        let mut program = Program(command.stderr(Stdio::piped()).spawn().unwrap());
        let log = BufReader::new(program.0.stderr.take().unwrap());
        let mut log = log
            .lines()
            .map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
        let mut until = |message: &str| {
            let starts = |line: &Value| line["message"].as_str().unwrap().starts_with(message);
            log.find(starts).unwrap()
        };
        let listening = until("listening");
        program.terminate();
        until("draining");
        let ready = get(&listening["admin"], "/readyz");
        assert!(
            ready.starts_with("HTTP/1.1 503 ") && ready.contains("ENDING  draining: since "),
            "{ready}"
        );
        let refused = get(&listening["public"], "/v1.0/print/shares/x/printer");
        assert!(refused.starts_with("HTTP/1.1 401 "), "{refused}");
        program.terminate();
        until("ended");
        assert!(program.0.wait().unwrap().success());
    }
}
