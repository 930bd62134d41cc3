//! The claims of callers' tokens as identity providers really write them: two versions,
//! several audiences, ids in any case, times left out.

use serde_json::{Value, json};
use simulator::identity::{Credential, SigningKey};

use crate::{
    callers::{asks_with, claiming, refused},
    world::{
        ADELE, APP, LOGIN, SECRET, TENANT, World, adele, app, call, get, job_path, lines_saying,
        log, named, redirect,
    },
};

/// The answer to a redirect with a token of these claims.
async fn redirects_with(world: &World, claims: &Value, config: &str) -> (u16, String) {
    let job = world.job_of(&adele());
    let request = redirect(&job, &world.sign(claims));
    let answer = call(&world.gateway_of(config).router(), request).await;
    (answer.status, answer.code().to_owned())
}

#[tokio::test(start_paused = true)]
async fn both_token_versions_of_the_tenant_are_accepted_for_both_names_of_the_app() {
    let uri = "https://contoso.example/print-gateway";
    let world = World::new();
    let mut own = app(Credential::Secret(SECRET.to_owned()));
    own.identifier_uris.push(uri.to_owned());
    world.lock().identity.add_app(own);
    let plain = World::config("");
    let named = World::config("").replace("[app]", &format!("[app]\naudience = \"{uri}\""));
    let api = format!("api://{APP}");
    for (audience, by_default) in [(APP, true), (&api, true), (uri, false)] {
        let mut version_2 = world.claims(&adele());
        version_2["aud"] = json!(audience);
        let version_1 = world.claims_of_version_1(&adele(), audience);
        for claims in [version_1, version_2] {
            let answer = redirects_with(&world, &claims, &plain).await;
            assert_eq!(answer.0 == 200, by_default, "{audience} {answer:?}");
            assert_eq!(redirects_with(&world, &claims, &named).await.0, 200);
        }
    }
    let mut others = world.claims_of_version_1(&adele(), &api);
    others["tid"] = json!("bbbbcccc-0000-4ccc-8ddd-eeee22223333");
    let answer = redirects_with(&world, &others, &plain).await;
    assert_eq!(answer, refused(401, "tokenTenant"));
}

