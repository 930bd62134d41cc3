//! How far reading a list got.

use universal_print::fault::Fault;

/// How far reading a list got.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadState {
    /// Nothing was requested yet.
    Idle,
    /// Being read.
    Loading,
    /// Read to its last page.
    Loaded,
    /// A page could not be read.
    Failed(Fault),
    /// The list holds jobs of several people and the user is unknown, so none is shown.
    SeveralOwners,
}
