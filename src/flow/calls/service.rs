//! Whom a call goes to: Graph, or the gateway in front of it.
//!
//! What a user may not do goes to the gateway, where the page has one; it
//! speaks Graph's own paths, so nothing else of a call changes.

use super::Purpose;
use crate::flow::printers::Way;
use crate::flow::state::State;

/// Whom a call goes to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Service {
    /// Graph, with the user's own rights.
    Graph,
    /// The gateway, which has more, and sees to it that they serve only this user.
    Gateway,
}

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
            Purpose::Printer(_, Way::Gateway) | Purpose::TrackThere(_) => Self::Gateway,
            _ => Self::Graph,
        }
    }
}
