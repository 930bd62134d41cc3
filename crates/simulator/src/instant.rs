//! Writes moments in the forms that Graph and HTTP use.
//!
//! A moment is a count of milliseconds since 1970 UTC that the caller passes in;
//! nothing here reads a clock. Graph's documentation shows the same member with
//! seven digits of a second, with whole seconds, and with a `-07:00` offset.
//! Therefore each job chooses its form.

const DAY_MS: i64 = 86_400_000;

/// How a job's moments are written on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeForm {
    /// `2020-02-04T00:00:00.0000000Z`, as most examples show.
    #[default]
    SevenDigits,
    /// `2020-06-30T17:19:09Z`.
    WholeSeconds,
    /// `2020-06-30T10:19:09.0000000-07:00`.
    PacificOffset,
}

impl TimeForm {
    /// Writes a moment in this form.
    pub fn write(self, ms: i64) -> String {
        match self {
            Self::SevenDigits => format!("{}.{}Z", seconds(ms), fraction(ms)),
            Self::WholeSeconds => format!("{}Z", seconds(ms)),
            Self::PacificOffset => {
                let local = ms - 7 * 3_600_000;
                format!("{}.{}-07:00", seconds(local), fraction(ms))
            }
        }
    }
}

/// `2025-02-13T10:17:05`, the form inside Graph's error bodies.
pub(crate) fn seconds(ms: i64) -> String {
    let (year, month, day) = date(ms.div_euclid(DAY_MS));
    let (hour, minute, second) = time(ms.rem_euclid(DAY_MS));
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// `Thu, 13 Feb 2025 10:17:05 GMT`, the form of the `Date` header.
pub(crate) fn http_date(ms: i64) -> String {
    let days = ms.div_euclid(DAY_MS);
    let (year, month, day) = date(days);
    let (hour, minute, second) = time(ms.rem_euclid(DAY_MS));
    let weekday = match days.rem_euclid(7) {
        0 => "Thu",
        1 => "Fri",
        2 => "Sat",
        3 => "Sun",
        4 => "Mon",
        5 => "Tue",
        _ => "Wed",
    };
    let month = match month {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    };
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

fn fraction(ms: i64) -> String {
    format!("{:03}0000", ms.rem_euclid(1000))
}

fn time(ms_of_day: i64) -> (i64, i64, i64) {
    let second = ms_of_day / 1000;
    (second / 3600, second / 60 % 60, second % 60)
}

/// Year, month and day of a count of days since 1970-01-01. It counts in eras of 400
/// years that begin on the first of March, so that leap days end a year.
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_each_documented_form() {
        let ms = 1_593_537_549_571;
        assert_eq!(
            TimeForm::SevenDigits.write(ms),
            "2020-06-30T17:19:09.5710000Z"
        );
        assert_eq!(TimeForm::WholeSeconds.write(ms), "2020-06-30T17:19:09Z");
        assert_eq!(
            TimeForm::PacificOffset.write(ms),
            "2020-06-30T10:19:09.5710000-07:00"
        );
    }

    #[test]
    fn dates_around_leap_days_and_the_epoch_are_right() {
        assert_eq!(seconds(0), "1970-01-01T00:00:00");
        assert_eq!(seconds(951_782_400_000), "2000-02-29T00:00:00");
        assert_eq!(seconds(1_709_251_199_000), "2024-02-29T23:59:59");
        assert_eq!(
            http_date(1_739_441_825_000),
            "Thu, 13 Feb 2025 10:17:05 GMT"
        );
    }
}
