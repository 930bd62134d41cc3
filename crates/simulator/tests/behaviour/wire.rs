//! The bytes a client receives when connections are cut and answers delayed.

use std::io::ErrorKind;

use serde_json::{Value, json};
use simulator::server::{ClockMode, ServerOptions, listen};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::oneshot,
};

use crate::server::{ADELE, control, exchange, started};

/// The bytes that arrived, and whether the connection was reset after them.
async fn read_to_the_end(mut stream: TcpStream) -> (String, bool) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    let reset = loop {
        match stream.read(&mut piece).await {
            Ok(0) => break false,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::ConnectionReset);
                break true;
            }
        }
    };
    (String::from_utf8(bytes).unwrap(), reset)
}

async fn send(origin: &str, method: &str, path: &str, body: &str) -> TcpStream {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{ADELE}\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

fn json_of(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// The path and body of a redirect of the only job, and the path of the job.
async fn redirect(origin: &str) -> (String, String, String) {
    let host = control(origin, "GET", "/control/host", Value::Null).await;
    let share = host["queues"][0]["share"].as_str().unwrap().to_owned();
    let printer = host["queues"][0]["printer"].as_str().unwrap().to_owned();
    let jobs = format!("/v1.0/print/shares/{share}/jobs");
    let list = json_of(&exchange(origin, "GET", &jobs, ADELE, "").await);
    let job = list["value"][0]["id"].as_str().unwrap().to_owned();
    let recents = "/v1.0/me/print/recentPrinterShares";
    let recents = json_of(&exchange(origin, "GET", recents, ADELE, "").await);
    let usual = recents["value"][0]["id"].as_str().unwrap();
    let usual = format!("/v1.0/print/shares/{usual}?$expand=printer");
    let usual = json_of(&exchange(origin, "GET", &usual, ADELE, "").await);
    let body = json!({ "destinationPrinterId": usual["printer"]["id"] });
    (
        format!("/v1.0/print/printers/{printer}/jobs/{job}/redirect"),
        body.to_string(),
        format!("{jobs}/{job}"),
    )
}

async fn was_redirected(origin: &str, job: &str) -> bool {
    let job = json_of(&exchange(origin, "GET", job, ADELE, "").await);
    job["redirectedTo"].is_string()
}

#[tokio::test]
async fn a_connection_is_cut_where_the_fault_says() {
    for when in ["before", "after"] {
        for reset in [false, true] {
            for at in ["start", "head", "body"] {
                let origin = started().await;
                let (path, body, job) = redirect(&origin).await;
                let fault = json!({
                    "call": "redirect", "kind": "cut", "when": when, "at": at, "reset": reset,
                });
                control(&origin, "POST", "/control/fault", fault).await;

                let stream = send(&origin, "POST", &path, &body).await;
                let (arrived, was_reset) = read_to_the_end(stream).await;

                let case = format!("{when} {at} {reset}: {arrived}");
                assert_eq!(was_reset, reset, "{case}");
                match at {
                    "start" => assert_eq!(arrived, "", "{case}"),
                    "head" => {
                        assert!(arrived.starts_with("HTTP/1.1 200 OK\r\n"), "{case}");
                        assert!(!arrived.contains("\r\n\r\n"), "{case}");
                    }
                    _ => {
                        let (head, body) = arrived.split_once("\r\n\r\n").unwrap();
                        let head = head.to_lowercase();
                        assert!(head.contains("access-control-allow-origin: *"), "{case}");
                        let length = head.split_once("content-length: ").unwrap().1;
                        let length: usize = length.lines().next().unwrap().parse().unwrap();
                        assert_eq!(body.len(), length / 2, "{case}");
                    }
                }
                assert_eq!(
                    was_redirected(&origin, &job).await,
                    when == "after",
                    "{case}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_delayed_answer_arrives_by_the_tenants_clock() {
    let origin = started().await;
    let (path, body, job) = redirect(&origin).await;
    let fault = json!({ "call": "redirect", "kind": "delay", "when": "before", "ms": 60_000 });
    control(&origin, "POST", "/control/fault", fault).await;
    let stream = send(&origin, "POST", &path, &body).await;
    let (done, mut arrived) = oneshot::channel();
    tokio::spawn(async move { done.send(read_to_the_end(stream).await) });

    // The record shows that the request has arrived.
    while control(&origin, "GET", "/control/requests", Value::Null)
        .await
        .as_array()
        .unwrap()
        .last()
        .unwrap()["method"]
        != "POST"
    {}
    control(&origin, "POST", "/control/advance", json!({ "ms": 59_999 })).await;
    assert!(!was_redirected(&origin, &job).await);
    assert!(arrived.try_recv().is_err());
    control(&origin, "POST", "/control/advance", json!({ "ms": 1 })).await;
    let (answer, _) = arrived.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(was_redirected(&origin, &job).await);
}

#[tokio::test]
async fn with_a_real_clock_a_delay_ends_by_itself() {
    let options = ServerOptions {
        port: 0,
        scenario: "one-job".to_owned(),
        clock: ClockMode::Real,
        identity: None,
        keep_alive: false,
    };
    let server = listen(options).await.unwrap();
    let origin = server.origin();
    tokio::spawn(server.serve());
    let fault = json!({ "call": "listShares", "kind": "delay", "when": "before", "ms": 20 });
    control(&origin, "POST", "/control/fault", fault).await;
    let answer = exchange(&origin, "GET", "/v1.0/print/shares", ADELE, "").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn release_ends_a_delay_and_a_new_scenario_drops_it() {
    for (verb, body, status) in [
        ("release", json!({}), "HTTP/1.1 200"),
        ("scenario", json!({ "name": "one-job" }), ""),
    ] {
        let origin = started().await;
        let fault = json!({ "call": "listShares", "kind": "delay", "when": "after", "ms": null });
        control(&origin, "POST", "/control/fault", fault).await;
        let stream = send(&origin, "GET", "/v1.0/print/shares", "").await;
        while control(&origin, "GET", "/control/requests", Value::Null).await == json!([]) {}
        control(&origin, "POST", &format!("/control/{verb}"), body).await;
        let (answer, _) = read_to_the_end(stream).await;
        assert!(
            answer.starts_with(status) && answer.is_empty() == status.is_empty(),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn a_job_added_by_control_is_held_and_later_counted() {
    let origin = started().await;
    let host = control(&origin, "GET", "/control/host", Value::Null).await;
    let printer = host["queues"][0]["printer"].clone();
    let print = json!({ "printer": printer, "document": "Plan.pdf", "copies": 3 });
    let job = control(&origin, "POST", "/control/job", print).await["id"].clone();
    let token = json!({
        "text": "app", "app": "815f204f-c791-4ee6-9098-614ecdb003f6",
        "permissions": ["PrintJob.Manage.All", "Printer.Read.All"],
    });
    control(&origin, "POST", "/control/token", token).await;
    let (_, destination, _) = redirect(&origin).await;
    let path = format!(
        "/v1.0/print/printers/{}/jobs/{}/redirect",
        printer.as_str().unwrap(),
        job.as_str().unwrap()
    );
    let headers = "Authorization: Bearer app\r\nContent-Type: application/json\r\n";
    let answer = exchange(&origin, "POST", &path, headers, &destination).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    control(&origin, "POST", "/control/advance", json!({ "ms": 8_000 })).await;
    let ledger = control(&origin, "GET", "/control/ledger", Value::Null).await;
    assert_eq!(ledger[0]["document"], "Plan.pdf");
    assert_eq!(
        (&ledger[0]["times"], &ledger[0]["copies"]),
        (&json!(1), &json!(3))
    );
}
