//! What became of each job that was sent on, each on a row of its own.

use leptos::prelude::*;

use super::countdown::Countdown;
use super::problem::ForIt;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::jobs::JobKey;
use crate::flow::view::outcome::{self, Row, Tone};
use crate::text::Message;

/// The rows, once a job was sent on.
#[component]
pub fn Progress(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let rows = stage.select(outcome::rows);
    let keys = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|row| row.job.clone()).collect::<Vec<_>>())
    });
    let any = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <section class="progress" aria-labelledby="progress-heading">
                    <h2 id="progress-heading">{move || stage.say(&Message::ProgressHeading)}</h2>
                    <ul class="rows">
                        <For each=move || keys.get() key=Clone::clone let:key>
                            <ProgressItem stage rows key/>
                        </For>
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn ProgressItem(stage: Stage, rows: Memo<Vec<Row>>, key: JobKey) -> impl IntoView {
    let own = key.clone();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.job == own).cloned()));
    let tone = move || row.with(|row| row.as_ref().map(|row| tone(row.tone)));
    view! {
        <li class="result" data-job=key.job.to_string() data-tone=tone>
            {move || row.get().map(|row| view! { <Result stage row/> })}
        </li>
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Busy => "busy",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
    }
}

#[component]
fn Result(stage: Stage, row: Row) -> impl IntoView {
    let Row {
        job,
        name,
        words,
        advice,
        until,
        problem,
        can_check_again,
        can_dismiss,
        tone: _,
    } = row;
    let (checked, title) = (job.clone(), name.clone());
    let dismiss_name = move || stage.say(&Message::DismissJob { job: name.clone() });
    let check = can_check_again.then(|| {
        view! {
            <button type="button" class="secondary" on:click=move |_| stage.act(Event::CheckedAgain(checked.clone()))>
                {move || stage.say(&Message::CheckAgain)}
            </button>
        }
    });
    let dismiss = can_dismiss.then(|| {
        view! {
            <button
                type="button"
                class="subtle"
                aria-label=dismiss_name
                on:click=move |_| stage.act(Event::Dismissed(job.clone()))
            >
                {move || stage.say(&Message::Dismiss)}
            </button>
        }
    });
    view! {
        <div class="what">
            <span class="name">{move || stage.words(&title)}</span>
            <p>{move || stage.say(&words)}</p>
            {advice.map(|advice| view! { <p class="quiet">{move || stage.say(&advice)}</p> })}
            {until.map(|until| view! { <Countdown stage until/> })}
            {problem.map(|problem| view! { <ForIt stage problem/> })}
        </div>
        <div class="answers">{check} {dismiss}</div>
    }
}
