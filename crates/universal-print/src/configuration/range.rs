//! A range of whole numbers, such as pages or numbers of copies.
//!
//! Both ends are included, and both must be present: a range with one end missing
//! is not read.
//!
//! <https://learn.microsoft.com/graph/api/resources/integerrange>

use crate::json::Value;

use crate::wire::{Wire, member};

/// Whole numbers from `start` to `end`, both included.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntegerRange {
    /// The first number.
    pub start: i64,
    /// The last number.
    pub end: i64,
}

impl IntegerRange {
    /// Whether `number` is in the range.
    pub fn contains(self, number: i64) -> bool {
        (self.start..=self.end).contains(&number)
    }
}

impl Wire for IntegerRange {
    fn read(value: &Value) -> Option<Self> {
        // Beta's deprecated names are read second.
        Some(Self {
            start: member(value, "start").or_else(|| member(value, "minimum"))?,
            end: member(value, "end").or_else(|| member(value, "maximum"))?,
        })
    }
}

impl From<IntegerRange> for Value {
    fn from(range: IntegerRange) -> Self {
        Self::from_iter([("start", range.start), ("end", range.end)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn the_older_names_of_the_ends_are_read() {
        let range = IntegerRange::read(&json!({ "minimum": 1, "maximum": 9 }));
        assert_eq!(range, Some(IntegerRange { start: 1, end: 9 }));
    }

    #[test]
    fn a_range_with_one_end_is_absent() {
        assert_eq!(
            IntegerRange::read(&json!({ "start": 1, "end": null })),
            None
        );
    }

    #[test]
    fn both_ends_belong_to_the_range() {
        let range = IntegerRange { start: 2, end: 4 };
        let inside: Vec<_> = (0..7).filter(|number| range.contains(*number)).collect();
        assert_eq!(inside, [2, 3, 4]);
    }
}
