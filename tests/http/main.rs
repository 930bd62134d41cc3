//! The redirect protocol over real connections that are cut and held up.
//!
//! The protocol machine drives an HTTP client on loopback; between it and the
//! simulator's server stands a proxy that closes connections at chosen bytes or
//! keeps what they carry. Waits pass on the tenant's own clock, so nothing here
//! waits for time to pass. Every end that is reported is held against the paper.
#![cfg(test)]

mod client;
mod cuts;
mod proxy;
mod world;
