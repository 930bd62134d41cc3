//! What an administrator decides, read once and checked in full.
//!
//! A TOML file and the environment are laid over each other, and every mistake
//! in either is told at once, with the key, what stands there and what may.
//! A key that is not known is a mistake too: a misspelt limit is no limit.
//! `gateway.example.toml` has every key with its meaning.

mod credential;
mod keys;
mod mistake;
mod reader;
mod source;

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

use universal_print::endpoint::Cloud;

use crate::{
    credential::Credential,
    destination::Destinations,
    gateway::GraphAddress,
    id::Printer,
    identity::{Authority, TenantId},
    ownership::Ownership,
};

pub use mistake::{Mistake, Mistakes};
pub use source::Source;

/// A whole and valid configuration.
#[derive(Debug)]
pub struct Config {
    /// Where callers come in.
    pub listen: SocketAddr,
    /// Where health and metrics are.
    pub admin_listen: SocketAddr,
    /// The pages that may use the gateway.
    pub origins: Vec<String>,
    /// The national cloud.
    pub cloud: Cloud,
    /// Graph elsewhere.
    pub graph: Option<GraphAddress>,
    /// The identity provider.
    pub authority: Authority,
    /// The directories that are served.
    pub tenants: Vec<TenantId>,
    /// The gateway's app registration.
    pub client_id: String,
    /// Whom callers' tokens are for.
    pub audience: String,
    /// The scope that callers' tokens hold.
    pub scope: String,
    /// How the gateway proves itself.
    pub credential: Arc<Credential>,
    /// How far clocks may differ.
    pub skew: Duration,
    /// Which destinations are accepted.
    pub destinations: Destinations,
    /// What shows whose a job is.
    pub ownership: Ownership,
    /// Requests a minute of one user.
    pub per_user: NonZeroU32,
    /// Requests a minute of all users.
    pub of_all: NonZeroU32,
    /// The largest body, in bytes.
    pub largest_body: usize,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long a request's head may take to arrive.
    pub header_time: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// How long the program waits for what was started when it is told to end.
    pub ending_time: Duration,
    /// How logs are written.
    pub log: Log,
    /// The queues' printers, for `setup` and `doctor`.
    pub queues: Vec<Printer>,
    /// The task definition's name, for `setup` and `doctor`.
    pub task_definition: String,
}

/// How logs are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// As JSON, one object a line.
    pub json: bool,
    /// A filter such as `info` or `info,gateway=debug`.
    pub filter: String,
}

impl Config {
    /// Reads a configuration, or tells every mistake in it.
    pub fn read(source: &Source) -> Result<Self, Mistakes> {
        keys::read(source)
    }
}
