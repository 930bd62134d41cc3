//! What administrators are told when something is wrong with the identity provider, the
//! clock or the network: by `doctor`, and in the log.

use std::{sync::Arc, time::Duration};

use gateway::{
    config::{Config, ConfigSource},
    doctor::{Finding, Report, examine},
    transport::{Answering, Outgoing, Transport},
};
use serde_json::{Value, json};
use simulator::{
    fault::{FaultKind, InjectedFault, When},
    identity::{App, Credential},
};

use crate::{
    foreign::{CONFIGURATION, configuration},
    world::{
        APP, Network, SECRET, SERVICES, World, adele, app, audit_lines, call, get, job_path,
        lines_saying, log, named, redirect,
    },
};

fn read(text: &str) -> Config {
    Config::read(&ConfigSource::of_text(text).unwrap()).unwrap()
}

async fn doctor(world: &World, config: &str) -> Report {
    let transport = Arc::new(world.clone());
    examine(read(config), transport, world.clock(), None).await
}

/// What failed in a step, and what to do about it.
fn failed(report: &Report, step: &str) -> (String, String) {
    match report.findings(step).next() {
        Some(Finding::Failed { seen, remedy }) => (seen.clone(), remedy.clone()),
        other => panic!("{other:?} in {report}"),
    }
}

/// Lets the identity provider answer the next request for a token like this.
fn refuse_tokens(world: &World, status: u16, body: Value) {
    let refuse = FaultKind::Refuse { status, body };
    let fault = InjectedFault::once("POST", "token", refuse);
    world.lock().identity.add_fault(fault);
}

