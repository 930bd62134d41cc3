//! One waiting job: a checkbox, what the job is, and the way to cancel it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event as DomEvent, HtmlElement};

use super::button::{button, labelled_button};
use super::element::{Place, element, live};
use super::line::{entry, line};
use super::problem::for_it;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::jobs::JobKey;
use crate::flow::view::jobs::{CancelQuestion, JobRow};
use crate::text::Message;

/// One row of the list of jobs.
pub fn job_item(stage: Stage, key: &JobKey, row: ArcRwSignal<JobRow>) -> AnyView {
    let place = Place::new();
    let id = key.job.to_string();
    let question = row.clone();
    // The focus goes to the answer that does no harm, and back to where the
    // question came from.
    Effect::new(move |asked: Option<bool>| {
        let asks = question.with(|row| row.cancelling.is_some());
        match (asked.unwrap_or_default(), asks) {
            (false, true) => focus(place, ".answers button:last-child"),
            (true, false) => focus(place, "button"),
            _ => {}
        }
        asks
    });
    let content = move || row.with(|row| content(stage, row));
    element("LI")
        .class("row")
        .attr("data-job", id)
        .at(place)
        .child(live(content))
        .into()
}

fn content(stage: Stage, row: &JobRow) -> Vec<AnyView> {
    let job = &row.name;
    let toggled = row.key.clone();
    let toggle = move |event: DomEvent| {
        stage.act(Event::JobToggled {
            job: toggled.clone(),
            selected: event_target_checked(&event),
        });
    };
    let cancel_name = Message::cancel_job(job.clone());
    let ask = Event::CancelAsked(row.key.clone());
    let question = row.cancelling.as_ref().map(|cancelling| {
        let words = Message::cancel_question(job.clone());
        question(stage, &words, cancelling)
    });
    let checkbox = element("INPUT")
        .attr("type", "checkbox")
        .flag("checked", row.selected)
        .flag("disabled", row.arriving)
        .on("change", toggle);
    let ends = row.ends.as_ref().map(|ends| {
        let ends = element("SPAN").class("ends").text(stage.say(ends));
        ends.into()
    });
    let label = element("LABEL")
        .class("choice")
        .child(checkbox)
        .child(entry(stage.words(job), facts(stage, row)).children(ends));
    let cancel = labelled_button(
        stage,
        "subtle",
        &Message::cancel(),
        Some(&cancel_name),
        Some(ask),
    );
    let mut content = vec![label.into(), cancel];
    content.extend(question);
    content
}

/// Age, settings, size and queue in one line.
fn facts(stage: Stage, row: &JobRow) -> String {
    let now = stage.peek(|state| state.now);
    let mut facts = Vec::new();
    if row.arriving {
        facts.push(stage.say(&Message::job_arriving()));
    }
    stage.speak(|language| {
        facts.extend(row.created_at.map(|then| language.formats.age(then, now)));
        facts.extend(
            row.settings
                .iter()
                .map(|setting| language.book.say(setting)),
        );
        facts.extend(row.size.map(|size| language.formats.size(size)));
    });
    facts.extend(row.queue.clone());
    facts.join(" · ")
}

fn question(stage: Stage, words: &Message, asked: &CancelQuestion) -> AnyView {
    let mut parts = vec![line(stage, "", words)];
    if let Some(problem) = &asked.problem {
        parts.push(line(stage, "strong", &problem.happened));
        parts.push(line(stage, "", &problem.advice));
        parts.extend(for_it(stage, problem));
    }
    if asked.under_way {
        parts.push(line(stage, "quiet", &Message::cancelling()));
    } else {
        let yes = button(
            stage,
            "danger",
            &Message::cancel_yes(),
            Event::CancelAnswered(true),
        );
        let no = button(
            stage,
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
        .attr("aria-label", stage.say(words))
        .children(parts)
        .into()
}

/// Focuses the first element that a selector finds in a row, once it is drawn.
fn focus(row: Place, selector: &'static str) {
    request_animation_frame(move || {
        let row = row.try_get_untracked().flatten();
        let found = row.and_then(|row| row.query_selector(selector).ok()?);
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}
