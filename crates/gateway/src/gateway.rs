//! Puts the parts of the gateway together and takes each request through them.
//!
//! The steps are, for every request: origin, path, caller, rate, body, call. The
//! first step that fails refuses the request, so a refusal never tells anything
//! about a later step. CORS surrounds all steps, so that a page can read
//! refusals too.

mod cors;
mod unread;

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Response, header},
    middleware,
};

use universal_print::time::Timestamp;

use crate::{
    body,
    clock::Clock,
    config::Config,
    graph::{
        address::{endpoint, graph_origin},
        calls::GraphCalls,
        client::GraphClient,
    },
    identity::{Verifier, caller::Caller, discovery::Discovery},
    limits,
    metrics::Metrics,
    rate::RateLimits,
    refusal::{Refusal, token::CallerTokenError},
    relay::{Relay, reply::RelayReply},
    route::{CallName, Route},
    tokens::{GraphTokens, counts},
    trace::{self, Trace},
    transport::Transport,
};

/// Why a gateway cannot be created.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// Two metrics have the same name.
    #[error("the metrics cannot be set up: {0}")]
    Metrics(#[from] prometheus::Error),
}

/// A gateway.
#[derive(Debug)]
pub struct Gateway {
    verifier: Verifier,
    tokens: Arc<GraphTokens>,
    graph: Arc<GraphClient>,
    relay: Relay,
    metrics: Arc<Metrics>,
    rate: RateLimits,
    clock: Arc<dyn Clock>,
    origins: Vec<String>,
    allowed_headers: Vec<HeaderName>,
    largest_body: usize,
    body_time: Duration,
}

impl Gateway {
    /// A gateway with this configuration.
    pub fn new(
        config: Config,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, GatewayError> {
        let metrics = Arc::new(Metrics::new()?);
        let discovery = Discovery::new(config.authority.clone(), Arc::clone(&transport));
        let discovery = Arc::new(discovery);
        let tokens = GraphTokens::new(
            config.app(),
            Arc::clone(&discovery),
            graph_origin(config.cloud),
            Arc::clone(&transport),
            Arc::clone(&clock),
        );
        let counter = counts::counter()?;
        metrics.add(&counter)?;
        let tokens = tokens.counted_by(counter);
        let verifier = Verifier::new(config.expected_claims(), discovery, Arc::clone(&clock));
        let endpoint = |version| endpoint(config.cloud, config.graph.as_ref(), version);
        let graph = GraphClient::new(endpoint, transport, Arc::clone(&metrics));
        Ok(Arc::new(Self {
            verifier,
            tokens: Arc::new(tokens),
            graph: Arc::new(graph),
            relay: Relay::new(config.destinations, config.ownership, Arc::clone(&metrics)),
            metrics,
            rate: RateLimits::new(config.per_user, config.of_all),
            clock,
            origins: config.origins,
            allowed_headers: config.allowed_headers,
            largest_body: config.largest_body,
            body_time: config.body_time,
        }))
    }

    /// The public routes: the relayed paths, with CORS.
    pub fn router(self: &Arc<Self>) -> Router {
        Router::new()
            .fallback(answer)
            .with_state(Arc::clone(self))
            .layer(cors::layer(&self.origins, &self.allowed_headers))
            .layer(middleware::from_fn(unread::tell))
    }

    /// Waits until every send that has begun has come to its end.
    pub async fn finish(&self) {
        self.relay.finish().await;
    }

    /// The current time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Checks callers' tokens.
    pub(crate) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The gateway's tokens for Graph.
    pub(crate) fn tokens(&self) -> &GraphTokens {
        &self.tokens
    }

    /// The metrics of this gateway.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The route and the caller of a request, if it may go on to the caller's limits.
    async fn identify(
        &self,
        route: Result<Route, Refusal>,
        headers: &HeaderMap,
        trace: &Trace,
    ) -> Result<(Route, Caller), Refusal> {
        cors::check(headers, &self.origins)?;
        let route = route?;
        let caller = self.verifier.verify(bearer(headers)?, trace).await?;
        Ok((route, caller))
    }

    /// Carries out what an identified caller asks for.
    async fn relay(
        &self,
        (route, caller): (Route, Caller),
        headers: &HeaderMap,
        body: Body,
        trace: &Trace,
    ) -> Result<RelayReply, Refusal> {
        let admitted = match self.rate.check(&caller) {
            Ok(()) => body::read(body, self.largest_body, self.body_time).await,
            Err(refusal) => Err(refusal),
        };
        let bytes = admitted
            .inspect_err(|refusal| self.relay.refused(&route.call, &caller, trace, refusal))?;
        let calls = GraphCalls {
            caller,
            trace: trace.clone(),
            version: route.version,
            graph: Arc::clone(&self.graph),
            tokens: Arc::clone(&self.tokens),
        };
        self.relay.relay(calls, route.call, headers, &bytes).await
    }
}

/// Carries a request out. If the gateway itself fails, the caller is told so, with
/// the ids of the request, and nothing more.
async fn or_failed<T>(
    trace: &Trace,
    work: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    let mut work = pin!(work);
    // After a panic the work is dropped and never polled again.
    let caught =
        poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
                Ok(poll) => poll,
                Err(_) => Poll::Ready(Err(Refusal::Internal)),
            },
        );
    caught.await.inspect_err(|refusal| {
        if matches!(refusal, Refusal::Internal) {
            tracing::error!(
                request_id = trace.request_id(),
                client_request_id = &*trace.client_request_id,
                "the gateway failed"
            );
        }
    })
}

