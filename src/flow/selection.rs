//! The jobs the user ticked.
//!
//! Only jobs that can be released are ticked. Every change is told to the host.

use super::command::{Command, HostEvent};
use super::state::State;
use super::state::job_key::JobKey;

/// The user ticked or unticked a job.
pub(super) fn toggle(state: &mut State, key: &JobKey, selected: bool, out: &mut Vec<Command>) {
    let place = state.selected.binary_search(key);
    match (place, selected) {
        (Ok(at), false) => drop(state.selected.remove(at)),
        (Err(at), true) if state.is_releasable(key) => state.selected.insert(at, key.clone()),
        _ => return,
    }
    tell(state, out);
}

/// The user ticked or unticked several jobs. Those that cannot be released stay as they are.
pub(super) fn toggle_several(
    state: &mut State,
    mut keys: Vec<JobKey>,
    selected: bool,
    out: &mut Vec<Command>,
) {
    keys.sort_unstable();
    let is_one = |key: &JobKey| keys.binary_search(key).is_ok();
    let mut now = state.selected.clone();
    if selected {
        let new = state.releasable().map(|waiting| &waiting.key);
        now.extend(
            new.filter(|key| is_one(key) && !state.is_selected(key))
                .cloned(),
        );
        now.sort_unstable();
    } else {
        now.retain(|key| !is_one(key));
    }
    replace(state, now, out);
}

/// The user ticked or unticked all jobs.
pub(super) fn toggle_all(state: &mut State, selected: bool, out: &mut Vec<Command>) {
    let mut now: Vec<JobKey> = Vec::new();
    if selected {
        now.extend(state.releasable().map(|waiting| waiting.key.clone()));
        now.sort_unstable();
    }
    replace(state, now, out);
}

/// The user wants to print the jobs that were not sent elsewhere: ticks these and no others.
pub(super) fn tick_not_sent(state: &mut State, out: &mut Vec<Command>) {
    let mut now: Vec<JobKey> = state.not_sent().cloned().collect();
    if !now.is_empty() {
        now.sort_unstable();
        replace(state, now, out);
    }
}

/// Unticks a job that is gone.
pub(super) fn deselect(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    toggle(state, key, false, out);
}

/// Ticks these jobs and no others. They are in order.
pub(super) fn replace(state: &mut State, now: Vec<JobKey>, out: &mut Vec<Command>) {
    if *state.selected != now {
        *state.selected = now;
        tell(state, out);
    }
}

fn tell(state: &State, out: &mut Vec<Command>) {
    let jobs = state.selected.clone();
    out.push(Command::Tell(HostEvent::SelectionChange(jobs)));
}
