//! The time limits of the protocol with the widget, and the default rates.
//!
//! The widget relies on the time limits: it waits longer than each of them
//! before it draws a conclusion. Limits that an administrator can change are in
//! [`crate::config`].

use std::{num::NonZeroU32, time::Duration};

/// Requests a minute of one user, unless configured otherwise.
pub(crate) const PER_USER: NonZeroU32 = NonZeroU32::new(120).unwrap();

/// Requests a minute of all users together, unless configured otherwise.
pub(crate) const OF_ALL: NonZeroU32 = NonZeroU32::new(12_000).unwrap();

/// A request older than this is not sent to Graph: its user may have walked away.
pub(crate) const AGE_AT_SEND: Duration = Duration::from_secs(10);

/// If an answer takes longer than this, its connection is closed: requests that
/// waited behind it on the connection are older than they appear.
pub(crate) const PROMPT: Duration = Duration::from_secs(1);

/// How long Graph may take to answer a read.
pub(crate) const READ: Duration = Duration::from_secs(10);

/// How long Graph may take to answer a redirect or an abort.
pub(crate) const SEND: Duration = Duration::from_secs(30);

/// How long the source job is read after a send whose outcome is unknown.
pub(crate) const RECONCILE: Duration = Duration::from_secs(15);

/// The pauses before those reads.
pub(crate) const RECONCILE_PAUSES: [Duration; 4] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(5),
];

/// How long Graph may take to answer the read of the new job, once a link to it is known.
pub(crate) const ARRIVAL: Duration = Duration::from_secs(2);

/// How long the identity provider may take to answer.
pub(crate) const SIGN_IN: Duration = Duration::from_secs(5);
