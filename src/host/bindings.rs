//! Everything of the host that a running widget uses: tokens, functions and the event listener.
//!
//! The plain settings are in `flow::options`.

use js_sys::Function;

use super::functions::HostFunctions;
use crate::flow::{HostEvent, TokenNeed};

/// The parts of the host that a runner uses.
pub struct HostBindings {
    /// The functions and tokens that come with the options.
    pub functions: HostFunctions,
    /// Called when a plain token is missing or no longer valid.
    pub token_required: Box<dyn Fn(&TokenNeed)>,
    /// Scans for a code with the camera. Takes an `AbortSignal` and returns a promise of the code.
    pub camera: Option<Function>,
    /// Called with each event for the host.
    pub tell: Box<dyn Fn(&HostEvent)>,
}
