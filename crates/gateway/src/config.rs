//! The gateway's configuration: read once, from a TOML file and the environment.
//!
//! The environment overrides the file. All mistakes are reported together, each
//! with its key and what is allowed. An unknown key is a mistake, because a
//! misspelt limit would have no effect. `gateway.example.toml` explains every
//! key.

mod credential;
mod keys;
mod mistake;
mod reader;
mod source;

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

use axum::http::HeaderName;
use universal_print::{endpoint::Cloud, ids::PrinterId};

use crate::{
    credential::{AppRegistration, ClientCredential},
    destination::DestinationPolicy,
    graph::address::GraphAddress,
    identity::{
        authority::{Authority, TenantId},
        claims::ExpectedClaims,
    },
    ownership::Ownership,
};

pub use mistake::{Mistake, Mistakes};
pub use source::ConfigSource;

/// A valid configuration.
#[derive(Debug)]
pub struct Config {
    /// The address of the public routes.
    pub listen: SocketAddr,
    /// The address of health and metrics.
    pub admin_listen: SocketAddr,
    /// The origins of the pages that may use the gateway.
    pub origins: Vec<String>,
    /// The headers that pages may send besides those of the widget, in lower case.
    pub allowed_headers: Vec<HeaderName>,
    /// The national cloud.
    pub cloud: Cloud,
    /// Graph at another address than its cloud's.
    pub graph: Option<GraphAddress>,
    /// The identity provider.
    pub authority: Authority,
    /// The directories that are served.
    pub tenants: Vec<TenantId>,
    /// The client id of the gateway's app registration.
    pub client_id: String,
    /// An audience that callers' tokens may name, besides the client id.
    pub audience: String,
    /// The scope that callers' tokens must have.
    pub scope: String,
    /// The credential of the app registration.
    pub credential: Arc<ClientCredential>,
    /// How far clocks may differ.
    pub skew: Duration,
    /// Which destinations are accepted.
    pub destinations: DestinationPolicy,
    /// What proves that a job belongs to a user.
    pub ownership: Ownership,
    /// The requests that one user may make in a minute.
    pub per_user: NonZeroU32,
    /// The requests that all users together may make in a minute.
    pub of_all: NonZeroU32,
    /// The largest body, in bytes.
    pub largest_body: usize,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long the head of a request may take to arrive.
    pub header_time: Duration,
    /// The largest number of connections at the same time.
    pub connections: usize,
    /// How long the program goes on serving, unready, when it is told to end.
    pub drain_time: Duration,
    /// How long the program takes at most to end, the drain included.
    pub shutdown_time: Duration,
    /// How logs are written.
    pub log: Log,
    /// The printers that hold the jobs, for `setup` and `doctor`.
    pub queues: Vec<PrinterId>,
    /// The name of the task definition, for `setup` and `doctor`.
    pub task_definition: String,
    /// What works, but should be looked at.
    pub warnings: Vec<Mistake>,
}

/// How logs are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Whether each line is a JSON object. Otherwise it is text.
    pub json: bool,
    /// A filter such as `info` or `info,gateway=debug`.
    pub filter: String,
}

impl Config {
    /// The app registration, with what is needed to get its tokens.
    pub fn app(&self) -> AppRegistration {
        AppRegistration {
            client_id: self.client_id.clone(),
            credential: Arc::clone(&self.credential),
        }
    }

    /// What callers' tokens must contain. Entra names the app by its client id in
    /// version 2 tokens, and by an application ID URI in version 1 tokens.
    pub fn expected_claims(&self) -> ExpectedClaims {
        let id = &self.client_id;
        let mut audiences = vec![id.clone(), format!("api://{id}")];
        if !audiences.contains(&self.audience) {
            audiences.push(self.audience.clone());
        }
        ExpectedClaims {
            authority: self.authority.clone(),
            tenants: self.tenants.clone(),
            audiences,
            scope: self.scope.clone(),
            skew: self.skew,
        }
    }
}
