//! An identity provider that is not Microsoft's: the gateway finds its endpoints in
//! its configuration, and believes nothing that was not configured.

use gateway::{
    config::{Config, ConfigSource},
    doctor::{self, Finding},
};
use serde_json::{Value, json};
use simulator::{
    fault::{FaultKind, InjectedFault},
    identity::SigningKey,
};
use std::{sync::Arc, time::Duration};

use crate::world::{
    GatewayAnswer, LOGIN, Network, PROVIDER, SERVICES, World, adele, call, get, job_path, log,
    redirect,
};

const CONFIGURATION: &str = "openid-configuration";

/// The answer to a redirect at a gateway that is configured for the provider.
async fn redirected(world: &World, claims: &Value) -> GatewayAnswer {
    let job = world.job_of(&adele());
    let router = world.gateway_of(&World::foreign_config("")).router();
    call(&router, redirect(&job, &world.sign(claims))).await
}

/// Lets the provider publish another configuration or other keys, for ever.
fn publish(world: &World, part: &str, body: Value) {
    let fault = InjectedFault {
        times: None,
        ..InjectedFault::once("GET", part, FaultKind::Refuse { status: 200, body })
    };
    world.lock().identity.add_fault(fault);
}

/// The provider's configuration with one member changed, or removed if it is null.
fn configuration(member: &str, value: Value) -> Value {
    let mut configuration = json!({
        "issuer": PROVIDER,
        "jwks_uri": format!("{SERVICES}/jwks.json"),
        "token_endpoint": format!("{SERVICES}/issue/token"),
    });
    if value.is_null() {
        configuration.as_object_mut().unwrap().remove(member);
    } else {
        configuration[member] = value;
    }
    configuration
}

#[tokio::test(start_paused = true)]
async fn a_foreign_provider_serves_where_its_configuration_says() {
    let world = World::of_foreign_provider();
    let answer = redirected(&world, &world.claims(&adele())).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let asked = |method, part: &str| world.sent(method, part);
    let below = format!("{PROVIDER}.well-known/openid-configuration");
    assert_eq!(asked("GET", &below), 1);
    assert_eq!(asked("GET", &format!("{SERVICES}/jwks.json")), 1);
    assert_eq!(asked("POST", &format!("{SERVICES}/issue/token")), 2);
    assert_eq!(asked("GET", LOGIN) + asked("POST", LOGIN), 0);
}

