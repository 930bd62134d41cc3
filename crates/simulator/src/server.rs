//! The tenant behind a loopback HTTP server, many tenants to one server.
//!
//! Only carries requests: to Graph's paths, answered by the tenant, and to
//! `/control`, by which a test sets the tenant up and looks into it. A prefix
//! `/t/{name}` keeps the tenants of parallel tests apart. Where the server is
//! started with one, each tenant has its identity provider on the paths that
//! start with the directory's id. CORS is Graph's: any
//! origin, no credentials, and the response headers that Graph exposes
//! (<https://learn.microsoft.com/graph/errors>).
//!
//! | route | body | answer |
//! |---|---|---|
//! | `POST /control/scenario` | `{name}` | the host, as `GET /control/host` |
//! | `POST /control/advance` | `{ms}` | `{now}`, in ms since 1970 UTC |
//! | `POST /control/fault` | a [`InjectedFault`](crate::fault::InjectedFault) | 204 |
//! | `POST /control/switch` | `{name, value}`, a [`Switch`](crate::Switch) | 204 |
//! | `POST /control/release` | | `{released}`: how many delayed requests were let through |
//! | `POST /control/page` | `{size}`, the most items of a page | 204 |
//! | `POST /control/printer` | `{id, state, details}`, or `{id, acceptingJobs}`, or both | 204 |
//! | `POST /control/job` | `{printer, user, document, size, copies}`: all but `printer` may be left out | `{id}` |
//! | `POST /control/share` | `{id, allowAllUsers}` | 204 |
//! | `POST /control/sign-in` | `{redirectUri}`, where a page's sign-ins end | [`Registrations`](crate::scenario::Registrations) |
//! | `POST /control/challenge` | `{user, claims}`: demands them of a user | 204 |
//! | `POST /control/approve` | `{user}`, who types every device code that waits | `{approved}`: how many |
//! | `POST /control/expire` | | 204: every token that the provider gave for Graph has ended |
//! | `POST /control/token` | `{text, user or app, permissions, issuedTo, expiresInMs}` | 204 |
//! | `GET`, `DELETE /control/requests` | | the requests so far; 204 |
//! | `GET /control/printed` | | what came out on paper |
//! | `GET /control/ledger` | | how often each document came out of each printer |
//! | `GET /control/host` | | what a page gives the widget, and `now` |
//! | `GET /control/scenarios` | | names and titles |

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
    /// The origin under which browsers and services reach the identity provider
    /// of the tenant without a prefix; there is none without it. It may differ
    /// from the server's own: sign-in libraries want TLS, which is left to what
    /// stands in front.
    pub identity: Option<String>,
    /// Whether a connection serves more than one request, as Graph's do. Not
    /// for tests that cut connections in a browser.
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

/// Starts listening on the loopback interface. Fails when the port is taken or
/// the scenario is unknown.
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

/// The largest body a test would send, in bytes.
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

/// The longest that a delayed answer is waited for by the clock on the wall,
/// whatever the tenant's clock says; then its connection closes.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Waits until the tenant's clock or a control request lets the answer through.
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
        // Woken or not, the tenant is asked again.
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

/// `/t/one/v1.0/print` is the tenant `one`; a path without that prefix is the
/// tenant with the empty name.
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

/// What Graph lets a page on any origin send and read. `Date` is not exposed.
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
