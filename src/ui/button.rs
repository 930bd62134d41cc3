//! The button that occurs in many places: it says one thing to the workflow.
//!
//! It is drawn by one function and given away as one type, so that however
//! often it occurs it is compiled once.

use leptos::prelude::*;

use super::screen::Stage;
use crate::flow::Event;
use crate::text::Message;

/// A button that says one thing to the workflow.
pub fn button(stage: Stage, class: &'static str, words: &Message, event: Event) -> AnyView {
    labelled_button(stage, class, words, None, Some(event))
}

/// A button with a name of its own for assistive technology, for where the
/// words alone say too little. Without an event it cannot be pressed.
pub fn labelled_button(
    stage: Stage,
    class: &'static str,
    words: &Message,
    label: Option<&Message>,
    event: Option<Event>,
) -> AnyView {
    let label = label.map(|label| stage.say(label));
    // It stays focusable when it cannot be pressed, so that nobody loses their place.
    let disabled = event.is_none().then_some("true");
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            aria-disabled=disabled
            on:click=move |_| if let Some(event) = &event { stage.act(event.clone()) }
        >
            {stage.say(words)}
        </button>
    }
    .into_any()
}
