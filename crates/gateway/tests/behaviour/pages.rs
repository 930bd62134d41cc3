//! CORS: which pages may use the gateway, and what they can read.

use axum::{body::Body, http::Request};

use crate::world::{ORIGIN, World, adele, call, get, job_path, redirect};

fn preflight(origin: &str) -> Request<Body> {
    Request::options(format!("{}/redirect", job_path("101")))
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type,print-share,prefer,client-request-id",
        )
        .body(Body::empty())
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_preflight_needs_no_token_and_lists_the_headers() {
    let world = World::new();
    let answer = call(&world.router(), preflight(ORIGIN)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some("authorization,content-type,client-request-id,prefer,print-share")
    );
    assert_eq!(
        answer.header("access-control-allow-methods"),
        Some("GET,POST")
    );
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert!(answer.header("vary").unwrap().contains("origin"));
}

#[tokio::test(start_paused = true)]
async fn pages_may_add_configured_headers_that_go_no_further() {
    let world = World::new();
    let config = World::config("").replace(
        "[tenant]",
        "allowed_headers = [\"TraceParent\", \"request-id\", \"prefer\", \"traceparent\"]\n[tenant]",
    );
    let router = world.gateway_of(&config).router();
    let answer = call(&router, preflight(ORIGIN)).await;
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some(
            "authorization,content-type,client-request-id,prefer,print-share,traceparent,request-id"
        )
    );
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    let mut request = redirect(&job, &token);
    for name in ["traceparent", "request-id"] {
        let value = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    let answer = call(&router, request).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.header("request-id").unwrap().contains("0af7651916"));
    let inner = world.lock();
    let names = inner.sent.iter().flat_map(|sent| &sent.headers);
    let mut names = names.map(|(name, _)| *name);
    assert!(!names.any(|name| name == "traceparent" || name == "request-id"));
}

#[tokio::test(start_paused = true)]
async fn a_page_can_read_every_refusal() {
    let world = World::new();
    let token = world.token(&adele());
    for request in [
        get("/nowhere", &token),
        get(&job_path("1"), "x"),
        get(&job_path("999"), &token),
    ] {
        let answer = call(&world.router(), request).await;
        assert!(answer.status >= 400);
        assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
        let exposed = "request-id,client-request-id,retry-after,www-authenticate";
        assert_eq!(
            answer.header("access-control-expose-headers"),
            Some(exposed)
        );
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test(start_paused = true)]
async fn another_origin_is_refused_and_cannot_read_the_refusal() {
    let world = World::new();
    let (job, token) = (world.job_of(&adele()), world.token(&adele()));
    for origin in [
        "https://attacker.example",
        "null",
        "https://intranet.contoso.example.attacker.example",
        "https://intranet.contoso.example:8443",
        "http://intranet.contoso.example",
        "HTTPS://intranet.contoso.example",
    ] {
        let answer = call(&world.router(), preflight(origin)).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
        let mut request = redirect(&job, &token);
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
        let answer = call(&world.router(), request).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "originNotAllowed"),
            "{origin}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let mut both = redirect(&job, &token);
    both.headers_mut()
        .append("origin", "https://attacker.example".parse().unwrap());
    assert_eq!(call(&world.router(), both).await.status, 403);
    assert!(world.is_held(&job));
}
