//! The small server that holds the application permission which Microsoft
//! Graph demands for redirect.
//!
//! A browser must never hold that permission, so the gateway relays four of
//! Graph's paths, and before it does it proves who asks, whose job it is and
//! where the job may go. It keeps no state that another replica would miss.
//! What Graph means is left to `universal-print`; how a request travels is left
//! to a [`transport::Transport`], and time to a [`clock::Clock`], so that every
//! rule is tested without a network and without waiting.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

pub mod audit;
pub mod clock;
pub mod config;
pub mod credential;
pub mod doctor;
pub mod gateway;
pub mod graph;
pub mod id;
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
mod limits;
mod ownership;
mod rate;
mod send;
