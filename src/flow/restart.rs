//! Starts the screen, and starts it again for another user or new options.
//!
//! New options keep the user's work where they can. Options that change where
//! jobs come from start the lists again. A redirect under way always goes on.
//! Nothing of a user who has left stays on the screen or is sent.

use universal_print::fault::NoToken;

use super::account::Account;
use super::command::Command;
use super::options::Options;
use super::state::State;
use super::state::call::Refused;
use super::state::queue::Queue;
use super::state::resolution::Resolution;
use super::{calls, code, destination, jobs, nearest, recovery, release, selection, sign_in};

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
    if state.account.is_some() {
        return;
    }
    match account {
        Ok(account) => {
            *state.account = account;
            sign_in::done(state);
            begin(state, out);
        }
        Err(reason) => {
            recovery::refused(state, Refused::Jobs);
            jobs::no_token(state, reason, out);
        }
    }
}

/// Requests what the first screen shows: the jobs of each queue and the recent
/// printers, in parallel.
fn begin(state: &mut State, out: &mut Vec<Command>) {
    state.begun = true;
    out.push(Command::ReadJournal);
    jobs::load(state, out);
    destination::reload(state, out);
}

/// The host changed the options.
pub(super) fn reconfigure(state: &mut State, mut options: Options, out: &mut Vec<Command>) {
    // What was out of date before is no news.
    if options.account.is_some() && options.account == state.overtaken {
        options.account = None;
    } else {
        state.overtaken = None;
    }
    let elsewhere = options.queues != state.options.queues
        || options.endpoint != state.options.endpoint
        || options.account != state.options.account;
    let another_user = is_another(state, options.account.as_ref());
    let another = another_user || options.endpoint != state.options.endpoint;
    let destination = options.destination.clone();
    let preselect = destination != state.options.destination;
    let other_choice = options.destinations != state.options.destinations
        || options.require_presence != state.options.require_presence;
    if options.require_presence && !state.options.require_presence {
        // The printer may have been chosen from afar.
        code::leave(state, out);
        destination::clear(state);
        // There is no button to take the order back.
        nearest::forget(state);
    }
    *state.options = options;
    if elsewhere {
        if another {
            leave(state, out);
        } else {
            if let Some(account) = state.options.account.clone() {
                *state.account = Some(account);
            }
            forget_lists(state, out);
        }
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

/// Whether the page now names another user than the one whose jobs are shown. A page that names
/// nobody any more has signed the user out.
fn is_another(state: &State, account: Option<&Account>) -> bool {
    let lower_case = state.lower_case;
    match (account, state.account.as_ref()) {
        (Some(new), Some(last)) => new.is_same(last, lower_case) != Some(true),
        // The tokens may have named the user before the page did.
        (Some(new), None) => {
            let known = state.token_user.as_ref();
            known.is_none_or(|user| new.local_account_id.as_ref() != Some(user))
        }
        (None, _) => state.options.account.is_some(),
    }
}

/// A token turned out to be another user's, or the page has no tokens any more. What the page said
/// about its user before is out of date, unless it named the new one already.
pub(super) fn user_changed(
    state: &mut State,
    mut account: Option<Account>,
    out: &mut Vec<Command>,
) {
    let said = state.options.account.take();
    let said = said.or_else(|| state.overtaken.take());
    let is_said = said
        .as_ref()
        .zip(account.as_ref())
        .and_then(|(said, account)| said.is_same(account, state.lower_case));
    let overtaken = if is_said == Some(true) {
        state.options.account.clone_from(&said);
        account = said;
        None
    } else {
        said.filter(|_| account.is_some())
    };
    leave(state, out);
    state.overtaken = overtaken;
    *state.account = account;
    start(state, out);
}

/// Forgets everything of the last user: jobs, results, choices, and what was announced. Their
/// calls are over: what was not sent yet is not sent with the token of somebody else.
fn leave(state: &mut State, out: &mut Vec<Command>) {
    code::leave(state, out);
    release::leave(state, out);
    selection::replace(state, Vec::new(), out);
    state.forget_user();
}

/// Empties the lists, so that they are read for the new options.
fn forget_lists(state: &mut State, out: &mut Vec<Command>) {
    calls::forget_lists(state);
    *state.queues = state.options.queues.iter().map(Queue::new).collect();
    selection::replace(state, Vec::new(), out);
    *state.cancelling = None;
    let chosen = destination::kept(state);
    state.destinations.begin_again(chosen);
    // The requests for the other printers were forgotten just now.
    state
        .printers
        .retain(|resolution| matches!(resolution, Resolution::Known(_)));
    *state.throttled_until = None;
}
