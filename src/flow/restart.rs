//! Starts the screen, and starts it again for another user or new options.
//!
//! New options keep the user's work where they can. Options that change where
//! jobs come from start the lists again. A redirect under way always goes on.

use universal_print::fault::NoToken;

use super::account::Account;
use super::command::Command;
use super::options::Options;
use super::state::State;
use super::state::queue::Queue;
use super::state::resolution::Resolution;
use super::{calls, code, destination, jobs, release};

/// The widget was mounted.
pub(super) fn start(state: &mut State, out: &mut Vec<Command>) {
    if state.account.is_none() {
        // The account decides the filter of the first list, and the token for
        // that list is needed anyway.
        out.push(Command::Identify(calls::need_for_reading(state)));
    } else {
        begin(state, out);
    }
}

/// The token provider named the user, or named nobody, or gave no token.
pub(super) fn identified(
    state: &mut State,
    account: Result<Option<Account>, NoToken>,
    out: &mut Vec<Command>,
) {
    // The page has named the user meanwhile, and the lists of that user are being read.
    if state.options.account.is_some() {
        return;
    }
    match account {
        Ok(account) => {
            *state.account = account;
            begin(state, out);
        }
        Err(reason) => jobs::no_token(state, reason, out),
    }
}

/// Requests what the first screen shows: the jobs of each queue and the recent
/// printers, in parallel.
fn begin(state: &mut State, out: &mut Vec<Command>) {
    out.push(Command::ReadJournal);
    jobs::load(state, out);
    destination::begin(state, out);
}

/// The host changed the options.
pub(super) fn reconfigure(state: &mut State, options: Options, out: &mut Vec<Command>) {
    let elsewhere = options.queues != state.options.queues
        || options.endpoint != state.options.endpoint
        || options.account != state.options.account;
    let another_user = options.account.is_some() && options.account != *state.account;
    let another = another_user || options.endpoint != state.options.endpoint;
    let destination = options.destination.clone();
    let preselect = destination != state.options.destination;
    let other_choice = options.destinations != state.options.destinations
        || options.require_presence != state.options.require_presence;
    if options.require_presence && !state.options.require_presence {
        // The printer may have been chosen from afar.
        code::leave(state, out);
        destination::clear(state);
    }
    *state.options = options;
    if elsewhere {
        if another {
            release::leave(state, out);
            *state.account = None;
            drop(state.printers.clear());
        }
        if let Some(account) = state.options.account.clone() {
            *state.account = Some(account);
        }
        forget_lists(state);
        start(state, out);
        release::go_on(state, out);
    } else if other_choice {
        code::leave(state, out);
        destination::offer_anew(state, out);
    }
    if preselect && let Some(share) = destination {
        code::leave(state, out);
        destination::choose(state, &share, out);
    }
}

/// Empties the lists, so that they are read for the new options.
fn forget_lists(state: &mut State) {
    calls::forget_lists(state);
    *state.queues = state.options.queues.iter().map(Queue::new).collect();
    state.selected.clear();
    *state.cancelling = None;
    let chosen = destination::kept(state);
    state.destinations.begin_again(chosen);
    // The requests for the other printers were forgotten just now.
    state
        .printers
        .retain(|resolution| matches!(resolution, Resolution::Known(_)));
    *state.throttled_until = None;
}
