//! The send: once, finished, told truly, written down.

use std::{sync::Arc, time::Duration};

use axum::http::Request;
use serde_json::{Value, json};
use simulator::fault::{Fault, Trouble, When};
use tokio::sync::Notify;

use crate::world::{
    ADELE, LOBBY, LOBBY_SHARE, Network, OFFICE, OFFICE_SHARE, QUEUE, TENANT, World, adele,
    audit_lines, call, job_path, log, post, redirect, redirect_to,
};

fn named<B>(mut request: Request<B>, id: &str) -> Request<B> {
    request
        .headers_mut()
        .insert("client-request-id", id.parse().unwrap());
    request
}

#[tokio::test(start_paused = true)]
async fn a_job_goes_to_its_destination_once() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body["redirectedFrom"],
        format!("https://graph.microsoft.com{}", job_path(&job))
    );
    assert_eq!(
        answer.header("client-request-id"),
        Some("c1c1c1c1-0000-4000-8000-000000000001")
    );
    let printed = world.printed();
    assert_eq!((printed.len(), printed[0].printer_id.as_str()), (1, LOBBY));
    // Graph saw the caller's id with every call, and its own came back.
    let requests = world.lock().tenant.requests().to_vec();
    let ids = |name: &str| {
        requests
            .iter()
            .map(|sent| {
                let found = sent.headers.iter().find(|(key, _)| key == name);
                found.map(|(_, value)| value.clone())
            })
            .collect::<Vec<_>>()
    };
    assert!(
        ids("client-request-id")
            .iter()
            .all(|id| id.as_deref() == Some("c1c1c1c1-0000-4000-8000-000000000001"))
    );
    assert_ne!(
        answer.header("request-id"),
        answer.header("client-request-id")
    );
}

#[tokio::test(start_paused = true)]
async fn a_changed_configuration_reaches_graph_as_it_was_written() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let body = json!({ "destinationPrinterId": LOBBY, "configuration": { "copies": 3, "colorMode": "grayscale" } });
    let mut request = post(&format!("{}/redirect", job_path(&job)), &token, &body);
    request
        .headers_mut()
        .insert("print-share", LOBBY_SHARE.parse().unwrap());
    assert_eq!(call(&world.router(), request).await.status, 200);
    assert_eq!(world.printed()[0].copies, 3);
    let sent = world
        .lock()
        .sent
        .iter()
        .find(|sent| sent.url.ends_with("/redirect"))
        .unwrap()
        .clone();
    assert_eq!(sent.body, Some(body.to_string()));
}

#[tokio::test(start_paused = true)]
async fn asking_again_for_the_same_printer_gives_the_same_job_and_sends_nothing() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    let first = call(&router, redirect(&job, &token)).await;
    let again = call(&router, redirect(&job, &token)).await;
    assert_eq!((again.status, &again.body["id"]), (200, &first.body["id"]));
    let other = call(&router, redirect_to(&job, &token, OFFICE, OFFICE_SHARE)).await;
    assert_eq!((other.status, other.code()), (409, "alreadyRedirected"));
    assert_eq!(world.sent("POST", "/redirect"), 1);
    // Known to be there, though the job itself cannot be read just now.
    let gone = Trouble::Unavailable {
        status: 503,
        when: When::Before,
    };
    world
        .lock()
        .tenant
        .add_fault(Fault::once("GET", &format!("{LOBBY}/jobs"), gone));
    let blind = call(&router, redirect(&job, &token)).await;
    assert_eq!(
        (blind.status, blind.body),
        (200, json!({ "id": first.body["id"] }))
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_over_is_not_sent() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    call(
        &router,
        post(&format!("{}/abort", job_path(&job)), &token, &json!({})),
    )
    .await;
    let answer = call(&router, redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (409, "jobEnded"));
    assert_eq!(world.sent("POST", "/redirect"), 0);
}

