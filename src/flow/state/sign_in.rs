//! How long the user has been waiting for a token.

/// How long the page's token provider has been silent.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// Not for long, or nothing is asked of it.
    #[default]
    Quick,
    /// About a second: long enough for the user to wonder.
    Slow,
    /// About ten seconds: it may need the user's help.
    Stalled,
}
