//! Redirect, exactly once: the protocol as a pure machine.
//!
//! Graph's redirect is a POST without an idempotency key, and printing twice,
//! losing a job or printing when the user has walked away are all failures. A
//! [`Redirect`] is one press of the button for one job: it says which
//! [`Effect`] comes next, is told what happened as [`Input`], and comes to a
//! named [`Outcome`]. It owns no clock and does no I/O. Its promise: at most
//! one send, apart from sends that were certainly refused, and none once the
//! job is known to be released.
//!
//! ```text
//!  press ──► Claim ──► Check ──► Intend + Send ──► 200 ─────────────► accepted
//!              │         ▲ │          │ ├─ 401: fresh token, once ─┐
//!   in another │         │ │ released │ ├─ 429: wait as told ──────┤
//!   tab ◄──────┘         │ │ ended    │ │                          │
//!                        └─┼──────────┼─┼──────────────────────────┘
//!                          │ not held │ ├─ other 4xx: read once ──► refused
//!                          ▼ unread   │ │                 └───────► released
//!                        named end    │ └─ all else ─┐
//!                                     ▼ no answer    ▼
//!  reload ──► Claim ──────────────► Reconcile: read the source after 1, 2, 4,
//!                                   8, 15 s, then every 15 s
//!                                     ├─ redirectedTo ─► accepted or released
//!                                     ├─ ended ────────► said
//!                                     ├─ held in two reads ≥ 120 s ► not sent
//!                                     └─ 180 s ────────► unconfirmed
//! ```
//!
//! Graph carries a redirect out only while the job's own task is `processing`,
//! and completes that task: that is the guard behind the guard.
//! <https://learn.microsoft.com/graph/api/printjob-redirect>
//!
//! Time is counted in waits that the machine itself sat through, never read
//! from a clock, so a clock that jumps cannot make "not sent" come early.

mod input;
mod outcome;
#[cfg(test)]
mod properties;

use std::time::Duration;

pub use input::{Input, JobClaim, SendReply, SourceReading, WaitId};
pub use outcome::Outcome;

use crate::fault::{Cause, Fault};
use crate::ids::PrinterId;
use crate::job::HoldState;
use crate::retry;
use crate::status::JobState;

/// How long an answer to the send is waited for before its outcome counts as
/// unknown. The call itself is not aborted: that would only manufacture one.
pub const SEND_PATIENCE: Duration = Duration::from_secs(30);

/// After a send of unknown outcome, a job still held this long afterwards was
/// not sent.
pub const SETTLED_AFTER: Duration = Duration::from_secs(120);

/// How long reconciling goes on before it ends unconfirmed.
pub const RECONCILED_WITHIN: Duration = Duration::from_secs(180);

/// How often a press lets the service say "slow down" before it gives up.
pub const MOST_THROTTLES: u32 = 5;

/// What is to be done next. Effects are carried out in order; each of
/// `Claim`, `ReadSource`, `Renew`, `Send` and `Wait` is answered by an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Claim the job against other tabs.
    Claim,
    /// Read the source job, with whatever repeats a read is allowed. While
    /// [`Redirect::is_reconciling`] it is read once: the protocol repeats it.
    ReadSource,
    /// Write the intention to the journal.
    Remember,
    /// Send the redirect.
    Send,
    /// Get a fresh token for the send, passing on the claims Graph asked for.
    Renew {
        /// A JSON text for the token provider.
        claims: Option<String>,
    },
    /// Wait, then say [`Input::Elapsed`].
    Wait {
        /// To be given back.
        id: WaitId,
        /// At least this long.
        pause: Duration,
    },
    /// Strike the intention from the journal.
    Forget,
    /// Let go of the claim. The last effect; [`Redirect::outcome`] is known.
    LetGo,
}

/// Where a press has got to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Claiming {
        resuming: bool,
    },
    Checking,
    Sending {
        patience: WaitId,
    },
    Renewing,
    Throttled {
        pause: WaitId,
    },
    /// A certain refusal; the source is read once to learn whether the job was released.
    Refused(Fault),
    Reconciling(Reconciling),
    Ended(Outcome),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reconciling {
    /// Waited for so far, since the send.
    waited: Duration,
    /// Reads so far.
    reads: u32,
    /// Reads at least [`SETTLED_AFTER`] after the send that found the job held.
    held: u32,
    /// The wait that is under way; none while a read is.
    wait: Option<(WaitId, Duration)>,
}

