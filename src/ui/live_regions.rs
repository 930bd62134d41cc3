//! The two ARIA live regions, which announce changes to screen readers.
//!
//! They are in the document from the start: a screen reader announces only changes of a region
//! that it already knows.

use leptos::prelude::*;

use super::context::Ui;
use super::element::{Drawing, element, reactive};
use crate::text::Message;

/// A polite and an assertive region.
pub fn live_regions(ui: Ui) -> Drawing {
    let announcements = ui.select(|state| state.announcements.clone());
    let region = move |role: &'static str, how: &'static str, said: &Option<(u32, Message)>| {
        let region = element("DIV")
            .class("unseen")
            .attr("role", role)
            .attr("aria-live", how);
        let words = said.as_ref().map(|said| words(ui, said));
        region.text(words.unwrap_or_default()).into()
    };
    reactive(move || {
        announcements.with(|announcements| {
            // A change of language does not repeat an announcement.
            untrack(|| {
                vec![
                    region("status", "polite", &announcements.polite),
                    region("alert", "assertive", &announcements.assertive),
                ]
            })
        })
    })
}

/// The text of an announcement. Every second one ends in a zero-width space, so that the same
/// message twice is a change of text and is announced twice.
fn words(ui: Ui, (serial, message): &(u32, Message)) -> String {
    let again = if serial % 2 == 0 { "\u{200b}" } else { "" };
    ui.say(message) + again
}
