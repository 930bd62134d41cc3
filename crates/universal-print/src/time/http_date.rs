//! Reads moments as HTTP headers write them.
//!
//! Graph tells waits in seconds, but a proxy may tell the moment at which to ask
//! again. All three forms of the standard are read. The weekday is not compared
//! with the date.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>

use super::{DAY, MINUTE, Rest, SECOND, Timestamp, days_since_epoch};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Timestamp {
    /// Reads the date in an HTTP header.
    pub fn parse_http(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text
            .split([' ', ',', '-'])
            .filter(|part| !part.is_empty())
            .collect();
        // Sun, 06 Nov 1994 08:49:37 GMT, or the older Sunday, 06-Nov-94 08:49:37 GMT;
        // or the oldest: Sun Nov  6 08:49:37 1994
        let ([_, day, month, year, clock, "GMT"] | [_, month, day, clock, year]) =
            *parts.as_slice()
        else {
            return None;
        };
        let month = MONTHS.iter().position(|name| *name == month)?;
        let year = match number(year)? {
            // Two digits mean the years 1970 to 2069.
            short @ 0..70 if year.len() == 2 => short + 2000,
            short @ 70..100 if year.len() == 2 => short + 1900,
            long => long,
        };
        let days = days_since_epoch(year, i64::try_from(month).ok()? + 1, number(day)?)?;
        let mut rest = Rest(clock.as_bytes());
        let minutes = rest.hour_and_minute()?;
        rest.skip(b":")?;
        // The standard allows a leap second.
        let seconds = rest.number(2).filter(|seconds| *seconds <= 60)?;
        rest.0
            .is_empty()
            .then_some(Self(days * DAY + minutes * MINUTE + seconds * SECOND))
    }
}

fn number(text: &str) -> Option<i64> {
    let mut rest = Rest(text.as_bytes());
    (1..=4)
        .contains(&text.len())
        .then(|| rest.number(text.len()))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_three_forms_read_as_the_same_moment() {
        let moment = Timestamp::parse("1994-11-06T08:49:37Z");
        assert!(moment.is_some());
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(Timestamp::parse_http(text), moment, "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_date_is_refused() {
        for text in [
            "",
            "10",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 08:49:37.5 GMT",
            "Sun, 06 Nov 99999 08:49:37 GMT",
            "Sun, 006x Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(Timestamp::parse_http(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_header_date_agrees_with_iso_8601(
            year in 1900_i64..=9999, month in 1_usize..=12, day in 1_i64..=28,
            hour in 0_i64..24, minute in 0_i64..60, second in 0_i64..60,
        ) {
            let name = MONTHS[month - 1];
            let header = format!("Mon, {day:02} {name} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
            let plain = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
            prop_assert_eq!(Timestamp::parse_http(&header), Timestamp::parse(&plain));
        }

        #[test]
        fn any_text_is_a_date_or_none(text in "\\PC{0,40}|[A-Z][a-z]{2}, [0-9]{1,4} [A-Z][a-z]{2} [0-9]{1,5} [0-9:]{1,9} GMT") {
            let _ = Timestamp::parse_http(&text);
        }
    }
}
