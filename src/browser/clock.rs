//! The time, and a random seed.

use js_sys::{Date, Math};
use universal_print::time::Timestamp;

/// Now.
pub fn now() -> Timestamp {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 fit"
    )]
    Timestamp::from_millis(Date::now() as i64)
}

/// A time as support reads it: ISO 8601 in UTC.
pub fn iso(time: Timestamp) -> String {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit")]
    let date = Date::new(&(time.millis() as f64).into());
    date.to_iso_string().into()
}

/// A random number for ids that name requests and protect nothing.
pub fn seed() -> u64 {
    let half = || Math::random().to_bits();
    half() ^ half().rotate_left(32)
}
