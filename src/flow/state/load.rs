//! How far reading a list got.

use universal_print::fault::{Cause, Fault};

/// How far reading a list got.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadState {
    /// Nothing was requested yet.
    Idle,
    /// Being read.
    Loading,
    /// Read to its last page.
    Loaded,
    /// Read to a page after which it could not be read on. What came is shown, with a word
    /// that it may not be all.
    Partial(Fault),
    /// It could not be read, and nothing new is shown.
    Failed(Fault),
    /// The list holds jobs of several people and the user is unknown, so none is shown.
    SeveralOwners,
}

impl LoadState {
    /// Whether more of the list is still to come.
    pub(in crate::flow) fn is_under_way(&self) -> bool {
        matches!(self, Self::Idle | Self::Loading)
    }

    /// Whether the service could not be reached.
    pub(in crate::flow) fn is_unreachable(&self) -> bool {
        matches!(self, Self::Failed(fault) if fault.cause == Cause::Unreachable)
    }
}
