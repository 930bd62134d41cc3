//! Makes ids for requests from a seed.
//!
//! Every call carries a `client-request-id`. The journal must hold it before the
//! call is sent, so ids are made here and not by the runner. They identify
//! requests in logs and are no secret. The seed is a random number from the
//! browser, so that two pages do not share ids.
//!
//! <https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support>

/// A source of version 4 UUIDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestIds {
    state: u64,
}

impl RequestIds {
    /// Starts from a random number.
    pub fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next id: 32 hexadecimal digits in the form of a GUID.
    pub fn next_id(&mut self) -> String {
        let (high, low) = (self.next_number(), self.next_number());
        let version = (high & !0xf000) | 0x4000;
        let variant = (low & !(0b11 << 62)) | (0b10 << 62);
        let bytes = version.to_be_bytes().into_iter();
        let mut id = String::with_capacity(36);
        for (at, byte) in bytes.chain(variant.to_be_bytes()).enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                id.push('-');
            }
            let digits = [byte >> 4, byte & 15].map(u32::from);
            id.extend(digits.into_iter().filter_map(|it| char::from_digit(it, 16)));
        }
        id
    }

    /// SplitMix64: no number repeats before every state was used.
    fn next_number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_have_the_form_of_a_guid_and_differ() {
        let mut ids = RequestIds::seeded(7);
        let many: BTreeSet<String> = (0..1_000).map(|_| ids.next_id()).collect();
        assert_eq!(many.len(), 1_000);
        for id in many {
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
            assert_eq!(id.as_bytes()[14], b'4');
            assert!(matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
        }
    }
}
