//! Reads page ranges as people type them, and writes them back.
//!
//! People type `1-3, 7`, `5-` for the rest of the document, and other dashes, commas
//! and digits. What is read is put in order and joined where ranges meet: IPP, the
//! protocol that printers speak, refuses ranges that overlap or do not ascend, and
//! counts pages from 1 to 2147483647
//! (<https://www.rfc-editor.org/rfc/rfc8011#section-5.2.7>). Graph's `integerRange`
//! has two Int64 bounds and states no limits
//! (<https://learn.microsoft.com/graph/api/resources/integerrange>), nor what a bound
//! means that is null. So "to the last page" is sent as the largest number.
//!
//! ```
//! use universal_print::configuration::{LAST_PAGE, PageRange, read_page_ranges, write_page_ranges};
//!
//! let pages = read_page_ranges("7, 1 – 3, 10-").unwrap();
//! assert_eq!(
//!     pages,
//!     [
//!         PageRange { start: 1, end: 3 },
//!         PageRange { start: 7, end: 7 },
//!         PageRange { start: 10, end: LAST_PAGE },
//!     ]
//! );
//! assert_eq!(write_page_ranges(&pages), "1-3, 7, 10-");
//! assert_eq!(read_page_ranges("１〜３、٧"), read_page_ranges("1-3, 7"));
//! assert_eq!(read_page_ranges("1-3, x, 7").unwrap_err().part, "x");
//! assert_eq!(read_page_ranges(" "), Ok(vec![]), "an empty field means all pages");
//! ```

use std::error::Error;
use std::fmt;

use super::PageRange;

/// The largest number of a page, and the end of a range that goes on to the last
/// page of the document.
pub const LAST_PAGE: i64 = i32::MAX as i64;

/// The zeros of the scripts whose digits people type. The nine other digits follow
/// each zero in Unicode.
const ZEROS: &str = "0٠۰߀०০੦૦୦௦౦೦൦๐໐༠၀០᠐０";

/// What people type for "to".
const DASHES: &str = "-–—‐‑‒―−˗~〜～－ー﹣";

/// What people type between ranges.
const COMMAS: &str = ",;،؛、，；﹐";

/// Marks without width that come along with pasted text: they turn the direction of
/// writing, or forbid or allow a line to break.
const MARKS: &str = "\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";

/// A part of the text is no range of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRangesError {
    /// The part as it was typed, without the blanks around it.
    pub part: String,
}

impl fmt::Display for PageRangesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no range of pages: ")?;
        f.write_str(&self.part)
    }
}

impl Error for PageRangesError {}

/// Reads page ranges; an empty list means all pages. The first part that is no range
/// of pages is the error: one that has other characters, page 0, a page beyond
/// [`LAST_PAGE`], an end before its start, or an open start such as `-5`.
pub fn read_page_ranges(text: &str) -> Result<Vec<PageRange>, PageRangesError> {
    let mut ranges: Vec<PageRange> = Vec::new();
    for part in text.split(|c| COMMAS.contains(c)) {
        let part = part.trim_matches(is_nothing);
        if part.is_empty() {
            continue;
        }
        match range(part) {
            Some(range) => ranges.push(range),
            None => {
                return Err(PageRangesError {
                    part: part.to_owned(),
                });
            }
        }
    }
    ranges.sort_unstable_by_key(|range| range.start);
    let mut joined: Vec<PageRange> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end.saturating_add(1) => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    Ok(joined)
}

/// Writes page ranges so that [`read_page_ranges`] reads them again: `1-3, 7, 10-`.
pub fn write_page_ranges(ranges: &[PageRange]) -> String {
    let mut text = String::new();
    for range in ranges {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&range.start.to_string());
        if range.end != range.start {
            text.push('-');
            if range.end < LAST_PAGE {
                text.push_str(&range.end.to_string());
            }
        }
    }
    text
}

fn range(part: &str) -> Option<PageRange> {
    let Some((start, end)) = part.split_once(|c| DASHES.contains(c)) else {
        let page = page(part)?;
        return Some(PageRange {
            start: page,
            end: page,
        });
    };
    let start = page(start)?;
    let end = match end.trim_matches(is_nothing) {
        "" => LAST_PAGE,
        end => page(end)?,
    };
    (start <= end).then_some(PageRange { start, end })
}

/// Reads a whole number above 0 in the digits of any script, as people type it.
///
/// ```
/// use universal_print::configuration::read_number;
/// assert_eq!(read_number("12"), Some(12));
/// assert_eq!(read_number("١٢"), Some(12));
/// assert_eq!(read_number("1.5"), None);
/// ```
pub fn read_number(text: &str) -> Option<i32> {
    page(text).and_then(|number| i32::try_from(number).ok())
}

