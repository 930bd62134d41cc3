//! Why a printer's code led to no printer, in words.

use super::problem::{self, Problem};
use crate::flow::state::code::{CodeError, CodeSourceError};
use crate::text::Message;

/// The problem to show for a code that led to no printer.
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
