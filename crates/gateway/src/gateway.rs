//! One gateway: its parts put together, and the way of a request through them.
//!
//! Every request takes the same way: origin, path, caller, rate, body, call.
//! Whatever comes first refuses first, so that nobody learns about paths or
//! bodies by being refused later. CORS lies around everything, so that a page
//! can read refusals too.

mod admin;
mod cors;

use std::{any::Any, num::NonZeroU32, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Response, header},
};
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use universal_print::endpoint::{Cloud, Endpoint, Version};

use crate::{
    audit::Audit,
    body,
    clock::Clock,
    config::Config,
    destination::Destinations,
    graph::Graph,
    identity::{Caller, TokenFault, Verifier},
    limits,
    metrics::Metrics,
    ownership::Ownership,
    rate::Rate,
    refusal::Refusal,
    relay::{self, Asked, Reply},
    route::{Call, Route},
    tokens::Tokens,
    trace::Trace,
    transport::Transport,
};

pub use admin::{Health, admin};

/// Why a gateway cannot be put together.
#[derive(Debug, thiserror::Error)]
pub enum GatewayFault {
    /// The counters clash.
    #[error("the metrics cannot be set up: {0}")]
    Metrics(#[from] prometheus::Error),
}

/// A gateway.
#[derive(Debug)]
pub struct Gateway {
    pub(crate) verifier: Verifier,
    pub(crate) graph: Graph,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) destinations: Destinations,
    pub(crate) ownership: Ownership,
    pub(crate) metrics: Arc<Metrics>,
    /// Sends that have begun; they are finished before the program ends.
    pub(crate) sends: TaskTracker,
    rate: Rate,
    clock: Arc<dyn Clock>,
    origins: Vec<String>,
    largest_body: usize,
    body_time: Duration,
}

impl Gateway {
    /// A gateway as configured.
    pub fn new(
        config: Config,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, GatewayFault> {
        let metrics = Arc::new(Metrics::new()?);
        let tokens = Tokens::new(&config, Arc::clone(&transport), Arc::clone(&clock));
        let tokens = Arc::new(tokens);
        let endpoint = |version| endpoint(config.cloud, config.graph.as_ref(), version);
        Ok(Arc::new(Self {
            verifier: Verifier::new(&config, Arc::clone(&transport), Arc::clone(&clock)),
            graph: Graph::new(
                endpoint,
                transport,
                Arc::clone(&tokens),
                Arc::clone(&metrics),
            ),
            tokens,
            destinations: config.destinations,
            ownership: config.ownership,
            metrics,
            sends: TaskTracker::new(),
            rate: Rate::new(config.per_user, config.of_all),
            clock,
            origins: config.origins,
            largest_body: config.largest_body,
            body_time: config.body_time,
        }))
    }

    /// The public side: four paths, CORS around them.
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .fallback(answer)
            .with_state(Arc::clone(self))
            .layer(CatchPanicLayer::custom(failed(Arc::clone(&self.clock))))
            .layer(cors::layer(&self.origins))
    }

    /// Waits until every send that was started has come to its end.
    pub async fn finish(&self) {
        self.sends.close();
        self.sends.wait().await;
    }

    async fn relay(
        self: &Arc<Self>,
        route: Result<Route, Refusal>,
        headers: &HeaderMap,
        body: Body,
        trace: &Trace,
    ) -> Result<Reply, Refusal> {
        cors::check(headers, &self.origins)?;
        let route = route?;
        let caller: Caller = self.verifier.verify(bearer(headers)?).await?;
        let admitted = match self.rate.check(&caller) {
            Ok(()) => body::read(body, self.largest_body, self.body_time).await,
            Err(refusal) => Err(refusal),
        };
        let bytes = admitted.inspect_err(|refusal| {
            if let Call::Redirect(place) | Call::Abort(place) = &route.call {
                let name = route.call.name();
                self.metrics.sent(name, refusal.code());
                Audit::begin(name, &caller, place, trace).end(refusal.code());
            }
        })?;
        let asked = Asked {
            gateway: Arc::clone(self),
            caller,
            version: route.version,
            trace: trace.clone(),
        };
        relay::relay(asked, route, headers, &bytes).await
    }
}

