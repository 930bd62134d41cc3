//! The field for a printer's code, as it is shown.

use super::problem::{self, Problem};
use crate::flow::code::{CodeError, CodeSourceError, CodeState};
use crate::flow::state::State;
use crate::text::Message;

/// The field and what is going on with it.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeField {
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
pub fn entry(state: &State) -> CodeField {
    let options = &state.options;
    let stage = &state.code.stage;
    CodeField {
        has_field: options.require_presence || options.resolves_codes,
        only_way: options.require_presence.then(Message::code_only),
        camera: state
            .can_scan
            .then_some(matches!(stage, CodeState::Scanning)),
        looking_up: matches!(stage, CodeState::LookingUp),
        problem: match stage {
            CodeState::Failed(error) => Some(problem(error)),
            _ => None,
        },
    }
}

/// The words for a code that led to no printer.
pub fn problem(error: &CodeError) -> Problem {
    let (code, happened, advice) = match error {
        CodeError::Fault(fault) => return problem::of_fault(fault),
        CodeError::Unknown => (
            "codeUnknown",
            Message::code_unknown(),
            Message::code_unknown_advice(),
        ),
        CodeError::NotOffered => (
            "codeNotOffered",
            Message::code_not_offered(),
            Message::code_not_offered_advice(),
        ),
        CodeError::Page(why) => (
            "codeUnresolved",
            match why {
                CodeSourceError::Silent => Message::code_silent(),
                CodeSourceError::Garbage => Message::code_garbage(),
                CodeSourceError::Failed | CodeSourceError::Refused => Message::code_failed(),
            },
            Message::code_unresolved_advice(),
        ),
        CodeError::Camera(CodeSourceError::Refused) => (
            "cameraRefused",
            Message::camera_refused(),
            Message::camera_refused_advice(),
        ),
        CodeError::Camera(_) => (
            "cameraFailed",
            Message::camera_failed(),
            Message::camera_failed_advice(),
        ),
    };
    Problem::plain(code, happened, advice)
}
