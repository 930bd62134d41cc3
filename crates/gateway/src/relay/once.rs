//! What redirect and abort share: checks that end in time, at most one send, one audit line.
//!
//! The checks belong to the request: if the caller disconnects, they are dropped
//! and nothing is sent. The send is a task of its own, which is finished even if
//! the caller has gone. Each attempt is counted and audited once.

use std::sync::Arc;

use tokio::time::{Instant, timeout_at};
use tokio_util::task::TaskTracker;
use universal_print::{ids::PrinterId, ids::ShareId, job::JobRef};

use crate::{
    audit::{AuditLine, AuditedCall, AuditedOutcome},
    identity::caller::Caller,
    limits,
    metrics::Metrics,
    refusal::Refusal,
    trace::Trace,
};

/// The sends that have begun, and their counts.
#[derive(Debug)]
pub(crate) struct Sends {
    metrics: Arc<Metrics>,
    tasks: TaskTracker,
}

/// A redirect or an abort that is under way.
#[derive(Debug)]
pub(crate) struct Attempt {
    call: AuditedCall,
    line: AuditLine,
    metrics: Arc<Metrics>,
    tasks: TaskTracker,
}

impl Sends {
    pub(crate) fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            metrics,
            tasks: TaskTracker::new(),
        }
    }

    /// Waits until every send has come to its end.
    pub(crate) async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Begins an attempt of this caller.
    pub(crate) fn begin(
        &self,
        call: AuditedCall,
        caller: &Caller,
        job: &JobRef,
        trace: &Trace,
    ) -> Attempt {
        Attempt {
            call,
            line: AuditLine::begin(call, caller, job, trace),
            metrics: Arc::clone(&self.metrics),
            tasks: self.tasks.clone(),
        }
    }
}

impl Attempt {
    /// Adds the destination to the audit line.
    pub(crate) fn destination(&mut self, share: &ShareId, printer: &PrinterId) {
        self.line.destination(share, printer);
    }

    /// The audit line, for details of the outcome.
    pub(crate) fn line(&mut self) -> &mut AuditLine {
        &mut self.line
    }

    /// Ends the attempt: counts its outcome and writes its audit line.
    pub(crate) fn end(self, outcome: AuditedOutcome) {
        self.metrics.sent(self.call, outcome);
        self.line.end(outcome);
    }

    /// Runs a send to its end and then ends the attempt. `succeeded` names the
    /// outcome of a success and may add to the audit line.
    pub(crate) async fn send<T: Send + 'static>(
        mut self,
        sending: impl Future<Output = Result<T, Refusal>> + Send + 'static,
        succeeded: fn(&T, &mut AuditLine) -> AuditedOutcome,
    ) -> Result<T, Refusal> {
        let tasks = self.tasks.clone();
        let task = tasks.spawn(async move {
            self.line.sending();
            let sent = sending.await;
            let outcome = match &sent {
                Ok(success) => succeeded(success, &mut self.line),
                Err(refusal) => refusal.into(),
            };
            self.end(outcome);
            sent
        });
        task.await.unwrap_or(Err(Refusal::OutcomeUnknown))
    }
}

/// Runs the checks before a send, while the request is young enough to be sent.
///
/// The age is checked again afterwards. A timer is polled after the future that
/// it limits, so after a standstill of the whole program both may be ready.
pub(super) async fn while_young<T>(
    trace: &Trace,
    checks: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    let deadline = trace.arrived + limits::AGE_AT_SEND;
    match timeout_at(deadline, checks).await {
        Ok(Ok(_)) if Instant::now() >= deadline => Err(Refusal::NotSent),
        Ok(checked) => checked,
        Err(_) => Err(Refusal::NotSent),
    }
}
