//! Tests the redirect protocol over real connections that are cut or delayed.
//!
//! The protocol machine drives an HTTP client on loopback. Between it and the
//! simulator's server, a proxy closes connections at chosen bytes or delays their
//! messages. Waits run on the tenant's own clock, so no test waits for real time.
//! Every reported outcome is compared with the paper.
#![cfg(test)]

mod client;
mod cuts;
mod proxy;
mod world;
