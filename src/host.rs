//! The bridge to the host page: options, tokens, codes, events, and the runner that
//! carries out what the workflow decides.

pub mod code;
pub mod events;
pub mod options;
pub mod runner;
pub mod token;
