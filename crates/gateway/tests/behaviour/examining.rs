//! What the doctor sees of the gateway's public address and of the shares that
//! the administrator listed, through whatever stands in front.

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

/// What stands in front of the gateway.
#[derive(Clone, Copy, PartialEq)]
enum Front {
    PassesOn,
    StripsHeaders,
    AnswersOptions,
    ForgetsShare,
}

/// The network, with the gateway behind a front at its public address.
struct Network {
    world: World,
    gateway: Router,
    front: Front,
}

impl Network {
    async fn ask(&self, request: Outgoing) -> Incoming {
        let path = request.url.strip_prefix(PUBLIC).unwrap();
        let mut asked = Request::builder().method(request.method.clone()).uri(path);
        for (name, value) in &request.headers {
            asked = asked.header(*name, value);
        }
        let asked = asked.body(Body::empty()).unwrap();
        let answer = self.gateway.clone().oneshot(asked).await.unwrap();
        let (mut head, body) = answer.into_parts();
        match self.front {
            Front::AnswersOptions if request.method == Method::OPTIONS => {
                head.status = StatusCode::NO_CONTENT;
                head.headers = HeaderMap::new();
            }
            Front::StripsHeaders => head.headers = HeaderMap::new(),
            Front::ForgetsShare => {
                let fewer = "authorization, content-type, client-request-id, prefer";
                head.headers
                    .insert("access-control-allow-headers", fewer.parse().unwrap());
            }
            Front::PassesOn | Front::AnswersOptions => {}
        }
        let header = |name: &str| Some(head.headers.get(name)?.to_str().unwrap().to_owned());
        Incoming {
            status: head.status.as_u16(),
            retry_after: None,
            www_authenticate: None,
            request_id: None,
            allowed_origin: header("access-control-allow-origin"),
            allowed_headers: header("access-control-allow-headers"),
            body: String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap(),
        }
    }
}

impl Transport for Network {
    fn send(&self, request: Outgoing, limit: Duration) -> Answering<'_> {
        if request.url.starts_with(PUBLIC) {
            Box::pin(async move { Ok(self.ask(request).await) })
        } else {
            self.world.send(request, limit)
        }
    }
}

async fn look(front: Front, served: &str, configured: &str) -> Report {
    let world = World::new();
    let network = Network {
        gateway: world.gateway_of(served).router(),
        world: world.clone(),
        front,
    };
    let config = Config::read(&ConfigSource::of_text(configured).unwrap()).unwrap();
    examine(config, Arc::new(network), world.clock(), Some(PUBLIC)).await
}

/// What is said of the public address.
async fn reach(front: Front) -> String {
    let whole = World::config("");
    let report = look(front, &whole, &whole).await;
    let findings: Vec<_> = report.findings(STEP).collect();
    format!("{findings:?}")
}

#[tokio::test(start_paused = true)]
async fn a_public_address_that_answers_as_a_gateway_does_is_well() {
    let said = reach(Front::PassesOn).await;
    assert!(
        said.starts_with("[Well(") && said.contains(ORIGIN),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_front_that_keeps_browsers_out_is_found() {
    let said = reach(Front::StripsHeaders).await;
    assert!(said.contains("access-control-allow-origin"), "{said}");
    for front in [Front::AnswersOptions, Front::ForgetsShare] {
        let said = reach(front).await;
        assert!(said.contains("Ill") && said.contains("preflight"), "{said}");
        assert!(said.contains("must not answer OPTIONS itself"), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn each_page_is_tried_and_the_one_that_is_not_known_is_named() {
    let served = World::config("");
    let other = "https://other.contoso.example";
    let both = format!("\"{ORIGIN}\", \"{other}\"");
    let configured = served.replace(&format!("\"{ORIGIN}\""), &both);
    let report = look(Front::PassesOn, &served, &configured).await;
    let findings: Vec<_> = report.findings(STEP).collect();
    assert!(matches!(findings[0], Finding::Well(_)), "{findings:?}");
    let Finding::Ill { seen, .. } = findings[1] else {
        panic!("{findings:?}")
    };
    assert!(seen.contains(other), "{seen}");
}

#[tokio::test(start_paused = true)]
async fn each_listed_share_is_looked_for() {
    let listed =
        |share: &str| World::config(&format!("[[destinations.share]]\nid = \"{share}\"\n"));
    let there = listed(OFFICE_SHARE);
    let report = look(Front::PassesOn, &there, &there).await;
    let step = format!("destination {OFFICE_SHARE}");
    assert!(matches!(
        report.findings(&step).next(),
        Some(Finding::Well(_))
    ));
    // A printer's id where a share's belongs.
    let wrong = listed(OFFICE);
    let report = look(Front::PassesOn, &wrong, &wrong).await;
    let step = format!("destination {OFFICE}");
    let Some(Finding::Ill { remedy, .. }) = report.findings(&step).next() else {
        panic!("{report}")
    };
    assert!(remedy.contains("the share's, not the printer's"));
}
