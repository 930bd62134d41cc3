//! Tells the host page and assistive technology of problems, and says which printer is chosen.

use universal_print::fault::Fault;

use super::command::{Command, HostEvent};
use super::state::State;
use super::state::destinations::{Obstacle, ShareDetail};
use super::words::printer;
use super::words::problem::{self, Problem};
use crate::text::Message;

/// Tells of a failed call.
pub(super) fn fault(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    problem(state, problem::of_fault(fault), out);
}

/// Tells of a problem of any kind.
pub(super) fn problem(state: &mut State, problem: Problem, out: &mut Vec<Command>) {
    state.announcements.interrupt(problem.happened.clone());
    page(problem, out);
}

/// Tells the host page alone.
pub(super) fn page(problem: Problem, out: &mut Vec<Command>) {
    out.push(Command::Tell(HostEvent::Problem {
        code: problem.code,
        message: problem.happened,
        diagnostic_id: problem.diagnostic_id,
    }));
}

/// Says the name of the chosen printer and its state, as it was read.
pub(super) fn choice(state: &mut State) {
    let destinations = &state.destinations;
    let share = destinations.choice.share.as_ref();
    let Some(name) = share.and_then(|share| Some(printer::name(&*destinations.find(share)?)))
    else {
        return;
    };
    let words = match &destinations.choice.detail {
        Some(ShareDetail::Known(known)) => printer::state(&known.share),
        _ if destinations.obstacle() == Some(Obstacle::NotFound) => Message::state_gone(),
        _ => Message::state_unknown(),
    };
    let words = Message::setting_value(name, words.into());
    state.announcements.say(words);
}
