//! An identity provider that publishes something wrong for a while: what was good
//! before goes on serving, and what was never good is looked for again.

use std::time::Duration;

use axum::Router;
use futures_util::future::join_all;
use serde_json::{Value, json};
use simulator::fault::{FaultKind, InjectedFault};

use crate::{
    foreign::{CONFIGURATION, configuration},
    world::{GatewayAnswer, SERVICES, World, adele, call, get, job_path, log},
};

/// Ways to name no usable token endpoint.
fn without_tokens() -> [Value; 3] {
    let unsafe_one = format!("{SERVICES}/issue/token").replace("https", "http");
    [json!(null), json!(unsafe_one), json!([SERVICES])]
}

/// Lets the provider publish its configuration with another token endpoint, as often
/// as this.
fn publish(world: &World, endpoint: &Value, times: u32) {
    let body = configuration("token_endpoint", endpoint.clone());
    let lapse = FaultKind::Refuse { status: 200, body };
    let lapse = InjectedFault {
        times: Some(times),
        ..InjectedFault::once("GET", CONFIGURATION, lapse)
    };
    world.lock().identity.add_fault(lapse);
}

fn router(world: &World) -> Router {
    world.gateway_of(&World::foreign_config("")).router()
}

/// Reads a job with a token that is made now.
async fn ask(world: &World, router: &Router, job: &str) -> GatewayAnswer {
    call(router, get(&job_path(job), &world.token(&adele()))).await
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_is_missing_for_a_minute_stays_as_it_was() {
    log();
    for endpoint in without_tokens() {
        let world = World::of_foreign_provider();
        let (router, job) = (router(&world), world.job_of(&adele()));
        assert_eq!(ask(&world, &router, &job).await.status, 200);
        // Half a day later, the keys and with them the configuration are read again.
        tokio::time::advance(Duration::from_secs(12 * 3600 + 1)).await;
        publish(&world, &endpoint, 1);
        for hours in 0..3 {
            let answer = ask(&world, &router, &job).await;
            assert_eq!(answer.status, 200, "{endpoint} {hours} {answer:?}");
            tokio::time::advance(Duration::from_secs(7_200)).await;
        }
        assert_eq!(world.sent("GET", CONFIGURATION), 2, "{endpoint}");
    }
    let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    assert!(text.contains("the last good address is used"));
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_was_never_good_is_looked_for_again() {
    for endpoint in without_tokens() {
        let world = World::of_foreign_provider();
        let (router, job) = (router(&world), world.job_of(&adele()));
        publish(&world, &endpoint, 2);
        let answers = join_all((0..20).map(|_| ask(&world, &router, &job))).await;
        for answer in answers {
            let told = (answer.status, answer.code());
            assert_eq!(told, (502, "gatewayCredential"), "{endpoint}");
        }
        // It was read with the keys and for the token. The failure is kept for a second.
        assert_eq!(world.sent("GET", CONFIGURATION), 2, "{endpoint}");
        tokio::time::advance(Duration::from_secs(2)).await;
        let answer = ask(&world, &router, &job).await;
        assert_eq!(answer.status, 200, "{endpoint} {answer:?}");
    }
}
