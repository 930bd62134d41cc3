//! The two live regions, always present, so that what is put in is said.

use leptos::prelude::*;

use super::context::Ui;
use super::element::{element, reactive, text};
use crate::text::Message;

/// One polite and one assertive region.
pub fn live_regions(ui: Ui) -> AnyView {
    let said = ui.select(|state| state.announcements.clone());
    let region = move |role: &'static str, how: &'static str, said: &Option<(u32, Message)>| {
        element("DIV")
            .class("unseen")
            .attr("role", role)
            .attr("aria-live", how)
            .children(said.as_ref().map(|said| text(words(ui, said))))
            .into()
    };
    reactive(move || {
        said.with(|said| {
            // What was said is not said again in another language.
            untrack(|| {
                vec![
                    region("status", "polite", &said.polite),
                    region("alert", "assertive", &said.assertive),
                ]
            })
        })
    })
}

/// The serial number decides whether a zero-width space follows, so that the
/// same words are a change of text, which is what is said.
fn words(ui: Ui, (serial, message): &(u32, Message)) -> String {
    let again = if serial % 2 == 0 { "\u{200b}" } else { "" };
    ui.say(message) + again
}
