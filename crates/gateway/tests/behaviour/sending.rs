//! The send: made once, finished, reported correctly, audited.

use std::time::Duration;

use serde_json::json;
use simulator::SettingsMode;
use simulator::fault::{FaultKind, InjectedFault, When};

use crate::world::{
    LOBBY, LOBBY_SHARE, Network, OFFICE, OFFICE_SHARE, World, adele, call, job_path, post,
    redirect, redirect_to,
};

#[tokio::test(start_paused = true)]
async fn a_job_is_redirected_once() {
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
    // Every call to Graph had the caller's id, and Graph's own id is returned.
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

/// The documented request in v1.0 and beta, in each mode of the settings.
#[tokio::test(start_paused = true)]
async fn a_configuration_reaches_graph_unchanged_and_the_paper() {
    for (version, mode) in SettingsMode::ALL
        .into_iter()
        .flat_map(|mode| [("v1.0", mode), ("beta", mode)])
    {
        a_configuration_reaches_graph_unchanged(version, mode).await;
    }
}

async fn a_configuration_reaches_graph_unchanged(version: &str, mode: SettingsMode) {
    let world = World::new();
    world.lock().tenant.set_settings_mode(mode);
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    // https://learn.microsoft.com/graph/api/printjob-redirect#request
    let body = json!({
        "destinationPrinterId": LOBBY,
        "configuration": {
            "feedOrientation": "longEdgeFirst", "pageRanges": [{ "start": 1, "end": 1 }],
            "quality": "medium", "dpi": 600, "orientation": "landscape", "copies": 3,
            "duplexMode": "oneSided", "colorMode": "blackAndWhite", "inputBin": "by-pass-tray",
            "outputBin": "output-tray", "mediaSize": "A4",
            "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
            "mediaType": "stationery", "finishings": null, "pagesPerSheet": 1,
            "multipageLayout": "clockwiseFromBottomLeft", "collate": false,
            "scaling": "shrinkToFit", "fitPdfToPage": false,
        },
    });
    let path = job_path(&job).replace("/v1.0/", &format!("/{version}/"));
    let mut request = post(&format!("{path}/redirect"), &token, &body);
    request
        .headers_mut()
        .insert("print-share", LOBBY_SHARE.parse().unwrap());
    assert_eq!(call(&world.router(), request).await.status, 200);
    let expected = json!({
        "mediaSize": "A4", "colorMode": "blackAndWhite", "duplexMode": "oneSided", "copies": 3,
        "pages": [{ "start": 1, "end": 1 }], "pagesPerSheet": 1, "finishings": [], "sheets": 3,
    });
    assert_eq!(json!(world.printed()[0].paper), expected);
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
async fn a_repeated_redirect_returns_the_job_and_sends_nothing() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    let first = call(&router, redirect(&job, &token)).await;
    let again = call(&router, redirect(&job, &token)).await;
    assert_eq!((again.status, &again.body["id"]), (200, &first.body["id"]));
    let other = call(&router, redirect_to(&job, &token, OFFICE, OFFICE_SHARE)).await;
    assert_eq!((other.status, other.code()), (409, "alreadyRedirected"));
    assert_eq!(world.sent("POST", "/redirect"), 1);
    // The job is known to exist, although it cannot be read at the moment.
    let gone = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    world
        .lock()
        .tenant
        .add_fault(InjectedFault::once("GET", &format!("{LOBBY}/jobs"), gone));
    let blind = call(&router, redirect(&job, &token)).await;
    assert_eq!(
        (blind.status, blind.body),
        (200, json!({ "id": first.body["id"] }))
    );
}

#[tokio::test(start_paused = true)]
async fn an_ended_job_is_not_sent() {
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
async fn the_source_settles_a_lost_answer() {
    for fault in [
        FaultKind::Lose { when: When::After },
        FaultKind::Unavailable {
            status: 503,
            when: When::After,
        },
        FaultKind::Unavailable {
            status: 504,
            when: When::After,
        },
        FaultKind::Garble,
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .tenant
            .add_fault(InjectedFault::once("POST", "/redirect", fault.clone()));
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(answer.status, 200, "{fault:?}");
        assert!(answer.body["id"].is_string());
        assert_eq!(
            (world.sent("POST", "/redirect"), world.printed().len()),
            (1, 1)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_is_reported_in_time() {
    for fault in [
        FaultKind::Lose { when: When::Before },
        FaultKind::Unavailable {
            status: 500,
            when: When::Before,
        },
        FaultKind::Refuse {
            status: 408,
            body: json!({}),
        },
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .tenant
            .add_fault(InjectedFault::once("POST", "/redirect", fault.clone()));
        let began = world.now_ms();
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(
            (answer.status, answer.code()),
            (504, "outcomeUnknown"),
            "{fault:?}"
        );
        assert_eq!(answer.body["error"]["code"], "outcomeUnknown");
        assert!((10_000..=15_000).contains(&(world.now_ms() - began)));
        assert_eq!(world.sent("POST", "/redirect"), 1);
        assert!(world.is_held(&job));
    }
}

#[tokio::test(start_paused = true)]
async fn the_source_settles_an_answer_after_the_limit() {
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
async fn a_certain_refusal_keeps_graphs_words() {
    let world = World::new();
    let token = world.token(&adele());
    let router = world.router();
    let body = json!({ "error": { "code": "Conflict", "message": "no task" } });
    for status in [400, 404, 409, 423] {
        let job = world.job_of(&adele());
        let refuse = FaultKind::Refuse {
            status,
            body: body.clone(),
        };
        world
            .lock()
            .tenant
            .add_fault(InjectedFault::once("POST", "/redirect", refuse));
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
async fn odd_text_from_graph_costs_only_itself() {
    let changes: [fn(&str) -> String; 4] = [
        |text| format!("\u{feff}{text}"),
        |text| text.replacen('{', r#"{"odd":"\ud83d","\udc00":"\ud83d\u0041","#, 1),
        |text| text.replacen('{', r#"{"odd":[{"\uDBFF":"\udbff\uD83D\uDE00"}],"#, 1),
        |text| {
            format!(
                "\u{feff}\t{}\r\n",
                text.replacen('{', r#"{"a":"\\\udfff","#, 1)
            )
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        for method in ["GET", "POST"] {
            let changed = Network::Changed(change);
            world.lock().network.push((method, "graph", changed));
        }
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(answer.status, 200, "{at} {answer:?}");
        assert!(answer.body["id"].is_string(), "{at} {answer:?}");
        let again = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(again.body["id"], answer.body["id"], "{at}");
        let body = json!({ "error": { "code": "Conflict", "message": "no" } });
        let refuse = FaultKind::Refuse { status: 409, body };
        let refuse = InjectedFault::once("GET", "/jobs/", refuse);
        world.lock().tenant.add_fault(refuse);
        let refused = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(refused.body["error"]["message"], "no", "{at}");
        assert_eq!(world.printed().len(), 1);
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
async fn throttling_by_graph_is_passed_on() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    for (method, part) in [
        ("POST", "/redirect"),
        ("GET", "/jobs/"),
        ("GET", "/printer?"),
        ("GET", "allowAllUsers"),
    ] {
        let slow = FaultKind::Throttle {
            retry_after: Some("2.128".to_owned()),
        };
        world
            .lock()
            .tenant
            .add_fault(InjectedFault::once(method, part, slow));
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (429, Some("2.128")),
            "{part}"
        );
    }
    assert!(world.is_held(&job));
}
