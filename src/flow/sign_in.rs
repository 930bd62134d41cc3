//! A sign-in that takes its time: said after a second, a button after ten.
//!
//! The token provider is the page's, and may have to open a window. What was
//! asked for stays as it is meanwhile: selection, choice and a batch go on
//! where they were as soon as there is a token.

use super::command::Command;
use super::state::State;
use crate::text::Message;

/// How long the token provider has been silent.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// Not for long, or nothing is asked of it.
    #[default]
    Quick,
    /// Long enough for the user to wonder.
    Slow,
    /// So long that it may want the user's help.
    Stalled,
}

pub(super) fn took(state: &mut State, sign_in: SignIn) {
    if sign_in != SignIn::Quick && state.sign_in == SignIn::Quick {
        state.announcements.say(Message::SigningIn);
    }
    state.sign_in = sign_in;
}

/// The user wants to sign in now: the page is asked again, while it may still
/// open a window, and whichever answer comes first counts. After ten more
/// seconds of silence the button is back.
pub(super) fn pressed(state: &mut State, out: &mut Vec<Command>) {
    if state.sign_in == SignIn::Stalled {
        state.sign_in = SignIn::Slow;
        out.push(Command::AskAgain);
    }
}
