//! One line for every redirect and abort: who, which job, from where, where to,
//! and what came of it.
//!
//! A line is begun when the caller is known and written exactly once, at its
//! end or when the request is dropped in the middle. It holds ids and no names,
//! no document's name and no token.

use tokio::time::Instant;

use crate::{
    id::{Printer, Share},
    identity::Caller,
    route::Place,
    trace::Trace,
};

/// The `target` of the lines, to filter by.
pub const TARGET: &str = "audit";

/// A line that is being filled.
#[derive(Debug)]
pub(crate) struct Audit {
    call: &'static str,
    caller: Caller,
    place: Place,
    share: Option<Share>,
    to: Option<Printer>,
    new_job: Option<String>,
    trace: Trace,
    began: Instant,
    sent: bool,
    written: bool,
}

impl Audit {
    pub(crate) fn begin(call: &'static str, caller: &Caller, place: &Place, trace: &Trace) -> Self {
        Self {
            call,
            caller: caller.clone(),
            place: place.clone(),
            share: None,
            to: None,
            new_job: None,
            trace: trace.clone(),
            began: Instant::now(),
            sent: false,
            written: false,
        }
    }

    /// Notes where the job is to go.
    pub(crate) fn towards(&mut self, share: &Share, printer: &Printer) {
        self.share = Some(share.clone());
        self.to = Some(printer.clone());
    }

    /// Notes that the call is about to leave.
    pub(crate) fn sending(&mut self) {
        self.sent = true;
    }

    /// Notes the job that came of it.
    pub(crate) fn became(&mut self, job: &str) {
        self.new_job = Some(job.to_owned());
    }

    /// Writes the line.
    pub(crate) fn end(mut self, outcome: &str) {
        self.write(outcome);
    }

    fn write(&mut self, outcome: &str) {
        self.written = true;
        let text = |id: Option<&str>| id.unwrap_or_default().to_owned();
        tracing::info!(
            target: TARGET,
            call = self.call,
            outcome,
            sent = self.sent,
            user = %self.caller.object_id,
            tenant = %self.caller.tenant,
            client = text(self.caller.client.as_deref()),
            from_printer = %self.place.printer,
            job = %self.place.job,
            to_printer = text(self.to.as_ref().map(Printer::as_str)),
            share = text(self.share.as_ref().map(Share::as_str)),
            new_job = text(self.new_job.as_deref()),
            request_id = self.trace.request_id(),
            client_request_id = &*self.trace.client_request_id,
            ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX),
        );
    }
}

impl Drop for Audit {
    fn drop(&mut self) {
        if !self.written {
            self.write("callerGone");
        }
    }
}
