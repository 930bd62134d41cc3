//! One waiting job: its checkbox, its name and facts, and the button to cancel it.

use leptos::prelude::*;
use web_sys::Event as DomEvent;

use crate::flow::Event;
use crate::flow::view::jobs::{CancelQuestion, JobRow};
use crate::text::Message;
use crate::ui::button::{button, labelled_button};
use crate::ui::context::Ui;
use crate::ui::element::element;
use crate::ui::line::{line, name_and_facts};
use crate::ui::problem::details_for_it;

/// A row of the job list.
pub(super) fn job_item(ui: Ui, row: &JobRow) -> AnyView {
    let job = &row.name;
    let toggled = row.key.clone();
    let toggle = move |event: DomEvent| {
        ui.dispatch(Event::JobToggled {
            job: toggled.clone(),
            selected: event_target_checked(&event),
        });
    };
    let cancel_name = Message::cancel_job(job.clone());
    let ask = Event::CancelAsked(row.key.clone());
    let question = row.cancelling.as_ref().map(|cancelling| {
        let words = Message::cancel_question(job.clone());
        question(ui, &words, cancelling)
    });
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .flag("checked", row.selected)
        .flag("disabled", row.arriving)
        .on("change", toggle);
    let ends = row.ends.as_ref().map(|ends| {
        let ends = element("SPAN").class("ends").text(ui.say(ends));
        ends.into()
    });
    let label = element("LABEL")
        .class("choice")
        .child(checkbox)
        .child(name_and_facts(ui.words(job), facts(ui, row)).children(ends));
    let cancel = labelled_button(
        ui,
        "subtle",
        &Message::cancel(),
        Some(&cancel_name),
        Some(ask),
    );
    element("LI")
        .class("row")
        .attr("data-job", row.key.job.to_string())
        .child(label)
        .child(cancel)
        .children(question)
        .into()
}

/// The job's age, settings, paper, size and queue in one line.
fn facts(ui: Ui, row: &JobRow) -> String {
    let mut facts = Vec::new();
    if row.arriving {
        facts.push(ui.say(&Message::job_arriving()));
    }
    ui.with_language(|language| {
        facts.extend(
            row.age
                .map(|age| language.formats.ago(age.count, age.unit.as_str())),
        );
        facts.extend(
            row.settings
                .iter()
                .map(|setting| language.book.say(setting)),
        );
        facts.extend(row.paper.clone());
        facts.extend(row.size.map(|size| language.formats.size(size)));
    });
    facts.extend(row.queue.clone());
    // The mark keeps a number apart from Latin letters before it, in right-to-left text.
    let rtl = ui.with_language(|language| language.dir() == "rtl");
    facts.join(if rtl { " ·\u{200f} " } else { " · " })
}

/// The question whether to cancel the job, with its answers.
fn question(ui: Ui, words: &Message, asked: &CancelQuestion) -> AnyView {
    let mut parts = vec![line(ui, "", words)];
    if let Some(problem) = &asked.problem {
        parts.push(line(ui, "strong", &problem.happened));
        parts.push(line(ui, "", &problem.advice));
        parts.extend(details_for_it(ui, problem));
    }
    if asked.under_way {
        parts.push(line(ui, "quiet", &Message::cancelling()));
    } else {
        let yes = button(
            ui,
            "danger",
            &Message::cancel_yes(),
            Event::CancelAnswered(true),
        );
        let no = button(
            ui,
            "secondary",
            &Message::cancel_no(),
            Event::CancelAnswered(false),
        );
        let answers = element("DIV").class("answers").children([yes, no]);
        parts.push(answers.into());
    }
    element("DIV")
        .class("question")
        .attr("role", "group")
        .attr("aria-label", ui.say(words))
        .children(parts)
        .into()
}
