//! What Microsoft Graph says about printing, as plain values.
//!
//! This crate knows the API and nothing else: the types that Universal Print
//! exchanges, the requests as values, the answers and faults, which calls may
//! be repeated, which permissions each call needs and what a token lacks for
//! it, and the protocol that redirects a job exactly once. It does no I/O, owns
//! no clock and starts no task, so the browser widget, the servers and the
//! tests all use the same rules.
//!
//! What a program does not call costs it nothing: a page carries neither the
//! calls of a service nor the permissions of every call.
//!
//! Facts about the API come from Microsoft's documentation; the page is linked
//! where the rule is written.

pub mod answer;
pub mod capabilities;
pub mod configuration;
mod decimal;
pub mod defaults;
pub mod endpoint;
pub mod enums;
pub mod fault;
pub mod ids;
pub mod job;
pub mod location;
pub mod operation;
pub mod page;
pub mod permission;
pub mod preflight;
pub mod printer;
pub mod redirect;
pub mod request;
pub mod retry;
pub mod share;
pub mod status;
pub mod task;
pub mod time;
pub mod token;
pub mod wire;