/// One press of the button for one job, or one look after a reload at what
/// became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    destination: PrinterId,
    phase: Phase,
    renewed: bool,
    throttles: u32,
    waits: u32,
}

impl Redirect {
    /// The user pressed.
    pub fn press(destination: PrinterId) -> (Self, Vec<Effect>) {
        Self::start(destination, false)
    }

    /// The journal holds an intention whose outcome is unknown. Never sends.
    pub fn resume(destination: PrinterId) -> (Self, Vec<Effect>) {
        Self::start(destination, true)
    }

    fn start(destination: PrinterId, resuming: bool) -> (Self, Vec<Effect>) {
        let redirect = Self {
            destination,
            phase: Phase::Claiming { resuming },
            renewed: false,
            throttles: 0,
            waits: 0,
        };
        (redirect, vec![Effect::Claim])
    }

    /// How the press ended, once it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.phase {
            Phase::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Whether the outcome of a send is being looked for.
    pub fn is_reconciling(&self) -> bool {
        matches!(self.phase, Phase::Reconciling(_))
    }

    /// Whether the service asked to wait.
    pub fn is_throttled(&self) -> bool {
        matches!(self.phase, Phase::Throttled { .. })
    }

    /// Takes what happened and says what comes next. An input that the phase
    /// does not wait for, such as a wait that lost its meaning, changes nothing.
    pub fn step(&mut self, input: Input) -> Vec<Effect> {
        match (&self.phase, input) {
            (Phase::Claiming { resuming }, Input::Claimed(claim)) => self.claimed(*resuming, claim),
            (Phase::Checking, Input::Source(reading)) => self.checked(reading),
            (Phase::Sending { .. }, Input::Sent(reply)) => self.sent(reply),
            (Phase::Sending { patience }, Input::Elapsed(id)) if *patience == id => {
                self.reconcile(SEND_PATIENCE)
            }
            (Phase::Renewing, Input::Renewed(Ok(()))) => self.check(),
            (Phase::Renewing, Input::Renewed(Err(fault))) => self.end(Outcome::Stopped(fault)),
            (Phase::Throttled { pause }, Input::Elapsed(id)) if *pause == id => self.check(),
            (Phase::Refused(fault), Input::Source(reading)) => {
                let refused = Outcome::Refused(fault.clone());
                self.end(released(&reading).unwrap_or(refused))
            }
            (Phase::Reconciling(_), Input::Elapsed(id)) => self.reconcile_elapsed(id),
            (Phase::Reconciling(_), Input::Source(reading)) => self.reconciled(&reading),
            // The answer came after all: it settles what the reads were looking for.
            (Phase::Reconciling(_), Input::Sent(SendReply::Accepted { job })) => {
                self.end(Outcome::Accepted { job })
            }
            _ => Vec::new(),
        }
    }

    fn claimed(&mut self, resuming: bool, claim: JobClaim) -> Vec<Effect> {
        match (claim, resuming) {
            // The other tab's press owns the journal entry, so it stays.
            (JobClaim::HeldElsewhere, _) => {
                self.phase = Phase::Ended(Outcome::InAnotherTab);
                vec![Effect::LetGo]
            }
            // Where a page may not use locks there is no claim to be had, and
            // Graph's task is guard enough.
            (JobClaim::Granted | JobClaim::Unavailable, false) => self.check(),
            (JobClaim::Granted | JobClaim::Unavailable, true) => self.reconcile(Duration::ZERO),
        }
    }

    fn check(&mut self) -> Vec<Effect> {
        self.phase = Phase::Checking;
        vec![Effect::ReadSource]
    }

    fn checked(&mut self, reading: SourceReading) -> Vec<Effect> {
        let outcome = match reading {
            SourceReading::Failed(fault) => Outcome::Stopped(fault),
            SourceReading::Job(job) => match job.hold_state() {
                HoldState::Held => return self.send(),
                HoldState::Released(link) => Outcome::Released { to: link.target },
                HoldState::Ended(state) => Outcome::Ended(state),
                HoldState::Arriving | HoldState::NotHeld => Outcome::NotHeld,
            },
        };
        self.end(outcome)
    }

