//! Everything of the host that a running widget uses: tokens, functions and the event listener.
//!
//! The plain settings are in `flow::options`.

use js_sys::Function;

use super::code::CodeResolver;
use super::token::TokenRequester;
use crate::flow::HostEvent;

/// What a runner does its work with.
pub struct HostBindings {
    /// Where tokens come from.
    pub tokens: TokenRequester,
    /// The page's own `fetch`.
    pub fetch: Option<Function>,
    /// What the page knows of printers' codes.
    pub resolver: Option<CodeResolver>,
    /// The camera: answers the code it sees, until a signal ends it.
    pub camera: Option<Function>,
    /// Called with what the host is to be told.
    pub tell: Box<dyn Fn(&HostEvent)>,
}
