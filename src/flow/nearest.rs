//! Puts the printers in order of their distance, after the user asked for that.
//!
//! Only a press asks the browser for the position. It stays in the state until the user takes the
//! order back, and no request, event or stored text has it.

use std::collections::BinaryHeap;
use std::time::Duration;

use super::calls;
use super::command::Command;
use super::coordinates::Coordinates;
use super::search::Hits;
use super::state::State;
use super::state::call::Timer;
use super::state::listed_printer::ListedPrinter;
use super::state::nearest::{Locating, Nearest, PositionAttempt, PositionError};
use super::words::position;
use crate::text::Message;

/// How long the browser has. It may be asking the user, so a later answer counts too.
const PATIENCE: Duration = Duration::from_secs(10);
/// Lists up to this length are put in order at each page, and longer ones once they are complete.
const ORDERED_AT_ONCE: usize = 5_000;

/// The user wants the nearest printers first, or takes that back.
pub(super) fn pressed(state: &mut State, out: &mut Vec<Command>) {
    let Nearest {
        can_ask, progress, ..
    } = *state.nearest;
    if matches!(progress, Locating::Asking | Locating::Known(_)) {
        *state.nearest = Nearest {
            can_ask,
            ..Nearest::default()
        };
        return arrange(state);
    }
    let attempt = PositionAttempt(state.next_number());
    *state.nearest = Nearest {
        can_ask,
        attempt: Some(attempt),
        progress: Locating::Asking,
    };
    state.announcements.say(Message::position_finding());
    out.push(Command::FindPosition(attempt));
    calls::wait(state, Timer::Position(attempt), PATIENCE, out);
}

/// The browser has told the position, or does not tell it.
pub(super) fn found(
    state: &mut State,
    attempt: PositionAttempt,
    result: Result<Coordinates, PositionError>,
) {
    if state.nearest.attempt != Some(attempt) {
        return;
    }
    state.nearest.attempt = None;
    match result {
        Ok(here) => {
            state.nearest.progress = Locating::Known(here);
            arrange(state);
            state.announcements.say(Message::nearest_first());
        }
        Err(error) => failed(state, error),
    }
}

/// The browser has had its time.
pub(super) fn out_of_time(state: &mut State, attempt: PositionAttempt) {
    if state.nearest.attempt == Some(attempt) {
        failed(state, PositionError::Unknown);
    }
}

fn failed(state: &mut State, error: PositionError) {
    // A late answer finds what was said already.
    if state.nearest.progress == Locating::Asking {
        state.nearest.progress = Locating::Failed(error);
        state.announcements.say(position::words(error));
    }
}

/// More printers have arrived, and perhaps all.
pub(super) fn arrived(state: &mut State, is_complete: bool) {
    let count = state.destinations.all.len();
    if state.nearest.here().is_some() && (is_complete || count <= ORDERED_AT_ONCE) {
        arrange(state);
    }
}

/// Puts all printers in order.
fn arrange(state: &mut State) {
    let plain = state.plain_letters;
    let here = state.nearest.here();
    let destinations = &mut state.destinations;
    let search = &mut *destinations.search;
    let by_place = search.index.by_place();
    let nearest = here.map(|here| nearest_first(here, &destinations.all, by_place));
    search.index.set_nearest(nearest);
    search.hits = Hits::default();
    search.run(plain);
}

/// The order by distance. Printers on one floor of a building stay together, in order of their
/// places, as near as the nearest of them; so do those that are equally far. A floor whose printers
/// tell no position comes after all others.
fn nearest_first(here: Coordinates, all: &[ListedPrinter], by_place: &[u32]) -> Vec<u32> {
    let printer = |at: &u32| all.get(*at as usize);
    let mut keys = BinaryHeap::with_capacity(by_place.len());
    let mut rest = by_place;
    while let Some(first) = rest.first().and_then(printer) {
        let is_beside = |at: &&u32| printer(at).is_some_and(|it| first.is_beside(it));
        let others = rest.iter().skip(1).take_while(is_beside).count();
        let (floor, later) = rest.split_at_checked(1 + others).unwrap_or_default();
        let distances = floor.iter().filter_map(|at| printer(at)?.metres_from(here));
        let distance = distances.min().unwrap_or(u32::MAX);
        for _ in floor {
            // No two keys are the same, so the order is that of places where distances are.
            keys.push((u64::from(distance) << 32) | keys.len() as u64);
        }
        rest = later;
    }
    let keys = keys.into_sorted_vec();
    let position = |key: u64| {
        let place = usize::try_from(key & u64::from(u32::MAX)).ok()?;
        by_place.get(place).copied()
    };
    keys.into_iter().filter_map(position).collect()
}
