//! The button that occurs in many places: it says one thing to the workflow.
//!
//! However often it occurs, it is drawn by one function.

use leptos::prelude::AnyView;

use super::context::Ui;
use super::element::element;
use crate::flow::Event;
use crate::text::Message;

/// A button that says one thing to the workflow.
pub fn button(ui: Ui, class: &'static str, words: &Message, event: Event) -> AnyView {
    labelled_button(ui, class, words, None, Some(event))
}

/// A button with a name of its own for assistive technology, for where the
/// words alone say too little. Without an event it cannot be pressed.
pub fn labelled_button(
    ui: Ui,
    class: &'static str,
    words: &Message,
    label: Option<&Message>,
    event: Option<Event>,
) -> AnyView {
    let label = label.map(|label| ui.say(label));
    // It stays focusable when it cannot be pressed, so that nobody loses their place.
    let disabled = event.is_none().then(|| "true".to_owned());
    element("BUTTON")
        .attr("type", "button")
        .class(class)
        .optional_attr("aria-label", label)
        .optional_attr("aria-disabled", disabled)
        .on("click", move |_| {
            if let Some(event) = &event {
                ui.dispatch(event.clone());
            }
        })
        .text(ui.say(words))
        .into()
}
