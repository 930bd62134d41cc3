//! The summary of what will be sent, and the button that sends it.

use leptos::prelude::GetUntracked;

use super::context::Ui;
use super::element::{Drawing, ElementBuilder, ElementRef, element, reactive};
use super::icon::Icon;
use super::job_filter::JobFilter;
use super::line::{line, marked_line};
use crate::flow::Event;
use crate::flow::view::fit::PressFit;
use crate::flow::view::summary;
use crate::text::Message;

/// The summary and the button.
pub fn summary_bar(ui: Ui, filter: JobFilter) -> Drawing {
    let summary = ui.select(summary::summary);
    let button_ref = ElementRef::new();
    reactive(move || {
        summary.with(|summary| {
            let ready = summary.ready;
            let changes = summary.changes.iter();
            let changes = changes.map(|change| line(ui, "strong", change));
            let fit = &summary.fit;
            let sum = Message::jobs_change(fit.jobs);
            let sum = (fit.jobs > 0).then(|| marked_line(ui, "lost", Icon::Warning, &sum));
            let sum = element("DIV").attr("id", "changed-jobs").children(sum);
            let lost = fit.lost.iter().map(|lost| line(ui, "", lost));
            let notes = summary.notes.iter().map(|note| line(ui, "note", note));
            let lines = lost.chain(changes).chain(notes);
            // A disabled button stays focusable, and the line above it describes why it is
            // disabled.
            let button = element("BUTTON")
                .attr("type", "button")
                .class("primary")
                .attr(
                    "aria-describedby",
                    "summary hidden-jobs changed-jobs summary-lines",
                )
                .attr("aria-disabled", if ready { "false" } else { "true" })
                .attr("data-home", "")
                .element_ref(button_ref)
                .on("click", move |_| {
                    if ready {
                        ui.dispatch(Event::Pressed);
                    }
                })
                // An Enter that was held before the focus came here is no press of this button.
                .on_key(|event| {
                    if event.repeat() && event.key() == "Enter" {
                        event.prevent_default();
                    }
                });
            let words = element("P").attr("id", "summary");
            let section = element("SECTION")
                .class("summary")
                .child(words.text(ui.say(&summary.words)))
                .children(hidden_jobs(ui, filter))
                // Above the lines, which may be so many that they are scrolled below the button.
                .child(sum)
                .child(review(ui, fit, button_ref))
                .child(
                    element("DIV")
                        .attr("id", "summary-lines")
                        .class("lines")
                        .children(lines),
                )
                .child(button.text(ui.say(&summary.button)));
            vec![section.into()]
        })
    })
}

/// What is hardly seen on paper and what is not known, folded at first, and one press to take its defaults.
fn review(ui: Ui, fit: &PressFit, next: ElementRef) -> ElementBuilder {
    let heading = element("SUMMARY").text(ui.say(&Message::fit_review()));
    let hardly_seen = fit.hardly_seen.iter().map(|it| line(ui, "quiet", it));
    let not_told = fit.not_told.iter().map(|it| line(ui, "quiet", it));
    let silent = (!fit.not_told.is_empty()).then(|| line(ui, "", &Message::fit_not_told()));
    let defaults = fit.offers_defaults.then(|| {
        element("BUTTON")
            .attr("type", "button")
            .class("secondary")
            .on("click", move |_| {
                ui.dispatch(Event::DefaultsUsed(None));
                // The pressed button disappears, and the focus would be lost with it.
                if let Some(next) = next.get_untracked() {
                    let _ = next.focus();
                }
            })
            .text(ui.say(&Message::fit_use_defaults_all()))
            .into()
    });
    let lines: Vec<Drawing> = hardly_seen
        .chain(silent)
        .chain(not_told)
        .chain(defaults)
        .collect();
    element("DETAILS")
        .flag("hidden", lines.is_empty())
        .child(heading)
        .child(element("DIV").class("lines").children(lines))
}

/// How many of the ticked jobs the filter hides, which the press prints too.
fn hidden_jobs(ui: Ui, filter: JobFilter) -> Option<Drawing> {
    let hidden = filter.ticked.with(|ticked| ticked.hidden);
    let words = element("P").attr("id", "hidden-jobs").class("strong");
    let words = words.text(ui.say(&Message::hidden_selected(hidden)));
    let hidden_jobs = element("DIV").class("hidden-jobs").child(words);
    (hidden > 0).then(|| hidden_jobs.child(filter.clear_button()).into())
}
