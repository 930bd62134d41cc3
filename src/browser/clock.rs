//! The current time, and a random seed.

use gloo_timers::callback::Timeout;
use js_sys::{Date, Math};
use universal_print::time::Timestamp;

/// The current time.
pub fn now() -> Timestamp {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit"
    )]
    Timestamp::from_millis(Date::now() as i64)
}

/// A time in ISO 8601 and UTC, for support.
pub fn iso(time: Timestamp) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
    let date = Date::new(&(time.millis() as f64).into());
    date.to_iso_string().as_string().unwrap_or_default()
}

/// A random seed for request ids. It is not secure, and request ids need not be.
pub fn seed() -> u64 {
    let half = || Math::random().to_bits();
    half() ^ half().rotate_left(32)
}

/// Calls `act` after a pause, unless the result is dropped before.
pub fn after(pause_ms: u32, act: impl FnOnce() + 'static) -> Timeout {
    // Boxed, so that it is compiled once.
    let act: Box<dyn FnOnce()> = Box::new(act);
    Timeout::new(pause_ms, act)
}
