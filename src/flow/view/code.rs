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
    let only_way = if state.can_scan {
        Message::CodeOnlyScan
    } else {
        Message::CodeOnly
    };
    Entry {
        has_field: options.require_presence || options.resolves_codes,
        only_way: options.require_presence.then_some(only_way),
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
            Message::CodeUnknown,
            Message::CodeUnknownAdvice,
        ),
        Trouble::NotOffered => (
            "codeNotOffered",
            Message::CodeNotOffered,
            Message::CodeNotOfferedAdvice,
        ),
        Trouble::Page(why) => (
            "codeUnresolved",
            match why {
                Unanswered::Silent => Message::CodeSilent,
                Unanswered::Garbage => Message::CodeGarbage,
                Unanswered::Failed | Unanswered::Refused => Message::CodeFailed,
            },
            Message::CodeUnresolvedAdvice,
        ),
        Trouble::Camera(Unanswered::Refused) => (
            "cameraRefused",
            Message::CameraRefused,
            Message::CameraRefusedAdvice,
        ),
        Trouble::Camera(_) => (
            "cameraFailed",
            Message::CameraFailed,
            Message::CameraFailedAdvice,
        ),
    };
    Problem::plain(code, happened, advice)
}
