//! One waiting job: a checkbox, what the job is, and the way to cancel it.

use leptos::html::Li;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::button::{button, labelled_button};
use super::line::{entry, line};
use super::problem::for_it;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::jobs::JobKey;
use crate::flow::view::jobs::{CancelQuestion, JobList, JobRow};
use crate::text::Message;

/// One row of the list of jobs.
#[component]
pub fn JobItem(
    /// What all components share.
    stage: Stage,
    /// The list the row is in.
    list: Memo<JobList>,
    /// Which row.
    key: JobKey,
) -> impl IntoView {
    let element = NodeRef::<Li>::new();
    let id = key.job.to_string();
    let content = move || {
        list.with(|list| {
            let row = list.rows.iter().find(|row| row.key == key)?;
            Some(content(stage, row, element))
        })
    };
    view! { <li class="row" data-job=id node_ref=element>{content}</li> }
}

fn content(stage: Stage, row: &JobRow, element: NodeRef<Li>) -> AnyView {
    let job = &row.name;
    let toggled = row.key.clone();
    let toggle = move |event| {
        stage.act(Event::JobToggled {
            job: toggled.clone(),
            selected: event_target_checked(&event),
        });
    };
    let cancel_name = Message::CancelJob { job: job.clone() };
    let ask = Event::CancelAsked(row.key.clone());
    let question = row.cancelling.as_ref().map(|cancelling| {
        let words = Message::CancelQuestion { job: job.clone() };
        question(stage, &words, cancelling, element)
    });
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=row.selected
                prop:disabled=row.arriving
                on:change=toggle
            />
            {entry(stage.words(job), facts(stage, row))}
        </label>
        {labelled_button(stage, "subtle", &Message::Cancel, Some(&cancel_name), Some(ask))}
        {question}
    }
    .into_any()
}

/// Age, settings, size and queue in one line.
fn facts(stage: Stage, row: &JobRow) -> String {
    let now = stage.peek(|state| state.now);
    let mut facts = Vec::new();
    if row.arriving {
        facts.push(stage.say(&Message::JobArriving));
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

fn question(stage: Stage, words: &Message, asked: &CancelQuestion, row: NodeRef<Li>) -> AnyView {
    let mut parts = vec![line(stage, "", words)];
    if let Some(problem) = &asked.problem {
        parts.push(line(stage, "strong", &problem.happened));
        parts.push(line(stage, "", &problem.advice));
        parts.extend(for_it(stage, problem));
    }
    if asked.under_way {
        parts.push(line(stage, "quiet", &Message::Cancelling));
    } else {
        let yes = button(
            stage,
            "danger",
            &Message::CancelYes,
            Event::CancelAnswered(true),
        );
        let no = button(
            stage,
            "secondary",
            &Message::CancelNo,
            Event::CancelAnswered(false),
        );
        parts.push(view! { <div class="answers">{vec![yes, no]}</div> }.into_any());
        // The question was asked by a press: the answer that does no harm is one press away.
        request_animation_frame(move || focus_last_button(row));
    }
    let label = stage.say(words);
    view! { <div class="question" role="group" aria-label=label>{parts}</div> }.into_any()
}

fn focus_last_button(row: NodeRef<Li>) {
    let Some(row) = row.try_get_untracked().flatten() else {
        return;
    };
    let last = row
        .query_selector(".answers button:last-child")
        .ok()
        .flatten();
    if let Some(last) = last.and_then(|last| last.dyn_into::<HtmlElement>().ok()) {
        let _ = last.focus();
    }
}
