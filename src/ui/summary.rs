//! What will happen, and the one button that makes it happen.

use leptos::prelude::*;

use super::line::line;
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
    move || {
        summary.with(|summary| {
            let ready = summary.ready;
            let changes = summary
                .changes
                .as_ref()
                .map(|changes| line(stage, "quiet", changes));
            // The button stays focusable when it cannot be pressed, and says
            // why by the line above it.
            view! {
                <section class="summary">
                    <p id="summary">{stage.say(&summary.words)}</p>
                    {changes}
                    <button
                        type="button"
                        class="primary"
                        aria-describedby="summary"
                        aria-disabled=(!ready).to_string()
                        on:click=move |_| if ready { stage.act(Event::Pressed) }
                    >
                        {stage.say(&summary.button)}
                    </button>
                </section>
            }
        })
    }
}
