//! What will happen, and the one button that makes it happen.

use leptos::prelude::*;

use super::element::{element, live};
use super::line::line;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::summary;

/// The line and the button.
pub fn summary_bar(stage: Stage) -> AnyView {
    let summary = stage.select(summary::summary);
    live(move || {
        summary.with(|summary| {
            let ready = summary.ready;
            let changes = summary
                .changes
                .as_ref()
                .map(|changes| line(stage, "quiet", changes));
            // The button stays focusable when it cannot be pressed, and says
            // why by the line above it.
            let button = element("BUTTON")
                .attr("type", "button")
                .class("primary")
                .attr("aria-describedby", "summary")
                .attr("aria-disabled", if ready { "false" } else { "true" })
                .on("click", move |_| {
                    if ready {
                        stage.act(Event::Pressed);
                    }
                });
            let words = element("P").attr("id", "summary");
            let section = element("SECTION")
                .class("summary")
                .child(words.text(stage.say(&summary.words)))
                .children(changes)
                .child(button.text(stage.say(&summary.button)));
            vec![section.into()]
        })
    })
}