#[tokio::test(start_paused = true)]
async fn a_token_of_the_provider_needs_exactly_its_issuer() {
    let world = World::of_foreign_provider();
    for issuer in [
        PROVIDER.trim_end_matches('/').to_owned(),
        format!("{PROVIDER}/"),
        PROVIDER.to_uppercase(),
        PROVIDER.replace("https", "http"),
        format!("https://sts.windows.net/{}/", crate::world::TENANT),
        format!("{LOGIN}/{}/v2.0", crate::world::TENANT),
    ] {
        let mut claims = world.claims(&adele());
        claims["iss"] = json!(issuer);
        let answer = redirected(&world, &claims).await;
        assert_eq!(
            (answer.status, answer.code()),
            (401, "tokenIssuer"),
            "{issuer}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_foreign_token_needs_the_tenant_the_user_and_the_scope() {
    let world = World::of_foreign_provider();
    for (claim, status, code) in [
        ("tid", 401, "tokenTenant"),
        ("aud", 401, "tokenAudience"),
        ("iss", 401, "tokenIssuer"),
        ("exp", 401, "tokenClaims"),
        ("oid", 401, "tokenClaims"),
        ("scp", 403, "applicationCaller"),
        ("nbf", 200, "none"),
        ("azp", 200, "none"),
    ] {
        let mut claims = world.claims(&adele());
        claims.as_object_mut().unwrap().remove(claim);
        let answer = redirected(&world, &claims).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{claim}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_configuration_that_lies_about_its_issuer_or_keys_gives_no_keys() {
    let keys = |address: &str| ("jwks_uri", json!(address));
    for (member, value) in [
        ("issuer", json!(PROVIDER.trim_end_matches('/'))),
        ("issuer", json!(format!("{PROVIDER}/"))),
        ("issuer", json!("https://id.fabrikam.example")),
        ("issuer", json!([PROVIDER])),
        ("issuer", json!(null)),
        keys("http://services.fabrikam.example/oauth/jwks.json"),
        keys("http://127.0.0.1/oauth/jwks.json"),
        keys("https://user:secret@services.fabrikam.example/oauth/jwks.json"),
        keys("//services.fabrikam.example/oauth/jwks.json"),
        keys("/oauth/jwks.json"),
        keys("file:///etc/keys"),
        keys(""),
        ("jwks_uri", json!(null)),
        ("jwks_uri", json!({ "keys": [] })),
    ] {
        let world = World::of_foreign_provider();
        publish(&world, CONFIGURATION, configuration(member, value.clone()));
        // The world's transport panics if another server is called.
        let answer = redirected(&world, &world.claims(&adele())).await;
        let expected = (503, "keysUnavailable");
        assert_eq!((answer.status, answer.code()), expected, "{member} {value}");
        assert_eq!(world.sent("GET", "jwks") + world.sent("POST", ""), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_secret_is_not_sent_to_an_unsafe_token_endpoint() {
    for endpoint in [
        json!("http://services.fabrikam.example/oauth/issue/token"),
        json!("http://localhost/oauth/issue/token"),
        json!(null),
    ] {
        let world = World::of_foreign_provider();
        let lie = configuration("token_endpoint", endpoint);
        publish(&world, CONFIGURATION, lie);
        let answer = redirected(&world, &world.claims(&adele())).await;
        assert_eq!((answer.status, answer.code()), (502, "gatewayCredential"));
        assert_eq!(world.sent("POST", ""), 0);
    }
}

/// Changes the text of an answer.
type Change = fn(&str) -> String;

/// Makes published keys from the key that signs.
type Publish = fn(&Value) -> Value;

fn with(key: &Value, member: &str, value: Value) -> Value {
    let mut key = key.clone();
    key[member] = value;
    key
}

/// A key of another kind, which the gateway does not use.
fn elliptic() -> Value {
    json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "elliptic",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    })
}

#[tokio::test(start_paused = true)]
async fn only_rsa_keys_with_an_id_check_tokens() {
    let cases: [(Publish, bool); 14] = [
        (|key| json!([elliptic(), 7, null, key]), true),
        (|key| json!([with(key, "key_ops", json!(["verify"]))]), true),
        (
            |key| json!([with(key, "x5c", json!(["MII…"])), { "kty": "oct" }]),
            true,
        ),
        (|key| json!([with(key, "kid", json!("other")), key]), true),
        (|key| json!([with(key, "kid", json!("other"))]), false),
        (|key| json!([with(key, "kid", json!(null))]), false),
        (|key| json!([with(key, "kid", json!(""))]), false),
        (
            |key| json!([with(key, "key_ops", json!(["encrypt"]))]),
            false,
        ),
        (|key| json!([with(key, "alg", json!("ES256"))]), false),
        (|key| json!([with(key, "kty", json!("EC"))]), false),
        (|key| json!([with(key, "n", json!("AQAB"))]), false),
        (|_| json!([elliptic()]), false),
        (|_| json!([]), false),
        (|_| json!("none"), false),
    ];
    for (keys, accepted) in cases {
        let world = World::of_foreign_provider();
        let own = world.lock().identity.key().unwrap().published();
        let keys = json!({ "keys": keys(&own) });
        publish(&world, "jwks.json", keys.clone());
        let answer = redirected(&world, &world.claims(&adele())).await;
        assert_eq!(answer.status == 200, accepted, "{keys} {answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_elliptic_token_is_refused_even_if_its_key_is_published() {
    let world = World::of_foreign_provider();
    let own = world.lock().identity.key().unwrap().published();
    publish(&world, "jwks.json", json!({ "keys": [elliptic(), own] }));
    let claims = world.claims(&adele());
    let router = world.gateway_of(&World::foreign_config("")).router();
    let job = world.job_of(&adele());
    for (algorithm, kid, code) in [
        ("ES256", json!("elliptic"), "tokenAlgorithm"),
        ("RS256", json!("elliptic"), "tokenKey"),
        ("RS256", own["kid"].clone(), "tokenSignature"),
    ] {
        let header = json!({ "alg": algorithm, "kid": kid });
        let token = SigningKey::generate().sign_under(&header, &claims);
        let answer = call(&router, get(&job_path(&job), &token)).await;
        assert_eq!((answer.status, answer.code()), (401, code));
    }
}

#[tokio::test(start_paused = true)]
async fn the_keys_of_a_foreign_provider_may_roll_over_and_move() {
    let world = World::of_foreign_provider();
    let router = world.gateway_of(&World::foreign_config("")).router();
    let job = world.job_of(&adele());
    let ask = async || call(&router, get(&job_path(&job), &world.token(&adele()))).await;
    for services in [SERVICES, "https://services.fabrikam.example/oauth/moved"] {
        let layout = simulator::identity::Layout::foreign(PROVIDER, services);
        {
            let identity = &mut world.lock().identity;
            identity.lay_out(layout);
            identity.roll_keys(0);
        }
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(ask().await.status, 200, "{services}");
        // The token endpoint moves with the keys. The kept token is used until then.
        tokio::time::advance(Duration::from_secs(4000)).await;
        assert_eq!(ask().await.status, 200, "{services}");
        assert!(world.sent("POST", &format!("{services}/issue")) > 0);
    }
}

#[tokio::test(start_paused = true)]
async fn an_issuer_may_name_the_tenant() {
    let (one, other) = (crate::world::TENANT, "bbbbcccc-0000-4ccc-8ddd-eeee22223333");
    let world = World::new();
    let issuer = |tenant: &str| format!("https://id.fabrikam.example/print/{tenant}");
    let layout = simulator::identity::Layout::foreign(&issuer(one), SERVICES);
    world.lock().identity.lay_out(layout);
    let config = World::foreign_config("")
        .replace(PROVIDER, &issuer("{tenant}"))
        .replace("ids = [", &format!("ids = [\"{other}\", "));
    let router = world.gateway_of(&config).router();
    let job = world.job_of(&adele());
    let mut claims = world.claims(&adele());
    let answer = call(&router, redirect(&job, &world.sign(&claims))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    // The provider does not know the other tenant, and a token of one tenant with the
    // issuer of the other is refused.
    claims["tid"] = json!(other);
    let answer = call(&router, redirect(&job, &world.sign(&claims))).await;
    assert_eq!(answer.code(), "keysUnavailable");
    claims["tid"] = json!(one);
    claims["iss"] = json!(issuer(other));
    let answer = call(&router, redirect(&job, &world.sign(&claims))).await;
    assert_eq!(answer.code(), "tokenIssuer");
}

#[tokio::test(start_paused = true)]
async fn odd_text_from_the_provider_costs_only_itself() {
    let changes: [Change; 4] = [
        |text| format!("\u{feff}{text}"),
        |text| text.replacen('{', r#"{"odd":"\ud83d","\udc00":1,"#, 1),
        |text| {
            text.replacen(
                '{',
                r#"{"odd":["\uDBFF","\ud83d\ud83d",{"\ud83d":"\udc00"}],"#,
                1,
            )
        },
        |text| {
            format!(
                "\u{feff}\r\n {}\n",
                text.replacen('{', r#"{"a":"\ud83dx","#, 1)
            )
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let world = World::of_foreign_provider();
        for method in ["GET", "POST"] {
            let changed = Network::Changed(change);
            world.lock().network.push((method, "fabrikam", changed));
        }
        let answer = redirected(&world, &world.claims(&adele())).await;
        assert_eq!(answer.status, 200, "{at} {answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_life_of_a_token_may_be_text_or_left_out() {
    fn life(text: &str, life: &str) -> String {
        let mut body: Value = serde_json::from_str(text).unwrap();
        let body = body.as_object_mut().unwrap();
        body.remove("expires_in");
        let body = json!(body).to_string();
        body.replacen('{', &format!("{{{life}"), 1)
    }
    let lives: [(Change, bool); 8] = [
        (|text| life(text, r#""expires_in":"3599","#), true),
        (|text| life(text, r#""expires_in":3599.5,"#), true),
        (|text| life(text, r#""expires_in":null,"#), true),
        (|text| life(text, ""), true),
        (
            |text| life(text, r#""expires_in":99999999999999999999,"#),
            false,
        ),
        (|text| life(text, r#""expires_in":"soon","#), false),
        (|text| life(text, r#""expires_in":-1,"#), false),
        (|text| life(text, r#""expires_in":[3599],"#), false),
    ];
    for (at, (change, accepted)) in lives.into_iter().enumerate() {
        let world = World::of_foreign_provider();
        let changed = Network::Changed(change);
        world.lock().network.push(("POST", SERVICES, changed));
        let answer = redirected(&world, &world.claims(&adele())).await;
        let expected = if accepted {
            (200, "none")
        } else {
            (503, "providerTroubled")
        };
        assert_eq!((answer.status, answer.code()), expected, "{at}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_the_provider_is_said_to_administrators() {
    log();
    let cases: [(&str, Value, &str, &str); 4] = [
        (
            "issuer",
            json!("https://id.fabrikam.example/x\r\ninvented"),
            "identity provider",
            "names the issuer",
        ),
        (
            "jwks_uri",
            json!("http://keys.example/a"),
            "identity provider",
            "jwks_uri \"http://keys.example/a\"",
        ),
        (
            "jwks_uri",
            json!(null),
            "identity provider",
            "has no jwks_uri",
        ),
        (
            "token_endpoint",
            json!(null),
            "credential",
            "has no token_endpoint",
        ),
    ];
    for (member, value, step, said) in cases {
        let world = World::of_foreign_provider();
        publish(&world, CONFIGURATION, configuration(member, value));
        let config = ConfigSource::of_text(&World::foreign_config("")).unwrap();
        let config = Config::read(&config).unwrap();
        let report = doctor::examine(config, Arc::new(world.clone()), world.clock(), None).await;
        let found = report.findings(step).next();
        let Some(Finding::Failed { seen, remedy }) = found else {
            panic!("{report}")
        };
        assert!(seen.contains(said) && remedy.contains("issuer"), "{report}");
        let quoted = said.replace('"', "\\\"");
        redirected(&world, &world.claims(&adele())).await;
        let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
        assert!(
            text.contains(&quoted) && !text.contains("\ninvented"),
            "{said}"
        );
    }
}