async fn answer(State(gateway): State<Arc<Gateway>>, request: Request) -> Response<Body> {
    let _in_flight = gateway.metrics.begin();
    let (head, body) = request.into_parts();
    let trace = Trace::of(&head.headers);
    let route = Route::read(&head.method, &head.uri);
    let call = route
        .as_ref()
        .map_or(CallName::Nothing, |route| route.call.name());
    let identifying = gateway.identify(route, &head.headers, &trace);
    let outcome = match or_failed(&trace, identifying).await {
        Ok(identified) => {
            let relaying = gateway.relay(identified, &head.headers, body, &trace);
            let relayed = or_failed(&trace, relaying).await;
            relayed.inspect_err(|refusal| log_refused(call, refusal, &trace))
        }
        Err(refusal) => {
            log_unauthenticated(call, &refusal, &trace);
            Err(refusal)
        }
    };
    let mut answer = match &outcome {
        Ok(reply) => reply.answer(),
        Err(refusal) => {
            gateway.metrics.refused(refusal.code());
            refusal.answer(&trace, gateway.now())
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

/// Logs the refusal of a caller whose token was accepted.
fn log_refused(call: CallName, refusal: &Refusal, trace: &Trace) {
    tracing::info!(
        call = call.as_str(),
        status = refusal.status(),
        code = refusal.code().as_str(),
        request_id = trace.request_id(),
        client_request_id = &*trace.client_request_id,
        "refused"
    );
}

/// Logs the refusal of a request whose caller is not known. Anybody can cause these
/// lines, so they are left out unless the filter asks for them.
fn log_unauthenticated(call: CallName, refusal: &Refusal, trace: &Trace) {
    tracing::debug!(
        target: trace::UNAUTHENTICATED,
        call = call.as_str(),
        status = refusal.status(),
        code = refusal.code().as_str(),
        request_id = trace.request_id(),
        client_request_id = &*trace.client_request_id,
        "refused"
    );
}

/// The token in the one `Authorization` header.
fn bearer(headers: &HeaderMap) -> Result<&str, CallerTokenError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next().ok_or(CallerTokenError::Missing)?;
    if values.next().is_some() {
        return Err(CallerTokenError::Malformed);
    }
    let text = value.to_str().map_err(|_| CallerTokenError::Malformed)?;
    let (scheme, token) = text.split_once(' ').ok_or(CallerTokenError::Missing)?;
    let named = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty();
    if named {
        Ok(token)
    } else {
        Err(CallerTokenError::Missing)
    }
}
