//! The job picker: the user's waiting jobs as checkboxes in a list.

use leptos::html::H2;
use leptos::prelude::*;

use super::button::{button, labelled_button};
use super::countdown::Countdown;
use super::job::JobItem;
use super::line::line;
use super::problem::notice;
use super::screen::Stage;
use crate::flow::Event;
use crate::flow::jobs::JobKey;
use crate::flow::sign_in::SignIn;
use crate::flow::view::jobs::{self, JobList};
use crate::text::Message;

/// The waiting jobs.
#[component]
pub fn JobPicker(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let list = stage.select(jobs::list);
    let heading = NodeRef::<H2>::new();
    // A cancelled job takes the pressed button with it: the focus stays near.
    Effect::new(move |last: Option<Option<JobKey>>| {
        list.with(|list| {
            let asked = list.rows.iter().find(|row| row.cancelling.is_some());
            let gone = |key: JobKey| list.rows.iter().all(|row| row.key != key);
            if last.flatten().is_some_and(gone)
                && let Some(heading) = heading.get_untracked()
            {
                let _ = heading.focus();
            }
            asked.map(|row| row.key.clone())
        })
    });
    view! {
        <section class="jobs" aria-labelledby="jobs-heading">
            <h2 id="jobs-heading" tabindex="-1" node_ref=heading>{stage.say(&Message::JobsHeading)}</h2>
            {move || list.with(|list| above(stage, list))}
            <ul class="rows" aria-labelledby="jobs-heading">
                <For
                    each=move || list.with(|list| list.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>())
                    key=Clone::clone
                    let:key
                >
                    <JobItem stage list key/>
                </For>
            </ul>
        </section>
    }
}

/// What stands above the rows: the way to refresh, what is going on or wrong,
/// and the choice of all jobs at once.
fn above(stage: Stage, list: &JobList) -> Vec<AnyView> {
    let refresh = (!list.refreshing).then_some(Event::Refreshed);
    let refresh = labelled_button(stage, "subtle", &Message::Refresh, None, refresh);
    let heading = view! {
        <div class="heading">{line(stage, "quiet", &Message::Intro)} {refresh}</div>
    };
    let mut above = vec![heading.into_any()];
    if list.loading {
        above.push(line(stage, "quiet", &Message::JobsLoading));
    }
    match list.sign_in {
        SignIn::Quick => {}
        SignIn::Slow => above.push(line(stage, "quiet", &Message::SigningIn)),
        SignIn::Stalled => {
            let lines = [Message::SigningIn, Message::SignInStalled];
            let sign_in = button(stage, "secondary", &Message::SignIn, Event::SignInPressed);
            above.extend(lines.map(|message| line(stage, "quiet", &message)));
            above.push(sign_in);
        }
    }
    if let Some(until) = list.throttled_until {
        above.push(view! { <Countdown stage until/> }.into_any());
    }
    for problem in &list.problems {
        let again = button(stage, "secondary", &Message::TryAgain, Event::Refreshed);
        above.push(notice(stage, problem, vec![again]));
    }
    if let [what, more @ ..] = list.empty.as_slice() {
        let mut lines = vec![line(stage, "strong", what)];
        lines.extend(more.iter().map(|more| line(stage, "quiet", more)));
        above.push(view! { <div class="empty">{lines}</div> }.into_any());
    }
    if list.selectable > 1 {
        above.push(select_all(stage, list.selected, list.selectable));
    }
    above
}

fn select_all(stage: Stage, count: u32, total: u32) -> AnyView {
    let (all, some) = (count == total, count > 0 && count < total);
    view! {
        <div class="select-all">
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=all
                    prop:indeterminate=some
                    on:change=move |event| stage.act(Event::AllToggled(event_target_checked(&event)))
                />
                {stage.say(&Message::SelectAll)}
            </label>
            {line(stage, "quiet", &Message::JobsSelected { count, total })}
        </div>
    }
    .into_any()
}
