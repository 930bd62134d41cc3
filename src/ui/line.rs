//! Lines of text: a paragraph, and a name with what there is to know about it.

use leptos::prelude::AnyView;

use super::context::Ui;
use super::element::{self, ElementBuilder, element, live};
use crate::text::Message;

/// A paragraph.
pub fn line(ui: Ui, class: &'static str, words: &Message) -> AnyView {
    text(class, ui.say(words))
}

/// Words that are always there, in whichever language is spoken.
pub fn said(ui: Ui, words: Message) -> AnyView {
    live(move || vec![element::text(ui.say(&words))])
}

/// A paragraph of words that are there already.
pub fn text(class: &'static str, words: String) -> AnyView {
    element("P").class(class).text(words).into()
}

/// A name and, below it, the facts that are known.
pub fn entry(name: String, facts: String) -> ElementBuilder {
    let part = |class, words| element("SPAN").class(class).text(words);
    element("SPAN")
        .class("what")
        .child(part("name", name))
        .child(part("quiet", facts))
}
