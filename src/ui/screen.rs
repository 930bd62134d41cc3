//! The whole screen, and what its components share.
//!
//! What changes is patched in place, so the focus stays where it is and what is
//! being typed stays there. Another language changes every word in the same way.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::destination::destination_picker;
use super::element::element;
use super::jobs::job_picker;
use super::language::Language;
use super::live::live_regions;
use super::part::Part;
use super::progress::progress;
use super::summary::summary_bar;
use crate::flow::{Event, State};
use crate::text::{Message, Words};

/// What every component is given: the state to read, the language to speak and
/// the way to say what the user did. Copies are as good as the original.
#[derive(Copy, Clone)]
pub struct Stage {
    state: RwSignal<State>,
    language: RwSignal<Language, LocalStorage>,
    act: StoredValue<Rc<dyn Fn(Event)>, LocalStorage>,
}

impl Stage {
    /// A part of the state, recomputed with every event and passed on when it
    /// has changed.
    pub fn select<T>(self, selector: fn(&State) -> T) -> Part<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Part::new(self.peek(selector), move || self.state.with(selector))
    }

    /// The state as it is now, without following it.
    pub fn peek<T>(self, selector: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(selector)
    }

    /// The words of a message, in the user's language. What is drawn with them
    /// is drawn again in another language.
    pub fn say(self, message: &Message) -> String {
        self.speak(|language| language.book.say(message))
    }

    /// Names and messages as one text.
    pub fn words(self, words: &Words) -> String {
        self.speak(|language| language.book.words(words))
    }

    /// Something of the language.
    pub fn speak<T>(self, speak: impl FnOnce(&Language) -> T) -> T {
        self.language.with(speak)
    }

    /// Tells the workflow what the user did.
    pub fn act(self, event: Event) {
        self.act.with_value(|act| act(event));
    }
}

/// Keeps a key that the control under the focus uses from the page's shortcuts.
fn keep(event: &KeyboardEvent) {
    let control = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(control) = control else { return };
    let key = event.key();
    let chord = event.ctrl_key() || event.meta_key();
    let presses = matches!(key.as_str(), " " | "Enter");
    let moves = key.starts_with("Arrow") || matches!(key.as_str(), "Home" | "End");
    let edits = key.chars().count() == 1 || matches!(key.as_str(), "Backspace" | "Delete");
    let kind = control.get_attribute("type");
    let used = match (control.tag_name().as_str(), kind.as_deref()) {
        ("INPUT", Some("text" | "number")) | ("SELECT", _) => edits || moves || presses,
        ("INPUT", Some("radio")) => moves || presses,
        _ => presses,
    };
    if used && !chord {
        event.stop_propagation();
    }
}

/// The widget.
#[component]
pub fn Screen(
    /// What the screen shows.
    state: ArcRwSignal<State>,
    /// The language to speak.
    language: ArcRwSignal<Language>,
    /// Whether the page is dark.
    dark: ArcRwSignal<bool>,
    /// Takes what the user did.
    act: Rc<dyn Fn(Event)>,
) -> impl IntoView {
    let stage = Stage {
        state: state.into(),
        language: RwSignal::from_local(language),
        act: StoredValue::new_local(act),
    };
    let dark = RwSignal::from(dark);
    let dir = |language: &Language| language.dir().to_owned();
    let theme = move || stage.speak(|language| language.theme(dark.get()).to_owned());
    let screen = element("DIV")
        .class("screen")
        .child(job_picker(stage))
        .child(destination_picker(stage))
        .child(summary_bar(stage))
        .child(progress(stage))
        .child(live_regions(stage));
    let root = element("DIV")
        .class("root")
        .follow("lang", move || Some(stage.speak(Language::tag)))
        .follow("dir", move || Some(stage.speak(dir)))
        .follow("data-theme", move || Some(theme()))
        .on("keydown", |event| keep(event.unchecked_ref()))
        .child(screen);
    AnyView::from(root)
}
