//! Counts down the seconds until the service may be called again.

use std::time::Duration;

use leptos::prelude::*;
use universal_print::time::Timestamp;

use super::context::Ui;
use super::element::{Drawing, element, set_text};
use super::watched::Watched;
use crate::browser::clock;
use crate::text::Message;

/// A line that counts down. It is hidden from screen readers: a new number every second would
/// interrupt everything else.
pub fn countdown(ui: Ui, until: Timestamp) -> Drawing {
    let left = move || {
        let left = until.since(clock::now());
        let seconds = left.as_secs() + u64::from(left.subsec_millis() > 0);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        ui.say(&Message::throttled_until(seconds))
    };
    let words = Watched::new(left());
    let count = move || {
        // The interval may fire once more after the screen is disposed.
        if !words.is_gone() {
            words.set(left());
        }
    };
    let tick = set_interval_with_handle(count, Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    element("P")
        .class("countdown")
        .attr("aria-hidden", "true")
        .effect(move |line| set_text(line, &words.get()))
        .into()
}
