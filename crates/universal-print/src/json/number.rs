//! Numbers, kept as text unless they are small and whole.
//!
//! A browser reads every number as a double, which holds whole numbers up to 2^53
//! and decimals of 15 digits. Where a double may hold another value than the text,
//! the text itself is kept. So a number that is sent back always equals the one that
//! came. No floating point is computed with: its conversion tables are large and do
//! not compress.

use std::borrow::Cow;
use std::fmt;

/// The largest whole number below which a double holds every other one.
const MOST_SAFE: i64 = (1 << 53) - 1;

/// Decimals of so many digits keep their value in a double.
const SAFE_DIGITS: usize = 15;

/// A number of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(Repr);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Repr {
    /// A whole number that a double holds.
    Whole(i64),
    /// Any other number, as JSON text.
    Text(Box<str>),
    /// A number that may have another value than the one that came.
    #[cfg_attr(
        not(any(test, all(target_arch = "wasm32", target_os = "unknown"))),
        expect(dead_code, reason = "only a page's own `JSON.parse` gives one")
    )]
    Inexact(Box<str>),
}

impl Number {
    /// A number from its JSON text. Numbers that a double holds are written in one
    /// way, so that a browser gives the same: `2.50` as `2.5`, `2.0` as `2`. All
    /// others keep their digits; an exponent is written as in `1e5`.
    pub(super) fn of_text(text: &str) -> Self {
        if !survives(text) {
            return Self(Repr::Text(with_plain_exponent(text)));
        }
        let short = if text.bytes().any(|sign| sign == b'.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            text
        };
        let whole = short.parse().map(Repr::Whole);
        Self(whole.unwrap_or_else(|_| Repr::Text(short.into())))
    }

    /// A double that is a whole number, if it stands for no other number.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(super) fn of_whole_double(double: f64) -> Option<Self> {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::float_cmp,
            reason = "only whole numbers that a double holds pass"
        )]
        let is_whole = double.abs() <= MOST_SAFE as f64 && double == double as i64 as f64;
        #[allow(clippy::cast_possible_truncation, reason = "it is whole")]
        is_whole.then_some(Self(Repr::Whole(double as i64)))
    }

    /// Any other double, as JavaScript writes it.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(super) fn of_written_double(text: &str) -> Self {
        Self(if survives(text) {
            Repr::Text(text.into())
        } else {
            Repr::Inexact(with_plain_exponent(text))
        })
    }

    /// A number as a page's own `JSON.parse` may give it.
    #[cfg(test)]
    pub(crate) fn inexact(text: &str) -> Self {
        Self(Repr::Inexact(text.into()))
    }

    /// The whole number, if it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Whole(number) => Some(*number),
            Repr::Text(text) => text.parse().ok(),
            Repr::Inexact(_) => None,
        }
    }

    /// The number as JSON text.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Whole(number) => number.to_string().into(),
            Repr::Text(text) | Repr::Inexact(text) => Cow::Borrowed(text),
        }
    }

    /// Whether this is certainly the number that came. It always is, unless a page
    /// replaced the browser's `JSON.parse` before this program was loaded. A number
    /// that is not must never be sent.
    pub fn is_exact(&self) -> bool {
        !matches!(self.0, Repr::Inexact(_))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(if number.unsigned_abs() <= MOST_SAFE.unsigned_abs() {
            Repr::Whole(number)
        } else {
            Repr::Text(number.to_string().into())
        })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Writes the exponent, if there is one, in one of its four ways.
fn with_plain_exponent(text: &str) -> Box<str> {
    let signs = text.chars().filter(|sign| *sign != '+');
    let plain: String = signs
        .map(|sign| if sign == 'E' { 'e' } else { sign })
        .collect();
    plain.into()
}

/// Whether a double holds the value of this JSON number, and JavaScript writes the
/// double without an exponent. Smaller decimals are written as `1e-7`.
pub(super) fn survives(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole = digits.parse::<i64>();
        return whole.is_ok_and(|number| number <= MOST_SAFE);
    }
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.len() <= SAFE_DIGITS + 1
        && !digits.starts_with("0.000000")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        Number::of_text(text).to_string()
    }

    #[test]
    fn numbers_that_a_double_holds_are_written_in_one_way() {
        for (text, short) in [
            ("2.0", "2"),
            ("-0", "0"),
            ("-0.0", "0"),
            ("47.6450", "47.645"),
            ("9007199254740991", "9007199254740991"),
        ] {
            assert_eq!(written(text), short);
        }
    }

    #[test]
    fn all_other_numbers_keep_their_text() {
        for text in [
            "9007199254740993",
            "-12345678901234567890",
            "1e2",
            "1e-400",
            "0.0000001",
            "47.64199000000000300",
        ] {
            assert_eq!(written(text), text);
        }
    }

    #[test]
    fn an_exponent_is_written_in_one_way() {
        for text in ["1e5", "1E5", "1e+5", "1E+5"] {
            assert_eq!(written(text), "1e5");
        }
    }

    #[test]
    fn whole_numbers_beyond_a_double_are_still_read() {
        assert_eq!(Number::from(i64::MAX).as_i64(), Some(i64::MAX));
        assert_eq!(Number::of_text("2.0").as_i64(), Some(2));
        assert_eq!(Number::of_text("2.5").as_i64(), None);
        assert_eq!(Number::of_text("12345678901234567890").as_i64(), None);
    }

    proptest! {
        /// Rust writes doubles as JavaScript does, in this range.
        #[test]
        fn what_survives_is_what_a_double_gives_back(text in "-?(0|[1-9][0-9]{0,16})(\\.[0-9]{1,16})?") {
            if survives(&text) {
                let double: f64 = text.parse().unwrap();
                let double = if double == 0.0 { 0.0 } else { double };
                prop_assert_eq!(Number::of_text(&text).to_string(), double.to_string());
            }
        }
    }
}
