//! What became of each job that was sent on, each on a row of its own.

use leptos::prelude::*;

use super::button::{button, labelled_button};
use super::countdown::countdown;
use super::element::{element, live};
use super::line::{line, text};
use super::problem::for_it;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::outcome::{self, OutcomeRow};
use crate::text::Message;

/// The rows, once a job was sent on.
pub fn progress(stage: Stage) -> AnyView {
    let rows = stage.select(outcome::rows);
    live(move || {
        rows.with(|rows| {
            if rows.is_empty() {
                return Vec::new();
            }
            let heading = element("H2").attr("id", "progress-heading");
            let rows = rows.iter().map(|row| result(stage, row));
            let section = element("SECTION")
                .class("progress")
                .attr("aria-labelledby", "progress-heading")
                .child(heading.text(stage.say(&Message::progress_heading())))
                .child(element("UL").class("rows").children(rows));
            vec![section.into()]
        })
    })
}

fn result(stage: Stage, row: &OutcomeRow) -> AnyView {
    let mut parts = vec![
        text("name", stage.words(&row.name)),
        line(stage, "words", &row.words),
    ];
    parts.extend(
        row.advice
            .as_ref()
            .map(|advice| line(stage, "quiet", advice)),
    );
    if let Some(until) = row.until {
        parts.push(countdown(stage, until));
    }
    parts.extend(
        row.problem
            .as_ref()
            .and_then(|problem| for_it(stage, problem)),
    );
    let mut buttons = Vec::new();
    if row.can_check_again {
        let check = Event::CheckedAgain(row.job.clone());
        buttons.push(button(stage, "secondary", &Message::check_again(), check));
    }
    if row.can_dismiss {
        let label = Message::dismiss_job(row.name.clone());
        let dismiss = Event::Dismissed(row.job.clone());
        buttons.push(labelled_button(
            stage,
            "subtle",
            &Message::dismiss(),
            Some(&label),
            Some(dismiss),
        ));
    }
    element("LI")
        .class("result")
        .attr("data-job", row.job.job.to_string())
        .attr("data-tone", row.tone.as_str())
        .child(element("DIV").class("what").children(parts))
        .child(element("DIV").class("answers").children(buttons))
        .into()
}
