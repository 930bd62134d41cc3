//! "Only printers that fit": the checkbox, and what is said about it.

use crate::flow::state::State;
use crate::flow::state::left_out::LeftOut;
use crate::text::Message;

/// The checkbox, and the line below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitToggle {
    /// Whether there is something to fit: a job is ticked.
    pub is_offered: bool,
    /// Whether it is on.
    pub is_on: bool,
    /// How many printers were read, and how many of them are left out.
    pub found: Option<Message>,
}

/// The checkbox and its line as they are now.
pub fn toggle(state: &State) -> FitToggle {
    let left_out = LeftOut::of(state);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    FitToggle {
        is_offered: !state.options.require_presence && state.ticked().next().is_some(),
        is_on: state.destinations.fit_filter.is_on,
        found: left_out.map(|it| Message::looked_at(count(it.looked_at), count(it.count()))),
    }
}
