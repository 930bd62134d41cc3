//! The bridge to the host page: options, languages, tokens, codes, events, and the
//! runner that carries out what the workflow decides.

pub mod bindings;
pub mod catalogue;
pub mod code;
pub mod events;
pub mod options;
pub mod runner;
pub mod token;
