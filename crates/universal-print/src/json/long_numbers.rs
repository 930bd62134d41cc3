//! Finds the numbers of a JSON text that a double may change.
//!
//! `JSON.parse` reads every number as a double. So before it reads a text, each of
//! these numbers is replaced by one that names its place in a list, and the number
//! itself goes into the list.

use super::number::survives;

/// What every replacement is a multiple of. It is far above every number that a
/// double holds for certain, so no number that stayed can be taken for one.
#[cfg_attr(
    test,
    allow(dead_code, reason = "only a browser's numbers are doubles")
)]
pub(super) const UNIT: f64 = 1e20;

/// The text without these numbers, and the numbers. The first is replaced by
/// `1e20`, the second by `2e20`, and so on.
pub(super) fn set_aside(text: &str) -> (String, Vec<&str>) {
    let mut numbers = Vec::new();
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '-') || c.is_ascii_digit()) {
        let (before, found) = rest.split_at(at);
        replaced.push_str(before);
        let is_text = found.starts_with('"');
        let length = if is_text {
            text_length(found)
        } else {
            let part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
            found.find(|c| !part(c)).unwrap_or(found.len())
        };
        let (found, after) = found.split_at(length);
        if is_text || survives(found) || !is_number(found) {
            replaced.push_str(found);
        } else {
            numbers.push(found);
            replaced.push_str(&numbers.len().to_string());
            replaced.push_str("e20");
        }
        rest = after;
    }
    replaced.push_str(rest);
    (replaced, numbers)
}

/// Whether JSON allows this number. `JSON.parse` must see the others, to refuse the
/// text.
fn is_number(text: &str) -> bool {
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.strip_prefix('-').unwrap_or(text);
    let (decimal, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, "0"));
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    are_digits(whole) && !has_leading_zero && are_digits(fraction) && are_digits(exponent)
}

/// The length of the string that `text` starts with, with both quotes.
fn text_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_set_aside_and_texts_are_not() {
        let text = r#"{"dpi": 600, "a": [12345678901234567890, -1.5], "b": 1e-3, "c": "\"1e5 \\", "d\"": 9e9}"#;
        let (replaced, numbers) = set_aside(text);
        assert_eq!(
            replaced,
            r#"{"dpi": 600, "a": [1e20, -1.5], "b": 2e20, "c": "\"1e5 \\", "d\"": 3e20}"#
        );
        assert_eq!(numbers, ["12345678901234567890", "1e-3", "9e9"]);
    }

    #[test]
    fn a_text_that_is_no_json_stays_none() {
        for text in [
            "1e", "-", "01e5", "1.e5", "--1e5", "1e5e5", "1e5-", "\"1e5", "1e5 \"\\",
        ] {
            let (replaced, _) = set_aside(text);
            assert!(super::super::parse(text).is_none(), "{text}");
            // A number that JSON does not allow must not become one that it allows.
            assert!(
                super::super::parse(&replaced).is_none(),
                "{text}: {replaced}"
            );
        }
    }
}
