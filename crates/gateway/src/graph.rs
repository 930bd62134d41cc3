//! The gateway's calls to Microsoft Graph.
//!
//! `calls` makes the calls of one relayed request, [`directory`] those of
//! `setup` and `doctor`. `universal-print` builds the requests, from ids that
//! were checked and for the configured endpoint. The gateway follows no address
//! in an answer, except next links of the same origin in `directory`.
//!
//! <https://learn.microsoft.com/graph/api/resources/print>

pub mod address;
pub mod client;
pub mod directory;

pub(crate) mod answer;
pub(crate) mod calls;

mod outgoing;
