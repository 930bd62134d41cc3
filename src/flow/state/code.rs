//! The printer's code that was entered last: how far looking it up got, and
//! why it led to no printer.

use universal_print::fault::Fault;
use universal_print::ids::PrinterId;

/// Identifies one attempt to choose by code, so that late answers are recognised.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeAttempt(pub(in crate::flow) u32);

/// The last attempt to choose a printer by code.
#[derive(Clone, Debug, Default)]
pub struct CodeEntry {
    /// How far it got.
    pub state: CodeState,
    /// The attempt whose answers count; all others are ignored.
    pub(in crate::flow) attempt: CodeAttempt,
}

/// How far an attempt got.
#[derive(Clone, Debug, Default)]
pub enum CodeState {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The camera is on.
    Scanning,
    /// The code is being looked up.
    LookingUp,
    /// The code led to no printer.
    Failed(CodeError),
}

/// Why a code led to no printer.
#[derive(Clone, Debug)]
pub enum CodeError {
    /// It stands for no printer.
    Unknown,
    /// It stands for a printer that this page does not offer.
    NotOffered,
    /// The page could not look it up.
    Page(CodeSourceError),
    /// The camera saw no code.
    Camera(CodeSourceError),
    /// Graph could not be asked, or refused.
    Fault(Fault),
}

/// Why the page's `resolveCode` or the camera gave no code.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CodeSourceError {
    /// No answer in time.
    Silent,
    /// It threw or rejected.
    Failed,
    /// The user or the browser does not allow it.
    Refused,
    /// It answered something other than text.
    Garbage,
}

/// What Graph is asked for a code.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeLookup {
    /// The share with this id.
    Share,
    /// The same, where the id may be this printer's instead.
    ShareOr(PrinterId),
    /// The shares of a printer.
    OfPrinter,
}
