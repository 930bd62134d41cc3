//! `/readyz`: when the gateway is ready, and what it says about why it is not.

use std::{sync::Arc, time::Duration};

use axum::Router;
use gateway::{
    admin::{Health, admin},
    drain::Drain,
    identity::authority::TenantId,
};
use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault};
use tokio::{sync::Notify, time::timeout};

use crate::world::{LOGIN, Network, SECRET, TENANT, World, text};

const TOKEN: &str = "/oauth2/v2.0/token";

/// The admin routes of a gateway with the required configuration, and its drain.
fn admin_of(world: &World) -> (Router, Arc<Drain>) {
    let gateway = world.gateway_with("");
    let whole = Duration::from_secs(75);
    let drain = Drain::new(Duration::from_secs(10), whole, world.clock());
    let tenants = [TenantId::parse(TENANT).unwrap()];
    let health = Health::new(&gateway, &tenants, &drain);
    (admin(health), drain)
}

#[tokio::test(start_paused = true)]
async fn readiness_needs_keys_and_a_token_once_until_shutdown() {
    let world = World::new();
    let (router, drain) = admin_of(&world);
    assert_eq!(text(&router, "/healthz").await.0, 200);
    world.lock().network.push(("POST", "/token", Network::Down));
    assert_eq!(text(&router, "/readyz").await.0, 503);
    world.lock().network.clear();
    tokio::time::advance(Duration::from_secs(1)).await;
    assert_eq!(text(&router, "/readyz").await.0, 200);
    world.lock().network.push(("POST", "/token", Network::Down));
    tokio::time::advance(Duration::from_secs(100_000)).await;
    assert_eq!(text(&router, "/readyz").await.0, 200);
    let told = Notify::new();
    told.notify_one();
    drain.ended(&told).await;
    assert_eq!(text(&router, "/readyz").await.0, 503);
    assert_eq!(text(&router, "/v1.0/print/shares/x/printer").await.0, 404);
}

