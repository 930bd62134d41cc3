//! The two services that calls go to.

use serde::Serialize;

/// A service that a call goes to, and that its token is for. A page reads it as a token's
/// `audience`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Microsoft Graph, with the user's own rights.
    Graph,
    /// The gateway: it has more rights than the user and uses them only for that user.
    Gateway,
}
