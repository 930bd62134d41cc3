//! The progress section: one row for each redirected job, with its current state.

use super::button::{button, labelled_button};
use super::context::Ui;
use super::countdown::countdown;
use super::element::{Drawing, element, reactive};
use super::line::{line, paragraph};
use super::problem::details_for_it;
use crate::flow::Event;
use crate::flow::view::outcome::{self, OutcomeRow};
use crate::text::Message;

/// The section with the rows. Empty until a job is redirected.
pub fn progress(ui: Ui) -> Drawing {
    let rows = ui.select(outcome::rows);
    reactive(move || {
        rows.with(|rows| {
            if rows.is_empty() {
                return Vec::new();
            }
            let heading = element("H2").attr("id", "progress-heading");
            let rows = rows.iter().map(|row| result(ui, row));
            let section = element("SECTION")
                .class("progress")
                .attr("aria-labelledby", "progress-heading")
                .child(heading.text(ui.say(&Message::progress_heading())))
                .child(element("UL").class("rows").children(rows));
            vec![section.into()]
        })
    })
}

fn result(ui: Ui, row: &OutcomeRow) -> Drawing {
    let mut parts = vec![
        paragraph("name", ui.words(&row.name)),
        line(ui, "words", &row.words),
    ];
    parts.extend(row.advice.iter().map(|advice| line(ui, "quiet", advice)));
    if let Some(until) = row.until {
        parts.push(countdown(ui, until));
    }
    parts.extend(
        row.problem
            .as_ref()
            .and_then(|problem| details_for_it(ui, problem)),
    );
    let mut buttons = Vec::new();
    if row.can_check_again {
        let job = row.job.clone();
        let check = move || Event::CheckedAgain(job.clone());
        buttons.push(button(ui, "secondary", &Message::check_again(), check));
    }
    if row.can_dismiss {
        let label = Message::dismiss_job(row.name.clone());
        let job = row.job.clone();
        let dismiss = move || Event::Dismissed(job.clone());
        buttons.push(labelled_button(
            ui,
            "subtle",
            &Message::dismiss(),
            Some(&label),
            Some(Box::new(dismiss)),
        ));
    }
    element("LI")
        .class("result")
        .attr("data-job", row.job.job.as_str().to_owned())
        .attr("data-tone", row.tone.as_str())
        .child(element("DIV").class("what").children(parts))
        .child(element("DIV").class("answers").children(buttons))
        .into()
}
