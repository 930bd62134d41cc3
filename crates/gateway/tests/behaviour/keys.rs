//! The identity provider's keys: read once, renewed in time, without floods of reads.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use serde_json::json;
use simulator::{
    fault::{FaultKind, InjectedFault, When},
    identity::SigningKey,
};
use tokio::time::{Instant, timeout};

use crate::world::{LOGIN, Network, SetBack, TENANT, World, adele, call, get, job_path};

const KEYS: &str = "/discovery/v2.0/keys";

/// A token that is valid for longer than the keys.
fn lasting_token(world: &World) -> String {
    let mut claims = world.claims(&adele());
    claims["exp"] = json!(world.now_ms() / 1000 + 1_000_000);
    world.sign(&claims)
}

#[tokio::test(start_paused = true)]
async fn many_requests_at_once_read_the_keys_once() {
    let world = World::new();
    let (job, token, router) = (
        world.job_of(&adele()),
        world.token(&adele()),
        world.router(),
    );
    let answers = join_all((0..50).map(|_| call(&router, get(&job_path(&job), &token)))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(world.sent("GET", KEYS), 1);
    assert_eq!(world.sent("POST", "/oauth2/v2.0/token"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_unknown_key_ids_causes_one_read() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let own = SigningKey::generate();
    let claims = world.claims(&adele());
    for count in 0..500 {
        let header = json!({ "alg": "RS256", "kid": format!("made-up-{count}") });
        let token = own.sign_under(&header, &claims);
        assert_eq!(
            call(&router, get(&job_path(&job), &token)).await.code(),
            "tokenKey"
        );
    }
    assert_eq!(world.sent("GET", KEYS), 1);
    let token = world.token(&adele());
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn callers_who_disconnect_do_not_keep_new_keys_out() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let late = Network::LateBack(Duration::from_millis(300));
    world.lock().network.push(("GET", LOGIN, late));
    let header = json!({ "alg": "RS256", "kid": "made-up" });
    let made_up = SigningKey::generate().sign_under(&header, &world.claims(&adele()));
    for round in 0..3 {
        world.lock().identity.roll_keys(1);
        let leaving = call(&router, get(&job_path(&job), &made_up));
        let gone = timeout(Duration::from_millis(50), leaving).await;
        assert!(gone.is_err(), "round {round}");
        let token = world.token(&adele());
        let answer = call(&router, get(&job_path(&job), &token)).await;
        assert_eq!(answer.status, 200, "round {round}");
        assert_eq!(world.sent("GET", KEYS), round + 1);
        tokio::time::advance(Duration::from_secs(60)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_does_not_keep_new_keys_out() {
    let world = World::new();
    let back = Arc::new(SetBack::default());
    let (job, router) = (world.job_of(&adele()), world.router_by(&back));
    let mut claims = world.claims(&adele());
    claims["nbf"] = json!(world.now_ms() / 1000 - 7_200);
    for seconds in [0, 3_600] {
        back.set(seconds);
        world.lock().identity.roll_keys(1);
        let token = world.sign(&claims);
        let answer = call(&router, get(&job_path(&job), &token)).await;
        assert_eq!(answer.status, 200, "{seconds}");
        tokio::time::advance(Duration::from_secs(60)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn requests_wait_briefly_for_new_keys_with_old_ones() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let token = lasting_token(&world);
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
    tokio::time::advance(Duration::from_secs(13 * 3600)).await;
    let silent = Network::LateBack(Duration::from_secs(3600));
    world.lock().network.push(("GET", LOGIN, silent));
    for _ in 0..3 {
        let began = Instant::now();
        let answers = join_all((0..20).map(|_| call(&router, get(&job_path(&job), &token)))).await;
        assert!(answers.iter().all(|answer| answer.status == 200));
        assert!(began.elapsed() < Duration::from_secs(2));
        tokio::time::advance(Duration::from_secs(31)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_rollover_under_load_refuses_nobody() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    for round in 0..5 {
        let old = world.token(&adele());
        assert_eq!(call(&router, get(&job_path(&job), &old)).await.status, 200);
        tokio::time::advance(Duration::from_secs(60)).await;
        world.lock().identity.roll_keys(1);
        let new = world.token(&adele());
        let load =
            (0..40).map(|count| get(&job_path(&job), if count % 2 == 0 { &old } else { &new }));
        let answers = join_all(load.map(|request| call(&router, request))).await;
        assert!(
            answers.iter().all(|answer| answer.status == 200),
            "round {round}"
        );
        assert_eq!(world.sent("GET", KEYS), round + 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_no_longer_published_is_refused() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let old = lasting_token(&world);
    assert_eq!(call(&router, get(&job_path(&job), &old)).await.status, 200);
    world.lock().identity.roll_keys(0);
    tokio::time::advance(Duration::from_secs(12 * 3600 + 1)).await;
    assert_eq!(
        call(&router, get(&job_path(&job), &old)).await.code(),
        "tokenKey"
    );
}

#[tokio::test(start_paused = true)]
async fn old_keys_are_used_while_the_provider_fails() {
    let world = World::new();
    let (job, router) = (world.job_of(&adele()), world.router());
    let down = InjectedFault {
        method: Some("GET".to_owned()),
        ..InjectedFault::always(FaultKind::Lose { when: When::Before })
    };
    let token = lasting_token(&world);
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
    world.lock().identity.add_fault(down.clone());
    tokio::time::advance(Duration::from_secs(13 * 3600)).await;
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
    tokio::time::advance(Duration::from_secs(36 * 3600)).await;
    let answer = call(&router, get(&job_path(&job), &token)).await;
    assert_eq!(answer.code(), "keysUnavailable");

    // A gateway that never had keys says so, and reads them from time to time.
    let fresh = world.router();
    let before = world.sent("GET", "openid-configuration");
    for _ in 0..20 {
        let answer = call(&fresh, get(&job_path(&job), &token)).await;
        assert_eq!((answer.status, answer.code()), (503, "keysUnavailable"));
        assert!(answer.header("retry-after").is_some());
    }
    assert_eq!(world.sent("GET", "openid-configuration") - before, 1);
}

#[tokio::test(start_paused = true)]
async fn keys_from_another_origin_are_not_read() {
    for body in [
        json!({ "issuer": "https://attacker.example", "jwks_uri": format!("{LOGIN}/{TENANT}{KEYS}") }),
        json!({ "issuer": World::new().lock().identity.issuer(), "jwks_uri": "https://attacker.example/keys" }),
        json!({ "issuer": World::new().lock().identity.issuer(), "jwks_uri": "https://login.microsoftonline.com.attacker.example/keys" }),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let lie = FaultKind::Refuse { status: 200, body };
        world
            .lock()
            .identity
            .add_fault(InjectedFault::once("GET", "openid-configuration", lie));
        // The world's transport panics if another server is called.
        let answer = call(&world.router(), get(&job_path(&job), &token)).await;
        assert_eq!(answer.code(), "keysUnavailable");
    }
}

#[tokio::test(start_paused = true)]
async fn entra_may_leave_its_documented_endpoints_out_but_not_move_them_away() {
    for (endpoint, expected) in [
        (json!(null), (200, "none")),
        (
            json!(format!("{LOGIN}/{TENANT}/oauth2/v2.0/token")),
            (200, "none"),
        ),
        (
            json!("https://attacker.example/token"),
            (502, "gatewayCredential"),
        ),
        (
            json!("http://login.microsoftonline.com/token"),
            (502, "gatewayCredential"),
        ),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let mut body = json!({
            "issuer": world.lock().identity.issuer(),
            "jwks_uri": format!("{LOGIN}/{TENANT}{KEYS}"),
        });
        if !endpoint.is_null() {
            body["token_endpoint"] = endpoint.clone();
        }
        let published = FaultKind::Refuse { status: 200, body };
        let published = InjectedFault::once("GET", "openid-configuration", published);
        world.lock().identity.add_fault(published);
        // The world's transport panics if another server is called.
        let answer = call(&world.router(), get(&job_path(&job), &token)).await;
        assert_eq!((answer.status, answer.code()), expected, "{endpoint}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_published_for_another_use_signs_no_token() {
    for (member, purpose, taken) in [
        ("use", "sig", true),
        ("alg", "RS256", true),
        ("use", "enc", false),
        ("alg", "PS256", false),
        ("alg", "RSA-OAEP", false),
    ] {
        let world = World::new();
        let (job, token) = (world.job_of(&adele()), world.token(&adele()));
        let mut key = world.lock().identity.key().unwrap().published();
        key[member] = json!(purpose);
        let published = FaultKind::Refuse {
            status: 200,
            body: json!({ "keys": [key] }),
        };
        world
            .lock()
            .identity
            .add_fault(InjectedFault::once("GET", KEYS, published));
        let answer = call(&world.router(), get(&job_path(&job), &token)).await;
        assert_eq!(answer.status == 200, taken, "{member} {purpose}");
    }
}

#[tokio::test(start_paused = true)]
async fn keys_of_one_tenant_do_not_sign_for_another() {
    let world = World::new();
    let other = "bbbbcccc-0000-4ccc-8ddd-eeee22223333";
    let config = World::config("").replace("ids = [", &format!("ids = [\"{other}\", "));
    let (job, router) = (world.job_of(&adele()), world.gateway_of(&config).router());
    let mut claims = world.claims(&adele());
    let token = world.sign(&claims);
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
    claims["tid"] = json!(other);
    claims["iss"] = json!(format!("https://login.microsoftonline.com/{other}/v2.0"));
    let token = world.sign(&claims);
    // The other tenant's keys are requested, and the provider does not know that tenant.
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.code(),
        "keysUnavailable"
    );
    // The tenant in the token's claims cannot select another tenant's issuer either.
    claims["tid"] = json!(crate::world::TENANT);
    let token = world.sign(&claims);
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.code(),
        "tokenIssuer"
    );
}
