//! The jobs the user ticked.
//!
//! Only jobs that can be released are ticked. Every change is told to the host.

use super::command::{Command, HostEvent};
use super::state::State;
use super::state::job_key::JobKey;

/// The user ticked or unticked a job.
pub(super) fn toggle(state: &mut State, key: &JobKey, selected: bool, out: &mut Vec<Command>) {
    let before = state.selected.clone();
    state.selected.retain(|known| known != key);
    if selected && state.releasable().contains(key) {
        let at = state.selected.partition_point(|known| known < key);
        state.selected.insert(at, key.clone());
    }
    tell_change(state, &before, out);
}

/// The user ticked or unticked all jobs.
pub(super) fn toggle_all(state: &mut State, selected: bool, out: &mut Vec<Command>) {
    let before = std::mem::take(&mut state.selected);
    if selected {
        state.selected = state.releasable();
        state.selected.sort_unstable();
    }
    tell_change(state, &before, out);
}

/// Unticks a job that is gone.
pub(super) fn deselect(state: &mut State, key: &JobKey, out: &mut Vec<Command>) {
    let before = state.selected.clone();
    state.selected.retain(|known| known != key);
    tell_change(state, &before, out);
}

/// Tells the host of the selection, unless it is as before.
pub(super) fn tell_change(state: &State, before: &[JobKey], out: &mut Vec<Command>) {
    if state.selected != before {
        let jobs = state.selected.clone();
        out.push(Command::Tell(HostEvent::SelectionChange(jobs)));
    }
}
