//! Whom a call goes to: Graph, or the gateway in front of it.
//!
//! What a user may not do goes to the gateway, where the page has one; it
//! speaks Graph's own paths, so nothing else of a call changes.

use universal_print::fault::{Cause, Fault};

use super::Purpose;
use crate::flow::printers::PrinterLookup;
use crate::flow::service::Service;
use crate::flow::state::State;

/// The code of a call to the gateway that got no answer.
pub const GATEWAY_UNREACHABLE: &str = "gatewayUnreachable";

impl Service {
    /// The gateway where there is one.
    pub(in crate::flow) fn with_more_rights(state: &State) -> Self {
        match state.options.gateway {
            Some(_) => Self::Gateway,
            None => Self::Graph,
        }
    }

    pub(super) fn of(state: &State, purpose: &Purpose) -> Self {
        match purpose {
            Purpose::Redirect(_) | Purpose::Cancel(_) => Self::with_more_rights(state),
            Purpose::Printer(_, PrinterLookup::Gateway) | Purpose::TrackThere(_) => Self::Gateway,
            _ => Self::Graph,
        }
    }

    /// Notes in a fault that it was the gateway which gave no answer. A page reaches
    /// Graph and not the gateway where a proxy, its own policy or the browser keeps
    /// it from private addresses (<https://wicg.github.io/local-network-access/>).
    pub(super) fn note_in(self, fault: &mut Fault) {
        if self == Self::Gateway && fault.cause == Cause::Unreachable {
            fault.diagnostic.code = Some(GATEWAY_UNREACHABLE.to_owned());
        }
    }
}
