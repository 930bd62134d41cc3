//! One waiting job: a checkbox, what the job is, and the way to cancel it.

use leptos::html::Button;
use leptos::prelude::*;

use super::problem::ForIt;
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
    let own = key.clone();
    let row =
        Memo::new(move |_| list.with(|list| list.rows.iter().find(|row| row.key == own).cloned()));
    let toggled = key.clone();
    let with =
        move |get: fn(&JobRow) -> bool| move || row.with(|row| row.as_ref().is_some_and(get));
    let name = move || {
        row.with(|row| {
            row.as_ref()
                .map(|row| stage.words(&row.name))
                .unwrap_or_default()
        })
    };
    let asked = key.clone();
    let ask = move |_| stage.act(Event::CancelAsked(asked.clone()));
    let question =
        Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.cancelling.clone())));
    let cancel_name = move || {
        row.with(|row| {
            let job = row.as_ref().map(|row| row.name.clone());
            job.map(|job| stage.say(&Message::CancelJob { job }))
        })
    };
    view! {
        <li class="row" data-job=key.job.to_string()>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=with(|row| row.selected)
                    prop:disabled=with(|row| row.arriving)
                    on:change=move |event| stage.act(Event::JobToggled {
                        job: toggled.clone(),
                        selected: event_target_checked(&event),
                    })
                />
                <span class="what">
                    <span class="name">{name}</span>
                    <span class="quiet">{move || row.with(|row| row.as_ref().map(|row| facts(stage, row)))}</span>
                </span>
            </label>
            <button type="button" class="subtle" aria-label=cancel_name on:click=ask>
                {move || stage.say(&Message::Cancel)}
            </button>
            {move || question.get().map(|question| view! { <Question stage row question/> })}
        </li>
    }
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

#[component]
fn Question(stage: Stage, row: Memo<Option<JobRow>>, question: CancelQuestion) -> impl IntoView {
    let keep = NodeRef::<Button>::new();
    // The question was asked by a press: the answer is one press away.
    Effect::new(move || {
        if let Some(keep) = keep.get() {
            let _ = keep.focus();
        }
    });
    let words = move || {
        row.with(|row| {
            let job = row.as_ref().map(|row| row.name.clone());
            job.map(|job| stage.say(&Message::CancelQuestion { job }))
        })
    };
    let CancelQuestion { under_way, problem } = question;
    let yes = if under_way {
        Message::Cancelling
    } else {
        Message::CancelYes
    };
    let problem = problem.map(|problem| {
        let (happened, advice) = (problem.happened.clone(), problem.advice.clone());
        view! {
            <p class="strong">{move || stage.say(&happened)}</p>
            <p>{move || stage.say(&advice)}</p>
            <ForIt stage problem/>
        }
    });
    view! {
        <div class="question" role="group" aria-label=words>
            <p>{words}</p>
            {problem}
            <div class="answers">
                <button
                    type="button"
                    class="danger"
                    prop:disabled=under_way
                    on:click=move |_| stage.act(Event::CancelAnswered(true))
                >
                    {move || stage.say(&yes)}
                </button>
                <button
                    type="button"
                    class="secondary"
                    node_ref=keep
                    prop:disabled=under_way
                    on:click=move |_| stage.act(Event::CancelAnswered(false))
                >
                    {move || stage.say(&Message::CancelNo)}
                </button>
            </div>
        </div>
    }
}
