//! Tells the time of day. It is passed in, so that tests can set it.
//!
//! Only comparisons with the times in tokens use it. Waiting uses tokio's
//! timers, which tests pause.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

use universal_print::time::Timestamp;

/// A source of the current time.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The current time.
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

/// Writes a time as RFC 3339 in UTC with whole seconds, as Graph does in errors.
pub fn rfc3339(moment: Timestamp) -> String {
    let exact = moment.to_string();
    let seconds = exact.split('.').next().unwrap_or(&exact);
    format!("{seconds}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_time_reads_back_as_the_same() {
        for seconds in [0_i64, 951_782_400, 1_709_251_199, 1_795_433_525, -1] {
            let moment = Timestamp::from_millis(seconds * 1000);
            assert_eq!(Timestamp::parse(&rfc3339(moment)), Some(moment));
        }
    }
}
