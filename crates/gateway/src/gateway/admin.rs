//! The side for those who run the gateway: health, readiness, metrics.
//!
//! It has a listener of its own, so that none of it can be reached from where
//! users come from. Ready means that keys and a token could be had once: later
//! trouble of the identity provider must not take every replica out of
//! service, because then users would read nothing at all.

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

use super::Gateway;
use crate::identity::TenantId;

/// Whether a gateway can serve.
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

    /// From now on not ready: the program is about to end.
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
            let keys = self.gateway.verifier.keys().prepare(tenant).await;
            if !keys || self.gateway.tokens.of_app(tenant).await.is_err() {
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
    // A task of its own: probes give up after a second, and what they began must
    // not begin anew with each of them.
    let looking = tokio::spawn(async move { health.is_ready().await });
    if looking.await.unwrap_or(false) {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

async fn metrics(State(health): State<Arc<Health>>) -> impl IntoResponse {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    (
        [(header::CONTENT_TYPE, kind)],
        health.gateway.metrics.text(),
    )
}
