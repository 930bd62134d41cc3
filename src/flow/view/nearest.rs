//! The button that puts the nearest printers first.

use crate::flow::state::State;
use crate::flow::state::listed_printer::ListedPrinter;
use crate::flow::state::nearest::Locating;
use crate::flow::words::position;
use crate::text::Message;

/// The button.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestButton {
    /// Whether it is pressed.
    pub pressed: bool,
    /// What is to be said about the position.
    pub words: Option<Message>,
}

/// The button, if the browser can tell a position and a printer tells one too.
pub fn button(state: &State) -> Option<NearestButton> {
    let nearest = &*state.nearest;
    let destinations = &state.destinations;
    let recent = destinations.recent.iter().map(|recent| &recent.printer);
    let mut printers = recent.chain(destinations.all.iter());
    // The lists are followed only where the browser can be asked.
    let is_offered = nearest.can_ask
        && !state.options.require_presence
        && printers.any(ListedPrinter::has_coordinates);
    is_offered.then(|| NearestButton {
        pressed: matches!(nearest.progress, Locating::Asking | Locating::Known(_)),
        words: match nearest.progress {
            Locating::Asking => Some(Message::position_finding()),
            Locating::Failed(error) => Some(position::words(error)),
            // The nearest printer may be still to come.
            Locating::Known(_) => destinations
                .load
                .is_under_way()
                .then(Message::printers_loading),
            Locating::Off => None,
        },
    })
}
