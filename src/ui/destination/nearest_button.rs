//! The button that puts the nearest printers first, in the section's heading.

use crate::flow::Event;
use crate::flow::view::nearest::NearestButton;
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element};
use crate::ui::icon::{Icon, icon};

/// The button, where there is one.
pub(super) fn nearest_button(ui: Ui, button: &NearestButton) -> Drawing {
    let words = ui.say(&Message::nearest_first());
    element("BUTTON")
        .attr("type", "button")
        .class("subtle nearest")
        .attr("aria-pressed", button.pressed.to_string())
        .on("click", move |_| ui.dispatch(Event::NearestPressed))
        .child(icon(Icon::Location))
        .child(element("SPAN").text(words))
        .into()
}
