//! `doctor`: the checks of the gateway's public address, through several kinds of
//! proxy, and of the listed shares.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use gateway::{
    config::{Config, ConfigSource},
    doctor::{Finding, Report, examine},
    transport::{Answering, Incoming, Outgoing, Transport},
};
use tower::ServiceExt as _;

use crate::world::{OFFICE, OFFICE_SHARE, ORIGIN, World};

const PUBLIC: &str = "https://print.contoso.example";
const STEP: &str = "reachability from a browser";

/// The proxy in front of the gateway.
#[derive(Clone, Copy, PartialEq)]
enum Proxy {
    PassesOn,
    StripsHeaders,
    AnswersOptions,
    ForgetsShare,
    HasNoGateway,
}

/// The network, with the gateway behind a proxy at its public address.
struct ProxiedWorld {
    world: World,
    gateway: Router,
    proxy: Proxy,
}

impl ProxiedWorld {
    async fn ask(&self, request: Outgoing) -> Incoming {
        let path = request.url.strip_prefix(PUBLIC).unwrap();
        let mut asked = Request::builder().method(request.method.clone()).uri(path);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let asked = asked.body(Body::empty()).unwrap();
        let answer = self.gateway.clone().oneshot(asked).await.unwrap();
        let (mut head, body) = answer.into_parts();
        match self.proxy {
            Proxy::AnswersOptions if request.method == Method::OPTIONS => {
                head.status = StatusCode::NO_CONTENT;
                head.headers = HeaderMap::new();
            }
            Proxy::StripsHeaders => head.headers = HeaderMap::new(),
            Proxy::ForgetsShare => {
                let fewer = "authorization, content-type, client-request-id, prefer";
                head.headers
                    .insert("access-control-allow-headers", fewer.parse().unwrap());
            }
            Proxy::HasNoGateway => {
                head.status = StatusCode::BAD_GATEWAY;
                head.headers = HeaderMap::new();
            }
            Proxy::PassesOn | Proxy::AnswersOptions => {}
        }
        let header = |name: &str| Some(head.headers.get(name)?.to_str().unwrap().to_owned());
        Incoming {
            status: head.status.as_u16(),
            retry_after: None,
            www_authenticate: None,
            request_id: None,
            date: None,
            allowed_origin: header("access-control-allow-origin"),
            allowed_headers: header("access-control-allow-headers"),
            body: match self.proxy {
                Proxy::HasNoGateway => "<html>Bad gateway</html>".to_owned(),
                _ => String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
            },
        }
    }
}

impl Transport for ProxiedWorld {
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_> {
        if request.url.starts_with(PUBLIC) {
            Box::pin(async move { Ok(self.ask(request).await) })
        } else {
            self.world.send(request, limit)
        }
    }
}

async fn look(proxy: Proxy, served: &str, configured: &str) -> Report {
    let world = World::new();
    let network = ProxiedWorld {
        gateway: world.gateway_of(served).router(),
        world: world.clone(),
        proxy,
    };
    let config = Config::read(&ConfigSource::of_text(configured).unwrap()).unwrap();
    examine(config, Arc::new(network), world.clock(), Some(PUBLIC)).await
}

/// The findings about the public address.
async fn reach(proxy: Proxy) -> String {
    let whole = World::config("");
    let report = look(proxy, &whole, &whole).await;
    let findings: Vec<_> = report.findings(STEP).collect();
    format!("{findings:?}")
}

#[tokio::test(start_paused = true)]
async fn a_public_address_that_works_passes() {
    let said = reach(Proxy::PassesOn).await;
    assert!(
        said.starts_with("[Passed(") && said.contains(ORIGIN),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_keeps_browsers_out_is_found() {
    let said = reach(Proxy::StripsHeaders).await;
    assert!(said.contains("access-control-allow-origin"), "{said}");
    for proxy in [Proxy::AnswersOptions, Proxy::ForgetsShare] {
        let said = reach(proxy).await;
        assert!(
            said.contains("Failed") && said.contains("preflight"),
            "{said}"
        );
        assert!(said.contains("must not answer OPTIONS itself"), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_proxy_without_a_ready_gateway_is_named() {
    let said = reach(Proxy::HasNoGateway).await;
    assert!(said.contains("no gateway that is ready"), "{said}");
    assert!(said.contains("/readyz"), "{said}");
    assert!(!said.contains("headers on unchanged"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn the_preflight_is_tried_with_the_headers_that_pages_may_add() {
    let served = World::config("");
    let added = "allowed_headers = [\"traceparent\"]\n[tenant]";
    let configured = served.replace("[tenant]", added);
    for (at_gateway, works) in [(&configured, true), (&served, false)] {
        let report = look(Proxy::PassesOn, at_gateway, &configured).await;
        let found = report.findings(STEP).next();
        assert_eq!(matches!(found, Some(Finding::Passed(_))), works, "{report}");
    }
}

#[tokio::test(start_paused = true)]
async fn each_origin_is_tried_and_an_unknown_one_named() {
    let served = World::config("");
    let other = "https://other.contoso.example";
    let both = format!("\"{ORIGIN}\", \"{other}\"");
    let configured = served.replace(&format!("\"{ORIGIN}\""), &both);
    let report = look(Proxy::PassesOn, &served, &configured).await;
    let findings: Vec<_> = report.findings(STEP).collect();
    assert!(matches!(findings[0], Finding::Passed(_)), "{findings:?}");
    let Finding::Failed { seen, .. } = findings[1] else {
        panic!("{findings:?}")
    };
    assert!(seen.contains(other), "{seen}");
}

#[tokio::test(start_paused = true)]
async fn each_listed_share_is_checked() {
    let listed =
        |share: &str| World::config(&format!("[[destinations.share]]\nid = \"{share}\"\n"));
    let there = listed(OFFICE_SHARE);
    let report = look(Proxy::PassesOn, &there, &there).await;
    let step = format!("destination {OFFICE_SHARE}");
    assert!(matches!(
        report.findings(&step).next(),
        Some(Finding::Passed(_))
    ));
    // A printer's id instead of a share's.
    let wrong = listed(OFFICE);
    let report = look(Proxy::PassesOn, &wrong, &wrong).await;
    let step = format!("destination {OFFICE}");
    let Some(Finding::Failed { remedy, .. }) = report.findings(&step).next() else {
        panic!("{report}")
    };
    assert!(remedy.contains("the share's, not the printer's"));
}
