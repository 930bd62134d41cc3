//! Moments, as exact as Graph writes them: to 100 nanoseconds.
//!
//! A [`Timestamp`] is read from Graph's text and written back in the same form.
//! Showing it in the reader's language and time zone is left to the program. Graph
//! always writes an offset, so text without one is refused, and so is a date that
//! no calendar has.
//!
//! ```
//! use std::time::Duration;
//! use universal_print::time::Timestamp;
//!
//! let created = Timestamp::parse("2024-03-04T01:15:30.7654321-08:00").unwrap();
//! assert_eq!(created.to_string(), "2024-03-04T09:15:30.7654321Z");
//! assert_eq!(Timestamp::parse("2024-03-04T01:15:30"), None, "no offset");
//! assert_eq!(Timestamp::parse("2024-02-30T00:00:00Z"), None, "no such day");
//!
//! let later = created.after(Duration::from_secs(90));
//! assert_eq!(later.since(created), Duration::from_secs(90));
//! assert_eq!(created.since(later), Duration::ZERO);
//!
//! // Headers write dates in another form.
//! let retry_at = Timestamp::parse_http("Mon, 04 Mar 2024 09:15:40 GMT");
//! assert_eq!(retry_at, Timestamp::parse("2024-03-04T09:15:40Z"));
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printjob>

mod http_date;

use std::fmt;
use std::time::Duration;

use crate::json::Value;

use crate::wire::Wire;

/// A millisecond in units of 100 nanoseconds, the last of Graph's seven digits.
const MILLI: i64 = 10_000;
const SECOND: i64 = 1_000 * MILLI;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;

/// A moment, in units of 100 nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment this many milliseconds after the Unix epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(MILLI))
    }

    /// Whole milliseconds since the Unix epoch.
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(MILLI)
    }

    /// Reads ISO 8601 as Graph sends it: a date of the years 0001 to 9999, a
    /// time whose seconds and fraction may be missing, and `Z` or an offset.
    /// Digits beyond the seventh are cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = Rest(text.trim().as_bytes());
        let year = rest.number(4)?;
        rest.skip(b"-")?;
        let month = rest.number(2)?;
        rest.skip(b"-")?;
        let days = days_since_epoch(year, month, rest.number(2)?)?;
        rest.skip(b"Tt")?;
        let minutes = rest.hour_and_minute()?;
        let mut seconds = 0;
        if rest.skip(b":").is_some() {
            seconds = rest.number(2).filter(|seconds| *seconds < 60)? * SECOND;
            if rest.skip(b".").is_some() {
                seconds += rest.fraction()?;
            }
        }
        let offset = rest.offset_minutes()?;
        let end = rest.0.is_empty();
        end.then_some(Self(days * DAY + (minutes - offset) * MINUTE + seconds))
    }

    /// The time since `earlier`; zero if this moment is before it.
    pub fn since(self, earlier: Self) -> Duration {
        let between = self.0.saturating_sub(earlier.0);
        let nanos = u64::try_from(between).unwrap_or(0).saturating_mul(100);
        Duration::from_nanos(nanos)
    }

    /// The moment that is `wait` later, or the last possible moment.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        let wait = i64::try_from(wait.as_nanos() / 100).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(wait))
    }
}

/// Writes the moment as Graph does: in UTC, with seven digits of the second.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (minutes, rest) = (rest / MINUTE, rest % MINUTE);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:07}Z",
            minutes / 60,
            minutes % 60,
            rest / SECOND,
            rest % SECOND,
        )
    }
}

/// Graph writes `0001-01-01T00:00:00Z`, and its parts write other first days of
/// calendars, where they mean "none". Nothing in Universal Print is older than the
/// Unix epoch, so a moment up to it is read as absent.
impl Wire for Timestamp {
    fn read(value: &Value) -> Option<Self> {
        let moment = value.as_str().and_then(Self::parse)?;
        (moment.0 > 0).then_some(moment)
    }
}

