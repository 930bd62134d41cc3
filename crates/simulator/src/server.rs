//! Serves tenants over HTTP on the loopback interface, many tenants to one server.
//!
//! The server only carries requests. Paths under `/control` set a tenant up and look
//! into it; the README shows each endpoint. Paths that start with the directory's id
//! belong to the tenant's identity provider, if the server has one. All other paths
//! are Graph's. A prefix `/t/{name}` keeps the tenants of parallel tests apart.
//!
//! CORS is Graph's: any origin, no credentials, and the response headers that Graph
//! exposes (<https://learn.microsoft.com/graph/errors>).

mod clock;
mod connection;
mod control;
mod sign_in;
mod tenants;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use tokio::{
    net::TcpListener,
    time::{Instant, timeout_at},
};
use tower_http::cors::{AllowHeaders, AllowMethods, Any, CorsLayer};

use crate::{fault::CutAt, http};
pub use clock::ClockMode;
use connection::{ConnectionBreak, with_break};
use tenants::{TenantTicket, Tenants};

/// How to start a server.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// The port on 127.0.0.1; 0 picks a free one.
    pub port: u16,
    /// The scenario of the tenant without a prefix.
    pub scenario: String,
    /// Whether time passes by itself.
    pub clock: ClockMode,
    /// The origin under which clients reach the identity provider of the tenant
    /// without a prefix. Without it there is no provider. It may differ from the
    /// server's own origin: sign-in libraries need TLS, which a proxy in front of the
    /// server provides.
    pub identity: Option<String>,
    /// Whether a connection serves more than one request, as Graph's do. Leave it off
    /// in tests that cut connections in a browser.
    pub keep_alive: bool,
}

/// A server that is listening.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
    keep_alive: bool,
}

/// Starts listening on the loopback interface. Fails when the port is taken or the
/// scenario is unknown; the latter error wraps an
/// [`UnknownScenario`](crate::scenario::UnknownScenario).
pub async fn listen(options: ServerOptions) -> io::Result<Server> {
    let tenants = Tenants::new(options.clock, options.identity);
    tenants
        .start("", &options.scenario)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let address = listener.local_addr()?;
    let router = Router::new()
        .fallback(answer)
        .layer(cors())
        .with_state(Arc::new(tenants));
    Ok(Server {
        listener,
        address,
        router,
        keep_alive: options.keep_alive,
    })
}

impl Server {
    /// The origin, such as `http://127.0.0.1:41234`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the listener fails.
    pub async fn serve(self) -> io::Result<()> {
        connection::accept(self.listener, self.router, self.keep_alive).await
    }
}

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 1 << 20;

async fn answer(State(tenants): State<Arc<Tenants>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path = head.uri.path();
    let (name, rest) = tenant_name(path);
    if let Some(verb) = rest.strip_prefix("/control/") {
        return control::answer(&tenants, name, &head.method, verb, &body);
    }
    let host = head
        .headers
        .get("host")
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    let query = head
        .uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let request = http::Request {
        method: head.method.to_string(),
        url: format!("http://{host}{path}{query}"),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: text(&body),
    };
    if let Some(outcome) = sign_in::answer(&tenants, name, rest, &request) {
        return match outcome {
            http::ClientOutcome::Answered(response) => into_axum(response),
            http::ClientOutcome::ConnectionLost => cut_off(http::PartialResponse::Start, false),
        };
    }
    let Some((delivery, waiting)) = tenants.handle(name, &request) else {
        let text = "no such tenant; POST control/scenario first";
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    match (delivery, waiting) {
        (http::Delivery::Answer(response), _) => into_axum(response),
        (http::Delivery::Cut { part, reset }, _) => cut_off(part, reset),
        (http::Delivery::Delayed(_), Some(waiting)) => delayed(&tenants, name, waiting).await,
        (http::Delivery::Delayed(_), None) => cut_off(http::PartialResponse::Start, false),
    }
}

/// How long a delayed answer may wait in real time, whatever the tenant's clock
/// says. Then its connection closes.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Waits until the tenant's clock or a control request ends the delay.
async fn delayed(tenants: &Tenants, name: &str, waiting: TenantTicket) -> Response {
    let give_up = Instant::now() + LONGEST_WAIT;
    let mut changes = tenants.changes();
    loop {
        changes.mark_unchanged();
        let in_ms = match tenants.collect(name, waiting) {
            (http::DelayedStatus::Arrived(response), _) => return into_axum(response),
            (http::DelayedStatus::Unknown, _) => {
                return cut_off(http::PartialResponse::Start, false);
            }
            (http::DelayedStatus::Waiting { .. }, in_ms) => in_ms,
        };
        let due = in_ms
            .and_then(|ms| u64::try_from(ms).ok())
            .and_then(|ms| Instant::now().checked_add(Duration::from_millis(ms)));
        let next = due.map_or(give_up, |due| due.min(give_up));
        // The tenant is asked again, whether a change or the time-out ended the wait.
        let _ = timeout_at(next, changes.changed()).await;
        if Instant::now() >= give_up {
            return cut_off(http::PartialResponse::Start, false);
        }
    }
}

fn cut_off(part: http::PartialResponse, reset: bool) -> Response {
    let (at, answer) = match part {
        http::PartialResponse::Start => (CutAt::Start, Response::default()),
        http::PartialResponse::Head(response) => (CutAt::Head, into_axum(response)),
        http::PartialResponse::Body(response) => (CutAt::Body, into_axum(response)),
    };
    with_break(answer, ConnectionBreak { at, reset })
}

/// The tenant's name and the rest of the path. `/t/one/v1.0/print` is for the tenant
/// `one`. A path without that prefix is for the tenant with the empty name.
fn tenant_name(path: &str) -> (&str, &str) {
    match path
        .strip_prefix("/t/")
        .and_then(|rest| rest.find('/').map(|at| rest.split_at(at)))
    {
        Some((name, rest)) if !name.is_empty() => (name, rest),
        _ => ("", path),
    }
}

fn text(body: &Bytes) -> Option<String> {
    (!body.is_empty()).then(|| String::from_utf8_lossy(body).into_owned())
}

fn into_axum(response: http::Response) -> Response {
    let mut answer = Response::new(response.body.unwrap_or_default().into());
    *answer.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &response.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}

/// The CORS headers of Graph. `Date` is not exposed.
fn cors() -> CorsLayer {
    let exposed = [
        "etag",
        "location",
        "preference-applied",
        "content-range",
        "request-id",
        "client-request-id",
        "readwriteconsistencytoken",
        "retry-after",
        "sdkversion",
        "www-authenticate",
    ];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(exposed.map(HeaderName::from_static))
        .max_age(Duration::from_secs(86_400))
}
