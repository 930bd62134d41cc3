//! The summary of what will be sent, and the button that sends it.

use super::context::Ui;
use super::element::{Drawing, element, reactive};
use super::job_filter::JobFilter;
use super::line::line;
use crate::flow::Event;
use crate::flow::view::summary;
use crate::text::Message;

/// The summary and the button.
pub fn summary_bar(ui: Ui, filter: JobFilter) -> Drawing {
    let summary = ui.select(summary::summary);
    reactive(move || {
        summary.with(|summary| {
            let ready = summary.ready;
            let changes = summary.changes.iter();
            let changes = changes.map(|change| line(ui, "strong", change));
            let notes = summary.notes.iter().map(|note| line(ui, "note", note));
            // A disabled button stays focusable, and the line above it describes why it is
            // disabled.
            let button = element("BUTTON")
                .attr("type", "button")
                .class("primary")
                .attr("aria-describedby", "summary hidden-jobs")
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
                .children(hidden_jobs(ui, filter))
                .children(changes)
                .children(notes)
                .child(button.text(ui.say(&summary.button)));
            vec![section.into()]
        })
    })
}

/// How many of the ticked jobs the filter hides, which the press prints too.
fn hidden_jobs(ui: Ui, filter: JobFilter) -> Option<Drawing> {
    let hidden = filter.ticked.with(|ticked| ticked.hidden);
    let words = element("P").attr("id", "hidden-jobs").class("strong");
    let words = words.text(ui.say(&Message::hidden_selected(hidden)));
    let hidden_jobs = element("DIV").class("hidden-jobs").child(words);
    (hidden > 0).then(|| hidden_jobs.child(filter.clear_button()).into())
}