/// The part of the text that is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn digit(&mut self) -> Option<i64> {
        let (first, rest) = self.0.split_first()?;
        let digit = first.is_ascii_digit().then(|| i64::from(first - b'0'))?;
        self.0 = rest;
        Some(digit)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// Skips one byte if it is one of `wanted`, and returns it.
    fn skip(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        wanted.contains(first).then(|| self.0 = rest)?;
        Some(*first)
    }

    /// Reads `hh:mm`, in minutes.
    fn hour_and_minute(&mut self) -> Option<i64> {
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        self.skip(b":")?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        Some(hours * 60 + minutes)
    }

    /// Reads at least one digit; digits after the seventh are cut off.
    fn fraction(&mut self) -> Option<i64> {
        let mut weight = SECOND / 10;
        let mut fraction = self.digit()? * weight;
        while let Some(digit) = self.digit() {
            weight /= 10;
            fraction += digit * weight;
        }
        Some(fraction)
    }

    /// Reads `Z`, `+hh:mm` or `-hh:mm`, in minutes.
    fn offset_minutes(&mut self) -> Option<i64> {
        match self.skip(b"Zz+-")? {
            b'+' => self.hour_and_minute(),
            b'-' => self.hour_and_minute().map(|minutes| -minutes),
            _ => Some(0),
        }
    }
}

/// Days from 1970-01-01 to this date of the Gregorian calendar. Years are counted
/// from March, so that a leap day is the last day of its year.
fn days_since_epoch(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1 || day < 1 || day > length {
        return None;
    }
    let years = if month > 2 { year } else { year - 1 };
    let months = (month + 9) % 12;
    let leap_days = years / 4 - years / 100 + years / 400;
    // The epoch is 719_468 days after 0000-03-01, and days count from 1.
    Some(years * 365 + leap_days + (months * 153 + 2) / 5 + day - 719_469)
}

