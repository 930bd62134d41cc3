//! Which printers the filter "Only printers that fit" leaves out.
//!
//! A printer is left out if it was read and found not to fit a ticked job when the user turned to
//! the list last. What is not known stays. So the filter reads nothing: printers are read as they
//! come into sight. And none leaves under the pointer: its row says that it does not fit.

use universal_print::ids::ShareId;

use super::State;

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
        let destinations = &state.destinations;
        if !destinations.fit_filter.is_on || state.ticked().next().is_none() {
            return None;
        }
        let chosen = destinations.choice.share.as_ref();
        let mut left_out = Self {
            shares: Vec::new(),
            positions: Vec::new(),
            looked_at: 0,
        };
        for seen in destinations.seen.iter() {
            left_out.looked_at += usize::from(seen.reading.known().is_some());
            if seen.is_left_out && chosen != Some(&seen.share) {
                left_out.shares.push(seen.share.clone());
                left_out.positions.extend(seen.position);
            }
        }
        left_out.positions.sort_unstable();
        Some(left_out)
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
