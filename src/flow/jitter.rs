//! Spreads the repeats of many widgets over time.
//!
//! After an outage the widgets of a whole intranet have failed at the same moment.
//! If each waited for the same time, they would all come back at the same moment
//! too. So each adds a part of its own. The part comes from the random seed that
//! the browser gave at the start, and only makes a pause longer.
//!
//! A wait that the service told in seconds is left alone: the callers were told at
//! different moments. A date is the same moment for all.

use std::time::Duration;

/// A source of random parts of pauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jitter {
    state: u32,
}

impl Jitter {
    /// Starts from a random number.
    pub fn seeded(seed: u64) -> Self {
        // Multiplied, so that seeds that are near each other lead far apart.
        let mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        // Zero would stay zero.
        let state = u32::try_from(mixed).unwrap_or_default() | 1;
        Self { state }
    }

    /// The pause, and up to half as much again.
    pub fn lengthen(&mut self, pause: Duration) -> Duration {
        // Xorshift: https://www.jstatsoft.org/article/view/v008i14
        self.state ^= self.state << 13;
        self.state ^= self.state >> 17;
        self.state ^= self.state << 5;
        // `as_millis` would add 128-bit arithmetic to the download.
        let half =
            pause.as_secs().min(u64::from(u16::MAX)) * 500 + u64::from(pause.subsec_millis()) / 2;
        pause.saturating_add(Duration::from_millis((half * u64::from(self.state)) >> 32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_thousand_widgets_come_back_at_many_moments() {
        let pause = Duration::from_secs(4);
        let moments: BTreeSet<_> = (0..1_000)
            .map(|seed| Jitter::seeded(seed).lengthen(pause).as_millis() / 100)
            .collect();
        // Every tenth of a second between 4 and 6 s.
        assert_eq!(moments.len(), 20);
    }

    proptest! {
        #[test]
        fn a_pause_is_never_shortened_nor_doubled(seed: u64, ms in 0..1_000_000_u64) {
            let pause = Duration::from_millis(ms);
            let mut jitter = Jitter::seeded(seed);
            for _ in 0..10 {
                let longer = jitter.lengthen(pause);
                prop_assert!(longer >= pause && longer <= pause + pause / 2);
            }
        }

        #[test]
        fn no_pause_is_too_long_to_lengthen(seed: u64, seconds: u64) {
            let pause = Duration::from_secs(seconds);
            prop_assert!(Jitter::seeded(seed).lengthen(pause) >= pause);
        }
    }
}
