//! The commands to the runner.
//!
//! Each command is carried out once, in the order given. The documentation of a
//! command that is answered names the event that brings the answer.

use std::time::Duration;

use serde::Serialize;
use universal_print::ids::{JobId, PrinterId, ShareId};

use super::journal::JournalEntry;
use super::service::Service;
use super::state::call::{CallId, TimerId};
use super::state::code::CodeAttempt;
use super::state::job_key::JobKey;
use super::state::nearest::PositionAttempt;
use crate::outgoing_request::OutgoingRequest;
use crate::text::Message;

/// A command to the runner.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask the token provider who the user is; answered by `Identified`.
    Identify(TokenNeed),
    /// Send a request with a token for `need`; answered by `Answered`.
    Send {
        /// Returned with the answer.
        call: CallId,
        /// The request.
        outgoing: OutgoingRequest,
        /// The token it needs.
        need: TokenNeed,
    },
    /// Ask the token provider again for the tokens it has not returned yet.
    AskAgain,
    /// Fetch a fresh token for a redirect; answered by `Renewed`.
    Renew {
        /// The job.
        job: JobKey,
        /// The token it needs.
        need: TokenNeed,
    },
    /// Wait; answered by `Elapsed`.
    Wait {
        /// Returned at the end.
        timer: TimerId,
        /// The shortest time to wait.
        pause: Duration,
    },
    /// Claim a job against other tabs; answered by `Claimed`.
    Claim(JobKey),
    /// Release a claim.
    ReleaseClaim(JobKey),
    /// Read the journal; answered by `JournalRead`.
    ReadJournal,
    /// Write a redirect to the journal, before it is sent.
    WriteJournal(JournalEntry),
    /// Remove a redirect from the journal.
    RemoveFromJournal(JobKey),
    /// Read the user's favorites from the browser's storage; answered by `FavoritesRead`.
    ReadFavorites(String),
    /// Change one of the favorites that the storage has at this moment, so that nothing is lost that
    /// another tab wrote; answered by `FavoritesRead`.
    KeepFavorite {
        /// What they are kept under.
        key: String,
        /// The printer.
        share: ShareId,
        /// Whether it is a favorite now.
        is_favorite: bool,
    },
    /// Ask the browser for the user's position; answered by `PositionFound`.
    FindPosition(PositionAttempt),
    /// Ask the page what a code stands for; answered by `CodeAnswered`.
    ResolveCode {
        /// Returned with the answer.
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

/// A token that the provider is asked for. A page receives it with these members, in camel case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenNeed {
    /// The service the token is for.
    pub audience: Service,
    /// The scopes, as a provider expects them.
    pub scopes: Vec<String>,
    /// The claims Graph asked for, as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<String>,
    /// Whether the last token was rejected, so that a cached one must not be used.
    pub force_refresh: bool,
}

/// An event for the host page. It holds no secrets.
#[derive(Clone, Debug, PartialEq)]
pub enum HostEvent {
    /// The job lists were read for the first time, or could not be.
    Ready,
    /// The selection changed to these jobs.
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
    /// An accepted job reached a new state.
    Tracked {
        /// The job that was waiting.
        job: JobKey,
        /// Graph's word for the state.
        state: String,
    },
    /// The user was told of a problem.
    Problem {
        /// The problem's stable code.
        code: &'static str,
        /// The message to the user.
        message: Message,
        /// The id by which support finds the call.
        diagnostic_id: String,
    },
    /// A call was answered or failed, for the host's log.
    Diagnostic {
        /// The operation's name.
        operation: &'static str,
        /// The HTTP status, where there was an answer.
        status: Option<u16>,
        /// Microsoft's id of the request.
        request_id: Option<String>,
        /// The widget's id of the request.
        client_request_id: String,
    },
}
