//! Looks for the outcome of a send whose answer settles nothing: reads the source until it does.

use std::time::Duration;

use super::{
    Effect, Outcome, Phase, RECONCILED_WITHIN, Redirect, SETTLED_AFTER, SourceReading, WaitId,
};
use crate::fault::Fault;
use crate::job::HoldState;
use crate::retry;

/// How far the look for an outcome is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reconciling {
    /// Why the outcome is unknown: the fault of the send. `None` if no answer came, or if
    /// the send was made before a restart.
    pub(super) fault: Option<Fault>,
    /// The time waited since the outcome is looked for.
    waited: Duration,
    /// The reads so far.
    reads: u32,
    /// The reads that found the job held after at least [`SETTLED_AFTER`].
    held: u32,
    /// The wait under way; `None` during a read.
    wait: Option<(WaitId, Duration)>,
}

impl Redirect {
    /// Starts to look for the outcome. The time waited for the answer does not
    /// count: a machine that slept meanwhile may not have sent anything yet.
    pub(super) fn reconcile(&mut self, fault: Option<Fault>) -> Vec<Effect> {
        let reconciling = Reconciling {
            fault,
            waited: Duration::ZERO,
            reads: 0,
            held: 0,
            wait: None,
        };
        self.reconcile_wait(reconciling, Duration::ZERO)
    }

    /// Waits before the next read, at least as long as the service asked.
    fn reconcile_wait(&mut self, mut reconciling: Reconciling, told: Duration) -> Vec<Effect> {
        let pause = Duration::from_secs(match reconciling.reads {
            0 => 1,
            1 => 2,
            2 => 4,
            3 => 8,
            _ => 15,
        });
        let pause = pause.max(told);
        let (id, wait) = self.wait(pause);
        reconciling.wait = Some((id, pause));
        self.phase = Phase::Reconciling(reconciling);
        vec![wait]
    }

    pub(super) fn reconcile_elapsed(&mut self, elapsed: WaitId) -> Vec<Effect> {
        let Phase::Reconciling(reconciling) = &mut self.phase else {
            return Vec::new();
        };
        match reconciling.wait {
            Some((id, pause)) if id == elapsed => {
                reconciling.wait = None;
                reconciling.waited += pause;
                reconciling.reads += 1;
                vec![Effect::ReadSource]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn reconciled(&mut self, reading: &SourceReading) -> Vec<Effect> {
        let Phase::Reconciling(reconciling) = &self.phase else {
            return Vec::new();
        };
        if reconciling.wait.is_some() {
            return Vec::new();
        }
        let mut reconciling = reconciling.clone();
        if let Some(outcome) = Outcome::of_lost_send(reading, &self.destination_printer) {
            return self.end(outcome);
        }
        let held =
            matches!(reading, SourceReading::Job(job) if job.hold_state() == HoldState::Held);
        if held && reconciling.waited >= SETTLED_AFTER {
            reconciling.held += 1;
        }
        if reconciling.held >= 2 {
            return self.end(Outcome::NotSent(reconciling.fault));
        }
        if reconciling.waited >= RECONCILED_WITHIN {
            return self.end(Outcome::Unconfirmed(reconciling.fault));
        }
        let told = match reading {
            SourceReading::Failed(fault) => retry::told(fault).unwrap_or_default(),
            SourceReading::Job(_) => Duration::ZERO,
        };
        self.reconcile_wait(reconciling, told)
    }

    /// The send failed after its outcome has been looked for. A certain refusal settles it.
    pub(super) fn failed_late(&mut self, fault: Fault) -> Vec<Effect> {
        let Phase::Reconciling(reconciling) = &mut self.phase else {
            return Vec::new();
        };
        if !fault.is_certain_refusal() {
            reconciling.fault = Some(fault);
            return Vec::new();
        }
        // A read that is under way tells whether the job was released.
        let is_reading = reconciling.wait.is_none();
        self.phase = Phase::Refused(fault);
        let read = (!is_reading).then_some(Effect::ReadSource);
        [Effect::RemoveFromJournal]
            .into_iter()
            .chain(read)
            .collect()
    }
}
