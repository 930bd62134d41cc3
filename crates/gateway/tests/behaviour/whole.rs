//! The gateway with its network transport, over real connections: a caller on one
//! side, a tenant with its identity provider behind a loopback server on the other.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Response, StatusCode},
};
use gateway::{
    config::{Config, ConfigSource},
    gateway::Gateway,
    transport::{Outgoing, http::HttpTransport},
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::world::{GRAPH, LOBBY, LOGIN, World, adele, alex, call, get, job_path, post, redirect};

/// Passes a request to the world: Graph's paths to Graph, others to the identity provider.
pub(crate) async fn carry(State(world): State<World>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let path = head.uri.path_and_query().unwrap().as_str();
    let is_graphs = path.starts_with("/v1.0/") || path.starts_with("/beta/");
    let origin = if is_graphs { GRAPH } else { LOGIN };
    let header = |name: &'static str| {
        let value = head.headers.get(name)?;
        Some((name, value.to_str().unwrap().to_owned()))
    };
    let names = [
        "authorization",
        "content-type",
        "client-request-id",
        "prefer",
    ];
    let request = Outgoing {
        method: head.method.clone(),
        url: format!("{origin}{path}"),
        headers: names.into_iter().filter_map(header).collect(),
        body: (!body.is_empty()).then(|| String::from_utf8(body.to_vec()).unwrap()),
        changes: false,
    };
    let incoming = world.carry(&request).unwrap();
    let mut answer = Response::new(Body::from(incoming.body));
    *answer.status_mut() = StatusCode::from_u16(incoming.status).unwrap();
    if let Some(id) = incoming.request_id {
        answer
            .headers_mut()
            .insert("request-id", id.parse().unwrap());
    }
    answer
}

#[tokio::test]
async fn jobs_are_read_redirected_and_aborted_over_the_network() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let world = World::at(&origin, GRAPH);
    let server = Router::new().fallback(carry).with_state(world.clone());
    tokio::spawn(async { axum::serve(listener, server).await.unwrap() });

    let places = format!("graph = \"{origin}\"\nauthority = \"{origin}\"\n[app]");
    let config = World::config("").replace("[app]", &places);
    let config = Config::read(&ConfigSource::of_text(&config).unwrap()).unwrap();
    let transport = Arc::new(HttpTransport::new().unwrap());
    let gateway = Gateway::new(config, transport, world.clock()).unwrap();
    let router = gateway.router();

    let (job, waste, theirs) = (
        world.job_of(&adele()),
        world.job_of(&adele()),
        world.job_of(&alex()),
    );
    let token = world.token(&adele());
    assert_eq!(
        call(&router, get(&job_path(&job), &token)).await.body["id"],
        job
    );
    let sent = call(&router, redirect(&job, &token)).await;
    assert_eq!(sent.status, 200, "{sent:?}");
    assert_eq!(
        call(&router, redirect(&theirs, &token)).await.code(),
        "jobNotFound"
    );
    let abort = post(&format!("{}/abort", job_path(&waste)), &token, &json!({}));
    assert_eq!(call(&router, abort).await.status, 204);
    let printed = world.printed();
    assert_eq!((printed.len(), printed[0].printer_id.as_str()), (1, LOBBY));
    // Graph's id of the send is returned to the caller.
    assert_ne!(sent.header("request-id"), sent.header("client-request-id"));
}
