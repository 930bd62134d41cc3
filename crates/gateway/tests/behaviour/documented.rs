//! The documented redirect through the gateway, in every cloud and version: what reaches
//! Graph is the documented request, byte for byte, and the caller gets the documented
//! answer, with its owner of empty strings, `finishings: null` and annotations.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect#examples>

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use gateway::{
    config::{Config, ConfigSource},
    gateway::Gateway,
    transport::{Answering, Outgoing, Transport},
};
use serde_json::Value;
use simulator::{
    fault::{FaultKind, InjectedFault, When},
    printer::Printer,
    share::Share,
    task::Trigger,
};
use tower::ServiceExt as _;

use crate::world::{APP, GRAPH, LOGIN, ORIGIN, SECRET, TENANT, World, adele};

const REQUEST: &str = include_str!("../../../../tests/documented-redirect/request.json");
const ANSWER_V1: &str = include_str!("../../../../tests/documented-redirect/answer-v1.0.json");
const ANSWER_BETA: &str = include_str!("../../../../tests/documented-redirect/answer-beta.json");

const QUEUE: &str = "ae63f617-4856-4b45-8ea9-69dfbeea230e";
const QUEUE_SHARE: &str = "5cfd1a8e-90b6-43a0-8a3b-6a3e7b1f0c11";
const DESTINATION: &str = "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea";
const DESTINATION_SHARE: &str = "0b6c1f52-3a4e-4b7c-9d55-0b1d2c3e4f50";

/// The network of a cloud. The world has the addresses of the global one.
#[derive(Clone)]
struct Cloud {
    world: World,
    graph: &'static str,
    login: &'static str,
}

impl Transport for Cloud {
    fn send(&self, mut request: Outgoing, _: Duration) -> Answering<'_> {
        self.world.lock().sent.push(request.clone());
        let (origin, path) = [(self.graph, GRAPH), (self.login, LOGIN)]
            .into_iter()
            .find_map(|(own, origin)| Some((origin, request.url.strip_prefix(own)?)))
            .unwrap_or_else(|| panic!("{} is not in this cloud", request.url));
        request.url = format!("{origin}{path}");
        Box::pin(async move { self.world.carry(&request) })
    }
}

/// A world with the ids of the example, and the id of its waiting job.
fn example(login: &str, graph: &str, new_job: u32) -> (World, String) {
    let world = World::at(login, graph);
    let trigger = Trigger {
        id: "trigger of the example".to_owned(),
        app_id: APP.to_owned(),
        definition_id: "definition".to_owned(),
    };
    {
        let tenant = &mut world.lock().tenant;
        let mut queue = Printer::virtual_queue(QUEUE, "Queue", trigger);
        queue.next_job = 5182;
        tenant.add_printer(queue);
        let mut destination = Printer::new(DESTINATION, "Destination");
        destination.next_job = new_job;
        tenant.add_printer(destination);
        tenant.add_share(Share::new(QUEUE_SHARE, QUEUE, "Queue"));
        tenant.add_share(Share::new(DESTINATION_SHARE, DESTINATION, "Destination"));
    }
    let job = world.job_in(QUEUE, &adele());
    (world, job)
}

async fn is_as_documented(cloud: &str, login: &'static str, graph: &'static str, version: &str) {
    let answer = if version == "v1.0" {
        ANSWER_V1
    } else {
        ANSWER_BETA
    };
    let documented: Value = serde_json::from_str(answer).unwrap();
    let request: Value = serde_json::from_str(REQUEST).unwrap();
    let new_job = documented["id"].as_str().unwrap();
    let (world, job) = example(login, graph, new_job.parse().unwrap());
    assert_eq!(job, "5182");
    let replaced = FaultKind::Replace {
        when: When::After,
        body: answer.to_owned(),
    };
    let fault = InjectedFault::once("POST", "/redirect", replaced);
    world.lock().tenant.add_fault(fault);
    let config = format!(
        "[server]\norigins = [\"{ORIGIN}\"]\n[tenant]\ncloud = \"{cloud}\"\nids = [\"{TENANT}\"]\n\
         [app]\nclient_id = \"{APP}\"\nsecret = \"{SECRET}\"\n"
    );
    let config = Config::read(&ConfigSource::of_text(&config).unwrap()).unwrap();
    let network = Cloud {
        world: world.clone(),
        graph,
        login,
    };
    let gateway = Gateway::new(config, Arc::new(network), world.clock()).unwrap();

    let path = format!("/{version}/print/printers/{QUEUE}/jobs/5182/redirect");
    let sent = Request::post(&path)
        .header("authorization", format!("Bearer {}", world.token(&adele())))
        .header("origin", ORIGIN)
        .header("content-type", "application/json")
        .header("print-share", DESTINATION_SHARE)
        .header("client-request-id", "c1c1c1c1-0000-4000-8000-000000000001")
        .body(Body::from(REQUEST))
        .unwrap();
    let answered = gateway.router().oneshot(sent).await.unwrap();
    assert_eq!(answered.status(), 200);
    let kind = answered.headers()["content-type"].to_str().unwrap();
    assert!(kind.starts_with("application/json"), "{kind}");
    let body = to_bytes(answered.into_body(), 1 << 20).await.unwrap();
    // Without the white space of the example.
    assert_eq!(body, documented.to_string());

    let inner = world.lock();
    let mut posts = inner
        .sent
        .iter()
        .filter(|sent| sent.url.contains("/redirect"));
    let to_graph = posts.next().unwrap();
    assert!(posts.next().is_none(), "one redirect was expected");
    assert_eq!(to_graph.url, format!("{graph}{path}"));
    assert_eq!(to_graph.method, "POST");
    assert_eq!(to_graph.body, Some(request.to_string()));
    let header = |wanted: &str| {
        let mut headers = to_graph.headers.iter();
        let found = headers.find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("accept"), Some("application/json"));
    assert!(header("authorization").unwrap().starts_with("Bearer "));
    assert_eq!(to_graph.headers.len(), 4);
    drop(inner);
    let [paper] = &world.printed()[..] else {
        panic!("one paper was expected")
    };
    assert_eq!(
        (paper.printer_id.as_str(), paper.job_id.as_str()),
        (DESTINATION, new_job)
    );
}

const LOGIN_US: &str = "https://login.microsoftonline.us";

macro_rules! matrix {
    ($($name:ident: $cloud:literal, $login:expr, $graph:expr, $version:literal;)+) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            is_as_documented($cloud, $login, $graph, $version).await;
        }
    )+};
}

matrix! {
    a_redirect_in_the_global_cloud_and_v1_is_as_documented: "global", LOGIN, GRAPH, "v1.0";
    a_redirect_in_the_global_cloud_and_beta_is_as_documented: "global", LOGIN, GRAPH, "beta";
    a_redirect_in_us_l4_and_v1_is_as_documented: "usgov", LOGIN_US, "https://graph.microsoft.us", "v1.0";
    a_redirect_in_us_l4_and_beta_is_as_documented: "usgov", LOGIN_US, "https://graph.microsoft.us", "beta";
    a_redirect_in_us_l5_and_v1_is_as_documented: "usgov-dod", LOGIN_US, "https://dod-graph.microsoft.us", "v1.0";
    a_redirect_in_us_l5_and_beta_is_as_documented: "usgov-dod", LOGIN_US, "https://dod-graph.microsoft.us", "beta";
}