#[tokio::test(start_paused = true)]
async fn a_ready_gateway_says_since_when_it_has_each_part() {
    let world = World::new();
    let (router, _) = admin_of(&world);
    let since = "since 2026-11-23T09:00:00Z";
    let said = format!(
        "ready\nok      keys of {TENANT}: {since}\nok      own token of {TENANT}: {since}\n\
         ok      draining: no\n"
    );
    assert_eq!(text(&router, "/readyz").await, (200, said.clone()));
    tokio::time::advance(Duration::from_secs(3600)).await;
    assert_eq!(text(&router, "/readyz").await, (200, said));
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_only_its_metrics_are_read_of_gets_ready() {
    let world = World::new();
    let (router, drain) = admin_of(&world);
    let ready = async || {
        let page = text(&router, "/metrics").await.1;
        page.lines()
            .find_map(|line| Some(line.strip_prefix("gateway_ready ")?.to_owned()))
    };
    assert_eq!(ready().await.as_deref(), Some("0"));
    // The answers of the provider arrive at once.
    tokio::time::sleep(Duration::from_millis(1)).await;
    assert_eq!(ready().await.as_deref(), Some("1"));
    let told = Notify::new();
    told.notify_one();
    drain.ended(&told).await;
    assert_eq!(ready().await.as_deref(), Some("0"));
}

#[tokio::test(start_paused = true)]
async fn missing_keys_are_named_with_their_reason_and_a_cure() {
    let world = World::new();
    let (router, _) = admin_of(&world);
    world.lock().network.push(("GET", LOGIN, Network::Down));
    for _ in 0..2 {
        let (status, said) = text(&router, "/readyz").await;
        assert_eq!(status, 503);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!((lines.len(), lines[0]), (4, "not ready"), "{said}");
        // The time is that of the first failure, whenever somebody asks.
        let keys = format!("FAILED  keys of {TENANT}: since 2026-11-23T09:00:00Z: {LOGIN}/");
        assert!(lines[1].starts_with(&keys), "{said}");
        assert!(
            lines[1].contains("cannot be reached: it refuses the connection; check [tenant] ids"),
            "{said}"
        );
        let token = format!("waiting own token of {TENANT}: since 2026-11-23T09:00:00Z: ");
        assert!(lines[2].starts_with(&token), "{said}");
        tokio::time::advance(Duration::from_secs(40)).await;
    }
    world.lock().network.clear();
    let (status, said) = text(&router, "/readyz").await;
    assert_eq!(status, 200, "{said}");
    assert!(said.contains(&format!("keys of {TENANT}: since 2026-11-23T09:01:20Z\n")));
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_is_named_without_the_secret() {
    let world = World::new();
    let (router, _) = admin_of(&world);
    let said = format!("AADSTS7000215: Invalid client secret provided: {SECRET}.");
    let body = json!({ "error": "invalid_client", "error_description": said });
    let refused = FaultKind::Refuse { status: 401, body };
    let fault = InjectedFault::once("POST", TOKEN, refused);
    world.lock().identity.add_fault(fault);
    let (status, said) = text(&router, "/readyz").await;
    assert_eq!(status, 503);
    let keys = format!("\nok      keys of {TENANT}: since 2026-11-23T09:00:00Z\n");
    assert!(said.contains(&keys), "{said}");
    let token = format!(
        "\nFAILED  own token of {TENANT}: since 2026-11-23T09:00:00Z: the identity provider \
         refuses the app: AADSTS7000215: Invalid client secret provided: ….; check client_id"
    );
    assert!(said.contains(&token), "{said}");
    assert!(!said.contains(SECRET), "{said}");
    let counted = r#"gateway_token_requests_total{kind="app",outcome="refused"} 1"#;
    assert!(text(&router, "/metrics").await.1.contains(counted));
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_drains_says_until_when_it_accepts_requests() {
    let world = World::new();
    let (router, drain) = admin_of(&world);
    assert_eq!(text(&router, "/readyz").await.0, 200);
    tokio::time::advance(Duration::from_secs(60)).await;
    let told = Arc::new(Notify::new());
    let signal = Arc::clone(&told);
    let draining = Arc::clone(&drain);
    tokio::spawn(async move { draining.ended(&signal).await });
    told.notify_one();
    while drain.since().is_none() {
        tokio::task::yield_now().await;
    }
    let (status, said) = text(&router, "/readyz").await;
    assert_eq!(status, 503);
    let line = "\nENDING  draining: since 2026-11-23T09:01:00Z: the program was told to end, and accepts \
                requests until 2026-11-23T09:01:10Z; send new requests to another replica\n";
    assert!(
        said.starts_with("not ready\n") && said.ends_with(line),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn probes_that_give_up_early_still_lead_to_readiness() {
    let world = World::new();
    let (router, _) = admin_of(&world);
    let late = Duration::from_millis(1_500);
    world.lock().network.extend([
        ("GET", LOGIN, Network::LateBack(late)),
        ("POST", LOGIN, Network::LateBack(late)),
    ]);
    let mut answers = Vec::new();
    for _ in 0..10 {
        let probe = timeout(Duration::from_secs(1), text(&router, "/readyz"));
        answers.push(probe.await.ok().map(|(status, _)| status));
    }
    assert_eq!(answers.last(), Some(&Some(200)), "{answers:?}");
}

#[tokio::test(start_paused = true)]
async fn probes_of_an_unready_gateway_read_the_keys_once() {
    let world = World::new();
    let (router, _) = admin_of(&world);
    world.lock().network.push(("POST", "/token", Network::Down));
    for _ in 0..60 {
        assert_eq!(text(&router, "/readyz").await.0, 503);
        tokio::time::advance(Duration::from_secs(10)).await;
    }
    assert_eq!(
        world.sent("GET", LOGIN),
        2,
        "the configuration and the keys"
    );
    // Half a day later they are read again, as for any request.
    tokio::time::advance(Duration::from_secs(12 * 3600)).await;
    assert_eq!(text(&router, "/readyz").await.0, 503);
    assert_eq!(world.sent("GET", LOGIN), 4);
    world.lock().network.clear();
    tokio::time::advance(Duration::from_secs(10)).await;
    assert_eq!(text(&router, "/readyz").await.0, 200);
}
