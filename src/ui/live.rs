//! The two live regions, always present, so that what is put in is said.

use leptos::prelude::*;

use super::screen::Stage;
use crate::text::Message;

/// One polite and one assertive region.
#[component]
pub fn LiveRegions(
    /// What all components share.
    stage: Stage,
) -> impl IntoView {
    let said = stage.select(|state| state.announcements.clone());
    move || {
        let (polite, assertive) = said.with(|said| {
            let words =
                |said: &Option<(u32, Message)>| said.as_ref().map(|said| words(stage, said));
            (words(&said.polite), words(&said.assertive))
        });
        view! {
            <div class="unseen" role="status" aria-live="polite">{polite}</div>
            <div class="unseen" role="alert" aria-live="assertive">{assertive}</div>
        }
    }
}

/// The serial number decides whether a zero-width space follows, so that the
/// same words are a change of text, which is what is said.
fn words(stage: Stage, (serial, message): &(u32, Message)) -> String {
    let again = if serial % 2 == 0 { "\u{200b}" } else { "" };
    stage.say(message) + again
}
