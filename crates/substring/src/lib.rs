//! Finds bytes in bytes, eight at a time.
//!
//! A search for a printer looks through several megabytes at the keystroke that starts a query. The widget is
//! compiled for size, and this crate for speed: that is why it is a crate.

/// A byte in each of eight.
const ONES: u64 = u64::from_le_bytes([1; 8]);
/// The highest bit of each of eight bytes.
const HIGHS: u64 = ONES << 7;

/// The first place of `needle` in `text`. An empty needle is found at the start.
pub fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((first, rest)) = needle.split_first() else {
        return Some(0);
    };
    let last = needle.last().copied().unwrap_or_default();
    let distance = rest.len();
    let starts = text.get(..text.len().checked_sub(distance)?)?;
    // A place is looked at only if the first and the last byte of the needle stand there.
    let ends = text.get(distance..)?;
    let (firsts, lasts) = (u64::from(*first) * ONES, u64::from(last) * ONES);
    let (blocks, few) = starts.as_chunks::<8>();
    let (end_blocks, _) = ends.as_chunks::<8>();
    for (block, (start, end)) in blocks.iter().zip(end_blocks).enumerate() {
        let differs = (u64::from_le_bytes(*start) ^ firsts) | (u64::from_le_bytes(*end) ^ lasts);
        // The highest bit of each byte that is zero, and of some above the lowest such byte.
        let mut equal = differs.wrapping_sub(ONES) & !differs & HIGHS;
        while equal != 0 {
            let at = block * 8 + equal.trailing_zeros() as usize / 8;
            if stands_at(text, at, needle) {
                return Some(at);
            }
            equal &= equal - 1;
        }
    }
    let before = starts.len() - few.len();
    (before..starts.len()).find(|at| stands_at(text, *at, needle))
}

/// Whether `needle` is in `text`.
pub fn contains(text: &[u8], needle: &[u8]) -> bool {
    find(text, needle).is_some()
}

fn stands_at(text: &[u8], at: usize, needle: &[u8]) -> bool {
    text.get(at..at + needle.len()) == Some(needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(text in "[ab]{0,40}", needle in "[ab]{0,6}") {
            prop_assert_eq!(find(text.as_bytes(), needle.as_bytes()), text.find(&needle));
        }

        #[test]
        fn every_part_of_a_text_is_in_it(text in ".{1,30}", from in 0..30_usize, to in 0..30_usize) {
            let bytes = text.as_bytes();
            let part = bytes.get(from.min(to)..from.max(to)).unwrap_or_default();
            prop_assert!(contains(bytes, part));
        }
    }
}
