//! Makes ids that look like Graph's and are the same on every run.
//!
//! Nothing here is random, because tests compare answers byte by byte. An id is a
//! hash of its kind and a count, in the form of a version 4 GUID.

/// What an id names. Equal counts of different kinds give different ids.
#[derive(Clone, Copy, Debug)]
pub(crate) enum IdKind {
    Printer = 1,
    Share,
    Document,
    Task,
    Definition,
    Trigger,
    Request,
}

/// The GUID of the `count`th thing of a kind.
pub(crate) fn guid(kind: IdKind, count: u64) -> String {
    let high = scramble((kind as u64).wrapping_mul(0xd134_2543_de82_ef95) ^ count);
    let low = scramble(high);
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        low >> 52,
        low & 0xffff_ffff_ffff,
    )
}

/// The finalizer of SplitMix64, which turns similar counts into unlike numbers.
fn scramble(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_keep_their_shape_and_never_repeat() {
        let mut seen = BTreeSet::new();
        for count in 0..5000 {
            for kind in [IdKind::Printer, IdKind::Share, IdKind::Task] {
                let id = guid(kind, count);
                assert_eq!(id.len(), 36);
                assert!(seen.insert(id));
            }
        }
    }
}
