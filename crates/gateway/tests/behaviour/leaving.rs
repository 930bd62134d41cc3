//! Requests that become too old, and callers who disconnect.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::world::{Network, World, adele, audit_lines, call, log, named, redirect};

#[tokio::test(start_paused = true)]
async fn a_request_whose_checks_took_too_long_is_not_sent() {
    for part in ["/jobs/", "/printer?", "allowAllUsers"] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let slow = Network::LateBack(Duration::from_millis(9_500));
        world.lock().network.push(("GET", part, slow));
        world
            .lock()
            .network
            .push(("GET", "", Network::LateBack(Duration::from_millis(600))));
        let began = world.now_ms();
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!((answer.status, answer.code()), (409, "notSent"), "{part}");
        assert!(world.now_ms() - began <= 10_100);
        assert_eq!(world.sent("POST", "/redirect"), 0);
        assert!(world.is_held(&job));
    }
}

/// The outcome of each audit line of a request, and whether something was sent.
fn written(id: &str) -> Vec<(Value, Value)> {
    let lines = audit_lines(id).into_iter();
    lines
        .map(|line| (line["outcome"].clone(), line["sent"].clone()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn after_a_standstill_an_old_request_is_not_sent() {
    let world = World::new();
    let (job, token, router) = (
        world.job_of(&adele()),
        world.token(&adele()),
        world.router(),
    );
    let go = Arc::new(Notify::new());
    let last_check = Network::Until(Arc::clone(&go));
    world
        .lock()
        .network
        .push(("GET", "allowAllUsers", last_check));
    let sending = tokio::spawn(async move { call(&router, redirect(&job, &token)).await });
    world.until_sent("allowAllUsers").await;
    // When the program goes on, the answer has arrived and the time is up.
    go.notify_one();
    tokio::time::advance(Duration::from_secs(14)).await;
    let answer = sending.await.unwrap();
    assert_eq!((answer.status, answer.code()), (409, "notSent"));
    assert_eq!(world.sent("POST", "/redirect"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_disconnects_during_checks_sends_nothing() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    world.lock().network.push((
        "GET",
        "allowAllUsers",
        Network::LateBack(Duration::from_secs(3)),
    ));
    let router = world.router();
    let leaving = call(&router, named(redirect(&job, &token), "leaves-early"));
    assert!(
        tokio::time::timeout(Duration::from_secs(1), leaving)
            .await
            .is_err()
    );
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(world.sent("POST", "/redirect"), 0);
    assert!(world.is_held(&job));
    assert_eq!(
        written("leaves-early"),
        [(json!("callerGone"), json!(false))]
    );
}

#[tokio::test(start_paused = true)]
async fn a_send_is_finished_and_audited_without_its_caller() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let slow = Network::LateThere(Duration::from_secs(5));
    world.lock().network.push(("POST", "/redirect", slow));
    let gateway = world.gateway_with("");
    let router = gateway.router();
    let leaving = call(&router, named(redirect(&job, &token), "leaves-late"));
    assert!(
        tokio::time::timeout(Duration::from_secs(2), leaving)
            .await
            .is_err()
    );
    assert_eq!(audit_lines("leaves-late").len(), 0);
    // The program waits for this before it ends.
    gateway.finish().await;
    assert_eq!(world.printed().len(), 1);
    assert_eq!(written("leaves-late"), [(json!("accepted"), json!(true))]);
}
