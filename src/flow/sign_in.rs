//! Notes how long a sign-in takes, and asks again when the user wants it.
//!
//! The token provider is the page's, and may have to open a window. The user is
//! told after a second and gets a button after ten. Selection, choice and a
//! batch stay as they are meanwhile and go on as soon as there is a token.

use super::command::Command;
use super::state::State;
use super::state::sign_in::SignIn;
use super::words::sign_in::signing_in;

/// The token provider has been silent for a while, or has answered at last.
pub(super) fn took(state: &mut State, sign_in: SignIn) {
    if sign_in != SignIn::Quick && *state.sign_in == SignIn::Quick {
        state.announcements.say(signing_in(*state.signed_in));
    }
    *state.sign_in = sign_in;
}

/// The user wants to sign in now. The page is asked again while it may still
/// open a window, and the first answer counts. After ten more seconds of
/// silence the button is back.
pub(super) fn pressed(state: &mut State, out: &mut Vec<Command>) {
    if *state.sign_in == SignIn::Stalled {
        *state.sign_in = SignIn::Slow;
        out.push(Command::AskAgain);
    }
}

/// A token was accepted.
pub(super) fn done(state: &mut State) {
    // A change is noted even where the value stays.
    if !*state.signed_in {
        *state.signed_in = true;
    }
}
