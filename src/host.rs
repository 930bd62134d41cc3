//! The bridge to the host page: options, languages, tokens, codes, events, and the runner that
//! executes the workflow's commands.
//!
//! The files stand on floors; ARCHITECTURE.md ("Floors") explains them, and
//! `tests/layers/floors.rs` lists those of `host`.

pub mod bindings;
pub mod catalogue;
pub mod code;
pub mod early;
pub mod events;
pub mod functions;
pub mod options;
pub mod runner;
pub mod token;
pub mod user;
