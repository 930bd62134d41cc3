//! How long ago something happened, in whole minutes, hours or days.
//!
//! Two ages are equal when they read the same, so a component that shows one is
//! drawn again only when its words change.

use universal_print::time::Timestamp;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A number of units of time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The unit.
    pub unit: AgeUnit,
    /// How many of them.
    pub count: u32,
}

/// A unit of time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AgeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
}

impl AgeUnit {
    /// The unit's name for `Intl.RelativeTimeFormat`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }
}

impl Age {
    /// The time from `then` to `now`. Less than a minute, and a time in the
    /// future, is zero seconds.
    pub fn of(then: Timestamp, now: Timestamp) -> Self {
        let seconds = now.since(then).as_secs();
        let (unit, count) = match seconds {
            0..MINUTE => (AgeUnit::Second, 0),
            MINUTE..HOUR => (AgeUnit::Minute, seconds / MINUTE),
            HOUR..DAY => (AgeUnit::Hour, seconds / HOUR),
            _ => (AgeUnit::Day, seconds / DAY),
        };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Self { unit, count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: i64) -> (&'static str, u32) {
        let then = Timestamp::from_millis(1_700_000_000_000);
        let now = Timestamp::from_millis(1_700_000_000_000 + seconds * 1_000);
        let Age { unit, count } = Age::of(then, now);
        (unit.as_str(), count)
    }

    #[test]
    fn an_age_is_in_the_largest_unit_that_fits() {
        assert_eq!(after(59), ("second", 0));
        assert_eq!(after(60), ("minute", 1));
        assert_eq!(after(3_599), ("minute", 59));
        assert_eq!(after(3_600), ("hour", 1));
        assert_eq!(after(86_399), ("hour", 23));
        assert_eq!(after(86_400 * 3), ("day", 3));
    }

    #[test]
    fn a_time_in_the_future_is_zero_seconds_old() {
        assert_eq!(after(-300), ("second", 0));
    }
}
