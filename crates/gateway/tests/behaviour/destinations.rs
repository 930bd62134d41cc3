//! Destinations: which shares a user may send jobs to.

use serde_json::json;
use simulator::fault::{FaultKind, InjectedFault};

use crate::world::{
    LOBBY, LOBBY_SHARE, OFFICE, OFFICE_SHARE, QUEUE, QUEUE_SHARE, UNSHARED, World, adele, call,
    redirect, redirect_to,
};

const GROUP: &str = "30000000-0000-4000-8000-00000000000a";

#[tokio::test(start_paused = true)]
async fn share_and_printer_must_belong_together() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    for (printer, share) in [
        (OFFICE, LOBBY_SHARE),
        (UNSHARED, LOBBY_SHARE),
        (LOBBY, "20000000-0000-4000-8000-0000000000ff"),
        // The share's own id is not a printer's.
        (LOBBY_SHARE, LOBBY_SHARE),
    ] {
        let answer = call(&router, redirect_to(&job, &token, printer, share)).await;
        assert_eq!((answer.status, answer.code()), (403, "shareMismatch"));
    }
    assert!(world.is_held(&job));
    assert_eq!(world.sent("POST", "/redirect"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_share_header_must_occur_once() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let router = world.router();
    let mut without = redirect(&job, &token);
    without.headers_mut().remove("print-share");
    let mut twice = redirect(&job, &token);
    twice
        .headers_mut()
        .append("print-share", OFFICE_SHARE.parse().unwrap());
    for request in [
        without,
        twice,
        redirect_to(&job, &token, LOBBY, "a/../b"),
        redirect_to(
            &job,
            &token,
            LOBBY,
            &format!("{LOBBY_SHARE}, {OFFICE_SHARE}"),
        ),
    ] {
        assert_eq!(call(&router, request).await.code(), "printShare");
    }
    assert_eq!(world.sent("GET", "graph"), 0);
}

#[tokio::test(start_paused = true)]
async fn ids_are_compared_without_case() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let request = redirect_to(
        &job,
        &token,
        &LOBBY.to_uppercase(),
        &LOBBY_SHARE.to_uppercase(),
    );
    assert_eq!(call(&world.router(), request).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_share_not_open_to_everyone_must_be_listed() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let to_office = || redirect_to(&job, &token, OFFICE, OFFICE_SHARE);
    let listed = format!("[[destinations.share]]\nid = \"{OFFICE_SHARE}\"\n");
    let in_group = format!("{listed}groups = [\"{GROUP}\"]\n");
    for (config, code) in [
        ("", "destinationNotAllowed"),
        (&in_group, "destinationNotAllowed"),
    ] {
        let answer = call(&world.gateway_with(config).router(), to_office()).await;
        assert_eq!((answer.status, answer.code()), (403, code));
    }
    assert!(world.is_held(&job));
    assert_eq!(
        call(&world.gateway_with(&listed).router(), to_office())
            .await
            .status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_listed_share_is_open_to_its_groups() {
    let world = World::new();
    let job = world.job_of(&adele());
    let mut claims = world.claims(&adele());
    let config =
        format!("[[destinations.share]]\nid = \"{OFFICE_SHARE}\"\ngroups = [\"{GROUP}\"]\n");
    let router = world.gateway_with(&config).router();
    for (member, sign) in [
        ("_claim_names", json!({ "groups": "src1" })),
        ("hasgroups", json!(true)),
        ("groups", json!("src1")),
    ] {
        let mut more = claims.clone();
        more[member] = sign;
        let overage = redirect_to(&job, &world.sign(&more), OFFICE, OFFICE_SHARE);
        assert_eq!(call(&router, overage).await.code(), "groupsOverage");
    }
    // The identity provider lists at most 200 groups in a token.
    let mut busy = adele();
    busy.groups = (0..200).map(|group| group.to_string()).collect();
    busy.groups.push(GROUP.to_owned());
    let overage = redirect_to(&job, &world.token(&busy), OFFICE, OFFICE_SHARE);
    let answer = call(&router, overage).await;
    assert_eq!((answer.status, answer.code()), (403, "groupsOverage"));
    assert_eq!(world.sent("POST", "/redirect"), 0);
    claims["groups"] = json!([GROUP.to_uppercase()]);
    let member = redirect_to(&job, &world.sign(&claims), OFFICE, OFFICE_SHARE);
    assert_eq!(call(&router, member).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_listed_share_that_the_user_cannot_read_is_refused() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let config = format!(
        "[destinations]\naccept = \"readable\"\n[[destinations.share]]\nid = \"{OFFICE_SHARE}\"\n"
    );
    let router = world.gateway_with(&config).router();
    for status in [403, 404] {
        // The address of the share itself, not of the printer behind it.
        let part = format!("{OFFICE_SHARE}?$select=id,allowAllUsers");
        let refuse = FaultKind::Refuse {
            status,
            body: json!({}),
        };
        world
            .lock()
            .tenant
            .add_fault(InjectedFault::once("GET", &part, refuse));
        let answer = call(&router, redirect_to(&job, &token, OFFICE, OFFICE_SHARE)).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "destinationNotAllowed")
        );
    }
    assert_eq!(
        call(&router, redirect_to(&job, &token, OFFICE, OFFICE_SHARE))
            .await
            .status,
        200
    );
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_not_its_own_destination() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let answer = call(
        &world.router(),
        redirect_to(&job, &token, QUEUE, QUEUE_SHARE),
    )
    .await;
    assert_eq!((answer.status, answer.code()), (400, "samePrinter"));
}

#[tokio::test(start_paused = true)]
async fn a_challenge_for_the_users_token_reaches_the_user() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let claims = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
    let router = world.router();
    // From the identity provider, when the token is exchanged.
    world
        .lock()
        .identity
        .challenge(crate::world::ADELE, Some(claims));
    let answer = call(&router, redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (401, "insufficientClaims"));
    let header = answer.header("www-authenticate").unwrap();
    assert_eq!(
        universal_print::fault::challenge::claims(header).as_deref(),
        Some(claims)
    );
    // From Graph, when the share is read.
    world.lock().identity.challenge(crate::world::ADELE, None);
    tokio::time::advance(std::time::Duration::from_secs(2)).await;
    let challenge = FaultKind::Challenge {
        claims: claims.to_owned(),
    };
    world
        .lock()
        .tenant
        .add_fault(InjectedFault::once("GET", "allowAllUsers", challenge));
    let answer = call(&router, redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (401, "insufficientClaims"));
    assert_eq!(call(&router, redirect(&job, &token)).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn missing_consent_to_read_shares_is_named() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let mut app = crate::world::app(simulator::identity::Credential::Secret(
        crate::world::SECRET.to_owned(),
    ));
    app.graph_scopes.clear();
    world.lock().identity.add_app(app);
    let answer = call(&world.router(), redirect(&job, &token)).await;
    assert_eq!((answer.status, answer.code()), (403, "consentMissing"));
}
