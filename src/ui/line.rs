//! Lines of text: a paragraph, and a name with facts below it.

use super::context::Ui;
use super::element::{Drawing, ElementBuilder, element, set_text};
use super::icon::{Icon, icon};
use crate::text::Message;

/// A message as a paragraph.
pub fn line(ui: Ui, class: &'static str, words: &Message) -> Drawing {
    paragraph(class, ui.say(words))
}

/// A message as a paragraph that begins with an icon.
pub fn marked_line(ui: Ui, class: &'static str, mark: Icon, words: &Message) -> Drawing {
    let line = element("P").class(class).child(icon(mark));
    line.text(ui.say(words)).into()
}

/// An element whose text follows a change of language. For places that are drawn only once.
pub fn speaking(ui: Ui, element: ElementBuilder, words: Message) -> ElementBuilder {
    element.effect(move |element| set_text(element, &ui.say(&words)))
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
