//! Jobs: whose they are, and what their owner can read and abort.

use serde_json::{Value, json};
use simulator::{
    fault::{FaultKind, InjectedFault},
    job::{Document, NewJob},
    user::User,
};

use crate::world::{
    ADELE, APP, LOBBY, QUEUE, World, adele, alex, call, get, job_path, post, redirect,
};

fn nobodys(world: &World) -> NewJob {
    let user = User::new(ADELE, "AdeleV@contoso.example", "Adele");
    NewJob {
        created_by: None,
        ..NewJob::of(&user, world.now_ms(), Document::pdf("Scan.pdf", 1))
    }
}

#[tokio::test(start_paused = true)]
async fn an_owner_reads_the_job_as_graph_sends_it() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let answer = call(&world.router(), get(&job_path(&job), &token)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, world.look(&job_path(&job)));
    let path = format!("{}?$expand=documents", job_path(&job));
    let answer = call(&world.router(), get(&path, &token)).await;
    assert_eq!(answer.body["documents"][0]["displayName"], "Report.pdf");
}

#[tokio::test(start_paused = true)]
async fn a_beta_request_is_made_to_beta() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let path = job_path(&job).replace("v1.0", "beta");
    assert_eq!(call(&world.router(), get(&path, &token)).await.status, 200);
    assert_eq!(
        (
            world.sent("GET", "/beta/print"),
            world.sent("GET", "/v1.0/print")
        ),
        (1, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_of_another_owner_looks_like_none() {
    let world = World::new();
    let (job, token) = (world.job_of(&alex()), world.token(&adele()));
    let router = world.router();
    let strip = |mut body: Value| {
        body["error"]["innerError"]["request-id"] = Value::Null;
        body
    };
    for request in [
        |job: &str, token: &str| get(&job_path(job), token),
        |job: &str, token: &str| redirect(job, token),
        |job: &str, token: &str| post(&format!("{}/abort", job_path(job)), token, &json!({})),
    ] {
        let mut theirs = request(&job, &token);
        theirs
            .headers_mut()
            .insert("client-request-id", "one".parse().unwrap());
        let mut nothing = request("999", &token);
        nothing
            .headers_mut()
            .insert("client-request-id", "one".parse().unwrap());
        let (theirs, nothing) = (call(&router, theirs).await, call(&router, nothing).await);
        assert_eq!((theirs.status, theirs.code()), (404, "jobNotFound"));
        assert_eq!(strip(theirs.body), strip(nothing.body));
    }
    assert!(world.is_held(&job));
    assert_eq!(world.sent("POST", "graph"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_without_an_owner_is_refused() {
    let world = World::new();
    let (job, token) = (world.add_job(QUEUE, nobodys(&world)), world.token(&adele()));
    assert_eq!(
        call(&world.router(), get(&job_path(&job), &token))
            .await
            .code(),
        "jobNotFound"
    );
    assert_eq!(
        call(&world.router(), redirect(&job, &token)).await.code(),
        "jobNotFound"
    );
    assert!(world.is_held(&job));
}

#[tokio::test(start_paused = true)]
async fn a_continued_job_belongs_to_the_first_jobs_owner() {
    let world = World::new();
    let token = world.token(&adele());
    let continues = |source: &str| NewJob {
        redirected_from: Some(format!(
            "https://graph.microsoft.com/v1.0/print/printers/{QUEUE}/jobs/{source}"
        )),
        ..nobodys(&world)
    };
    let (own, theirs) = (world.job_of(&adele()), world.job_of(&alex()));
    let (from_own, from_theirs) = (
        world.add_job(QUEUE, continues(&own)),
        world.add_job(QUEUE, continues(&theirs)),
    );
    let from_nothing = world.add_job(QUEUE, continues("999"));
    // Only one link is followed: a chain could pass a job without owner on to anybody.
    let from_nameless = world.add_job(QUEUE, continues(&from_own));
    let odd = NewJob {
        redirected_from: Some("../../me".to_owned()),
        ..nobodys(&world)
    };
    let odd = world.add_job(QUEUE, odd);
    let router = world.router();
    assert_eq!(
        call(&router, get(&job_path(&from_own), &token))
            .await
            .status,
        200
    );
    for job in [from_theirs, from_nothing, from_nameless, odd] {
        assert_eq!(
            call(&router, get(&job_path(&job), &token)).await.code(),
            "jobNotFound"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_sign_in_name_counts_only_by_choice_without_an_id() {
    let world = World::new();
    let named = |id: &str, upn: &str| {
        NewJob::of(
            &User::new(id, upn, "Adele"),
            world.now_ms(),
            Document::pdf("a", 1),
        )
    };
    let without_id = world.add_job(QUEUE, named("", "ADELEV@contoso.example"));
    let reused_name = world.add_job(
        QUEUE,
        named(
            "00000000-0000-4000-8000-000000000bad",
            "AdeleV@contoso.example",
        ),
    );
    let mut claims = world.claims(&adele());
    claims["upn"] = json!("AdeleV@contoso.example");
    let token = world.sign(&claims);
    let status = async |router: &axum::Router, job: &str| {
        call(router, get(&job_path(job), &token)).await.status
    };
    let by_id = world.router();
    assert_eq!(
        (
            status(&by_id, &without_id).await,
            status(&by_id, &reused_name).await
        ),
        (404, 404)
    );
    let by_name = world
        .gateway_with("[jobs]\nownership = \"id-or-upn\"")
        .router();
    assert_eq!(
        (
            status(&by_name, &without_id).await,
            status(&by_name, &reused_name).await
        ),
        (200, 404)
    );
    // Users can choose `preferred_username`: it is not the sign-in name.
    let token = world.token(&adele());
    assert_eq!(
        call(&by_name, get(&job_path(&without_id), &token))
            .await
            .status,
        404
    );
}

#[tokio::test(start_paused = true)]
async fn a_guest_or_renamed_user_is_known_by_the_object_id() {
    let world = World::new();
    let job = |id: &str, upn: &str| {
        let user = User::new(id, upn, "Adele");
        world.add_job(
            QUEUE,
            NewJob::of(&user, world.now_ms(), Document::pdf("a", 1)),
        )
    };
    // A guest's sign-in name is not the userPrincipalName in the directory.
    let guests = job(ADELE, "adele_fabrikam.example#EXT#@contoso.example");
    let renamed = job(&ADELE.to_uppercase(), "Adele.Old@contoso.example");
    let nameless = job(ADELE, "");
    // The same name, but another person: a name never overrules ids that differ.
    let other = "00000000-0000-4000-8000-000000000bad";
    let inherited = job(other, "AdeleV@contoso.example");
    for (audience, version_1) in [(APP, false), (APP, true)] {
        let mut claims = if version_1 {
            world.claims_of_version_1(&adele(), audience)
        } else {
            world.claims(&adele())
        };
        for upn in [json!("AdeleV@contoso.example"), json!(null)] {
            claims["upn"] = upn;
            claims["preferred_username"] = json!("adele@fabrikam.example");
            let token = world.sign(&claims);
            for ownership in ["id", "id-or-upn"] {
                let config = format!("[jobs]\nownership = \"{ownership}\"");
                let router = world.gateway_with(&config).router();
                for own in [&guests, &renamed, &nameless] {
                    let answer = call(&router, get(&job_path(own), &token)).await;
                    assert_eq!(answer.status, 200, "{ownership}");
                }
                let theirs = call(&router, get(&job_path(&inherited), &token)).await;
                assert_eq!(theirs.code(), "jobNotFound", "{ownership}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_owner_may_abort_with_a_reason() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let path = format!("{}/abort", job_path(&job));
    let router = world.router();
    let answer = call(
        &router,
        post(&path, &token, &json!({ "reason": "mistake" })),
    )
    .await;
    assert_eq!((answer.status, &answer.body), (204, &Value::Null));
    assert_eq!(world.look(&job_path(&job))["status"]["state"], "aborted");
    let sent = world
        .lock()
        .sent
        .iter()
        .find(|sent| sent.url.ends_with("/abort"))
        .unwrap()
        .clone();
    assert_eq!(sent.body.as_deref(), Some(r#"{"reason":"mistake"}"#));
    let again = call(&router, post(&path, &token, &json!({}))).await;
    assert_eq!((again.status, again.code()), (409, "jobEnded"));
    assert_eq!(world.sent("POST", "/abort"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_an_abort_is_settled_by_the_source() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let lost = |when| InjectedFault::once("POST", "/abort", FaultKind::Lose { when });
    let path = format!("{}/abort", job_path(&job));
    world
        .lock()
        .tenant
        .add_fault(lost(simulator::fault::When::Before));
    let unknown = call(&world.router(), post(&path, &token, &json!({}))).await;
    assert_eq!((unknown.status, unknown.code()), (504, "outcomeUnknown"));
    world
        .lock()
        .tenant
        .add_fault(lost(simulator::fault::When::After));
    assert_eq!(
        call(&world.router(), post(&path, &token, &json!({})))
            .await
            .status,
        204
    );
    assert_eq!(world.sent("POST", "/abort"), 2);
}

#[tokio::test(start_paused = true)]
async fn only_the_id_of_a_shares_printer_is_relayed() {
    let world = World::new();
    let token = world.token(&adele());
    for query in ["", "?$select=id"] {
        let path = format!(
            "/v1.0/print/shares/{}/printer{query}",
            crate::world::LOBBY_SHARE
        );
        let answer = call(&world.router(), get(&path, &token)).await;
        assert_eq!(answer.body, json!({ "id": LOBBY }));
    }
    let answer = call(
        &world.router(),
        get("/v1.0/print/shares/nowhere/printer", &token),
    )
    .await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body["error"]["code"], "UnknownError");
}
