//! Tests that the tenant behaves as Microsoft documents.
//!
//! Every test starts from a scenario, makes requests of Graph, and looks at the answers
//! only.
#![cfg(test)]

mod batching;
mod delays;
mod ending;
mod envelope;
mod faults;
mod jobs;
mod kindness;
mod ledger;
mod lists;
mod office;
mod permissions;
mod queries;
#[cfg(feature = "server")]
mod readme;
mod redirect;
mod scenarios;
mod schedules;
#[cfg(feature = "server")]
mod server;
mod shares;
mod spoiled;
mod stale;
mod tasks;
#[cfg(feature = "server")]
mod wire;
