//! Calls and waits under way, and the purpose of each.

use universal_print::ids::ShareId;
use universal_print::redirect::WaitId;
use universal_print::request::{Batch, Request};

use super::code::{CodeAttempt, CodeLookup};
use super::job_key::JobKey;
use super::nearest::PositionAttempt;
use super::resolution::PrinterLookup;
use super::run::Attempt;

/// Identifies a call until its answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId(pub(in crate::flow) u32);

/// Identifies a wait until its end.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimerId(pub(in crate::flow) u32);

/// What a call is for. Its answer goes to the part of the workflow that asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// Reads a page of a queue's jobs.
    Jobs {
        /// The queue.
        queue: ShareId,
        /// The refresh it belongs to; pages of older refreshes are dropped.
        refresh: u32,
    },
    /// Reads the recent shares.
    Recents,
    /// Reads a page of all shares.
    Shares,
    /// Reads the name and the place of a favorite printer.
    Favorite(ShareId),
    /// Reads the chosen share's state and capabilities.
    Detail(ShareId),
    /// Reads the state of a printer on the screen.
    Sight(ShareId),
    /// Looks up a printer's code.
    Code(CodeAttempt, CodeLookup),
    /// Finds the printer behind a share.
    Printer(ShareId, PrinterLookup),
    /// Reads the source job of a redirect.
    Source(Attempt),
    /// Sends the redirect, to the printer of this share.
    Redirect(JobKey, Attempt, ShareId),
    /// Reads an accepted job through its destination's share.
    Track(JobKey),
    /// Reads an accepted job at its printer, through the gateway.
    TrackAtPrinter(JobKey),
    /// Reads several accepted jobs at once.
    TrackTogether(Batch, Vec<JobKey>),
    /// Cancels a job.
    Cancel(JobKey),
}

/// A part of the screen that lacked a usable token.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Refused {
    /// The job lists.
    Jobs,
    /// The recent printers.
    Recents,
    /// The list of all printers.
    Shares,
    /// The chosen printer.
    Detail,
}

/// A call that has no final answer yet. It can be sent again under a new id.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingCall {
    pub(in crate::flow) purpose: Purpose,
    pub(in crate::flow) request: Request,
    /// How often it was repeated after a passing failure.
    pub(in crate::flow) repeats: u32,
    pub(in crate::flow) token: TokenFreshness,
}

impl PendingCall {
    /// A call that is sent for the first time.
    pub(in crate::flow) fn new(purpose: Purpose, request: Request) -> Self {
        Self {
            purpose,
            request,
            repeats: 0,
            token: TokenFreshness::Any,
        }
    }

    /// The job that it redirects and the share of the destination, if it is a redirect.
    pub(in crate::flow) fn redirected(&self) -> Option<(&JobKey, &ShareId)> {
        match &self.purpose {
            Purpose::Redirect(job, _, share) => Some((job, share)),
            _ => None,
        }
    }
}

/// Which token a call is sent with.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::flow) enum TokenFreshness {
    /// Any token the provider has.
    Any,
    /// A fresh one, because Graph rejected the last; with the claims Graph asked for.
    Fresh(Option<String>),
}

/// What happens at the end of a wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Timer {
    /// A read is repeated.
    Repeat(Box<PendingCall>),
    /// The redirect protocol goes on.
    Redirect(Attempt, WaitId),
    /// An accepted job is read.
    Track(JobKey),
    /// The job lists are read again.
    Refresh,
    /// The user stopped typing into a search.
    SearchPause,
    /// The browser has had its time to tell the position.
    Position(PositionAttempt),
    /// Printers on the screen may be read again.
    Sight,
    /// Ages on the screen may have changed.
    Tick,
    /// The page's `resolveCode` has had its time.
    Code(CodeAttempt),
}
