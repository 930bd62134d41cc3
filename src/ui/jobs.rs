//! The job picker: the user's waiting jobs as checkboxes in a list.

use leptos::prelude::*;

use super::countdown::Countdown;
use super::job::JobItem;
use super::problem::ProblemNotice;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::jobs::{self, JobList};
use crate::text::Message;

/// The waiting jobs.
#[component]
pub fn JobPicker(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let list = stage.select(jobs::list);
    let refreshing = Memo::new(move |_| list.with(|list| list.refreshing));
    let say = move |message: Message| move || stage.say(&message);
    view! {
        <section class="jobs" aria-labelledby="jobs-heading">
            <div class="heading">
                <h2 id="jobs-heading">{say(Message::JobsHeading)}</h2>
                <button
                    type="button"
                    class="subtle"
                    aria-disabled=move || refreshing.get().to_string()
                    on:click=move |_| if !refreshing.get_untracked() { stage.act(Event::Refreshed) }
                >
                    {say(Message::Refresh)}
                </button>
            </div>
            <p class="quiet intro">{say(Message::Intro)}</p>
            <Loading stage list/>
            <Problems stage list/>
            <SelectAll stage list/>
            <Rows stage list/>
            <Empty stage list/>
        </section>
    }
}

#[component]
fn Loading(stage: Stage, list: Memo<JobList>) -> impl IntoView {
    let loading = Memo::new(move |_| list.with(|list| list.loading));
    let until = Memo::new(move |_| list.with(|list| list.throttled_until));
    view! {
        {move || loading.get().then(|| view! {
            <p class="quiet">{move || stage.say(&Message::JobsLoading)}</p>
        })}
        {move || until.get().map(|until| view! { <Countdown stage until/> })}
    }
}

#[component]
fn Problems(stage: Stage, list: Memo<JobList>) -> impl IntoView {
    let problems = Memo::new(move |_| list.with(|list| list.problems.clone()));
    let again = Callback::new(move |()| stage.act(Event::Refreshed));
    move || {
        let notice = |problem| {
            let again = (Message::TryAgain, again);
            view! { <ProblemNotice stage problem again/> }
        };
        problems.get().into_iter().map(notice).collect_view()
    }
}

#[component]
fn SelectAll(stage: Stage, list: Memo<JobList>) -> impl IntoView {
    let counts = Memo::new(move |_| list.with(|list| (list.selected, list.selectable)));
    let shown = Memo::new(move |_| counts.get().1 > 1);
    let all = move || counts.with(|(selected, total)| selected == total);
    let some = move || counts.with(|(selected, total)| *selected > 0 && selected < total);
    let words = move || {
        let (count, total) = counts.get();
        stage.say(&Message::JobsSelected { count, total })
    };
    move || {
        shown.get().then(|| {
            view! {
                <div class="select-all">
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=all
                            prop:indeterminate=some
                            on:change=move |event| stage.act(Event::AllToggled(event_target_checked(&event)))
                        />
                        {move || stage.say(&Message::SelectAll)}
                    </label>
                    <span class="quiet">{words}</span>
                </div>
            }
        })
    }
}

#[component]
fn Rows(stage: Stage, list: Memo<JobList>) -> impl IntoView {
    let keys = Memo::new(move |_| {
        list.with(|list| {
            list.rows
                .iter()
                .map(|row| row.key.clone())
                .collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| keys.with(|keys| !keys.is_empty()));
    move || {
        any.get().then(|| {
            view! {
                <ul class="rows" aria-labelledby="jobs-heading">
                    <For each=move || keys.get() key=Clone::clone let:key>
                        <JobItem stage list key/>
                    </For>
                </ul>
            }
        })
    }
}

#[component]
fn Empty(stage: Stage, list: Memo<JobList>) -> impl IntoView {
    let empty = Memo::new(move |_| list.with(|list| list.empty.clone()));
    move || {
        empty.get().map(|(what, advice)| {
            view! {
                <div class="empty">
                    <p class="strong">{move || stage.say(&what)}</p>
                    <p class="quiet">{move || stage.say(&advice)}</p>
                </div>
            }
        })
    }
}
