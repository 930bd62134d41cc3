//! Callers' tokens: every way in which one can be wrong.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use simulator::identity::SigningKey;

use crate::world::{ADELE, TENANT, World, adele, call, get, job_path};

/// The gateway's answer to this token, for a job of the user's.
pub(crate) async fn asks_with(world: &World, token: &str) -> (u16, String) {
    let job = world.job_of(&adele());
    let answer = call(&world.router(), get(&job_path(&job), token)).await;
    (answer.status, answer.code().to_owned())
}

pub(crate) async fn claiming(name: &str, value: Value) -> (u16, String) {
    let world = World::new();
    let mut claims = world.claims(&adele());
    claims[name] = value;
    let token = world.sign(&claims);
    asks_with(&world, &token).await
}

pub(crate) fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_users_token_is_accepted() {
    let world = World::new();
    let token = world.token(&adele());
    assert_eq!(asks_with(&world, &token).await.0, 200);
}

#[tokio::test(start_paused = true)]
async fn without_a_token_nothing_is_revealed() {
    let world = World::new();
    let mut request = get(&job_path("101"), "x");
    request.headers_mut().remove("authorization");
    let answer = call(&world.router(), request).await;
    assert_eq!((answer.status, answer.code()), (401, "tokenMissing"));
    assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"\""));
    for scheme in ["Basic YTpi", "Bearer", "Bearer "] {
        let mut request = get(&job_path("101"), "x");
        request
            .headers_mut()
            .insert("authorization", scheme.parse().unwrap());
        assert_eq!(call(&world.router(), request).await.code(), "tokenMissing");
    }
    assert_eq!(world.sent("GET", "graph"), 0);
}

#[tokio::test(start_paused = true)]
async fn two_tokens_are_refused() {
    let world = World::new();
    let token = world.token(&adele());
    let mut request = get(&job_path("101"), &token);
    request
        .headers_mut()
        .append("authorization", format!("Bearer {token}").parse().unwrap());
    assert_eq!(
        call(&world.router(), request).await.code(),
        "tokenMalformed"
    );
}

#[tokio::test(start_paused = true)]
async fn a_forged_signature_is_refused() {
    let world = World::new();
    let published = world.lock().identity.key().unwrap().id().to_owned();
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": published });
    let forged = SigningKey::generate().sign_under(&header, &world.claims(&adele()));
    assert_eq!(
        asks_with(&world, &forged).await,
        refused(401, "tokenSignature")
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_changed_after_signing_is_refused() {
    let world = World::new();
    let token = world.token(&crate::world::alex());
    let parts: Vec<&str> = token.split('.').collect();
    let stolen = URL_SAFE_NO_PAD.encode(world.claims(&adele()).to_string());
    let changed = format!("{}.{stolen}.{}", parts[0], parts[2]);
    assert_eq!(
        asks_with(&world, &changed).await,
        refused(401, "tokenSignature")
    );
}

#[tokio::test(start_paused = true)]
async fn an_algorithm_other_than_rs256_is_refused() {
    let world = World::new();
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let key = world.lock().identity.key().unwrap().id().to_owned();
    let claims = world.claims(&adele());
    for algorithm in [
        "none", "None", "NONE", "HS256", "RS384", "PS256", "ES256", "",
    ] {
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": key });
        let token = format!("{}.{}.", part(&header), part(&claims));
        assert_eq!(
            asks_with(&world, &token).await,
            refused(401, "tokenAlgorithm"),
            "{algorithm}"
        );
    }
    let unsigned = format!(
        "{}.{}.",
        part(&json!({ "alg": "RS256", "kid": key })),
        part(&claims)
    );
    assert_eq!(
        asks_with(&world, &unsigned).await,
        refused(401, "tokenSignature")
    );
}

#[tokio::test(start_paused = true)]
async fn a_public_key_is_not_used_as_shared_secret() {
    let world = World::new();
    let (id, public) = {
        let inner = world.lock();
        let key = inner.identity.key().unwrap();
        (key.id().to_owned(), key.public_der())
    };
    assert!(!public.is_empty());
    for algorithm in ["HS256", "RS256"] {
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": id });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&world.claims(&adele())));
        let tag = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, &public),
            message.as_bytes(),
        );
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag.as_ref()));
        assert_eq!(asks_with(&world, &token).await.0, 401, "{algorithm}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_inside_the_token_is_not_used() {
    let world = World::new();
    let own = SigningKey::generate();
    let header = json!({
        "alg": "RS256", "typ": "JWT", "kid": own.id(), "jwk": own.published(),
        "jku": "https://attacker.example/keys", "x5u": "https://attacker.example/certificate",
    });
    let token = own.sign_under(&header, &world.claims(&adele()));
    // The world's transport panics if another server is called.
    assert_eq!(asks_with(&world, &token).await, refused(401, "tokenKey"));
    let header = json!({ "alg": "RS256", "kid": own.id(), "crit": ["b64"], "b64": false });
    let token = own.sign_under(&header, &world.claims(&adele()));
    assert_eq!(
        asks_with(&world, &token).await,
        refused(401, "tokenMalformed")
    );
}

