//! The two services that calls go to.

/// A service that a call goes to, and that its token is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// Microsoft Graph, with the user's own rights.
    Graph,
    /// The gateway: it has more rights than the user and uses them only for that user.
    Gateway,
}

impl Service {
    /// The text a host page reads as a token's `audience`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Gateway => "gateway",
        }
    }
}
