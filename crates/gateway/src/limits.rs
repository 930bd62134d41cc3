//! How long things may take, as the protocol with the widget has them.
//!
//! The widget counts on these: it waits longer than any of them before it
//! judges. What an administrator may change is in [`crate::config`].

use std::time::Duration;

/// A request older than this starts no send: its user may have walked away.
pub(crate) const AGE_AT_SEND: Duration = Duration::from_secs(10);

/// An answer that took longer ends its connection: what waits behind it is
/// older than it looks.
pub(crate) const PROMPT: Duration = Duration::from_secs(1);

/// How long Graph may take to answer a read.
pub(crate) const READ: Duration = Duration::from_secs(10);

/// How long Graph may take to answer a redirect or an abort.
pub(crate) const SEND: Duration = Duration::from_secs(30);

/// How long the source is read after a send without a known outcome.
pub(crate) const RECONCILE: Duration = Duration::from_secs(15);

/// The pauses before those reads.
pub(crate) const RECONCILE_PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(5),
];

/// How long the new job is looked for once it is known that there is one.
pub(crate) const ARRIVAL: Duration = Duration::from_secs(2);

/// How long the identity provider may take.
pub(crate) const SIGN_IN: Duration = Duration::from_secs(5);
