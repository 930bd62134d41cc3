//! What every component receives: the state to read, the language to speak, and a way to report
//! what the user did.
//!
//! Components reach the workflow only through [`Ui`].

use std::rc::Rc;

use leptos::prelude::*;

use super::element::after_changes;
use super::language::Language;
use super::memoized::Memoized;
use crate::flow::{Event, State};
use crate::live_state::LiveState;
use crate::text::{Message, Words};

/// The state, the language and the event handler of one widget. A copy refers to the same
/// widget.
#[derive(Copy, Clone)]
pub struct Ui {
    state: StoredValue<LiveState>,
    language: RwSignal<Language, LocalStorage>,
    dispatch: StoredValue<Rc<dyn Fn(Event)>, LocalStorage>,
}

impl Ui {
    /// The context of one widget. `dispatch` receives what the user did.
    pub fn new(
        state: LiveState,
        language: ArcRwSignal<Language>,
        dispatch: Rc<dyn Fn(Event)>,
    ) -> Self {
        Self {
            state: StoredValue::new(state),
            language: RwSignal::from_local(language),
            dispatch: StoredValue::new_local(dispatch),
        }
    }

    /// A value computed from the state. It is computed again when a piece of the state changes
    /// that it was computed from, and its readers run again when it has changed.
    pub fn select<T>(self, selector: fn(&State) -> T) -> Memoized<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memoized::new(self.peek(selector), move || self.follow(selector))
    }

    /// Reads the state once, without tracking it.
    pub fn peek<T>(self, selector: impl FnOnce(&State) -> T) -> T {
        self.live().with(selector)
    }

    /// Reads the state and tracks the pieces that were read.
    pub fn follow<T>(self, selector: impl FnOnce(&State) -> T) -> T {
        self.live().follow(selector)
    }

    /// Calls `act` soon, and again after another user has come: what the last one typed must go.
    pub fn after_user(self, act: impl Fn() + 'static) {
        let users = self.select(|state| *state.users);
        after_changes(move || {
            users.with(|_| ());
            untrack(&act);
        });
    }

    #[inline(never)]
    fn live(self) -> LiveState {
        self.state.get_value()
    }

    /// The text of a message in the user's language. Tracks the language: the caller runs again
    /// when it changes.
    pub fn say(self, message: &Message) -> String {
        self.with_language(|language| language.book.say(message))
    }

    /// The text of names and messages together. Tracks the language.
    pub fn words(self, words: &Words) -> String {
        self.with_language(|language| language.book.words(words))
    }

    /// Facts in one line. Tracks the language.
    pub fn joined(self, facts: &[String]) -> String {
        // The mark keeps a number apart from Latin letters before it, in right-to-left text.
        let rtl = self.with_language(|language| language.dir() == "rtl");
        let dot = if rtl {
            "\u{a0}·\u{200f} "
        } else {
            "\u{a0}· "
        };
        facts.join(dot)
    }

    /// Reads the language and tracks it.
    pub fn with_language<T>(self, read: impl FnOnce(&Language) -> T) -> T {
        self.language.with(read)
    }

    /// Sends the workflow an event: what the user did.
    pub fn dispatch(self, event: Event) {
        self.dispatch.with_value(|dispatch| dispatch(event));
    }
}
