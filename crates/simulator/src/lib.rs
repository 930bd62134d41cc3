//! A Universal Print tenant in memory that answers as Microsoft Graph documents.
//!
//! [`Tenant::handle`] takes a request and a moment and returns what goes onto the
//! wire. The server and the demo page only carry requests to it. [`scenario`] has
//! the tenants that tests and demos start from. The README describes the program.
//!
//! The crate is written from Microsoft's documentation and shares no code with the
//! crate that builds the widget's requests. A misreading on one side therefore
//! shows up as a failing test.
//!
//! ```
//! use serde_json::json;
//! use simulator::{
//!     Request,
//!     scenario::{APPLICATION_TOKEN, USER_TOKEN, scenario},
//! };
//!
//! let mut now_ms = 1_790_000_000_000;
//! let (mut tenant, host) = scenario("one-job", now_ms)?;
//! let queue = &host.queues[0];
//!
//! // Adele lists her waiting jobs.
//! let url = format!("/v1.0/print/shares/{}/jobs", queue.share);
//! let list = tenant.answer(&Request::new("GET", &url, USER_TOKEN), now_ms);
//! let list = list.response().ok_or("the connection was lost")?.json();
//! let job = list["value"][0]["id"].as_str().ok_or("no job is waiting")?;
//!
//! // The app that holds the job sends it to another printer.
//! let url = format!("/v1.0/print/printers/{}/jobs/{job}/redirect", queue.printer);
//! let redirect = Request::new("POST", &url, APPLICATION_TOKEN)
//!     .with_json(&json!({ "destinationPrinterId": "70cec909-7e6c-470d-887a-6450e7910021" }));
//! let answer = tenant.answer(&redirect, now_ms).response();
//! assert_eq!(answer.ok_or("the connection was lost")?.status, 200);
//!
//! // Eight seconds later it is on paper, once.
//! now_ms += 8_000;
//! tenant.settle(now_ms);
//! assert_eq!(tenant.ledger()[0].times, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod fault;
pub mod graph_operation;
pub mod http;
#[cfg(feature = "identity")]
pub mod identity;
pub mod instant;
pub mod job;
pub mod paper;
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
mod query_rules;
mod settings_mode;

pub use http::{ClientOutcome, Delivery, Request, Response};
pub use settings_mode::SettingsMode;
pub use tenant::{Switch, Tenant};
