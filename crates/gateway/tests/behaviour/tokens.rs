//! The gateway's own tokens: requested once, kept, renewed, and never the caller's problem.

use std::{fs, time::Duration};

use aws_lc_rs::digest;
use axum::Router;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::future::join_all;
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use serde_json::json;
use simulator::{
    fault::{FaultKind, InjectedFault, When},
    identity::Credential,
};

use crate::world::{
    APP, Network, ORIGIN, TENANT, World, adele, alex, app, call, get, job_path, log, post, redirect,
};

const TOKEN: &str = "/oauth2/v2.0/token";

fn config(credential: &str) -> String {
    format!(
        "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\nids = [\"{TENANT}\"]\n[app]\nclient_id = \"{APP}\"\n{credential}"
    )
}

/// The status of the answer to a read of a job.
async fn status_of(world: &World, router: &Router, job: &str) -> u16 {
    let look = get(&job_path(job), &world.token(&adele()));
    call(router, look).await.status
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_shortly_before_it_expires() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let ask = async || status_of(&world, &router, &job).await;
    assert_eq!(ask().await, 200);
    tokio::time::advance(Duration::from_secs(3_500)).await;
    assert_eq!((ask().await, world.sent("POST", TOKEN)), (200, 1));
    tokio::time::advance(Duration::from_secs(150)).await;
    assert_eq!((ask().await, world.sent("POST", TOKEN)), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_used_until_it_expires_while_the_provider_fails() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let ask = async || status_of(&world, &router, &job).await;
    assert_eq!(ask().await, 200);
    world.lock().network.push(("POST", TOKEN, Network::Down));
    // First past the time of renewal, then past the expiry.
    tokio::time::advance(Duration::from_secs(3_700)).await;
    assert_eq!((ask().await, world.sent("POST", TOKEN)), (200, 2));
    assert_eq!((ask().await, world.sent("POST", TOKEN)), (200, 2));
    tokio::time::advance(Duration::from_secs(300)).await;
    assert_eq!(ask().await, 503);
}

#[tokio::test(start_paused = true)]
async fn the_identity_provider_cannot_forge_log_lines() {
    let logged = log();
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let body = json!({
        "error": "invalid_client",
        "error_description": "AADSTS7000215 told\r\u{1b}[31mforged\u{7}",
    });
    let refuse = FaultKind::Refuse { status: 401, body };
    let fault = InjectedFault::once("POST", TOKEN, refuse);
    world.lock().identity.add_fault(fault);
    let answer = call(&world.router(), get(&job_path(&job), &token)).await;
    assert_eq!(answer.code(), "gatewayCredential");
    let text = String::from_utf8(logged.lock().unwrap().clone()).unwrap();
    assert!(text.contains("AADSTS7000215 told"));
    assert!(!text.contains("forged"));
}

#[tokio::test(start_paused = true)]
async fn exchanged_tokens_are_used_only_for_their_caller() {
    let world = World::new();
    let router = world.router();
    let token = world.token(&adele());
    let jobs: Vec<String> = (0..10).map(|_| world.job_of(&adele())).collect();
    let answers = join_all(jobs.iter().map(|job| call(&router, redirect(job, &token)))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    // One token is the app's own, one is on behalf of the caller.
    assert_eq!(world.sent("POST", TOKEN), 2);
    let job = world.job_of(&alex());
    assert_eq!(
        call(&router, redirect(&job, &world.token(&alex())))
            .await
            .status,
        200
    );
    assert_eq!(world.sent("POST", TOKEN), 3);
}

#[tokio::test(start_paused = true)]
async fn a_read_renews_a_token_that_graph_refuses() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let body = json!({});
    world.lock().tenant.add_fault(InjectedFault::once(
        "GET",
        "/jobs/",
        FaultKind::Refuse { status: 401, body },
    ));
    assert_eq!(status_of(&world, &router, &job).await, 200);
    assert_eq!(world.sent("POST", TOKEN), 2);
}

#[tokio::test(start_paused = true)]
async fn a_send_whose_token_graph_refuses_is_made_again_with_a_new_one() {
    let refuse = || FaultKind::Refuse {
        status: 401,
        body: json!({}),
    };
    for call_name in ["redirect", "abort"] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let part = format!("/{call_name}");
        let fault = InjectedFault::once("POST", &part, refuse());
        world.lock().tenant.add_fault(fault);
        let request = match call_name {
            "redirect" => redirect(&job, &token),
            _ => post(&format!("{}/abort", job_path(&job)), &token, &json!({})),
        };
        let answer = call(&world.router(), request).await;
        assert!(answer.status < 300, "{call_name} {answer:?}");
        assert_eq!(world.sent("POST", &part), 2);
    }
    // A request that has grown old meanwhile is not sent again.
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let fault = InjectedFault::once("POST", "/redirect", refuse());
    let late = Network::LateBack(Duration::from_secs(10));
    {
        let mut inner = world.lock();
        inner.tenant.add_fault(fault);
        inner.network.push(("POST", "/redirect", late));
    }
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (502, "gatewayCredential"));
    assert_eq!(world.sent("POST", "/redirect"), 1);
    assert!(world.is_held(&job));
}

