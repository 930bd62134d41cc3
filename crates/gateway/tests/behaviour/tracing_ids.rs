//! What support needs to find a call: the time, the code and the ids in an answer.

use std::time::Duration;

use axum::http::HeaderValue;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, InjectedFault, When};

use crate::world::{
    GatewayAnswer, Network, World, adele, audit_lines, call, get, job_path, log, named, post,
    redirect,
};

const OF_SEND: &str = "5e4d0000-0000-4000-8000-000000000001";
const OF_READ: &str = "4ead0000-0000-4000-8000-000000000002";

/// Lets a call fail with this answer, whose header names `request_id`.
fn fail(world: &World, method: &str, part: &str, kind: FaultKind, request_id: &str) {
    let header = ("request-id".to_owned(), request_id.to_owned());
    world.lock().tenant.add_fault(InjectedFault {
        headers: vec![header],
        ..InjectedFault::once(method, part, kind)
    });
}

fn inner(answer: &GatewayAnswer) -> &Value {
    &answer.body["error"]["innerError"]
}

/// Time, code and ids are in the body and in the headers.
fn is_complete(answer: &GatewayAnswer) -> bool {
    let inner = inner(answer);
    let there = ["code", "date", "request-id", "client-request-id"];
    there.iter().all(|member| inner[member].is_string())
        && answer.body["error"]["code"].is_string()
        && answer.header("request-id").is_some()
        && answer.header("client-request-id").is_some()
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_names_the_send_and_not_the_reads_after_it() {
    log();
    for (path, line) in [("redirect", "send-ids-1"), ("abort", "send-ids-2")] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let failed = FaultKind::Unavailable {
            status: 503,
            when: When::Before,
        };
        fail(&world, "POST", path, failed, OF_SEND);
        let request = if path == "redirect" {
            redirect(&job, &token)
        } else {
            post(&format!("{}/abort", job_path(&job)), &token, &json!({}))
        };
        let answer = call(&world.router(), named(request, line)).await;
        assert_eq!(answer.code(), "outcomeUnknown");
        assert!(is_complete(&answer), "{answer:?}");
        assert_eq!(answer.header("request-id"), Some(OF_SEND));
        assert_eq!(inner(&answer)["request-id"], OF_SEND);
        assert_eq!(inner(&answer)["client-request-id"], line);
        assert_eq!(audit_lines(line)[0]["request_id"], OF_SEND);
        assert!(world.sent("GET", "/jobs/") > 2, "the source was read");
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_without_an_answer_names_no_other_call() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let lost = FaultKind::Lose { when: When::Before };
    let lost = InjectedFault::once("POST", "/redirect", lost);
    world.lock().tenant.add_fault(lost);
    let answer = call(&world.router(), named(redirect(&job, &token), "lost-send")).await;
    assert_eq!(answer.code(), "outcomeUnknown");
    assert!(is_complete(&answer), "{answer:?}");
    let told = answer.header("request-id").unwrap();
    assert_eq!(audit_lines("lost-send")[0]["request_id"], told);
    // It is the gateway's own id, by which its log finds the request.
    let lines = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    let refused = lines
        .lines()
        .find(|line| line.contains("\"refused\"") && line.contains(told));
    assert!(refused.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_that_the_source_settles_names_the_send() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let failed = FaultKind::Unavailable {
        status: 500,
        when: When::After,
    };
    fail(&world, "POST", "/redirect", failed, OF_SEND);
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!(
        (answer.status, answer.header("request-id")),
        (200, Some(OF_SEND))
    );
}

#[tokio::test(start_paused = true)]
async fn graphs_error_keeps_its_time_and_its_ids() {
    log();
    let graphs = json!({
        "date": "2024-10-30T12:10:31", "request-id": OF_READ,
        "client-request-id": "9f9f9f9f-0000-4000-8000-00000000000f",
    });
    for (member, status) in [
        ("innerError", 409),
        ("innererror", 400),
        ("innerError", 429),
    ] {
        for (method, part) in [("GET", "/jobs/"), ("POST", "/redirect")] {
            let world = World::new();
            let (job, token) = (world.job_of(&adele()), world.token(&adele()));
            let body = json!({ "error": { "code": "Conflict", "message": "no", member: graphs } });
            let refuse = FaultKind::Refuse { status, body };
            fail(&world, method, part, refuse, OF_SEND);
            let answer = call(&world.router(), redirect(&job, &token)).await;
            assert_eq!(answer.status, status);
            assert!(is_complete(&answer), "{answer:?}");
            for (name, value) in graphs.as_object().unwrap() {
                assert_eq!(&inner(&answer)[name], value, "{part} {status}");
            }
            assert_eq!(answer.header("request-id"), Some(OF_SEND));
        }
    }
    // Administrators read Graph's own reason.
    let lines = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    let is_whole = |line: &str| {
        let facts = [OF_SEND, "Conflict", "\"graph_message\":\"no\""];
        facts.iter().all(|fact| line.contains(fact))
    };
    assert!(lines.lines().any(is_whole));
}

#[tokio::test(start_paused = true)]
async fn the_request_id_is_taken_from_the_body_where_no_header_has_it() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let body = json!({ "error": { "code": "x", "innerError": { "request-id": OF_READ } } });
    let refuse = FaultKind::Refuse { status: 409, body };
    // An id that is none is not passed on.
    fail(&world, "POST", "/redirect", refuse, "not an id");
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!(answer.header("request-id"), Some(OF_READ));
    assert!(is_complete(&answer), "{answer:?}");
}

#[tokio::test(start_paused = true)]
async fn odd_ids_and_times_of_graph_are_not_passed_on() {
    for odd in [
        json!("last night"),
        json!("<script>"),
        json!("2024-10-30T12:10:31\r\nx: y"),
        json!(7),
        json!({ "a": 1 }),
        json!("a".repeat(65)),
        json!(null),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let error = json!({ "date": odd, "request-id": odd, "client-request-id": odd });
        let body = json!({ "error": { "code": "x", "innerError": error } });
        let refuse = FaultKind::Refuse { status: 400, body };
        let refuse = InjectedFault::once("GET", "/jobs/", refuse);
        world.lock().tenant.add_fault(refuse);
        let answer = call(&world.router(), get(&job_path(&job), &token)).await;
        assert!(answer.status == 400 && is_complete(&answer), "{answer:?}");
        for member in ["date", "request-id", "client-request-id"] {
            assert_ne!(inner(&answer)[member], odd);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_refusal_has_a_time_a_code_and_ids() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let late = Network::LateThere(Duration::from_secs(60));
    let router = world.router();
    let mut unknown_origin = redirect(&job, &token);
    let elsewhere = HeaderValue::from_static("https://elsewhere.example");
    unknown_origin.headers_mut().insert("origin", elsewhere);
    for request in [
        get("/nowhere", &token),
        get(&job_path(&job), "no token"),
        get(&job_path("999"), &token),
        unknown_origin,
    ] {
        let answer = call(&router, request).await;
        assert!(answer.status >= 400 && is_complete(&answer), "{answer:?}");
    }
    world.lock().network.push(("GET", "/jobs/", late));
    let answer = call(&router, get(&job_path(&job), &token)).await;
    assert_eq!(answer.code(), "graphTimedOut");
    assert!(is_complete(&answer), "{answer:?}");
}

#[tokio::test(start_paused = true)]
async fn a_failure_of_the_gateway_itself_keeps_the_ids_of_its_request() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    // The test's network panics while it carries this call.
    let panics = Network::Changed(|_| panic!("the network of this test fails"));
    world.lock().network.push(("GET", "allowAllUsers", panics));
    let answer = call(&router, named(redirect(&job, &token), "own-failure")).await;
    assert_eq!((answer.status, answer.code()), (500, "internal"));
    assert!(is_complete(&answer), "{answer:?}");
    assert_eq!(answer.header("client-request-id"), Some("own-failure"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(audit_lines("own-failure")[0]["outcome"], "internal");
    world.lock().network.clear();
    assert_eq!(call(&router, redirect(&job, &token)).await.status, 200);
}
