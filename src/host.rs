//! The bridge to the host page: options, tokens, events, and the runner that
//! carries out what the workflow decides.

pub mod component;
pub mod events;
pub mod mount;
pub mod options;
pub mod runner;
pub mod token;
