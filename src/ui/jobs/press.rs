//! A button on a row. The list listens for all its rows, and `data-act` says what a press means.

use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{ElementBuilder, element};

/// `data-act` of the button that asks what became of the job.
pub(super) const AGAIN: &str = "again";
/// `data-act` of the button that dismisses what became of the job.
pub(super) const DISMISS: &str = "dismiss";

/// A button with this `data-act`.
pub(super) fn press(
    ui: Ui,
    class: &'static str,
    act: &'static str,
    words: &Message,
) -> ElementBuilder {
    element("BUTTON")
        .attr("type", "button")
        .class(class)
        .attr("data-act", act)
        .text(ui.say(words))
}
