//! The whole screen, and what its components share.

use std::rc::Rc;

use leptos::prelude::*;

use super::destination::DestinationPicker;
use super::jobs::JobPicker;
use super::language::Language;
use super::live::LiveRegions;
use super::progress::Progress;
use super::summary::SummaryBar;
use crate::flow::{Event, State};
use crate::host::runner::Runner;
use crate::text::{Message, Words};

/// What every component is given: the state to read, the language to speak and
/// the way to say what the user did. Copies are as good as the original.
#[derive(Copy, Clone)]
pub struct Stage {
    state: RwSignal<State>,
    language: RwSignal<Language, LocalStorage>,
    runner: StoredValue<Rc<Runner>, LocalStorage>,
}

impl Stage {
    /// A part of the state, recomputed with every event and passed on when it
    /// has changed.
    pub fn select<T>(self, selector: impl Fn(&State) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.state.with(&selector))
    }

    /// The state as it is now, without following it.
    pub fn peek<T>(self, selector: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(selector)
    }

    /// The words of a message, in the user's language.
    pub fn say(self, message: &Message) -> String {
        self.language.with(|language| language.book.say(message))
    }

    /// Names and messages as one text.
    pub fn words(self, words: &Words) -> String {
        self.language.with(|language| language.book.words(words))
    }

    /// Something of the language.
    pub fn speak<T>(self, speak: impl FnOnce(&Language) -> T) -> T {
        self.language.with(speak)
    }

    /// Tells the workflow what the user did.
    pub fn act(self, event: Event) {
        self.runner.with_value(|runner| runner.dispatch(event));
    }
}

/// The widget.
#[component]
pub fn Screen(
    /// What is at work behind the screen.
    runner: Rc<Runner>,
    /// The language to speak.
    language: ArcRwSignal<Language>,
    /// Whether the page is dark.
    dark: ArcRwSignal<bool>,
) -> impl IntoView {
    let stage = Stage {
        state: runner.state.clone().into(),
        language: RwSignal::from_local(language),
        runner: StoredValue::new_local(runner),
    };
    view! {
        <div
            class="root"
            lang="en"
            dir=move || stage.speak(Language::dir)
            data-theme=move || stage.speak(|language| language.theme(dark.get()))
        >
            <div class="screen">
                <JobPicker stage/>
                <DestinationPicker stage/>
                <SummaryBar stage/>
                <Progress stage/>
                <LiveRegions stage/>
            </div>
        </div>
    }
}