/// A page's number, from 1 to [`LAST_PAGE`].
fn page(text: &str) -> Option<i64> {
    let text = text.trim_matches(is_nothing);
    let digits = text.chars().filter(|c| !MARKS.contains(*c));
    let number = digits.clone().try_fold(0i64, |number, c| {
        let number = number * 10 + digit(c)?;
        (number <= LAST_PAGE).then_some(number)
    })?;
    (number > 0).then_some(number)
}

fn digit(c: char) -> Option<i64> {
    ZEROS.chars().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        (value < 10).then_some(i64::from(value))
    })
}

fn is_nothing(c: char) -> bool {
    c.is_whitespace() || MARKS.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        read_page_ranges(text).map_or_else(
            |error| format!("no: {}", error.part),
            |ranges| write_page_ranges(&ranges),
        )
    }

    #[test]
    fn what_people_type_is_read() {
        for (typed, meant) in [
            ("1-3, 7", "1-3, 7"),
            ("1-3,7", "1-3, 7"),
            ("5-", "5-"),
            ("  1  -  3 ,, 7 , ", "1-3, 7"),
            ("", ""),
            (" , ", ""),
            ("1–3, 5—6", "1-3, 5-6"),
            ("1‐3, 5−6", "1-3, 5-6"),
            ("1〜3、7", "1-3, 7"),
            ("１－３，７", "1-3, 7"),
            ("٧، ١-٣", "1-3, 7"),
            ("۱–۳؛ ۷", "1-3, 7"),
            ("१-३, ७", "1-3, 7"),
            ("1-3; 7", "1-3, 7"),
            ("\u{2067}1-3\u{2069}, \u{200f}7\u{feff}", "1-3, 7"),
            ("1\u{a0}\u{2013}\u{3000}3", "1-3"),
            ("0007", "7"),
            ("2147483647", "2147483647"),
        ] {
            assert_eq!(written(typed), meant, "{typed}");
        }
    }

    #[test]
    fn each_script_has_ten_digits_in_a_row() {
        for zero in ZEROS.chars() {
            for value in 0..10 {
                let c = char::from_u32(u32::from(zero) + value).unwrap();
                assert!(c.is_numeric(), "{zero} {value}");
                assert_eq!(digit(c), Some(value.into()));
            }
            let before = char::from_u32(u32::from(zero) - 1).unwrap();
            assert_eq!(digit(before), None, "{zero}");
        }
    }

    #[test]
    fn ranges_are_put_in_order_and_joined_where_they_meet() {
        assert_eq!(written("7, 1-3, 2-4, 5"), "1-5, 7");
        assert_eq!(written("3, 3"), "3");
        assert_eq!(written("5-, 9, 2"), "2, 5-");
    }

    #[test]
    fn what_is_no_range_is_refused_with_its_part() {
        for (typed, part) in [
            ("1-3, x, 7", "x"),
            ("0", "0"),
            ("1, 0-3", "0-3"),
            ("3-1", "3-1"),
            ("2, -5 , 9", "-5"),
            ("-", "-"),
            ("1-2-3", "1-2-3"),
            ("1 3", "1 3"),
            ("1.5", "1.5"),
            ("+1", "+1"),
            ("2147483648", "2147483648"),
            ("99999999999999999999999", "99999999999999999999999"),
            ("1-99999999999999999999999", "1-99999999999999999999999"),
            ("all", "all"),
            ("²", "²"),
        ] {
            assert_eq!(written(typed), format!("no: {part}"), "{typed}");
        }
    }

    fn any_ranges() -> impl Strategy<Value = Vec<PageRange>> {
        let lengths = prop::collection::vec((1i64..50, 0i64..50), 0..6);
        (lengths, any::<bool>()).prop_map(|(lengths, is_open)| {
            let mut ranges = Vec::new();
            let mut end = 0;
            for (gap, length) in lengths {
                let start = end + 1 + gap;
                end = start + length;
                ranges.push(PageRange { start, end });
            }
            if is_open && let Some(last) = ranges.last_mut() {
                last.end = LAST_PAGE;
            }
            ranges
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(ranges in any_ranges()) {
            prop_assert_eq!(read_page_ranges(&write_page_ranges(&ranges)), Ok(ranges));
        }

        #[test]
        fn any_text_is_read_in_order_or_refused_with_a_part_of_it(text in "[-0-9,، x–〜]{0,30}|\\PC{0,20}") {
            match read_page_ranges(&text) {
                Ok(ranges) => {
                    let mut last = -1;
                    for range in ranges {
                        prop_assert!(range.start > last + 1 && range.start <= range.end);
                        last = range.end;
                    }
                    prop_assert!(last <= LAST_PAGE);
                }
                Err(error) => prop_assert!(!error.part.is_empty() && text.contains(&error.part)),
            }
        }
    }
}
