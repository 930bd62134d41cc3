//! The field for a printer's code, as it is shown.

use super::problem::{self, Problem};
use crate::flow::code::{Stage, Trouble, Unanswered};
use crate::flow::state::State;
use crate::text::Message;

/// The field and what is going on with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Whether there is a field for codes; else the code came by the search.
    pub has_field: bool,
    /// What to do, where a code is the only way.
    pub only_way: Option<Message>,
    /// Where a code can be scanned: whether the camera is on.
    pub camera: Option<bool>,
    /// A code is being looked up.
    pub looking_up: bool,
    /// Why the last code led to no printer.
    pub problem: Option<Problem>,
}

/// The field, where this page takes codes, and what became of the last one.
pub fn entry(state: &State) -> Entry {
    let options = &state.options;
    let stage = &state.code.stage;
    Entry {
        has_field: options.require_presence || options.resolves_codes,
        only_way: options.require_presence.then(Message::code_only),
        camera: state.can_scan.then_some(matches!(stage, Stage::Scanning)),
        looking_up: matches!(stage, Stage::LookingUp),
        problem: match stage {
            Stage::Failed(trouble) => Some(problem(trouble)),
            _ => None,
        },
    }
}

/// The words for a code that led to no printer.
pub fn problem(trouble: &Trouble) -> Problem {
    let (code, happened, advice) = match trouble {
        Trouble::Fault(fault) => return problem::of_fault(fault),
        Trouble::Unknown => (
            "codeUnknown",
            Message::code_unknown(),
            Message::code_unknown_advice(),
        ),
        Trouble::NotOffered => (
            "codeNotOffered",
            Message::code_not_offered(),
            Message::code_not_offered_advice(),
        ),
        Trouble::Page(why) => (
            "codeUnresolved",
            match why {
                Unanswered::Silent => Message::code_silent(),
                Unanswered::Garbage => Message::code_garbage(),
                Unanswered::Failed | Unanswered::Refused => Message::code_failed(),
            },
            Message::code_unresolved_advice(),
        ),
        Trouble::Camera(Unanswered::Refused) => (
            "cameraRefused",
            Message::camera_refused(),
            Message::camera_refused_advice(),
        ),
        Trouble::Camera(_) => (
            "cameraFailed",
            Message::camera_failed(),
            Message::camera_failed_advice(),
        ),
    };
    Problem::plain(code, happened, advice)
}
