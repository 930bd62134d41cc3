//! The button, and the lines that say what a press will do.

use universal_print::fit::{Fit, Level};

use super::fit::{self, PressFit};
use super::{destination, jobs, settings};
use crate::flow::state::State;
use crate::flow::state::queue::WaitingJob;
use crate::text::Message;

/// The lines above the button, and the button.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What a press will do, or what is missing.
    pub words: Message,
    /// What the user changed and will be printed differently, by name and value.
    pub changes: Vec<Message>,
    /// What the printer will print differently.
    pub fit: PressFit,
    /// What is not as the user may expect: jobs that are left out, and changes that were taken
    /// back.
    pub notes: Vec<Message>,
    /// The button's label.
    pub button: Message,
    /// Whether it can be pressed.
    pub ready: bool,
}

/// The ticked jobs, by what a press does with them.
#[derive(Default)]
struct Ticked<'a> {
    pressed: Vec<&'a WaitingJob>,
    fits: Vec<Fit>,
    /// How many have settings that the user has to correct.
    refused: u32,
    /// How many the printer does not take.
    impossible: u32,
    /// Whether the printer's defaults help with any of them.
    offers_defaults: bool,
}

fn ticked(state: &State) -> Ticked<'_> {
    let mut ticked = Ticked::default();
    for waiting in state.ticked() {
        if state.is_refused(waiting) {
            ticked.refused += 1;
            continue;
        }
        let fit = state.fit(waiting);
        ticked.offers_defaults |= fit.as_ref().is_some_and(fit::offers_defaults);
        if fit.as_ref().map(Fit::level) == Some(Level::Impossible) {
            ticked.impossible += 1;
        } else {
            ticked.pressed.push(waiting);
            ticked.fits.extend(fit);
        }
    }
    ticked
}

/// The lines and the button as they are now.
pub fn summary(state: &State) -> Summary {
    let Ticked {
        pressed,
        fits,
        refused,
        impossible,
        offers_defaults,
    } = ticked(state);
    let count = jobs::count(pressed.len());
    let all = count + refused + impossible;
    let chosen = destination::chosen(state);
    let ready =
        count > 0 && !state.awaits_capabilities() && chosen.is_some() && state.blocked().is_none();
    let stopped = chosen.as_ref().and_then(|chosen| chosen.obstacle.as_ref());
    let stopped = stopped.map(|trouble| trouble.reasons.clone());
    let mut notes = Vec::new();
    notes.extend((refused > 0).then(|| Message::left_out(refused)));
    notes.extend((impossible > 0).then(|| Message::cannot_here(impossible)));
    let words = match chosen {
        _ if all == 0 => Message::summary_choose_jobs(),
        _ if count == 0 => notes.remove(0),
        None => Message::summary_choose_printer(),
        Some(_) if state.blocked().is_some() => Message::printer_cannot_take_jobs(),
        Some(_) if state.awaits_capabilities() => Message::state_reading(),
        Some(chosen) => match chosen.short_place {
            Some(place) => Message::summary_place(count, chosen.name, place),
            None => Message::summary(count, chosen.name),
        },
    };
    if let Some(reasons) = stopped.filter(|_| count > 0) {
        notes.extend(ready.then(Message::stopped_allowed));
        notes.extend(reasons);
    }
    notes.extend(state.settings.taken_back.clone());
    Summary {
        words,
        changes: settings::changes(state, &pressed),
        fit: PressFit {
            offers_defaults,
            ..fit::of_press(state, &fits, count)
        },
        notes,
        button: match count {
            0 => Message::release_none(),
            count if count < all => Message::release_some(count, all),
            count => Message::release(count),
        },
        ready,
    }
}
