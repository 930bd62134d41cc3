//! What is recorded about a send: the audit line and the metrics.

use serde_json::json;

use crate::credentials::admin_of;
use crate::world::{
    ADELE, LOBBY, LOBBY_SHARE, QUEUE, TENANT, World, adele, audit_lines, call, job_path, lines_of,
    log, named, post, redirect,
};

#[tokio::test(start_paused = true)]
async fn every_redirect_writes_one_line_without_secrets() {
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
async fn the_metrics_count_requests_and_outcomes() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let gateway = world.gateway_with("");
    let admin = admin_of(&world, &gateway);
    call(&gateway.router(), redirect(&job, &token)).await;
    call(&gateway.router(), redirect(&job, "x")).await;
    let metrics = crate::world::text(&admin, "/metrics").await;
    for line in [
        r#"gateway_requests_total{call="redirect",status="200"} 1"#,
        r#"gateway_requests_total{call="redirect",status="401"} 1"#,
        r#"gateway_sends_total{call="redirect",outcome="accepted"} 1"#,
        r#"gateway_graph_seconds_count{call="redirect",status="200"} 1"#,
        r#"gateway_refusals_total{code="tokenMalformed"} 1"#,
        r#"gateway_refusals_total{code="jobNotFound"} 0"#,
        r#"gateway_token_requests_total{kind="app",outcome="issued"} 1"#,
        r#"gateway_token_requests_total{kind="user",outcome="issued"} 1"#,
        r#"gateway_token_requests_total{kind="app",outcome="refused"} 0"#,
        "gateway_in_flight 0",
        "gateway_ready 0",
    ] {
        assert!(metrics.1.contains(line), "{line} is not in\n{}", metrics.1);
    }
    assert!(!metrics.1.contains(ADELE) && !metrics.1.contains(LOBBY));
}

#[tokio::test(start_paused = true)]
async fn a_redirect_refused_early_also_writes_its_line() {
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

#[tokio::test(start_paused = true)]
async fn requests_without_an_accepted_token_leave_no_line_above_debug() {
    log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let (router, mut claims) = (world.router(), world.claims(&adele()));
    claims["aud"] = json!("api://another");
    let foreign = world.sign(&claims);
    for (id, sent, status) in [
        ("stranger-none", "", 401),
        ("stranger-text", "x", 401),
        ("stranger-audience", &foreign, 401),
    ] {
        let answer = call(&router, named(redirect(&job, sent), id)).await;
        assert_eq!(answer.status, status, "{id}");
    }
    let mut elsewhere = named(redirect(&job, &token), "stranger-path");
    *elsewhere.uri_mut() = "/wp-login.php".parse().unwrap();
    assert_eq!(call(&router, elsewhere).await.status, 404);
    for id in [
        "stranger-none",
        "stranger-text",
        "stranger-audience",
        "stranger-path",
    ] {
        let lines = lines_of(id);
        assert!(!lines.is_empty(), "{id}");
        for line in lines {
            let told = (line["target"].as_str(), line["level"].as_str());
            assert_eq!(told, (Some("unauthenticated"), Some("DEBUG")), "{line}");
        }
    }
    // The refusal of a known caller is told as before.
    call(&router, named(redirect("999", &token), "known-caller")).await;
    let lines = lines_of("known-caller");
    let refused = lines
        .iter()
        .find(|line| line["fields"]["message"] == "refused");
    assert_eq!(refused.unwrap()["level"], "INFO");
}
