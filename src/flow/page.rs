//! Reacts to the page and the network: shown, focused, online, refreshed.
//!
//! Nothing is read while the page is hidden. On return, everything is read
//! again that may have changed meanwhile.

use super::command::Command;
use super::state::State;
use super::state::call::Purpose;
use super::state::load::LoadState;
use super::{calls, code, destination, jobs, printers, release, sight, tracking};
use crate::text::Message;

/// The page was shown or hidden.
pub(super) fn visible(state: &mut State, visible: bool, out: &mut Vec<Command>) {
    if !visible {
        code::hidden(state, out);
    }
    let returned = visible && !state.visible;
    state.visible = visible;
    if returned {
        if *state.ready {
            let of_jobs = |purpose: &Purpose| matches!(purpose, Purpose::Jobs { .. });
            state.held_back.retain(|(purpose, _)| !of_jobs(purpose));
            jobs::load(state, out);
        }
        calls::read_on(state, out);
        sight::renew(state);
        tracking::look_at_all_due(state, out);
    }
}

/// The window got the focus: reads the job lists again, unless they are being read.
pub(super) fn focused(state: &mut State, out: &mut Vec<Command>) {
    if *state.ready && state.visible && !state.is_reading_jobs() {
        jobs::load(state, out);
    }
}

/// The browser says that it is online or offline. That it is offline is a hint: some say so on a
/// virtual private network that works. So nothing is held back for it but repeated reads, and an
/// answer outweighs it ([`reached`]).
pub(super) fn online(state: &mut State, online: bool, out: &mut Vec<Command>) {
    let returned = online && !*state.online;
    *state.online = online;
    if returned {
        state.announcements.say(Message::back_online());
        if state.visible {
            jobs::load(state, out);
            destination::reload(state, out);
        }
        printers::forget_unknown(state);
        release::go_on(state, out);
    } else if !online {
        state.announcements.interrupt(Message::offline());
    }
}

/// An answer came, so the network works whatever the browser says. Lists that could not be read
/// are read again.
pub(super) fn reached(state: &mut State, out: &mut Vec<Command>) {
    if *state.online {
        return;
    }
    *state.online = true;
    let is_failed = |load: &LoadState| matches!(load, LoadState::Failed(_));
    let mut queues = state.queues.iter();
    if queues.any(|queue| is_failed(&queue.load)) && !state.is_reading_jobs() {
        jobs::load(state, out);
    }
    if is_failed(&state.destinations.load) {
        destination::reload(state, out);
    }
}

/// The user or the host asked for fresh lists. Lists that failed are read again too.
pub(super) fn refreshed(state: &mut State, out: &mut Vec<Command>) {
    state.refused.clear();
    if state.account.is_none() {
        return out.push(Command::Identify(calls::need_for_reading(state)));
    }
    jobs::load(state, out);
    destination::reload(state, out);
    sight::refresh(state);
}
