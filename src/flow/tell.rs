//! Tells the host page and assistive technology of problems.

use universal_print::fault::Fault;

use super::command::{Command, HostEvent};
use super::state::State;
use super::words::problem::{self, Problem};

/// Tells of a failed call.
pub(super) fn fault(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    problem(state, problem::of_fault(fault), out);
}

/// Tells of a problem of any kind.
pub(super) fn problem(state: &mut State, problem: Problem, out: &mut Vec<Command>) {
    state.announcements.interrupt(problem.happened.clone());
    out.push(Command::Tell(HostEvent::Problem {
        code: problem.code,
        message: problem.happened,
        diagnostic_id: problem.diagnostic_id,
    }));
}