/// Year, month and day from the days since 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    // Counted from 0000-03-01, in spans of 400, 100, 4 and 1 years.
    let days = days + 719_468;
    let (spans, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (year * 365 + year / 4 - year / 100);
    let months = (day * 5 + 2) / 153;
    let month = (months + 2) % 12 + 1;
    let year = spans * 400 + year + i64::from(month <= 2);
    (year, month, day - (months * 153 + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    fn millis(text: &str) -> Option<i64> {
        Timestamp::parse(text).map(Timestamp::millis)
    }

    #[test]
    fn graphs_spellings_read_as_the_same_moment() {
        let moment = Timestamp::parse("2020-06-26T04:20:06.5715544Z");
        assert_eq!(moment.map(Timestamp::millis), Some(1_593_145_206_571));
        for text in [
            "2020-06-25T21:20:06.5715544-07:00",
            "2020-06-26T09:50:06.571554499999+05:30",
        ] {
            assert_eq!(Timestamp::parse(text), moment, "{text}");
        }
    }

    #[test]
    fn first_days_of_calendars_are_absent() {
        for none in [
            "0001-01-01T00:00:00Z",
            "1601-01-01T00:00:00Z",
            "1900-01-01T00:00:00+14:00",
            "1970-01-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::read(&json!(none)), None, "{none}");
        }
        let first = Timestamp::read(&json!("1970-01-01T00:00:00.0000001Z"));
        assert!(first.is_some());
    }

    #[test]
    fn days_around_a_leap_day_are_written_as_read() {
        for day in [
            "1900-02-28",
            "1900-03-01",
            "2000-02-29",
            "2000-03-01",
            "2024-12-31",
            "2100-03-01",
        ] {
            let text = format!("{day}T00:00:00.0000001Z");
            assert_eq!(Timestamp::parse(&text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn seconds_and_fraction_may_be_missing() {
        assert_eq!(millis("1970-01-01T00:01Z"), Some(60_000));
        assert_eq!(millis("1970-01-01T00:00:01Z"), Some(1000));
        assert_eq!(millis("1970-01-01T00:00:00.5Z"), Some(500));
    }

    #[test]
    fn a_moment_before_the_epoch_is_negative() {
        assert_eq!(millis("1969-12-31T23:59:59.999Z"), Some(-1));
        assert_eq!(millis("0001-01-01T00:00:00Z"), Some(-62_135_596_800_000));
        assert_eq!(
            millis("9999-12-31T23:59:59.9999999Z"),
            Some(253_402_300_799_999)
        );
    }

    #[test]
    fn an_impossible_or_incomplete_moment_is_refused() {
        for text in [
            "",
            "2020",
            "2020-02-04",
            "2020-02-04T00:00:00",
            "2020-02-30T00:00:00Z",
            "2019-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2020-13-01T00:00:00Z",
            "2020-00-01T00:00:00Z",
            "2020-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2020-01-01T24:00:00Z",
            "2020-01-01T00:60:00Z",
            "2020-01-01T00:00:60Z",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00Zz",
            "2020-01-01T00:00:00+7:00",
            "2020-01-01 00:00:00Z",
            "+020-01-01T00:00:00Z",
            "２020-01-01T00:00:00Z",
        ] {
            assert_eq!(millis(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_that_is_not_text_is_absent() {
        assert_eq!(Timestamp::read(&json!(1_593_145_206_571_i64)), None);
    }

    #[test]
    fn time_between_moments_is_never_negative_nor_overflows() {
        let (early, late) = (Timestamp::from_millis(1000), Timestamp::from_millis(3500));
        assert_eq!(late.since(early), Duration::from_millis(2500));
        assert_eq!(early.since(late), Duration::ZERO);
        assert_eq!(early.after(Duration::from_millis(2500)), late);
        assert_eq!(late.after(Duration::MAX), Timestamp::from_millis(i64::MAX));
    }

    /// Counts the days one month at a time.
    fn counted_days(year: i64, month: usize, day: i64) -> i64 {
        let leap = |year: i64| i64::from((year % 4 == 0) ^ (year % 100 == 0) ^ (year % 400 == 0));
        let days_to = |year: i64| (1..year).map(|year| 365 + leap(year)).sum::<i64>();
        let months = [31, 28 + leap(year), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        days_to(year) + months[..month - 1].iter().sum::<i64>() + day - 1 - days_to(1970)
    }

    proptest! {
        #[test]
        fn a_date_agrees_with_counting_days(
            year in 1_i64..=9999, month in 1_usize..=12, day in 1_i64..=28,
            hour in 0_i64..24, minute in 0_i64..60, second in 0_i64..60, fraction in 0_i64..1000,
        ) {
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z");
            let expected = ((counted_days(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + fraction;
            prop_assert_eq!(millis(&text), Some(expected));
        }

        #[test]
        fn an_offset_and_seven_digits_are_read_exactly(
            year in 2_i64..=9998, month in 1_usize..=12, day in 1_i64..=28, minute in 0_i64..1440,
            ticks in 0_i64..600_000_000, offset in -1439_i64..1440,
        ) {
            let clock = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let (second, fraction) = (ticks / 10_000_000, ticks % 10_000_000);
            let sign = if offset < 0 { '-' } else { '+' };
            let text = format!(
                "{year:04}-{month:02}-{day:02}T{}:{second:02}.{fraction:07}{sign}{}",
                clock(minute), clock(offset.abs()),
            );
            let minutes = counted_days(year, month, day) * 1440 + minute - offset;
            let moment = Timestamp::parse(&text);
            prop_assert_eq!(moment, Some(Timestamp(minutes * MINUTE + ticks)), "{}", text);
            // Writing and reading it again loses no digit.
            let written = moment.unwrap().to_string();
            prop_assert_eq!(Timestamp::parse(&written), moment, "{}", written);
        }

        #[test]
        fn a_moment_in_utc_is_written_as_graph_writes_it(
            year in 1_i64..=9999, month in 1_usize..=12, day in 1_i64..=28,
            minute in 0_i64..1440, second in 0_i64..60, fraction in 0_i64..10_000_000,
        ) {
            let (hour, minute) = (minute / 60, minute % 60);
            let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:07}Z");
            prop_assert_eq!(Timestamp::parse(&text).unwrap().to_string(), text);
        }

        #[test]
        fn any_text_is_a_moment_or_none(text in "\\PC{0,40}") {
            let _ = Timestamp::parse(&text);
        }

        #[test]
        fn digits_past_the_seventh_change_nothing(digits in "[0-9]{0,30}") {
            let text = format!("2020-06-26T04:20:06.5715544{digits}Z");
            prop_assert_eq!(Timestamp::parse(&text), Timestamp::parse("2020-06-26T04:20:06.5715544Z"));
        }
    }
}
