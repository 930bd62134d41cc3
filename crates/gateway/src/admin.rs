//! Serves health, readiness and metrics to whoever runs the gateway.
//!
//! These routes have their own listener, so that users cannot reach them. The
//! gateway is ready when it once had keys and a token of its own. Later failures
//! of the identity provider do not make it unready: otherwise every replica
//! would leave service, and users would get no explanation.

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

use crate::{gateway::Gateway, identity::authority::TenantId};

/// Whether a gateway can serve requests.
#[derive(Debug)]
pub struct Health {
    gateway: Arc<Gateway>,
    tenants: Vec<TenantId>,
    prepared: AtomicBool,
    ending: AtomicBool,
}

impl Health {
    /// The health of a gateway for these tenants.
    pub fn new(gateway: &Arc<Gateway>, tenants: &[TenantId]) -> Arc<Self> {
        Arc::new(Self {
            gateway: Arc::clone(gateway),
            tenants: tenants.to_vec(),
            prepared: AtomicBool::new(false),
            ending: AtomicBool::new(false),
        })
    }

    /// Makes the gateway unready, because the program is about to end.
    pub fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    async fn is_ready(&self) -> bool {
        if self.ending.load(Ordering::Relaxed) {
            return false;
        }
        if self.prepared.load(Ordering::Relaxed) {
            return true;
        }
        for tenant in &self.tenants {
            let keys = self.gateway.verifier().keys().prepare(tenant).await;
            if !keys || self.gateway.tokens().of_app(tenant).await.is_err() {
                return false;
            }
        }
        self.prepared.store(true, Ordering::Relaxed);
        true
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
    let check = tokio::spawn(async move { health.is_ready().await });
    if check.await.unwrap_or(false) {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    (
        [(header::CONTENT_TYPE, kind)],
        health.gateway.metrics().text(),
    )
}
