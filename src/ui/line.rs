//! Lines of text: a paragraph, and a name with facts below it.

use super::context::Ui;
use super::element::{self, Drawing, ElementBuilder, element, reactive};
use crate::text::Message;

/// A message as a paragraph.
pub fn line(ui: Ui, class: &'static str, words: &Message) -> Drawing {
    paragraph(class, ui.say(words))
}

/// A message as text that follows a change of language. For places that are drawn only once.
pub fn reactive_text(ui: Ui, words: Message) -> Drawing {
    reactive(move || vec![element::text(ui.say(&words))])
}

/// Text as a paragraph.
pub fn paragraph(class: &'static str, words: String) -> Drawing {
    element("P").class(class).text(words).into()
}

/// A name with facts below it.
pub fn name_and_facts(name: String, facts: String) -> ElementBuilder {
    let part = |class, words| element("SPAN").class(class).text(words);
    element("SPAN")
        .class("what")
        .child(part("name", name))
        .child(part("quiet", facts))
}
