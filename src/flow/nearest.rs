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

/// How long the browser has. It may be asking the user for longer: then the button says so no more,
/// a refusal that comes later is said, and a position that comes later waits for the next press.
const PATIENCE: Duration = Duration::from_secs(10);

/// The user wants the nearest printers first, or takes that back.
pub(super) fn pressed(state: &mut State, out: &mut Vec<Command>) {
    let progress = state.nearest.progress;
    forget(state);
    if matches!(progress, Locating::Asking | Locating::Known(_)) {
        return arrange(state);
    }
    let attempt = PositionAttempt(state.next_number());
    state.nearest.attempt = Some(attempt);
    state.nearest.progress = Locating::Asking;
    state.announcements.say(Message::position_finding());
    out.push(Command::FindPosition(attempt));
    calls::wait(state, Timer::Position(attempt), PATIENCE, out);
}

/// Forgets the position and the question for it.
pub(super) fn forget(state: &mut State) {
    *state.nearest = Nearest {
        can_ask: state.nearest.can_ask,
        ..Nearest::default()
    };
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
        Ok(here) if state.nearest.progress == Locating::Asking => {
            state.nearest.progress = Locating::Known(here);
            if state.destinations.load.is_under_way() {
                state.announcements.say(Message::printers_loading());
            } else {
                show(state);
            }
        }
        // The user may be about to press a card, so none moves now. The next press is answered.
        Ok(_) => state.nearest.progress = Locating::Off,
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
    // That it is not known was said when the time was over. A refusal is news then.
    if state.nearest.progress != Locating::Failed(error) {
        state.nearest.progress = Locating::Failed(error);
        state.announcements.say(position::words(error));
    }
}

/// No more printers will arrive: it is known now which are the nearest.
pub(super) fn list_ended(state: &mut State) {
    if state.nearest.here().is_some() {
        show(state);
    }
}

fn show(state: &mut State) {
    arrange(state);
    state.announcements.say(Message::nearest_first());
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
