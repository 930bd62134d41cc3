//! Lets the user print jobs that were not sent elsewhere.

use super::command::Command;
use super::state::State;
use super::{destination, selection};

/// Ticks the jobs that were certainly not sent, and no others. If the chosen printer is where one of
/// them was to go, another one has to be chosen.
pub(super) fn pressed(state: &mut State, out: &mut Vec<Command>) {
    let chosen = state.destinations.choice.share.as_ref();
    let is_tried = state
        .not_sent()
        .filter_map(|job| state.run(job))
        .any(|run| Some(&run.share) == chosen);
    if is_tried {
        destination::clear(state);
    }
    selection::tick_not_sent(state, out);
}