#[tokio::test(start_paused = true)]
async fn text_that_is_no_token_is_refused() {
    let world = World::new();
    let long = "a".repeat(17 * 1024);
    for text in ["x", "a.b", "a.b.c", "a.b.c.d", "....", long.as_str()] {
        assert_eq!(
            asks_with(&world, text).await,
            refused(401, "tokenMalformed")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_valid_within_its_times_and_a_skew() {
    let now = World::new().now_ms() / 1000;
    assert_eq!(claiming("exp", json!(now - 59)).await.0, 200);
    assert_eq!(
        claiming("exp", json!(now - 60)).await,
        refused(401, "tokenExpired")
    );
    assert_eq!(
        claiming("exp", json!(0)).await,
        refused(401, "tokenExpired")
    );
    assert_eq!(claiming("nbf", json!(now + 60)).await.0, 200);
    assert_eq!(
        claiming("nbf", json!(now + 61)).await,
        refused(401, "tokenNotYetValid")
    );
}

#[tokio::test(start_paused = true)]
async fn a_claim_of_the_wrong_type_counts_as_missing() {
    for odd in [
        json!(null),
        json!("9999999999"),
        json!(1e30),
        json!(1.5e20),
        json!(true),
        json!([]),
        json!(i64::MAX),
    ] {
        assert_eq!(
            claiming("exp", odd.clone()).await,
            refused(401, "tokenClaims"),
            "{odd}"
        );
        assert_eq!(
            claiming("nbf", odd.clone()).await,
            refused(401, "tokenClaims"),
            "{odd}"
        );
    }
    assert_eq!(
        claiming("oid", json!("*")).await,
        refused(401, "tokenClaims")
    );
    assert_eq!(
        claiming("oid", json!(null)).await,
        refused(401, "tokenClaims")
    );
}

#[tokio::test(start_paused = true)]
async fn another_audience_issuer_or_tenant_is_refused() {
    for audience in [
        "00000003-0000-0000-c000-000000000000",
        "https://graph.microsoft.com",
        "",
    ] {
        assert_eq!(
            claiming("aud", json!(audience)).await,
            refused(401, "tokenAudience")
        );
    }
    let other = "bbbbcccc-0000-4ccc-8ddd-eeee22223333";
    for issuer in [
        format!("https://login.microsoftonline.com/{other}/v2.0"),
        format!("https://sts.windows.net/{other}/"),
        format!("https://sts.windows.net/{TENANT}"),
        format!("http://sts.windows.net/{TENANT}/"),
        format!("https://login.microsoftonline.com/{TENANT}/v2.0/"),
        format!("https://login.microsoftonline.com/{TENANT}/v1.0"),
        format!("https://attacker.example/{TENANT}/v2.0"),
    ] {
        assert_eq!(
            claiming("iss", json!(issuer)).await,
            refused(401, "tokenIssuer")
        );
    }
    for tenant in [
        json!(other),
        json!("common"),
        json!(null),
        json!([TENANT]),
        json!(format!("{TENANT} ")),
    ] {
        assert_eq!(claiming("tid", tenant).await, refused(401, "tokenTenant"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_scope_must_be_a_whole_word() {
    for scope in [
        json!("User.Read"),
        json!("Jobs.Redirect.All"),
        json!("jobs.redirect"),
        json!(""),
        json!([]),
        json!(["User.Read", "Jobs.Redirect User.Read", ["Jobs.Redirect"]]),
    ] {
        assert_eq!(
            claiming("scp", scope.clone()).await,
            refused(403, "missingScope"),
            "{scope}"
        );
    }
    let listed = json!(["User.Read", "Jobs.Redirect"]);
    assert_eq!(claiming("scp", listed).await.0, 200);
    assert_eq!(
        claiming("scp", json!("User.Read Jobs.Redirect")).await.0,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn an_applications_token_is_refused() {
    let world = World::new();
    let mut claims = world.claims(&adele());
    for kind in [json!("app"), json!("device"), json!("App"), json!(["app"])] {
        claims["idtyp"] = kind;
        let token = world.sign(&claims);
        assert_eq!(
            asks_with(&world, &token).await,
            refused(403, "applicationCaller")
        );
    }
    claims["idtyp"] = json!("user");
    let token = world.sign(&claims);
    assert_eq!(asks_with(&world, &token).await.0, 200);
    claims
        .as_object_mut()
        .unwrap()
        .retain(|name, _| name != "scp" && name != "idtyp");
    claims["roles"] = json!(["Jobs.Redirect"]);
    claims["sub"] = json!(ADELE);
    let token = world.sign(&claims);
    assert_eq!(
        asks_with(&world, &token).await,
        refused(403, "applicationCaller")
    );
}

#[tokio::test(start_paused = true)]
async fn no_refusal_echoes_the_token() {
    let world = World::new();
    let mut claims = world.claims(&adele());
    claims["aud"] = json!("someone else");
    let token = world.sign(&claims);
    let job = world.job_of(&adele());
    let answer = call(&world.router(), get(&job_path(&job), &token)).await;
    assert!(!format!("{answer:?}").contains(&token));
}