#[tokio::test(start_paused = true)]
async fn a_provider_without_on_behalf_of_is_foreseen() {
    const STEP: &str = "on behalf of users";
    let with = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    for (offered, misses) in [
        (json!(["client_credentials", "authorization_code"]), true),
        (json!([]), true),
        (json!(["client_credentials", with]), false),
        (json!(null), false),
    ] {
        let world = World::of_foreign_provider();
        let body = configuration("grant_types_supported", offered.clone());
        let refuse = FaultKind::Refuse { status: 200, body };
        world.lock().identity.add_fault(InjectedFault {
            times: None,
            ..InjectedFault::once("GET", CONFIGURATION, refuse)
        });
        let report = doctor(&world, &World::foreign_config("")).await;
        if misses {
            let (seen, remedy) = failed(&report, STEP);
            assert!(seen.contains("no redirect can work"), "{seen}");
            assert!(remedy.contains("grant"), "{remedy}");
        } else {
            assert_eq!(report.findings(STEP).count(), 0, "{offered} {report}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_refusal_of_the_app_has_an_advice_of_its_own() {
    for (code, named) in [
        ("invalid_client", "has not expired"),
        ("invalid_scope", "scope that ends with /.default"),
        ("unsupported_grant_type", "grant client_credentials"),
        (
            "unauthorized_client",
            "allow the gateway's client the grant",
        ),
    ] {
        let world = World::of_foreign_provider();
        let body = json!({ "error": code, "error_description": "not for you" });
        refuse_tokens(&world, 400, body);
        let report = doctor(&world, &World::foreign_config("")).await;
        let (seen, remedy) = failed(&report, "credential");
        assert!(seen.contains(&format!("{code}: not for you")), "{seen}");
        assert!(remedy.contains(named), "{code}: {remedy}");
        assert_eq!(
            remedy.contains("expired"),
            code == "invalid_client",
            "{code}: {remedy}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_words_of_entra_stay_as_they_are() {
    let world = World::new();
    let said = "AADSTS7000222: The provided client secret keys are expired.";
    let body = json!({ "error": "invalid_client", "error_description": said });
    refuse_tokens(&world, 401, body);
    let (seen, _) = failed(&doctor(&world, &World::config("")).await, "credential");
    assert!(seen.ends_with(&format!("app: {said}")), "{seen}");
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_was_reached() {
    let unavailable = FaultKind::Unavailable {
        status: 503,
        when: When::Before,
    };
    let world = World::of_foreign_provider();
    let fault = InjectedFault::once("POST", "token", unavailable);
    world.lock().identity.add_fault(fault);
    let report = doctor(&world, &World::foreign_config("")).await;
    let (seen, remedy) = failed(&report, "credential");
    assert!(seen.contains("503"), "{seen}");
    assert!(remedy.contains("try again later"), "{remedy}");
    assert!(!remedy.contains("HTTPS_PROXY"), "{remedy}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_reached_is_told_with_the_reason() {
    let late = Network::LateBack(Duration::from_secs(60));
    for (network, reason) in [
        (Network::Down, "it refuses the connection"),
        (late, "no answer came in time"),
    ] {
        for (method, step) in [("GET", "identity provider"), ("POST", "credential")] {
            let world = World::of_foreign_provider();
            let broken = (method, "fabrikam", network.clone());
            world.lock().network.push(broken);
            let report = doctor(&world, &World::foreign_config("")).await;
            let (seen, _) = failed(&report, step);
            assert!(seen.contains(reason), "{seen}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_request_for_a_users_token_says_whose_it_was() {
    log();
    let world = World::of_foreign_provider();
    let router = world.gateway_of(&World::foreign_config("")).router();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    // The gateway has its own token.
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.status,
        200
    );
    let body = json!({ "error": "unsupported_grant_type", "error_description": "unknown" });
    refuse_tokens(&world, 400, body);
    let answer = call(&router, named(redirect(&job, &token), "no-on-behalf-of")).await;
    assert_eq!(answer.code(), "gatewayCredential");
    let lines = lines_saying("the gateway has no token for Graph", "no-on-behalf-of");
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["kind"], "user");
    let error = lines[0]["error"].as_str().unwrap();
    assert!(error.contains("unsupported_grant_type: unknown"), "{error}");
}

/// The network of a world in which every answer tells the time.
struct DatedWorld(World, &'static str);

impl Transport for DatedWorld {
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_> {
        Box::pin(async move {
            let mut answer = self.0.send(request, limit).await?;
            answer.date = Some(self.1.to_owned());
            Ok(answer)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_found_by_the_providers_own() {
    // The world begins at nine, and the gateway accepts a minute by default.
    for (date, wrong) in [
        ("Mon, 23 Nov 2026 09:00:00 GMT", None),
        ("Mon, 23 Nov 2026 09:00:50 GMT", None),
        ("Mon, 23 Nov 2026 08:59:10 GMT", None),
        ("Mon, 23 Nov 2026 09:05:00 GMT", Some("300 seconds behind")),
        (
            "Mon, 23 Nov 2026 08:54:59 GMT",
            Some("300 seconds ahead of"),
        ),
    ] {
        let world = World::new();
        let dated = Arc::new(DatedWorld(world.clone(), date));
        let report = examine(read(&World::config("")), dated, world.clock(), None).await;
        if let Some(wrong) = wrong {
            let (seen, remedy) = failed(&report, "clock");
            assert!(seen.contains(wrong), "{seen}");
            assert!(remedy.contains("NTP"), "{remedy}");
        } else {
            let found = report.findings("clock").next();
            assert!(matches!(found, Some(Finding::Passed(_))), "{report}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn another_provider_may_give_the_app_any_client_id() {
    const NAME: &str = "print-gateway_1";
    let world = World::of_foreign_provider();
    world.lock().identity.add_app(App {
        client_id: NAME.to_owned(),
        ..app(Credential::Secret(SECRET.to_owned()))
    });
    let config = World::foreign_config("").replace(APP, NAME);
    let router = world.gateway_of(&config).router();
    let mut claims = world.claims(&adele());
    for (audience, status) in [
        (json!(NAME), 200),
        (json!([format!("api://{NAME}"), "other"]), 200),
        (json!(NAME.to_uppercase()), 401),
        (json!(APP), 401),
    ] {
        claims["aud"] = audience;
        let request = get(&job_path(&world.job_of(&adele())), &world.sign(&claims));
        let answer = call(&router, request).await;
        assert_eq!(answer.status, status, "{}", claims["aud"]);
    }
    assert!(world.sent("POST", SERVICES) > 0);
    // At Entra, and with what nobody can see, it is a mistake.
    for (config, wanted) in [
        (World::config("").replace(APP, NAME), "a GUID"),
        (config.replace(NAME, "print gateway"), "without blanks"),
        (config.replace(NAME, ""), "client_id"),
    ] {
        let mistakes = Config::read(&ConfigSource::of_text(&config).unwrap()).unwrap_err();
        assert!(mistakes.to_string().contains(wanted), "{mistakes}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_client_is_audited_as_the_standard_names_it() {
    log();
    let world = World::of_foreign_provider();
    let mut claims = world.claims(&adele());
    claims.as_object_mut().unwrap().remove("azp");
    claims["client_id"] = json!("the-page");
    let request = redirect(&world.job_of(&adele()), &world.sign(&claims));
    let router = world.gateway_of(&World::foreign_config("")).router();
    assert_eq!(
        call(&router, named(request, "client-named")).await.status,
        200
    );
    assert_eq!(audit_lines("client-named")[0]["client"], "the-page");
}
