//! Tests of the gateway from outside: requests enter its router, and a simulated
//! tenant with its identity provider is behind it.
//!
//! Most tests pause tokio's time, and the clock follows it, so that a limit of half
//! a minute passes at once.
#![cfg(test)]

mod advising;
mod callers;
mod claims;
mod configuration;
mod credentials;
mod destinations;
mod documented;
mod draining;
mod examining;
mod faults;
mod foreign;
#[cfg(target_os = "linux")]
mod https;
mod jobs;
mod keys;
mod lapses;
mod leaving;
mod limits;
mod pages;
mod readiness;
mod reference;
mod sending;
mod serving;
mod setting_up;
mod signing_in;
mod telling;
mod tokens;
mod tracing_ids;
mod whole;
mod wire;
mod world;
