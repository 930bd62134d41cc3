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
    let seconds = moment.millis().div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years that begin in March, in eras of 400, so that leap days come last.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
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
