//! Which rows of a long list are drawn: those in sight and some before and behind them.
//!
//! Heights are whole pixels, each with the gap below its row. The height of a row that was never
//! drawn is estimated.

use std::ops::Range;

/// The rows of one list.
#[derive(Clone, Debug)]
pub struct RowWindow {
    count: usize,
    /// The rows that were measured, in order: the position and the height of each. There are few:
    /// most rows of a long list are never drawn.
    measured: Vec<(usize, u32)>,
    estimate: u32,
    /// Whether the estimate is what rows were measured to be.
    is_measured: bool,
}

impl RowWindow {
    /// An empty list whose rows are about this high.
    pub fn new(estimate: u32) -> Self {
        Self {
            count: 0,
            measured: Vec::new(),
            estimate: estimate.max(1),
            is_measured: false,
        }
    }

    /// About how high a row is.
    pub fn estimate(&self) -> u32 {
        self.estimate
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The list has this many rows now. The first and the last of them, as many as `same` says,
    /// are the rows that were first and last before.
    pub fn resize(&mut self, count: usize, same: (usize, usize)) {
        let before = std::mem::replace(&mut self.count, count);
        let first = same.0.min(before).min(count);
        let last = same.1.min(before - first).min(count - first);
        self.measured.retain_mut(|(at, _)| {
            if *at < first {
                return true;
            }
            let is_last = *at >= before - last;
            if is_last {
                *at = *at + count - before;
            }
            is_last
        });
    }

    /// Rows were measured: the height of each by its position. Returns whether anything changed.
    pub fn measure(&mut self, measured: &[(usize, u32)]) -> bool {
        let sum: u32 = measured.iter().map(|(_, height)| height).sum();
        let mean = u32::try_from(measured.len())
            .ok()
            .and_then(|count| sum.checked_div(count));
        let mut changed = false;
        // The first rows say how high the others may be. Later they would move what is in sight.
        if let Some(mean) = mean.filter(|mean| *mean > 0 && !self.is_measured) {
            changed = mean != self.estimate;
            self.estimate = mean;
            self.is_measured = true;
        }
        for (at, height) in measured.iter().filter(|(at, _)| *at < self.count) {
            match self.measured.binary_search_by_key(at, |(at, _)| *at) {
                Ok(known) => {
                    if let Some(known) = self.measured.get_mut(known)
                        && known.1 != *height
                    {
                        known.1 = *height;
                        changed = true;
                    }
                }
                Err(place) => {
                    self.measured.insert(place, (*at, *height));
                    changed |= *height != self.estimate;
                }
            }
        }
        changed
    }

    /// Forgets all heights, because the width of the list changed.
    pub fn forget(&mut self) {
        self.measured.clear();
        self.is_measured = false;
    }

    /// The distance of a row from the start of the list.
    pub fn offset(&self, at: usize) -> u32 {
        let at = at.min(self.count);
        let before = self
            .measured
            .partition_point(|(measured, _)| *measured < at);
        let measured = self.measured.iter().take(before);
        let measured: u32 = measured.map(|(_, height)| height).sum();
        self.estimated(at - before).saturating_add(measured)
    }

    /// The height of so many rows that were never measured.
    fn estimated(&self, rows: usize) -> u32 {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        rows.saturating_mul(self.estimate)
    }

    /// The height of the list.
    pub fn height(&self) -> u32 {
        self.offset(self.count)
    }

    /// The first row that reaches below a distance from the start, else the last row.
    pub fn row_at(&self, distance: u32) -> usize {
        // The next row, and its distance.
        let (mut row, mut top) = (0, 0_u32);
        let estimated = |rows: u32| (rows / self.estimate) as usize;
        for (at, height) in &self.measured {
            let measured_top = top.saturating_add(self.estimated(at - row));
            if measured_top > distance {
                break;
            }
            (row, top) = (at + 1, measured_top.saturating_add(*height));
            if top > distance {
                return *at;
            }
        }
        let row = row + estimated(distance.saturating_sub(top));
        row.min(self.count.saturating_sub(1))
    }

    /// The rows to draw where `sight` is in sight. Steps of a few rows save drawing at each pixel.
    pub fn rows(&self, sight: Range<u32>) -> Range<usize> {
        const STEP: usize = 4;
        let margin = (sight.end.saturating_sub(sight.start) / 2).max(self.estimate * 4);
        let start = self.row_at(sight.start.saturating_sub(margin));
        let end = self.row_at(sight.end.saturating_add(margin)) + 1;
        let start = start - start % STEP;
        start..end.next_multiple_of(STEP).min(self.count)
    }

    /// Where to scroll, so that a row is in sight.
    pub fn reveal(&self, at: usize, sight: Range<u32>) -> u32 {
        let (top, bottom) = (self.offset(at), self.offset(at + 1));
        let height = sight.end.saturating_sub(sight.start);
        if top < sight.start {
            top
        } else if bottom > sight.end {
            bottom.saturating_sub(height)
        } else {
            sight.start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(count: usize, measured: &[(usize, u32)]) -> RowWindow {
        let mut window = RowWindow::new(10);
        window.resize(count, (0, 0));
        window.measure(measured);
        window
    }

    #[test]
    fn the_first_measured_rows_give_the_estimate() {
        let mut window = of(100, &[(0, 20), (1, 40)]);
        assert_eq!(
            (window.offset(2), window.offset(3), window.height()),
            (60, 90, 3_000)
        );
        assert!(window.measure(&[(2, 50)]) && !window.measure(&[(2, 50)]));
        assert_eq!(window.height(), 3_020);
        window.forget();
        assert!(window.measure(&[(0, 12)]));
        assert_eq!(window.height(), 1_200);
    }

    #[test]
    fn rows_that_stay_keep_their_heights() {
        let mut window = of(4, &[(0, 10), (1, 20), (2, 30), (3, 40)]);
        window.resize(3, (1, 2));
        assert_eq!(
            (window.offset(1), window.offset(2), window.height()),
            (10, 40, 80)
        );
        window.resize(5, (3, 0));
        assert_eq!(window.height(), 80 + 2 * 25);
    }

    #[test]
    fn a_hidden_row_is_revealed_by_the_shortest_way() {
        let window = of(100, &[]);
        assert_eq!(window.reveal(0, 50..150), 0);
        assert_eq!(window.reveal(7, 50..150), 50);
        assert_eq!(window.reveal(20, 50..150), 110);
    }

    proptest! {
        #[test]
        fn what_is_in_sight_is_drawn_and_not_much_more(
            heights in proptest::collection::vec(5..80_u32, 1..300),
            top in 0..9_000_u32,
            height in 50..700_u32
        ) {
            let measured: Vec<(usize, u32)> = heights.iter().copied().enumerate().collect();
            let window = of(heights.len(), &measured);
            let rows = window.rows(top..top + height);
            for at in 0..window.len() {
                let is_in_sight = window.offset(at) < top + height && window.offset(at + 1) > top;
                prop_assert!(!is_in_sight || rows.contains(&at), "row {at} of {rows:?}");
            }
            let drawn = window.offset(rows.end) - window.offset(rows.start);
            prop_assert!(drawn <= 2 * height + 4 * 80 * 4);
        }

        #[test]
        fn resizing_never_loses_a_row(before in 0..20_usize, after in 0..20_usize, first in 0..25_usize, last in 0..25_usize) {
            let mut window = of(before, &[]);
            window.resize(after, (first, last));
            prop_assert_eq!(window.len(), after);
        }
    }
}
