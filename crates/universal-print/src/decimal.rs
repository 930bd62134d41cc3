//! Reads decimal numbers as whole numbers of a smaller unit.
//!
//! Graph sends few fractions: coordinates and seconds to wait. They are read from
//! their text into microdegrees or milliseconds. No floating point is involved,
//! because its conversion tables are large and do not compress.

/// `text` times ten to the power of `places`; further digits are cut off.
/// `None` unless the text is an optional minus, digits and an optional fraction,
/// and for numbers that do not fit.
pub(crate) fn scaled(text: &str, places: usize) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    let fraction = fraction.bytes().chain(std::iter::repeat(b'0')).take(places);
    let number = whole
        .bytes()
        .chain(fraction)
        .try_fold(0i64, |number, digit| {
            number.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
        })?;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_are_filled_up_and_cut_off() {
        assert_eq!(scaled("47.6450", 6), Some(47_645_000));
        assert_eq!(scaled("-122.1409", 6), Some(-122_140_900));
        assert_eq!(scaled("3", 3), Some(3_000));
        assert_eq!(scaled("2.1289", 3), Some(2_128));
    }

    #[test]
    fn anything_but_a_plain_decimal_is_none() {
        for odd in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "+1",
            " 1",
            "0x1",
            "NaN",
            "99999999999999999999",
        ] {
            assert_eq!(scaled(odd, 3), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_are_scaled(number in -1_000_000_000i64..1_000_000_000) {
            prop_assert_eq!(scaled(&number.to_string(), 6), Some(number * 1_000_000));
        }
    }
}
