//! The time of day, handed in so that tests decide what it is.
//!
//! Only what is compared with moments in tokens needs it; waiting is done with
//! tokio's timers, which tests pause.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use universal_print::time::Timestamp;

/// Something that knows what time it is.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        let millis = since.and_then(|since| i64::try_from(since.as_millis()).ok());
        Timestamp::from_millis(millis.unwrap_or_default())
    }
}

/// A moment as RFC 3339 in UTC, to the second, as Graph writes dates in errors.
pub fn rfc3339(moment: Timestamp) -> String {
    let exact = moment.to_string();
    let seconds = exact.split('.').next().unwrap_or(&exact);
    format!("{seconds}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_as_the_same_moment() {
        for seconds in [0_i64, 951_782_400, 1_709_251_199, 1_795_433_525, -1] {
            let moment = Timestamp::from_millis(seconds * 1000);
            assert_eq!(Timestamp::parse(&rfc3339(moment)), Some(moment));
        }
    }
}
