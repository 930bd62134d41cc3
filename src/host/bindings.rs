//! Everything of the host that a running widget uses: tokens, functions and the event listener.
//!
//! The plain settings are in `flow::options`.

use js_sys::Promise;

use super::early::EarlyReads;
use super::functions::HostFunctions;
use crate::flow::{HostEvent, TokenNeed};

/// The parts of the host that a runner uses.
pub struct HostBindings {
    /// The functions and tokens that come with the options.
    pub functions: HostFunctions,
    /// Called when a plain token is missing or no longer valid.
    pub token_required: Box<dyn Fn(&TokenNeed)>,
    /// A promise of the function that scans for a code with the camera, or of nothing if there is
    /// no camera. The function takes an `AbortSignal` and returns a promise of the code.
    pub camera: Option<Promise>,
    /// What the shell has read while the program was loading.
    pub early: Option<EarlyReads>,
    /// Called with each event for the host.
    pub tell: Box<dyn Fn(&HostEvent)>,
}
