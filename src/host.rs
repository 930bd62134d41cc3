//! The bridge to the host page: options, languages, tokens, codes, events, and the runner that
//! executes the workflow's commands.
//!
//! The files form floors, from the bottom up: `catalogue`, `code` and `events`; `token`;
//! `functions`; `bindings` and `options`; `runner`. A file imports only from lower floors.

pub mod bindings;
pub mod catalogue;
pub mod code;
pub mod events;
pub mod functions;
pub mod options;
pub mod runner;
pub mod token;
