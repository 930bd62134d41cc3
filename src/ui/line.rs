//! Lines of text: a paragraph, and a name with what there is to know about it.

use leptos::prelude::AnyView;

use super::context::Ui;
use super::element::{self, ElementBuilder, element, reactive};
use crate::text::Message;

/// A paragraph.
pub fn line(ui: Ui, class: &'static str, words: &Message) -> AnyView {
    paragraph(class, ui.say(words))
}

/// Words that are always there, in whichever language is spoken.
pub fn reactive_text(ui: Ui, words: Message) -> AnyView {
    reactive(move || vec![element::text(ui.say(&words))])
}

/// A paragraph of words that are there already.
pub fn paragraph(class: &'static str, words: String) -> AnyView {
    element("P").class(class).text(words).into()
}

/// A name and, below it, the facts that are known.
pub fn name_and_facts(name: String, facts: String) -> ElementBuilder {
    let part = |class, words| element("SPAN").class(class).text(words);
    element("SPAN")
        .class("what")
        .child(part("name", name))
        .child(part("quiet", facts))
}
