//! The two live regions, always present, so that what is put in is said.

use leptos::prelude::*;

use super::screen::Stage;

/// One polite and one assertive region.
#[component]
pub fn LiveRegions(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let polite = stage.select(|state| state.announcements.polite.clone());
    let assertive = stage.select(|state| state.announcements.assertive.clone());
    // The serial number decides whether a zero-width space follows, so that
    // the same words are a change of text, which is what is said.
    let words = move |said: Memo<Option<(u32, crate::text::Message)>>| {
        said.with(|said| {
            said.as_ref().map(|(serial, message)| {
                let again = if serial % 2 == 0 { "\u{200b}" } else { "" };
                stage.say(message) + again
            })
        })
    };
    view! {
        <div class="unseen" role="status" aria-live="polite">{move || words(polite)}</div>
        <div class="unseen" role="alert" aria-live="assertive">{move || words(assertive)}</div>
    }
}
