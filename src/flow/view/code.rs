//! The field for a printer's code, as the screen shows it.

use crate::flow::state::State;
use crate::flow::state::code::CodeState;
use crate::flow::words::code::problem;
use crate::flow::words::problem::Problem;
use crate::text::Message;

/// The field and the progress of the last code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeField {
    /// Whether there is a field for codes; else codes are typed into the search field.
    pub has_field: bool,
    /// What to do, where only a code chooses a printer.
    pub only_way: Option<Message>,
    /// Whether the camera is on; nothing where codes cannot be scanned.
    pub camera: Option<bool>,
    /// Whether a code is being looked up.
    pub looking_up: bool,
    /// Why the last code led to no printer.
    pub problem: Option<Problem>,
}

/// The field as it is now.
pub fn field(state: &State) -> CodeField {
    let options = &state.options;
    let reached = &state.code.state;
    CodeField {
        has_field: options.require_presence || options.resolves_codes,
        only_way: options.require_presence.then(Message::code_only),
        camera: state
            .can_scan
            .then_some(matches!(reached, CodeState::Scanning)),
        looking_up: matches!(reached, CodeState::LookingUp),
        problem: match reached {
            CodeState::Failed(error) => Some(problem(error)),
            _ => None,
        },
    }
}
