//! A thousand redirects under all kinds of faults: each job is printed once or
//! still waits, and no answer is wrong about it.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault, When};
use universal_print::{answer, fault, request::Operation};

use crate::world::{GatewayAnswer, LOBBY, Network, World, adele, call, job_path, redirect};

/// The fault of this turn. Each fault hits one of the calls of a redirect.
fn fault(turn: usize) -> Option<InjectedFault> {
    let (method, part) = match turn / 16 % 4 {
        0 => ("POST", "/redirect"),
        1 => ("GET", "/jobs/"),
        2 => ("GET", "/printer?"),
        _ => ("GET", "allowAllUsers"),
    };
    let fault = match turn % 16 {
        0 => return None,
        1 => FaultKind::Lose { when: When::Before },
        2 => FaultKind::Lose { when: When::After },
        3 => FaultKind::Unavailable {
            status: 503,
            when: When::Before,
        },
        4 => FaultKind::Unavailable {
            status: 500,
            when: When::After,
        },
        5 => FaultKind::Garble,
        6 => FaultKind::Throttle {
            retry_after: Some("1".to_owned()),
        },
        7 => FaultKind::Refuse {
            status: 401,
            body: json!({}),
        },
        8 => FaultKind::Refuse {
            status: 403,
            body: json!({}),
        },
        9 => FaultKind::Refuse {
            status: 409,
            body: json!({ "error": { "code": "Conflict" } }),
        },
        10 => FaultKind::Refuse {
            status: 408,
            body: json!({}),
        },
        11 => FaultKind::Replace {
            when: When::After,
            body: "<html>Sign in to the network</html>".to_owned(),
        },
        12 => FaultKind::Omit {
            pointer: "/id".to_owned(),
        },
        13 => FaultKind::Stale { for_ms: None },
        14 => FaultKind::Alter {
            pointer: "/redirectedTo".to_owned(),
            value: json!("https://elsewhere.example/"),
        },
        _ => FaultKind::Alter {
            pointer: "/createdBy".to_owned(),
            value: json!(7),
        },
    };
    Some(InjectedFault::once(method, part, fault))
}

/// Whether an answer with a 5xx tells the widget that nothing was passed on.
fn passed_nothing_on(answer: &GatewayAnswer) -> bool {
    let answer = answer::Answer {
        operation: Operation::Redirect,
        client_request_id: String::new(),
        time: None,
        status: answer.status,
        headers: answer::AnswerHeaders::default(),
        body: Some(answer.body.clone().into()),
    };
    answer.status >= 500 && fault::Fault::of_answer(&answer).is_certain_refusal()
}

#[tokio::test(start_paused = true)]
async fn under_faults_each_job_prints_once_or_still_waits() {
    let world = World::new();
    let limits = "[limits]\nper_user_per_minute = 100000\noverall_per_minute = 100000\n";
    let gateway = world.gateway_with(limits);
    let router = gateway.router();
    world.lock().network.push((
        "GET",
        "/jobs/",
        Network::LateBack(Duration::from_millis(40)),
    ));
    let rounds = stream::iter(0..1000).map(|turn: usize| {
        let (world, router) = (world.clone(), router.clone());
        async move {
            let (job, token) = (world.job_of(&adele()), world.token(&adele()));
            if let Some(fault) = fault(turn) {
                world.lock().tenant.add_fault(fault);
            }
            let sending = call(&router, redirect(&job, &token));
            // Every seventh caller disconnects at some moment.
            let patience = if turn.is_multiple_of(7) {
                turn as u64 % 200
            } else {
                600_000
            };
            let answer = tokio::time::timeout(Duration::from_millis(patience), sending).await;
            // Every fifth user presses again, whatever the first answer was.
            let again = if turn.is_multiple_of(5) {
                Some(call(&router, redirect(&job, &token)).await.status)
            } else {
                None
            };
            let untouched = again.is_none() && answer.as_ref().is_ok_and(passed_nothing_on);
            let first = answer.ok().map(|answer| answer.status);
            let status = first.filter(|status| *status == 200).or(again).or(first);
            (job, status, untouched)
        }
    });
    let outcomes: Vec<(String, Option<u16>, bool)> = rounds.buffer_unordered(16).collect().await;
    gateway.finish().await;

    let (printed, mut seen) = (world.printed(), world.see());
    let (mut accepted, mut untouched) = (0, 0);
    for (job, status, is_untouched) in &outcomes {
        let source = format!("https://graph.microsoft.com{}", job_path(job));
        let copies = printed
            .iter()
            .filter(|each| each.redirected_from.as_ref() == Some(&source))
            .count();
        assert!(copies <= 1, "job {job} came out {copies} times");
        assert_eq!(
            copies == 0,
            seen.is_held(job),
            "job {job} is neither printed nor held"
        );
        if *status == Some(200) {
            assert_eq!(copies, 1, "job {job} was said to be accepted");
            accepted += 1;
        }
        if *is_untouched {
            assert_eq!(copies, 0, "nothing was said to be passed on for job {job}");
            untouched += 1;
        }
    }
    assert!(printed.iter().all(|each| each.printer_id == LOBBY));
    assert!(accepted > 200 && accepted < 1000, "{accepted} of 1000");
    assert!(untouched > 50, "{untouched} of 1000");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_while_graph_is_down_or_slow() {
    for (network, code) in [
        (Network::Down, "graphUnreachable"),
        (Network::LateThere(Duration::from_secs(40)), "graphTimedOut"),
        (Network::LateBack(Duration::from_secs(40)), "graphTimedOut"),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .network
            .push(("GET", "graph.microsoft.com", network));
        let answer = call(&world.router(), crate::world::get(&job_path(&job), &token)).await;
        assert_eq!(answer.code(), code);
        let answer = call(&world.router(), redirect(&job, &token)).await;
        assert!(answer.status >= 400);
        assert_eq!(world.sent("POST", "/redirect"), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn two_redirects_at_once_print_a_job_once() {
    let world = World::new();
    let (token, router) = (world.token(&adele()), world.router());
    world.lock().network.push((
        "POST",
        "/redirect",
        Network::LateThere(Duration::from_millis(10)),
    ));
    for _ in 0..20 {
        let job = world.job_of(&adele());
        let (one, two) = tokio::join!(
            call(&router, redirect(&job, &token)),
            call(&router, redirect(&job, &token))
        );
        assert!(one.status == 200 || two.status == 200);
    }
    assert_eq!(world.printed().len(), 20);
}
