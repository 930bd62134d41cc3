//! Asks again for what had no token, once another call has one.
//!
//! The user signs in once and not for each part of the screen. So when a call is answered,
//! everything on the screen that a missing or refused token has kept away is asked for again.
//! Each part is asked for once, and then again only after it came, after the user asked for it,
//! or after the user signed in for a redirect: a sign-in window must not open again and again.

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};

use super::command::Command;
use super::state::State;
use super::state::call::{CallId, Purpose, Refused};
use super::{calls, destination, jobs};

/// Notes that a part lacks a usable token.
pub(super) fn refused(state: &mut State, part: Refused) {
    let last = state.last_number();
    if state.refused.iter().all(|(known, _)| *known != part) {
        state.refused.push((part, Some(last)));
    }
}

/// Notes the final result of a call. A token that was accepted lets the other parts go on, if it
/// was asked for after they had none.
pub(super) fn heard(
    state: &mut State,
    call: CallId,
    purpose: &Purpose,
    result: &Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    match result {
        Err(fault) if matches!(fault.cause, Cause::NoToken(_) | Cause::Unauthorized { .. }) => {
            if let Some(part) = part_of(purpose) {
                refused(state, part);
            }
            if *purpose == Purpose::Recents {
                // They are read before all printers.
                refused(state, Refused::Shares);
            }
        }
        Err(fault) if !matches!(fault.cause, Cause::NotFound | Cause::Forbidden) => {}
        _ => {
            let part = part_of(purpose);
            // A newer refusal is of another call for this part, such as that for another queue.
            state.refused.retain(|(other, last)| {
                Some(*other) != part || last.is_some_and(|last| last > call.0)
            });
            go_on(state, call.0, out);
        }
    }
}

/// The user has signed in for a redirect: every part may be asked for again.
pub(super) fn signed_in(state: &mut State, out: &mut Vec<Command>) {
    for (_, last) in &mut state.refused {
        *last = Some(0);
    }
    go_on(state, u32::MAX, out);
}

/// Asks for the parts that have lacked a token since before this call and were not asked for
/// again yet.
fn go_on(state: &mut State, call: u32, out: &mut Vec<Command>) {
    let mut parts = Vec::new();
    for (part, last) in &mut state.refused {
        if last.take_if(|last| *last < call).is_some() {
            parts.push(*part);
        }
    }
    for part in parts {
        match part {
            Refused::Jobs if state.account.is_none() => {
                out.push(Command::Identify(calls::need_for_reading(state)));
            }
            Refused::Jobs => jobs::load(state, out),
            Refused::Recents => destination::read_recents(state, out),
            Refused::Shares => destination::load_again(state, out),
            Refused::Detail => destination::look_again(state, out),
        }
    }
}

fn part_of(purpose: &Purpose) -> Option<Refused> {
    match purpose {
        Purpose::Jobs { .. } => Some(Refused::Jobs),
        Purpose::Recents => Some(Refused::Recents),
        Purpose::Shares => Some(Refused::Shares),
        Purpose::Detail(_) => Some(Refused::Detail),
        _ => None,
    }
}