#[tokio::test(start_paused = true)]
async fn a_missing_permission_of_the_gateway_is_not_the_callers_fault() {
    for (method, part) in [
        ("POST", "/redirect"),
        ("GET", "/jobs/"),
        ("GET", "/printer?"),
    ] {
        for status in [401, 403] {
            let world = World::new();
            let (job, token) = (world.job_of(&adele()), world.token(&adele()));
            let fault = FaultKind::Refuse {
                status,
                body: json!({}),
            };
            world.lock().tenant.add_fault(InjectedFault {
                times: Some(2),
                ..InjectedFault::once(method, part, fault)
            });
            let answer = call(&world.router(), redirect(&job, &token)).await;
            assert_eq!(
                (answer.status, answer.code()),
                (502, "gatewayCredential"),
                "{part} {status}"
            );
            assert_eq!(answer.body["error"]["code"], "gatewayCredential");
            assert_eq!(answer.header("www-authenticate"), None);
            let most = if status == 401 { 2 } else { 1 };
            assert!(world.sent("POST", "/redirect") <= most);
            assert!(world.is_held(&job));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_provider_is_temporary_and_not_the_callers_fault() {
    let refused = FaultKind::Refuse {
        status: 401,
        body: json!({ "error": "invalid_client", "error_description": "AADSTS7000222: expired" }),
    };
    let unavailable = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    for (fault, status, code) in [
        (refused, 502, "gatewayCredential"),
        (
            FaultKind::Lose { when: When::Before },
            503,
            "providerTroubled",
        ),
        (unavailable, 503, "providerTroubled"),
        (FaultKind::Garble, 503, "providerTroubled"),
        (
            FaultKind::Throttle { retry_after: None },
            503,
            "providerTroubled",
        ),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        world
            .lock()
            .identity
            .add_fault(InjectedFault::once("POST", TOKEN, fault.clone()));
        let router = world.router();
        let answer = call(&router, redirect(&job, &token)).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{fault:?}");
        // Requests right afterwards do not cause another; a second later they may.
        assert_eq!(call(&router, redirect(&job, &token)).await.status, status);
        assert_eq!(world.sent("POST", TOKEN), 1);
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(call(&router, redirect(&job, &token)).await.status, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_secret_file_is_read_anew() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    fs::write(&file, "old secret\n").unwrap();
    world
        .lock()
        .identity
        .add_app(app(Credential::Secret("new secret".to_owned())));
    let gateway = world.gateway_of(&config(&format!("secret_file = {file:?}")));
    let job = world.job_of(&adele());
    assert_eq!(status_of(&world, &gateway.router(), &job).await, 502);
    fs::write(&file, "new secret\n").unwrap();
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(status_of(&world, &gateway.router(), &job).await, 200);
}

#[tokio::test(start_paused = true)]
async fn a_federated_token_is_read_from_its_file() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, "of the cluster").unwrap();
    world
        .lock()
        .identity
        .add_app(app(Credential::Federated("of the cluster".to_owned())));
    let gateway = world.gateway_of(&config(&format!("federated_token_file = {file:?}")));
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    assert_eq!(
        call(&gateway.router(), redirect(&job, &token)).await.status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_certificate_signs_a_new_assertion_each_time() {
    let world = World::new();
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
    let certificate = CertificateParams::new(Vec::new())
        .unwrap()
        .self_signed(&key)
        .unwrap();
    let (certificate_file, key_file) = (
        folder.path().join("certificate.pem"),
        folder.path().join("key.pem"),
    );
    fs::write(&certificate_file, certificate.pem()).unwrap();
    fs::write(&key_file, key.serialize_pem()).unwrap();
    let thumbprint = digest::digest(&digest::SHA256, certificate.der());
    world.lock().identity.add_app(app(Credential::Certificate {
        thumbprint: URL_SAFE_NO_PAD.encode(thumbprint.as_ref()),
        public_key: key.public_key_raw().to_vec(),
    }));
    let gateway = world.gateway_of(&config(&format!(
        "certificate_file = {certificate_file:?}\nkey_file = {key_file:?}"
    )));
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    // Two tokens need two assertions: the provider refuses one that it has seen.
    assert_eq!(
        call(&gateway.router(), redirect(&job, &token)).await.status,
        200
    );
    assert_eq!(world.sent("POST", TOKEN), 2);
}
