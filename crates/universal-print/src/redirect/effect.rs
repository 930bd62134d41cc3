//! The effects of the redirect protocol: what it asks the program to do.

use std::time::Duration;

use super::input::WaitId;

/// What the program must do next. Carry effects out in order. `Claim`,
/// `ReadSource`, `Renew`, `Send` and `Wait` are each answered by an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Claim the job, so that no other tab handles it. Answer with
    /// [`Input::Claimed`](super::Input::Claimed).
    Claim,
    /// Read the source job, and repeat the read as [`crate::retry`] allows.
    /// While [`Redirect::is_reconciling`](super::Redirect::is_reconciling), read it
    /// once: the protocol repeats it. Answer with
    /// [`Input::Source`](super::Input::Source).
    ReadSource,
    /// Write to the journal that the job is about to be sent.
    WriteJournal,
    /// Send the redirect. Answer with [`Input::Sent`](super::Input::Sent), however
    /// late.
    Send,
    /// Get a fresh token for the send. Answer with
    /// [`Input::Renewed`](super::Input::Renewed).
    Renew {
        /// The claims Graph asked for, as JSON text for the token provider.
        claims: Option<String>,
    },
    /// Start a timer and go on. Answer with
    /// [`Input::Elapsed`](super::Input::Elapsed) when it ends.
    Wait {
        /// The id to answer with.
        id: WaitId,
        /// The shortest time to wait.
        pause: Duration,
    },
    /// Remove the entry from the journal.
    RemoveFromJournal,
    /// Release the claim. [`Redirect::outcome`](super::Redirect::outcome) is known. This is the last
    /// effect, unless the claim is granted later: then it comes once more.
    ReleaseClaim,
}