#[tokio::test(start_paused = true)]
async fn what_the_source_tells_settles_a_lost_answer() {
    for trouble in [
        Trouble::Lose { when: When::After },
        Trouble::Unavailable {
            status: 503,
            when: When::After,
        },
        Trouble::Unavailable {
            status: 504,
            when: When::After,
        },
        Trouble::Garble,
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .tenant
            .add_fault(Fault::once("POST", "/redirect", trouble.clone()));
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(answer.status, 200, "{trouble:?}");
        assert!(answer.body["id"].is_string());
        assert_eq!(
            (world.sent("POST", "/redirect"), world.printed().len()),
            (1, 1)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_outcome_that_nobody_knows_is_told_as_such_within_its_time() {
    for trouble in [
        Trouble::Lose { when: When::Before },
        Trouble::Unavailable {
            status: 500,
            when: When::Before,
        },
        Trouble::Refuse {
            status: 408,
            body: json!({}),
        },
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .tenant
            .add_fault(Fault::once("POST", "/redirect", trouble.clone()));
        let began = world.now_ms();
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(
            (answer.status, answer.code()),
            (504, "outcomeUnknown"),
            "{trouble:?}"
        );
        assert_eq!(answer.body["error"]["code"], "outcomeUnknown");
        assert!((10_000..=15_000).contains(&(world.now_ms() - began)));
        assert_eq!(world.sent("POST", "/redirect"), 1);
        assert!(world.is_held(&job));
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_after_the_limit_is_settled_by_the_source() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let late = Network::LateBack(Duration::from_secs(90));
    world.lock().network.push(("POST", "/redirect", late));
    let began = world.now_ms();
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!(answer.status, 200);
    assert!((30_000..46_000).contains(&(world.now_ms() - began)));
    assert_eq!(
        (world.sent("POST", "/redirect"), world.printed().len()),
        (1, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_certain_refusal_is_passed_on_in_graphs_words() {
    let world = World::new();
    let token = world.token(&adele());
    let router = world.router();
    let body = json!({ "error": { "code": "Conflict", "message": "no task" } });
    for status in [400, 404, 409, 423] {
        let job = world.job_of(&adele());
        let refuse = Trouble::Refuse {
            status,
            body: body.clone(),
        };
        world
            .lock()
            .tenant
            .add_fault(Fault::once("POST", "/redirect", refuse));
        let answer = call(&router, redirect(&job, &token)).await;
        assert_eq!((answer.status, answer.code()), (status, "graphRefused"));
        assert_eq!(
            (
                &answer.body["error"]["code"],
                &answer.body["error"]["message"]
            ),
            (&json!("Conflict"), &json!("no task"))
        );
        assert!(world.is_held(&job));
    }
}

#[tokio::test(start_paused = true)]
async fn no_connection_means_not_sent() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    world
        .lock()
        .network
        .push(("POST", "/redirect", Network::Down));
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (502, "graphUnreachable"));
    assert!(world.is_held(&job));
}

#[tokio::test(start_paused = true)]
async fn graphs_wish_to_slow_down_is_passed_on() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    for (method, part) in [
        ("POST", "/redirect"),
        ("GET", "/jobs/"),
        ("GET", "/printer?"),
        ("GET", "allowAllUsers"),
    ] {
        let slow = Trouble::Throttle {
            retry_after: Some("2.128".to_owned()),
        };
        world
            .lock()
            .tenant
            .add_fault(Fault::once(method, part, slow));
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (429, Some("2.128")),
            "{part}"
        );
    }
    assert!(world.is_held(&job));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_grew_old_in_the_checks_is_not_sent() {
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

/// Outcome of each line of a request, and whether anything was sent.
fn written(id: &str) -> Vec<(Value, Value)> {
    let lines = audit_lines(id).into_iter();
    lines
        .map(|line| (line["outcome"].clone(), line["sent"].clone()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_program_that_stood_still_sends_nothing_old() {
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
    // The answer is there and the time is up when the program goes on.
    go.notify_one();
    tokio::time::advance(Duration::from_secs(14)).await;
    let answer = sending.await.unwrap();
    assert_eq!((answer.status, answer.code()), (409, "notSent"));
    assert_eq!(world.sent("POST", "/redirect"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_leaves_during_the_checks_has_sent_nothing() {
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
async fn a_send_is_finished_and_written_down_though_the_caller_left() {
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
    // What the program waits for before it ends.
    gateway.finish().await;
    assert_eq!(world.printed().len(), 1);
    assert_eq!(written("leaves-late"), [(json!("accepted"), json!(true))]);
}

#[tokio::test(start_paused = true)]
async fn every_redirect_leaves_one_line_that_names_all_and_tells_no_secret() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    let answer = call(&router, named(redirect(&job, &token), "line-1")).await;
    call(&router, named(redirect(&job, &token), "line-2")).await;
    call(&router, named(redirect("999", &token), "line-3")).await;
    let lines = audit_lines("line-1");
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    for (field, value) in [
        ("call", "redirect"),
        ("outcome", "accepted"),
        ("user", ADELE),
        ("tenant", TENANT),
        ("from_printer", QUEUE),
        ("job", &job),
        ("to_printer", LOBBY),
        ("share", LOBBY_SHARE),
        ("client", crate::world::PAGE_APP),
        ("request_id", answer.header("request-id").unwrap()),
        ("new_job", answer.body["id"].as_str().unwrap()),
    ] {
        assert_eq!(line[field], value, "{field}");
    }
    assert_eq!(audit_lines("line-2")[0]["outcome"], "alreadyThere");
    assert_eq!(audit_lines("line-3")[0]["outcome"], "jobNotFound");
    let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    for secret in [
        token.as_str(),
        crate::world::SECRET,
        "Report.pdf",
        "AdeleV",
        "graph-token-",
    ] {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test(start_paused = true)]
async fn the_counters_tell_what_happened() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let gateway = world.gateway_with("");
    let tenant = gateway::identity::TenantId::parse(TENANT).unwrap();
    let admin = gateway::gateway::admin(gateway::gateway::Health::new(&gateway, &[tenant]));
    call(&gateway.router(), redirect(&job, &token)).await;
    call(&gateway.router(), redirect(&job, "x")).await;
    let metrics = crate::world::text(&admin, "/metrics").await;
    for line in [
        r#"gateway_requests_total{call="redirect",status="200"} 1"#,
        r#"gateway_requests_total{call="redirect",status="401"} 1"#,
        r#"gateway_sends_total{call="redirect",outcome="accepted"} 1"#,
        r#"gateway_graph_seconds_count{call="redirect",status="200"} 1"#,
        "gateway_in_flight 0",
    ] {
        assert!(metrics.1.contains(line), "{line} is not in\n{}", metrics.1);
    }
    assert!(!metrics.1.contains(ADELE) && !metrics.1.contains(LOBBY));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_that_is_refused_before_it_is_read_leaves_its_line_too() {
    log();
    let world = World::new();
    let router = world
        .gateway_with("[limits]\nper_user_per_minute = 1\nbody_bytes = 1024\n")
        .router();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let large =
        json!({ "destinationPrinterId": LOBBY, "configuration": { "x": "y".repeat(2000) } });
    let path = format!("{}/redirect", job_path(&job));
    call(&router, named(post(&path, &token, &large), "line-large")).await;
    call(&router, named(redirect(&job, &token), "line-often")).await;
    for (id, outcome) in [
        ("line-large", "bodyTooLarge"),
        ("line-often", "tooManyOfUser"),
    ] {
        let lines = audit_lines(id);
        assert_eq!(lines.len(), 1, "{id}");
        assert_eq!(
            (&lines[0]["outcome"], &lines[0]["job"]),
            (&json!(outcome), &json!(job))
        );
    }
}
