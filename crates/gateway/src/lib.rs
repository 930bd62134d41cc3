//! A small server that redirects Universal Print jobs on behalf of users.
//!
//! Microsoft Graph redirects a job only for an application that holds a far
//! reaching permission. A browser must never hold it, so the gateway does. It
//! relays a few of Graph's paths. Before it calls Graph it proves who the caller
//! is, that the job is theirs, and that they may print to the destination. It
//! keeps no state that another replica would need.
//!
//! `universal-print` knows what Graph's requests and answers mean. HTTP goes
//! through a [`transport::Transport`] and time through a [`clock::Clock`], so
//! the tests need neither a network nor waiting.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

pub mod admin;
pub mod audit;
pub mod clock;
pub mod config;
pub mod credential;
pub mod doctor;
pub mod drain;
pub mod gateway;
pub mod graph;
pub mod identity;
pub mod metrics;
pub mod refusal;
pub mod relay;
pub mod route;
pub mod server;
pub mod setup;
pub mod tokens;
pub mod trace;
pub mod transport;

mod body;
mod destination;
mod id;
mod limits;
mod ownership;
mod rate;
mod words;
