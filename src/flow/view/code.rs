//! The field for a printer's code, as it is shown.

use super::problem::{self, Problem};
use crate::flow::code::{Camera, Stage, Trouble, Unresolved};
use crate::flow::state::State;
use crate::text::Message;

/// The field and what is going on with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Whether there is a field for codes; else the code came by the search.
    pub has_field: bool,
    /// What to do, where a code is the only way.
    pub only_way: Option<Message>,
    /// A code can be scanned.
    pub can_scan: bool,
    /// How far the last code came.
    pub stage: Stage,
    /// Why the last code led to no printer.
    pub problem: Option<Problem>,
}

/// The field, where this page takes codes, and what became of the last one.
pub fn entry(state: &State) -> Option<Entry> {
    let options = &state.options;
    let stage = &state.code.stage;
    let problem = match stage {
        Stage::Failed(trouble) => Some(problem(trouble)),
        _ => None,
    };
    let has_field = options.require_presence || options.resolves_codes;
    (has_field || *stage != Stage::Idle).then(|| Entry {
        has_field,
        only_way: options.require_presence.then_some(if state.can_scan {
            Message::CodeOnlyScan
        } else {
            Message::CodeOnly
        }),
        can_scan: state.can_scan,
        stage: stage.clone(),
        problem,
    })
}

/// The words for a code that led to no printer.
pub fn problem(trouble: &Trouble) -> Problem {
    let unresolved = |happened| ("codeUnresolved", happened, Message::CodeUnresolvedAdvice);
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
        Trouble::Unresolved(Unresolved::Silent) => unresolved(Message::CodeSilent),
        Trouble::Unresolved(Unresolved::Failed) => unresolved(Message::CodeFailed),
        Trouble::Unresolved(Unresolved::Garbage) => unresolved(Message::CodeGarbage),
        Trouble::Camera(Camera::Refused) => (
            "cameraRefused",
            Message::CameraRefused,
            Message::CameraRefusedAdvice,
        ),
        Trouble::Camera(Camera::Broken) => (
            "cameraFailed",
            Message::CameraFailed,
            Message::CameraFailedAdvice,
        ),
    };
    Problem::plain(code, happened, advice)
}
