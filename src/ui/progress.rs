//! What became of each job that was sent on, each on a row of its own.

use leptos::prelude::*;

use super::button::{button, labelled_button};
use super::countdown::Countdown;
use super::line::{line, text};
use super::problem::for_it;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::outcome::{self, Row};
use crate::text::Message;

/// The rows, once a job was sent on.
#[component]
pub fn Progress(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let rows = stage.select(outcome::rows);
    move || {
        rows.with(|rows| {
            let any = !rows.is_empty();
            any.then(|| {
                let rows: Vec<AnyView> = rows.iter().map(|row| result(stage, row)).collect();
                view! {
                    <section class="progress" aria-labelledby="progress-heading">
                        <h2 id="progress-heading">{stage.say(&Message::ProgressHeading)}</h2>
                        <ul class="rows">{rows}</ul>
                    </section>
                }
            })
        })
    }
}

fn result(stage: Stage, row: &Row) -> AnyView {
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
        parts.push(view! { <Countdown stage until/> }.into_any());
    }
    parts.extend(
        row.problem
            .as_ref()
            .and_then(|problem| for_it(stage, problem)),
    );
    let mut buttons = Vec::new();
    if row.can_check_again {
        let check = Event::CheckedAgain(row.job.clone());
        buttons.push(button(stage, "secondary", &Message::CheckAgain, check));
    }
    if row.can_dismiss {
        let label = Message::DismissJob {
            job: row.name.clone(),
        };
        let dismiss = Event::Dismissed(row.job.clone());
        buttons.push(labelled_button(
            stage,
            "subtle",
            &Message::Dismiss,
            Some(&label),
            Some(dismiss),
        ));
    }
    view! {
        <li class="result" data-job=row.job.job.to_string() data-tone=row.tone.as_str()>
            <div class="what">{parts}</div>
            <div class="answers">{buttons}</div>
        </li>
    }
    .into_any()
}
