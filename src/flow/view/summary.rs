//! The button, and the lines that say what a press will do.

use super::{destination, jobs, settings};
use crate::flow::state::State;
use crate::flow::state::settings::JobSettings;
use crate::text::{Message, Words};

/// The lines above the button, and the button.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What a press will do, or what is missing.
    pub words: Message,
    /// What will be printed differently, by name and value.
    pub changes: Vec<Message>,
    /// What is not as the user may expect: jobs that are left out, and changes that were taken
    /// back.
    pub notes: Vec<Message>,
    /// The button's label.
    pub button: Message,
    /// Whether it can be pressed.
    pub ready: bool,
}

/// The lines and the button as they are now.
pub fn summary(state: &State) -> Summary {
    let ticked = jobs::ticked(state);
    let of_jobs: Vec<Option<&JobSettings>> = state
        .pressed()
        .map(|waiting| state.settings.of(&waiting.key))
        .collect();
    let count = jobs::count(of_jobs.len());
    let left_out = ticked - count;
    let chosen = destination::chosen(state);
    let ready = count > 0
        && !state.awaits_capabilities()
        && chosen
            .as_ref()
            .is_some_and(|chosen| chosen.obstacle.is_none());
    let words = match chosen {
        _ if ticked == 0 => Message::summary_choose_jobs(),
        _ if count == 0 => Message::left_out(left_out),
        None => Message::summary_choose_printer(),
        Some(chosen) if chosen.obstacle.is_some() => Message::printer_cannot_take_jobs(),
        Some(chosen) if chosen.place == Words::List(Vec::new()) => {
            Message::summary(count, chosen.name)
        }
        Some(chosen) => Message::summary_place(count, chosen.name, chosen.place),
    };
    let left_out = (left_out > 0 && count > 0).then(|| Message::left_out(left_out));
    Summary {
        words,
        changes: settings::changes(&of_jobs),
        notes: left_out
            .into_iter()
            .chain(state.settings.taken_back.clone())
            .collect(),
        button: if count == 0 {
            Message::release_none()
        } else {
            Message::release(count)
        },
        ready,
    }
}
