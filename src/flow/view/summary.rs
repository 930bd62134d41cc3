//! The button, and the line that says what a press will do.

use super::{destination, jobs, settings};
use crate::flow::state::State;
use crate::text::{Message, Words};

/// The line above the button, and the button.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What a press will do, or what is missing.
    pub words: Message,
    /// What will be printed differently.
    pub changes: Option<Message>,
    /// The button's label.
    pub button: Message,
    /// Whether it can be pressed.
    pub ready: bool,
}

/// The line and the button as they are now.
pub fn summary(state: &State) -> Summary {
    let count = jobs::ticked(state);
    let chosen = destination::chosen(state);
    let ready = count > 0
        && *state.online
        && chosen
            .as_ref()
            .is_some_and(|chosen| chosen.obstacle.is_none());
    let words = match chosen {
        _ if count == 0 => Message::summary_choose_jobs(),
        None => Message::summary_choose_printer(),
        Some(chosen) if chosen.obstacle.is_some() => Message::printer_cannot_take_jobs(),
        Some(chosen) if chosen.place == Words::List(Vec::new()) => {
            Message::summary(count, chosen.name)
        }
        Some(chosen) => Message::summary_place(count, chosen.name, chosen.place),
    };
    let changes = settings::words(&state.changes);
    Summary {
        words,
        changes: (!changes.is_empty()).then(|| {
            Message::summary_changes(Words::List(changes.into_iter().map(Words::from).collect()))
        }),
        button: if count == 0 {
            Message::release_none()
        } else {
            Message::release(count)
        },
        ready,
    }
}
