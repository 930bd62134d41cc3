//! Which printers the filter "Only printers that fit" leaves out.
//!
//! A printer is left out once it was read and found not to fit a ticked job. What is not known
//! stays. So the filter reads nothing: printers are read as they come into sight.

use universal_print::ids::ShareId;

use super::State;
use super::asks::Asks;

/// What the filter does while it acts.
#[derive(Debug)]
pub struct LeftOut {
    /// The shares that are left out.
    shares: Vec<ShareId>,
    /// Their positions in the list of all, in order.
    positions: Vec<u32>,
    /// How many printers of the lists were read.
    pub looked_at: usize,
}

impl LeftOut {
    /// What is left out now. Nothing while the filter is off.
    pub fn of(state: &State) -> Option<Self> {
        let filter = &state.destinations.fit_filter;
        if !filter.is_on {
            return None;
        }
        let asks = state.asks();
        (!asks.is_empty()).then(|| Self::at(state, &asks))
    }

    fn at(state: &State, asks: &Asks) -> Self {
        let destinations = &state.destinations;
        let kept = [
            destinations.choice.share.as_ref(),
            destinations.fit_filter.held.as_ref(),
        ];
        let mut left_out = Self {
            shares: Vec::new(),
            positions: Vec::new(),
            looked_at: 0,
        };
        for seen in destinations.seen.iter() {
            let Some(known) = seen.reading.known() else {
                continue;
            };
            left_out.looked_at += 1;
            if asks.at(known).lost > 0 && !kept.contains(&Some(&seen.share)) {
                left_out.shares.push(seen.share.clone());
                left_out.positions.extend(seen.position);
            }
        }
        left_out.positions.sort_unstable();
        left_out
    }

    /// How many printers are left out.
    pub fn count(&self) -> usize {
        self.shares.len()
    }

    /// Whether this printer is left out.
    pub fn has(&self, share: &ShareId) -> bool {
        self.shares.contains(share)
    }

    /// Whether the printer at this position of the list of all stays.
    pub fn leaves(&self, at: u32) -> bool {
        self.positions.binary_search(&at).is_err()
    }

    /// The positions of printers in the list of all that stay, those that fit first.
    pub fn stay(&self, state: &State, found: impl Iterator<Item = u32>) -> Vec<u32> {
        let first = state.destinations.fit_filter.first.as_slice();
        let (mut stay, others): (Vec<u32>, Vec<u32>) = found
            .filter(|at| self.leaves(*at))
            .partition(|at| first.binary_search(at).is_ok());
        stay.extend(others);
        stay
    }
}