    fn send(&mut self) -> Vec<Effect> {
        let (patience, wait) = self.wait(SEND_PATIENCE);
        self.phase = Phase::Sending { patience };
        vec![Effect::Remember, Effect::Send, wait]
    }

    fn sent(&mut self, reply: SendReply) -> Vec<Effect> {
        let fault = match reply {
            SendReply::Accepted { job } => return self.end(Outcome::Accepted { job }),
            SendReply::Failed(fault) => fault,
        };
        if !fault.is_certain_refusal() {
            return self.reconcile(Duration::ZERO);
        }
        match &fault.cause {
            Cause::NoToken(_) => self.end(Outcome::Stopped(fault)),
            Cause::Unauthorized { claims } if !self.renewed => {
                let claims = claims.clone();
                self.renewed = true;
                self.phase = Phase::Renewing;
                vec![Effect::Forget, Effect::Renew { claims }]
            }
            Cause::Throttled { .. } if self.throttles < MOST_THROTTLES => {
                let (pause, wait) = self.wait(retry::throttle_pause(self.throttles, &fault));
                self.throttles += 1;
                self.phase = Phase::Throttled { pause };
                vec![Effect::Forget, wait]
            }
            _ => {
                self.phase = Phase::Refused(fault);
                vec![Effect::Forget, Effect::ReadSource]
            }
        }
    }

    fn reconcile(&mut self, waited: Duration) -> Vec<Effect> {
        let reconciling = Reconciling {
            waited,
            reads: 0,
            held: 0,
            wait: None,
        };
        self.reconcile_wait(reconciling, Duration::ZERO)
    }

    /// Waits before the next read, at least as long as the service asked for.
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

    fn reconcile_elapsed(&mut self, elapsed: WaitId) -> Vec<Effect> {
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

    fn reconciled(&mut self, reading: &SourceReading) -> Vec<Effect> {
        let Phase::Reconciling(reconciling) = &self.phase else {
            return Vec::new();
        };
        if reconciling.wait.is_some() {
            return Vec::new();
        }
        let mut reconciling = reconciling.clone();
        if let Some(outcome) = self.settled(reading) {
            return self.end(outcome);
        }
        let held =
            matches!(reading, SourceReading::Job(job) if job.hold_state() == HoldState::Held);
        if held && reconciling.waited >= SETTLED_AFTER {
            reconciling.held += 1;
        }
        if reconciling.held >= 2 {
            return self.end(Outcome::NotSent);
        }
        if reconciling.waited >= RECONCILED_WITHIN {
            return self.end(Outcome::Unconfirmed);
        }
        let told = match reading {
            SourceReading::Failed(fault) => retry::told(fault).unwrap_or_default(),
            SourceReading::Job(_) => Duration::ZERO,
        };
        self.reconcile_wait(reconciling, told)
    }

    /// What a reading of the source says about a send of unknown outcome, if
    /// it settles it. `completed` does not: the service may still be about to
    /// say where the job went.
    fn settled(&self, reading: &SourceReading) -> Option<Outcome> {
        let SourceReading::Job(job) = reading else {
            return None;
        };
        match job.hold_state() {
            HoldState::Released(link) => Some(match link.target {
                Some(job) if job.printer == self.destination => {
                    Outcome::Accepted { job: Some(job.job) }
                }
                to => Outcome::Released { to },
            }),
            HoldState::Ended(state @ (JobState::Canceled | JobState::Aborted)) => {
                Some(Outcome::Ended(state))
            }
            _ => None,
        }
    }

    fn end(&mut self, outcome: Outcome) -> Vec<Effect> {
        // An unconfirmed send stays in the journal, so that the next visit
        // looks again instead of showing the job as merely waiting.
        let settled = outcome != Outcome::Unconfirmed;
        self.phase = Phase::Ended(outcome);
        if settled {
            vec![Effect::Forget, Effect::LetGo]
        } else {
            vec![Effect::LetGo]
        }
    }

    fn wait(&mut self, pause: Duration) -> (WaitId, Effect) {
        self.waits += 1;
        let id = WaitId(self.waits);
        (id, Effect::Wait { id, pause })
    }
}

fn released(reading: &SourceReading) -> Option<Outcome> {
    match reading {
        SourceReading::Job(job) => match job.hold_state() {
            HoldState::Released(link) => Some(Outcome::Released { to: link.target }),
            _ => None,
        },
        SourceReading::Failed(_) => None,
    }
}
