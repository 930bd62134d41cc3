//! The limits of bodies and rates, and requests that try to reach something else.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, Method, Request},
};
use futures_util::{StreamExt as _, stream};
use serde_json::json;

use crate::world::{
    LOBBY, Network, QUEUE, SetBack, World, adele, alex, call, get, job_path, redirect,
};

fn with_body(world: &World, job: &str, body: Body) -> Request<Body> {
    let token = world.token(&adele());
    let (head, _) = redirect(job, &token).into_parts();
    Request::from_parts(head, body)
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_too_large_is_refused() {
    let world = World::new();
    let job = world.job_of(&adele());
    let body =
        json!({ "destinationPrinterId": LOBBY, "configuration": { "x": "y".repeat(70_000) } });
    let answer = call(
        &world.router(),
        with_body(&world, &job, Body::from(body.to_string())),
    )
    .await;
    assert_eq!((answer.status, answer.code()), (413, "bodyTooLarge"));
    // The same without a content length.
    let endless =
        stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 1024])));
    let answer = call(
        &world.router(),
        with_body(&world, &job, Body::from_stream(endless)),
    )
    .await;
    assert_eq!(answer.code(), "bodyTooLarge");
    assert!(world.is_held(&job));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_arrives_too_slowly_is_refused() {
    let world = World::new();
    let job = world.job_of(&adele());
    let trickle = stream::repeat(b' ').then(|byte| async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok::<_, std::io::Error>(Bytes::copy_from_slice(&[byte]))
    });
    let began = world.now_ms();
    let answer = call(
        &world.router(),
        with_body(&world, &job, Body::from_stream(trickle)),
    )
    .await;
    assert_eq!(answer.code(), "bodyTooSlow");
    assert_eq!(world.now_ms() - began, 10_000);
    let broken = stream::iter([
        Ok(Bytes::from_static(b"{")),
        Err(std::io::Error::other("gone")),
    ]);
    let answer = call(
        &world.router(),
        with_body(&world, &job, Body::from_stream(broken)),
    )
    .await;
    assert_eq!(answer.code(), "badBody");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_not_json_is_refused() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "multipart/form-data",
    ] {
        let mut request = redirect(&job, &token);
        request
            .headers_mut()
            .insert("content-type", kind.parse().unwrap());
        let answer = call(&world.router(), request).await;
        assert_eq!((answer.status, answer.code()), (415, "notJson"), "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_rate_of_a_user_does_not_affect_others() {
    let world = World::new();
    let router = world
        .gateway_with("[limits]\nper_user_per_minute = 5\n")
        .router();
    let (own, theirs) = (world.job_of(&adele()), world.job_of(&alex()));
    let token = world.token(&adele());
    for _ in 0..5 {
        assert_eq!(
            call(&router, get(&job_path(&own), &token)).await.status,
            200
        );
    }
    let answer = call(&router, get(&job_path(&own), &token)).await;
    assert_eq!((answer.status, answer.code()), (429, "tooManyOfUser"));
    assert_eq!(answer.header("retry-after"), Some("12"));
    assert_eq!(
        call(&router, get(&job_path(&theirs), &world.token(&alex())))
            .await
            .status,
        200
    );
    tokio::time::advance(Duration::from_secs(12)).await;
    assert_eq!(
        call(&router, get(&job_path(&own), &token)).await.status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_refuses_nobody() {
    let world = World::new();
    let back = Arc::new(SetBack::default());
    let (job, router) = (world.job_of(&adele()), world.router_by(&back));
    let mut claims = world.claims(&adele());
    claims["exp"] = json!(world.now_ms() / 1000 + 1_000_000);
    // The gateway has run for longer than its clock is set back.
    tokio::time::advance(Duration::from_secs(7_200)).await;
    let token = world.sign(&claims);
    for seconds in [0, 3_600] {
        back.set(seconds);
        let answer = call(&router, get(&job_path(&job), &token)).await;
        assert_eq!(answer.status, 200, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_overall_rate_ignores_made_up_tokens() {
    let world = World::new();
    let router = world
        .gateway_with("[limits]\noverall_per_minute = 3\n")
        .router();
    let (own, theirs) = (world.job_of(&adele()), world.job_of(&alex()));
    for _ in 0..50 {
        assert_eq!(
            call(&router, get(&job_path(&own), "a.b.c")).await.status,
            401
        );
    }
    for _ in 0..3 {
        assert_eq!(
            call(&router, get(&job_path(&own), &world.token(&adele())))
                .await
                .status,
            200
        );
    }
    let answer = call(&router, get(&job_path(&theirs), &world.token(&alex()))).await;
    assert_eq!((answer.status, answer.code()), (429, "tooManyOfAll"));
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_closes_its_connection() {
    let world = World::new();
    let (job, token, router) = (
        world.job_of(&adele()),
        world.token(&adele()),
        world.router(),
    );
    let prompt = call(&router, get(&job_path(&job), &token)).await;
    assert_eq!((prompt.status, prompt.header("connection")), (200, None));
    let late = Network::LateBack(Duration::from_secs(2));
    world.lock().network.push(("GET", "/jobs/", late));
    let slow = call(&router, get(&job_path(&job), &token)).await;
    assert_eq!(
        (slow.status, slow.header("connection")),
        (200, Some("close"))
    );
}

#[tokio::test(start_paused = true)]
async fn no_other_path_reaches_graph() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    let job_path = job_path(&job);
    for (method, path) in [
        (Method::GET, "/v1.0/me".to_owned()),
        (Method::POST, "/v1.0/$batch".to_owned()),
        (Method::GET, "/v1.0/print/printers".to_owned()),
        (Method::GET, format!("/v1.0/print/printers/{QUEUE}")),
        (Method::GET, format!("/v1.0/print/printers/{QUEUE}/jobs")),
        (Method::PATCH, job_path.clone()),
        (Method::DELETE, job_path.clone()),
        (Method::POST, format!("{job_path}/cancel")),
        (Method::POST, format!("{job_path}/redirect/")),
        (Method::POST, format!("{job_path}%2fredirect")),
        (Method::POST, format!("{job_path}/../{job}/redirect")),
        (Method::POST, format!("{job_path}/%72edirect")),
        (Method::POST, format!("{job_path}/REDIRECT")),
        (Method::POST, format!("{job_path}//redirect")),
        (Method::POST, format!("{job_path}/redirect?api-version=2")),
        (Method::GET, format!("{job_path}?$expand=tasks")),
        (
            Method::GET,
            format!("{job_path}?$expand=documents&$select=id"),
        ),
        (Method::GET, "/metrics".to_owned()),
        (Method::GET, "/readyz".to_owned()),
    ] {
        let mut request = redirect(&job, &token);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap();
        let answer = call(&router, request).await;
        assert!(
            matches!(answer.status, 400 | 404 | 405),
            "{path}: {}",
            answer.status
        );
        // Every refusal has the form of Graph's errors.
        let error = &answer.body["error"];
        assert!(
            error["code"].is_string() && error["message"].is_string(),
            "{path}"
        );
        assert_eq!(
            error["innerError"]["request-id"].as_str(),
            answer.header("request-id")
        );
    }
    assert!(world.is_held(&job));
    assert_eq!(
        (world.sent("GET", "graph"), world.sent("POST", "graph")),
        (0, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn the_callers_headers_do_not_reach_graph() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let mut request = redirect(&job, &token);
    for (name, value) in [
        ("x-forwarded-for", "1.2.3.4"),
        ("cookie", "a=b"),
        ("prefer", "respond-async"),
        ("x-http-method-override", "DELETE"),
        ("x-original-url", "/v1.0/me"),
        ("host", "evil.example"),
        ("consistencylevel", "eventual"),
        ("transfer-encoding", "chunked"),
    ] {
        request
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    assert_eq!(call(&world.router(), request).await.status, 200);
    let allowed = [
        "authorization",
        "accept",
        "client-request-id",
        "content-type",
        "prefer",
    ];
    for sent in &world.lock().sent {
        for (name, value) in &sent.headers {
            assert!(allowed.contains(name), "{name}");
            assert!(*name != "prefer" || value == "include-unknown-enum-members");
            assert!(*name != "authorization" || value.starts_with("Bearer graph-token-"));
        }
        assert!(!sent.url.contains("evil"));
    }
}

#[tokio::test(start_paused = true)]
async fn an_odd_client_request_id_is_replaced() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let long = "a".repeat(65);
    for odd in ["a b", "<script>", "a\tb", "\"", "", long.as_str()] {
        let mut request = get(&job_path(&job), &token);
        request
            .headers_mut()
            .insert("client-request-id", odd.parse().unwrap());
        let answer = call(&world.router(), request).await;
        let echoed = answer.header("client-request-id").unwrap();
        assert!(echoed != odd && echoed.len() == 36, "{odd}");
    }
}
