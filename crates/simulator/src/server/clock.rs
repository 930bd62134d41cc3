//! The clock of a server: it runs by itself, or only when a test moves it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Whether time passes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockMode {
    /// Time stands still except for `POST /control/advance`.
    Driven,
    /// Time passes, and `advance` adds to it.
    Real,
}

/// The time of this machine, in ms since 1970 UTC.
pub(super) fn system_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}
