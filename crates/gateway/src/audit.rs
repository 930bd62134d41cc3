//! Writes one audit line for every redirect and abort.
//!
//! A line says who asked, for which job, from which printer to which, and with
//! which outcome. It is begun when the caller is known and written exactly once:
//! at the end, or when the request is dropped before. It contains ids, and no
//! name of a person or document and no token.

use tokio::time::Instant;
use universal_print::{
    ids::{JobId, PrinterId, ShareId},
    job::JobRef,
};

use crate::{
    identity::caller::Caller,
    refusal::{Refusal, code::RefusalCode},
    trace::Trace,
    words::words,
};

/// The `target` of the lines, for log filters.
pub const TARGET: &str = "audit";

words! {
    /// What is written about: the calls that change something.
    AuditedCall {
        /// A redirect.
        Redirect = "redirect",
        /// An abort.
        Abort = "abort",
    }
}

words! {
    /// What became of a redirect or an abort, if the caller did not get a refusal.
    Ending {
        /// Graph redirected the job.
        Accepted = "accepted",
        /// Graph aborted the job.
        Aborted = "aborted",
        /// The job was at the destination before; nothing was sent.
        AlreadyThere = "alreadyThere",
        /// The caller disconnected during the checks; nothing was sent.
        CallerGone = "callerGone",
    }
}

/// What became of a redirect or an abort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditedOutcome {
    /// Something else than a refusal.
    Ended(Ending),
    /// The caller got a refusal with this code.
    Refused(RefusalCode),
}

impl AuditedOutcome {
    /// The word in the audit log and in metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ended(ending) => ending.as_str(),
            Self::Refused(code) => code.as_str(),
        }
    }

    /// Every outcome.
    pub fn all() -> impl Iterator<Item = Self> {
        let ended = Ending::ALL.iter().copied().map(Self::Ended);
        ended.chain(RefusalCode::ALL.iter().copied().map(Self::Refused))
    }
}

impl From<Ending> for AuditedOutcome {
    fn from(ending: Ending) -> Self {
        Self::Ended(ending)
    }
}

impl From<&Refusal> for AuditedOutcome {
    fn from(refusal: &Refusal) -> Self {
        Self::Refused(refusal.code())
    }
}

/// A line that is not yet written.
#[derive(Debug)]
pub(crate) struct AuditLine {
    call: AuditedCall,
    caller: Caller,
    job: JobRef,
    share: Option<ShareId>,
    to: Option<PrinterId>,
    new_job: Option<JobId>,
    trace: Trace,
    began: Instant,
    sent: bool,
    written: bool,
}

impl AuditLine {
    pub(crate) fn begin(call: AuditedCall, caller: &Caller, job: &JobRef, trace: &Trace) -> Self {
        Self {
            call,
            caller: caller.clone(),
            job: job.clone(),
            share: None,
            to: None,
            new_job: None,
            trace: trace.clone(),
            began: Instant::now(),
            sent: false,
            written: false,
        }
    }

    /// Adds the destination.
    pub(crate) fn destination(&mut self, share: &ShareId, printer: &PrinterId) {
        self.share = Some(share.clone());
        self.to = Some(printer.clone());
    }

    /// Notes that the call is about to be sent.
    pub(crate) fn sending(&mut self) {
        self.sent = true;
    }

    /// Adds the job at the destination.
    pub(crate) fn new_job(&mut self, job: &JobId) {
        self.new_job = Some(job.clone());
    }

    /// Writes the line.
    pub(crate) fn end(mut self, outcome: AuditedOutcome) {
        self.write(outcome);
    }

    fn write(&mut self, outcome: AuditedOutcome) {
        self.written = true;
        let text = |id: Option<&str>| id.unwrap_or_default().to_owned();
        tracing::info!(
            target: TARGET,
            call = self.call.as_str(),
            outcome = outcome.as_str(),
            sent = self.sent,
            user = %self.caller.object_id,
            tenant = %self.caller.tenant,
            client = text(self.caller.client.as_deref()),
            from_printer = %self.job.printer,
            job = %self.job.job,
            to_printer = text(self.to.as_ref().map(PrinterId::as_str)),
            share = text(self.share.as_ref().map(ShareId::as_str)),
            new_job = text(self.new_job.as_ref().map(JobId::as_str)),
            request_id = self.trace.request_id(),
            client_request_id = &*self.trace.client_request_id,
            ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX),
        );
    }
}

impl Drop for AuditLine {
    fn drop(&mut self) {
        if self.written {
            return;
        }
        if std::thread::panicking() {
            self.write((&Refusal::Internal).into());
        } else {
            self.write(Ending::CallerGone.into());
        }
    }
}
