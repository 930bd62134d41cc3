//! Lines of text: a paragraph, and a name with what there is to know about it.

use leptos::prelude::*;

use super::screen::Stage;
use crate::text::Message;

/// A paragraph.
pub fn line(stage: Stage, class: &'static str, words: &Message) -> AnyView {
    text(class, stage.say(words))
}

/// A paragraph of words that are there already.
pub fn text(class: &'static str, words: String) -> AnyView {
    view! { <p class=class>{words}</p> }.into_any()
}

/// A name and, below it, the facts that are known.
pub fn entry(name: String, facts: String) -> AnyView {
    view! {
        <span class="what">
            <span class="name">{name}</span>
            <span class="quiet">{facts}</span>
        </span>
    }
    .into_any()
}
