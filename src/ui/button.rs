//! The button that sends an event to the workflow.

use super::context::Ui;
use super::element::{Drawing, ElementBuilder, element};
use super::icon::{Icon, icon};
use crate::flow::Event;
use crate::text::Message;

/// Makes the event of a press.
pub type MakeEvent = Box<dyn Fn() -> Event>;

/// A button that sends an event when it is pressed.
pub fn button(
    ui: Ui,
    class: &'static str,
    words: &Message,
    event: impl Fn() -> Event + 'static,
) -> Drawing {
    labelled_button(ui, class, words, None, Some(Box::new(event)))
}

/// A button with a separate accessible name, for places where its text is ambiguous. Without an
/// event the button is disabled.
pub fn labelled_button(
    ui: Ui,
    class: &'static str,
    words: &Message,
    label: Option<&Message>,
    event: Option<MakeEvent>,
) -> Drawing {
    let label = label.map(|label| ui.say(label));
    pressable(ui, class, event)
        .optional_attr("aria-label", label)
        .text(ui.say(words))
        .into()
}

/// A button that shows an icon alone. Its name is also shown under the pointer.
pub fn icon_button(
    ui: Ui,
    class: &'static str,
    shown: Icon,
    name: &Message,
    event: Option<MakeEvent>,
) -> Drawing {
    let name = ui.say(name);
    pressable(ui, class, event)
        .attr("aria-label", name.clone())
        .attr("title", name)
        .child(icon(shown))
        .into()
}

fn pressable(ui: Ui, class: &'static str, event: Option<MakeEvent>) -> ElementBuilder {
    // A disabled button stays focusable, so that keyboard users keep their place.
    let disabled = event.is_none().then(|| "true".to_owned());
    element("BUTTON")
        .attr("type", "button")
        .class(class)
        .optional_attr("aria-disabled", disabled)
        .on("click", move |_| {
            if let Some(event) = &event {
                ui.dispatch(event());
            }
        })
}
