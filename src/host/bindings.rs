//! Everything of the host that a running widget uses: tokens, functions and the event listener.
//!
//! The plain settings are in `flow::options`.

use js_sys::Function;

use super::code::CodeResolver;
use super::token::TokenRequester;
use crate::flow::HostEvent;

/// The parts of the host that a runner uses.
pub struct HostBindings {
    /// Where tokens come from.
    pub tokens: TokenRequester,
    /// The page's own `fetch`, if it gave one.
    pub fetch: Option<Function>,
    /// Resolves a printer's code to a share, if the page can.
    pub resolver: Option<CodeResolver>,
    /// Scans for a code with the camera. Takes an `AbortSignal` and returns a promise of the code.
    pub camera: Option<Function>,
    /// Called with each event for the host.
    pub tell: Box<dyn Fn(&HostEvent)>,
}