#[tokio::test(start_paused = true)]
async fn a_list_of_audiences_must_hold_the_gateways() {
    let graph = "https://graph.microsoft.com";
    for (audience, accepted) in [
        (json!([APP]), true),
        (json!([graph, APP.to_uppercase()]), true),
        (json!([7, null, format!("api://{APP}")]), true),
        (json!([graph]), false),
        (json!([]), false),
        (json!([[APP]]), false),
        (json!({ "0": APP }), false),
        (json!([format!("{APP} ")]), false),
        (json!(7), false),
        (json!(null), false),
    ] {
        let answer = claiming("aud", audience.clone()).await;
        assert_eq!(answer.0 == 200, accepted, "{audience}");
        assert!(accepted || answer.1 == "tokenAudience", "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_for_graph_is_refused_for_its_audience_and_not_for_its_signature() {
    let world = World::new();
    let mut claims = world.claims(&adele());
    claims["aud"] = json!("00000003-0000-0000-c000-000000000000");
    // Only Graph itself can check the signature of a token for Graph.
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": "graphs", "nonce": "n" });
    let token = SigningKey::generate().sign_under(&header, &claims);
    assert_eq!(
        asks_with(&world, &token).await,
        refused(401, "tokenAudience")
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_may_leave_its_beginning_out_and_have_fractions_of_seconds() {
    let world = World::new();
    let now = world.now_ms() / 1000;
    let mut claims = world.claims(&adele());
    claims.as_object_mut().unwrap().remove("nbf");
    assert_eq!(asks_with(&world, &world.sign(&claims)).await.0, 200);
    claims["exp"] = json!(1.5 + 60.0 + f64::from(i32::try_from(now).unwrap_or(0)));
    assert_eq!(asks_with(&world, &world.sign(&claims)).await.0, 200);
    claims.as_object_mut().unwrap().remove("exp");
    let endless = asks_with(&world, &world.sign(&claims)).await;
    assert_eq!(endless, refused(401, "tokenClaims"));
}

#[tokio::test(start_paused = true)]
async fn the_ids_in_a_token_are_compared_without_case() {
    let world = World::new();
    let mut claims = world.claims(&adele());
    for (name, id) in [("tid", TENANT), ("oid", ADELE), ("aud", APP)] {
        claims[name] = json!(id.to_uppercase());
    }
    claims["iss"] = json!(format!("{LOGIN}/{}/v2.0", TENANT.to_uppercase()));
    assert_eq!(asks_with(&world, &world.sign(&claims)).await.0, 200);
    // Both spellings are one user, with one limit.
    let router = world
        .gateway_with("[limits]\nper_user_per_minute = 1")
        .router();
    let job = world.job_of(&adele());
    let upper = call(&router, get(&job_path(&job), &world.sign(&claims))).await;
    let lower = call(&router, get(&job_path(&job), &world.token(&adele()))).await;
    assert_eq!((upper.status, lower.code()), (200, "tooManyOfUser"));
}

#[tokio::test(start_paused = true)]
async fn half_a_surrogate_pair_in_a_token_costs_only_itself() {
    let world = World::new();
    let claims = world.claims(&adele()).to_string();
    let odd = claims.replacen('{', r#"{"name":"Adele \ud83d","given_name":"\udc00","#, 1);
    let token = world.lock().identity.key().unwrap().sign_text(&odd);
    assert_eq!(asks_with(&world, &token).await.0, 200);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_names_no_key_is_refused() {
    let world = World::new();
    for header in [
        json!({ "alg": "RS256" }),
        json!({ "alg": "RS256", "kid": "" }),
        json!({ "alg": "RS256", "kid": null }),
        json!({ "alg": "RS256", "kid": 7 }),
    ] {
        let claims = world.claims(&adele());
        let token = {
            let inner = world.lock();
            inner.identity.key().unwrap().sign_under(&header, &claims)
        };
        assert_eq!(asks_with(&world, &token).await, refused(401, "tokenKey"));
    }
    assert_eq!(world.sent("GET", "keys"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_refused_claim_is_named_to_administrators_and_cannot_forge_log_lines() {
    log();
    let world = World::new();
    let mut claims = world.claims(&adele());
    claims["aud"] = json!(format!("api://other-app\r\ninvented{}", "x".repeat(1000)));
    let token = world.sign(&claims);
    assert_eq!(asks_with(&world, &token).await.1, "tokenAudience");
    let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    let line = text.lines().find(|line| line.contains("api://other-app"));
    let line = line.expect("the audience is logged");
    assert!(
        line.contains(r#""claim":"aud""#) && line.contains(APP),
        "{line}"
    );
    assert!(line.len() < 1000 && !text.contains("\ninvented"), "{line}");
    assert!(!text.contains(&token));
}

#[tokio::test(start_paused = true)]
async fn a_refused_claim_is_logged_once_with_the_ids_of_its_request() {
    log();
    let world = World::new();
    let job = world.job_of(&adele());
    for (at, (claim, value, signature)) in [
        ("tid", json!("common"), "unchecked"),
        ("aud", json!("https://graph.microsoft.com"), "unchecked"),
        ("aud", json!(null), "unchecked"),
        ("iss", json!("https://attacker.example"), "checked"),
        ("idtyp", json!("app"), "checked"),
        ("scp", json!("User.Read"), "checked"),
        ("scp", json!(null), "checked"),
        ("exp", json!(null), "checked"),
        ("nbf", json!("soon"), "checked"),
        ("oid", json!(null), "checked"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = world.claims(&adele());
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(claim);
        } else {
            claims[claim] = value.clone();
        }
        let id = format!("refused-claim-{at}");
        let request = named(get(&job_path(&job), &world.sign(&claims)), &id);
        let answer = call(&world.router(), request).await;
        let lines = lines_saying("a token is refused", &id);
        assert_eq!(lines.len(), 1, "{claim} {value} {lines:?}");
        let found = (!value.is_null()).then(|| json!(value.to_string()));
        let request_id = answer.header("request-id").map(|id| json!(id));
        for (field, wanted) in [
            ("claim", Some(json!(claim))),
            ("found", found),
            ("signature", Some(json!(signature))),
            ("request_id", request_id),
        ] {
            assert_eq!(lines[0].get(field), wanted.as_ref(), "{claim} {value}");
        }
        if claim == "tid" {
            assert_eq!(lines[0]["accepted"], crate::world::TENANT);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_claim_that_anybody_may_have_written_is_logged_shortened() {
    log();
    let world = World::new();
    let job = world.job_of(&adele());
    let stranger = SigningKey::generate();
    for (claim, id) in [("aud", "unchecked-aud"), ("tid", "unchecked-tid")] {
        let mut claims = world.claims(&adele());
        for written in [claim, "ver", "azp"] {
            claims[written] = json!("y".repeat(1000));
        }
        let token = stranger.sign(&claims);
        call(&world.router(), named(get(&job_path(&job), &token), id)).await;
        let lines = lines_saying("a token is refused", id);
        for field in ["found", "version", "client"] {
            let text = lines[0][field].as_str().unwrap();
            assert_eq!(text.len(), 80, "{claim} {field}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_object_id_that_is_none_is_named_without_its_value() {
    log();
    let world = World::new();
    let job = world.job_of(&adele());
    let mut claims = world.claims(&adele());
    claims["oid"] = json!("adele-by-name");
    let request = get(&job_path(&job), &world.sign(&claims));
    call(&world.router(), named(request, "odd-object-id")).await;
    let lines = lines_saying("a token is refused", "odd-object-id");
    assert_eq!(lines[0]["claim"], "oid");
    let text = String::from_utf8(log().lock().unwrap().clone()).unwrap();
    assert!(!text.contains("adele-by-name"));
}
