//! The commands to the runner.
//!
//! Each command is carried out once, in the order given. The documentation of a
//! command that is answered names the event that brings the answer.

use std::time::Duration;

use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::request::Request;

use super::journal::JournalEntry;
use super::service::Service;
use super::state::call::{CallId, TimerId};
use super::state::code::CodeAttempt;
use super::state::job_key::JobKey;
use crate::text::Message;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask the token provider who the user is; answered by `Identified`.
    Identify(TokenNeed),
    /// Make a call with a token for `need`; answered by `Answered`.
    Send {
        /// Given back with the answer.
        call: CallId,
        /// The call.
        request: Request,
        /// Its absolute address, which is at the configured origin.
        url: String,
        /// The share that the user chose, for a gateway that wants to know it.
        share: Option<ShareId>,
        /// Sent along, and known to Microsoft's support.
        client_request_id: String,
        /// The token it wants.
        need: TokenNeed,
    },
    /// Ask the token provider again for what it has not answered yet.
    AskAgain,
    /// Fetch a fresh token for a redirect; answered by `Renewed`.
    Renew {
        /// For which job.
        job: JobKey,
        /// The token it wants.
        need: TokenNeed,
    },
    /// Wait; answered by `Elapsed`.
    Wait {
        /// Given back at the end.
        timer: TimerId,
        /// At least this long.
        pause: Duration,
    },
    /// Claim a job against other tabs; answered by `Claimed`.
    Claim(JobKey),
    /// Let go of a claim.
    LetGo(JobKey),
    /// Read the journal; answered by `Recalled`.
    Recall,
    /// Write an intention to the journal, before it is sent.
    Remember(JournalEntry),
    /// Strike an intention from the journal.
    Forget(JobKey),
    /// Ask the page what a code stands for; answered by `CodeAnswered`.
    ResolveCode {
        /// Given back with the answer.
        attempt: CodeAttempt,
        /// The code, as it was typed or scanned.
        code: String,
    },
    /// Turn the camera on and look for a code; answered by `CodeAnswered`.
    Scan(CodeAttempt),
    /// Turn the camera off.
    StopScan,
    /// Tell the host page.
    Tell(HostEvent),
}

/// What the token provider is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenNeed {
    /// The service the token is for.
    pub audience: Service,
    /// The permissions, as a provider wants them named.
    pub scopes: Vec<String>,
    /// The claims Graph asked for, as a JSON text.
    pub claims: Option<String>,
    /// Whether the last token did not serve, so that a cached one will not do.
    pub force_refresh: bool,
}

/// What the host page is told. None of it is secret.
#[derive(Clone, Debug, PartialEq)]
pub enum HostEvent {
    /// The first reading of the jobs has ended, with a list or with a fault.
    Ready,
    /// The user selected other jobs.
    SelectionChange(Vec<JobKey>),
    /// A destination has accepted a job.
    Redirected {
        /// The job that was waiting.
        job: JobKey,
        /// The share that the user chose.
        share: ShareId,
        /// The printer behind it.
        printer: PrinterId,
        /// The new job at the destination, when its id is known.
        new_job: Option<JobId>,
    },
    /// An accepted job was seen in a new state.
    Tracked {
        /// The job that was waiting.
        job: JobKey,
        /// Graph's word for the state.
        state: String,
    },
    /// Something went wrong that the user was told of.
    Problem {
        /// A stable name.
        code: &'static str,
        /// What the user was told.
        message: Message,
        /// What to give to support.
        diagnostic_id: String,
    },
    /// A call was answered or failed: for the host's own records.
    Diagnostic {
        /// The call's name.
        operation: &'static str,
        /// The HTTP status, or none when there was no answer.
        status: Option<u16>,
        /// Microsoft's id of the request.
        request_id: Option<String>,
        /// Our id of the request.
        client_request_id: String,
    },
}