/// What a caller reads when the gateway itself fails: no more than that.
fn failed(clock: Arc<dyn Clock>) -> impl Fn(Box<dyn Any + Send>) -> Response<Body> + Clone {
    move |_| {
        let trace = Trace::of(&HeaderMap::new());
        tracing::error!(request_id = trace.request_id(), "the gateway failed");
        Refusal::Internal.answer(&trace, clock.now())
    }
}

async fn answer(State(gateway): State<Arc<Gateway>>, request: Request) -> Response<Body> {
    let _in_flight = gateway.metrics.begin();
    let (head, body) = request.into_parts();
    let trace = Trace::of(&head.headers);
    let route = Route::read(&head.method, &head.uri);
    let call = route.as_ref().map_or("none", |route| route.call.name());
    let outcome = gateway.relay(route, &head.headers, body, &trace).await;
    let mut answer = match &outcome {
        Ok(reply) => reply.answer(),
        Err(refusal) => {
            tracing::info!(
                call,
                status = refusal.status(),
                code = refusal.code(),
                request_id = trace.request_id(),
                client_request_id = &*trace.client_request_id,
                "refused"
            );
            refusal.answer(&trace, gateway.clock.now())
        }
    };
    let headers = answer.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    set(HeaderName::from_static("request-id"), &trace.request_id());
    set(
        HeaderName::from_static("client-request-id"),
        &trace.client_request_id,
    );
    set(header::CACHE_CONTROL, "no-store");
    if trace.arrived.elapsed() > limits::PROMPT {
        set(header::CONNECTION, "close");
    }
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    gateway
        .metrics
        .answered(call, answer.status().as_u16(), trace.arrived.elapsed());
    answer
}

/// The token in the one `Authorization` header.
fn bearer(headers: &HeaderMap) -> Result<&str, TokenFault> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or(TokenFault::Missing)?;
    if values.next().is_some() {
        return Err(TokenFault::Malformed);
    }
    let text = value.to_str().map_err(|_| TokenFault::Malformed)?;
    let (scheme, token) = text.split_once(' ').ok_or(TokenFault::Missing)?;
    let named = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty();
    if named {
        Ok(token)
    } else {
        Err(TokenFault::Missing)
    }
}

/// Where Graph is in one version.
pub(crate) fn endpoint(cloud: Cloud, other: Option<&GraphAddress>, version: Version) -> Endpoint {
    other.map_or_else(
        || Endpoint::of_cloud(cloud, version),
        |address| address.endpoint(version),
    )
}

/// The origin under which Graph's permissions stand, whatever address it is
/// asked at.
pub(crate) fn graph_origin(cloud: Cloud) -> String {
    Endpoint::of_cloud(cloud, Version::V1).origin().to_owned()
}

/// A Graph at another address than its clouds', such as a simulator's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphAddress {
    v1: Endpoint,
    beta: Endpoint,
}

impl GraphAddress {
    /// The Graph at `base`, or what an address must be.
    pub fn at(base: &str) -> Result<Self, universal_print::endpoint::EndpointError> {
        Ok(Self {
            v1: Endpoint::at(base, Version::V1)?,
            beta: Endpoint::at(base, Version::Beta)?,
        })
    }

    fn endpoint(&self, version: Version) -> Endpoint {
        match version {
            Version::V1 => self.v1.clone(),
            Version::Beta => self.beta.clone(),
        }
    }
}

/// The counts per minute of an unchanged configuration.
pub(crate) const PER_USER: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// The same of all callers together.
pub(crate) const OF_ALL: NonZeroU32 = NonZeroU32::new(12_000).unwrap();
