//! What will happen, and the one button that makes it happen.

use leptos::prelude::*;

use super::screen::Stage;
use crate::flow::Event;
use crate::flow::view::summary;

/// The line and the button.
#[component]
pub fn SummaryBar(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let summary = stage.select(summary::summary);
    let ready = Memo::new(move |_| summary.with(|summary| summary.ready));
    let changes =
        move || summary.with(|summary| summary.changes.as_ref().map(|changes| stage.say(changes)));
    // The button stays focusable when it cannot be pressed, and says why by
    // the line above it.
    view! {
        <section class="summary">
            <p id="summary">{move || summary.with(|summary| stage.say(&summary.words))}</p>
            <p class="quiet changes">{changes}</p>
            <button
                type="button"
                class="primary"
                aria-describedby="summary"
                aria-disabled=move || (!ready.get()).to_string()
                on:click=move |_| if ready.get_untracked() { stage.act(Event::Pressed) }
            >
                {move || summary.with(|summary| stage.say(&summary.button))}
            </button>
        </section>
    }
}
