//! Serves health, readiness and metrics to whoever runs the gateway.
//!
//! These routes have their own listener, so that users cannot reach them. The
//! gateway is ready when it once had keys and a token of its own for each tenant.
//! Later failures of the identity provider do not make it unready: otherwise every
//! replica would leave service, and users would get no explanation. While the program
//! drains, it is not ready.

mod readiness;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

use crate::{
    clock::rfc3339,
    drain::Drain,
    gateway::Gateway,
    identity::{authority::TenantId, discovery::ProviderError},
};

use readiness::{PartState, Readiness};

/// Whether a gateway can serve requests.
#[derive(Debug)]
pub struct Health {
    gateway: Arc<Gateway>,
    tenants: Vec<TenantId>,
    drain: Arc<Drain>,
    prepared: AtomicBool,
    readiness: Readiness,
}

impl Health {
    /// The health of a gateway for these tenants.
    pub fn new(gateway: &Arc<Gateway>, tenants: &[TenantId], drain: &Arc<Drain>) -> Arc<Self> {
        Arc::new(Self {
            gateway: Arc::clone(gateway),
            tenants: tenants.to_vec(),
            drain: Arc::clone(drain),
            prepared: AtomicBool::new(false),
            readiness: Readiness::default(),
        })
    }

    /// Whether the gateway is ready. It prepares itself if it never was.
    async fn is_ready(&self) -> bool {
        if self.drains() {
            return false;
        }
        if self.is_prepared() {
            return true;
        }
        let mut ready = true;
        for tenant in &self.tenants {
            ready &= self.prepare(tenant).await;
        }
        self.prepared.fetch_or(ready, Ordering::Relaxed);
        ready && !self.drains()
    }

    fn drains(&self) -> bool {
        self.drain.since().is_some()
    }

    fn is_prepared(&self) -> bool {
        self.prepared.load(Ordering::Relaxed)
    }

    /// Gets a tenant's keys and a token there, and notes what came of it.
    async fn prepare(&self, tenant: &TenantId) -> bool {
        let note = |part: &str, state| {
            // A slower probe must not overwrite what made the gateway ready.
            if !self.is_prepared() {
                let part = format!("{part} of {tenant}");
                self.readiness.note(part, state, self.gateway.now());
            }
        };
        let (keys, token) = ("keys", "own token");
        let provider = self.gateway.verifier().keys();
        if !provider.prepare(tenant).await {
            let error = provider.trouble(tenant).await;
            let why = error.map_or("they cannot be read".to_owned(), |error| error.to_string());
            let remedy = ProviderError::REMEDY;
            note(keys, PartState::Failed { why, remedy });
            note(token, PartState::Waiting);
            return false;
        }
        note(keys, PartState::Had);
        let granted = self.gateway.tokens().of_app(tenant).await;
        let state = match &granted {
            Ok(_) => PartState::Had,
            Err(error) => PartState::Failed {
                why: error.to_string(),
                remedy: error.remedy(),
            },
        };
        note(token, state);
        granted.is_ok()
    }

    /// What `/readyz` says: whether the gateway is ready, and a line for each part.
    fn report(&self, ready: bool) -> String {
        let outcome = if ready { "ready" } else { "not ready" };
        let draining = match self.drain.since().zip(self.drain.until()) {
            None => "ok      draining: no".to_owned(),
            Some((since, until)) => format!(
                "ENDING  draining: since {}: the program was told to end, and accepts requests until {}; \
                 send new requests to another replica",
                rfc3339(since),
                rfc3339(until)
            ),
        };
        format!("{outcome}\n{}{draining}\n", self.readiness)
    }
}

/// The routes `/healthz`, `/readyz` and `/metrics`.
pub fn admin(health: Arc<Health>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
}

async fn ready(State(health): State<Arc<Health>>) -> impl IntoResponse {
    // This is a task of its own: probes give up after a second, and the check must
    // not start again with each probe.
    let checked = Arc::clone(&health);
    let check = tokio::spawn(async move { checked.is_ready().await });
    let ready = check.await.unwrap_or(false);
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, health.report(ready))
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    // Where nothing asks for readiness, the gateway must get ready all the same, or its
    // metric would say forever that it is not. The next reading has the outcome.
    if !health.is_prepared() {
        let checked = Arc::clone(&health);
        tokio::spawn(async move { checked.is_ready().await });
    }
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let metrics = health.gateway.metrics();
    if let Some(ends) = health.gateway.tokens().certificate_ends() {
        metrics.certificate(ends);
    }
    metrics.ready(health.is_prepared() && !health.drains());
    ([(header::CONTENT_TYPE, kind)], metrics.text())
}
