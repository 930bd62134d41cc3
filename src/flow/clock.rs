//! Moves the ages on the screen while nothing else happens.
//!
//! Ages are counted from the time of the last event, and an idle page has none for minutes. So
//! while the page is visible and says when a printer was read, there is an event each minute. It
//! reads nothing.

use std::time::Duration;

use super::calls;
use super::command::Command;
use super::event::Event;
use super::state::State;
use super::state::call::Timer;

/// How long until the ages are looked at again.
const TICK: Duration = Duration::from_secs(60);

/// Whether the event is only the time that passes.
pub(super) fn is_tick(state: &State, event: &Event) -> bool {
    matches!(event, Event::Elapsed(timer) if state.tick == Some(*timer))
}

/// A minute has passed.
pub(super) fn ticked(state: &mut State) {
    state.tick = None;
}

/// Waits for the next minute if an age is on the screen. Called after each event.
pub(super) fn go_on(state: &mut State, out: &mut Vec<Command>) {
    if state.visible && state.tick.is_none() && !state.destinations.seen.is_empty() {
        let tick = calls::wait(state, Timer::Tick, TICK, out);
        state.tick = Some(tick);
    }
}
