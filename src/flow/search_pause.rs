//! Says how much a search found, once typing pauses.
//!
//! Said at each keystroke, the numbers would interrupt each other and the user.

use std::time::Duration;

use super::calls;
use super::command::Command;
use super::state::State;
use super::state::call::{Timer, TimerId};
use crate::text::Message;

/// How long nothing is typed.
const PAUSE: Duration = Duration::from_millis(500);

/// A keystroke changed the search. `words` say how much was found; `None` if the query is blank, and
/// then nothing is said.
pub(super) fn say_later(state: &mut State, words: Option<Message>, out: &mut Vec<Command>) {
    state.found = words.map(|words| (calls::wait(state, Timer::SearchPause, PAUSE, out), words));
}

/// The search was left, so that nothing is said about it any more.
pub(super) fn leave(state: &mut State) {
    state.found = None;
}

/// A wait ended. Only the one after the last keystroke counts.
pub(super) fn elapsed(state: &mut State, timer: TimerId) {
    if let Some((_, words)) = state.found.take_if(|(last, _)| *last == timer) {
        state.announcements.say(words);
    }
}
