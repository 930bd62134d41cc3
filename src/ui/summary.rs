//! The summary of what will be sent, and the button that sends it.

use leptos::prelude::*;

use super::context::Ui;
use super::element::{element, reactive};
use super::line::line;
use crate::flow::Event;
use crate::flow::view::summary;

/// The summary and the button.
pub fn summary_bar(ui: Ui) -> AnyView {
    let summary = ui.select(summary::summary);
    reactive(move || {
        summary.with(|summary| {
            let ready = summary.ready;
            let changes = summary
                .changes
                .as_ref()
                .map(|changes| line(ui, "quiet", changes));
            // A disabled button stays focusable, and the line above it describes why it is
            // disabled.
            let button = element("BUTTON")
                .attr("type", "button")
                .class("primary")
                .attr("aria-describedby", "summary")
                .attr("aria-disabled", if ready { "false" } else { "true" })
                .on("click", move |_| {
                    if ready {
                        ui.dispatch(Event::Pressed);
                    }
                });
            let words = element("P").attr("id", "summary");
            let section = element("SECTION")
                .class("summary")
                .child(words.text(ui.say(&summary.words)))
                .children(changes)
                .child(button.text(ui.say(&summary.button)));
            vec![section.into()]
        })
    })
}
