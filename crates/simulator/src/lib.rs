//! A Universal Print tenant in memory that behaves as Microsoft documents it.
//!
//! Written from the documentation, not from the widget: it shares no code with
//! the crate that builds the requests, so that a misreading on one side shows
//! up as a failing test. [`Tenant::handle`] turns a request and a moment into
//! what goes onto the wire and is the whole of it; the server and the page
//! only carry requests to it. [`scenario`] has the tenants that tests and demos start
//! from.

pub mod fault;
pub mod graph_operation;
pub mod http;
#[cfg(feature = "identity")]
pub mod identity;
pub mod instant;
pub mod job;
pub mod printer;
pub mod record;
pub mod scenario;
#[cfg(feature = "server")]
pub mod server;
pub mod share;
pub mod task;
pub mod tenant;
pub mod token;
pub mod user;

mod body;
mod configuration;
mod evolvable;
mod filter;
mod graph_error;
mod guid;
mod list_page;
mod odata_query;
mod permission;

pub use http::{ClientOutcome, Delivery, Request, Response};
pub use tenant::{Switch, Tenant};
