//! Redirects a job exactly once: the protocol as a pure state machine.
//!
//! Graph's redirect is a POST without an idempotency key. Printing twice, losing a
//! job, and printing after the user has walked away are all failures. A
//! [`Redirect`] is one press of the button for one job: it asks for [`Effect`]s, is
//! told what happened as an [`Input`], and ends with an [`Outcome`]. It has no
//! clock and does no I/O. Its promise: it sends at most once, apart from sends that
//! were certainly refused, and never after the job is known to be released.
//!
//! ```text
//!  press ──► Claim ──► Check ──► Intend + Send ──► 200 ─────────────► accepted
//!   in another │         ▲ │          │ ├─ 401: fresh token, once ─┐
//!   tab ◄──────┤         │ │ released │ ├─ 429: wait as told ──────┤
//!   30 s: not  │         │ │ ended    │ │                          │
//!   claimed ◄──┘         └─┼──────────┼─┼──────────────────────────┘
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
//! Graph redirects a job only while the application's own task is `processing`, and
//! completes that task. This is a second guard behind the machine.
//! <https://learn.microsoft.com/graph/api/printjob-redirect>
//!
//! The machine counts time in the waits it asked for and never reads a clock. So a
//! clock that jumps cannot make "not sent" come early.
//!
//! # What a program does
//!
//! Carry the effects out in order and answer each that asks for something. Claim
//! the job with a lock that other tabs or servers see, and keep the journal where a
//! restart finds it: [`Redirect::resume`] then looks up what became of a send. This
//! example loses the answer to the send, and the next reading of the job settles
//! it:
//!
//! ```
//! use std::collections::VecDeque;
//! use universal_print::json;
//! use universal_print::fault::{Cause, Fault};
//! use universal_print::ids::{JobId, PrinterId};
//! use universal_print::job::Job;
//! use universal_print::redirect::{
//!     Effect, Input, JobClaim, Outcome, Redirect, SendReply, SourceReading,
//! };
//! use universal_print::request::Operation;
//! use universal_print::wire::Wire;
//!
//! // Stands for Graph: the job as it is read now.
//! let mut source = json!({ "id": "211", "status": { "state": "paused" }, "redirectedTo": null });
//! let (mut sends, mut journal) = (0, None);
//!
//! let destination_printer = PrinterId::new("c21e7e0a").unwrap();
//! let (mut redirect, effects) = Redirect::press(destination_printer.clone());
//! let mut effects = VecDeque::from(effects);
//! while let Some(effect) = effects.pop_front() {
//!     let input = match effect {
//!         // Take a lock on the job.
//!         Effect::Claim => Input::Claimed(JobClaim::Granted),
//!         // Send `Request::job_of_share`.
//!         Effect::ReadSource => {
//!             let job = Job::read(&source).unwrap();
//!             Input::Source(SourceReading::Job(Box::new(job)))
//!         }
//!         // Write to storage that survives a restart.
//!         Effect::WriteJournal => {
//!             journal = Some(destination_printer.clone());
//!             continue;
//!         }
//!         // Send `Request::redirect`. Here Graph carries it out and the answer is lost;
//!         // `SendReply::of` reads an answer that arrives.
//!         Effect::Send => {
//!             sends += 1;
//!             source = json!({
//!                 "id": "211",
//!                 "status": { "state": "completed" },
//!                 "redirectedTo": "https://graph.microsoft.com/v1.0/print/printers/c21e7e0a/jobs/9",
//!             });
//!             let fault = Fault::without_answer(Operation::Redirect, "1d2e", Cause::Unreachable);
//!             Input::Sent(SendReply::Failed(fault))
//!         }
//!         // Ask the token provider for a fresh token.
//!         Effect::Renew { .. } => Input::Renewed(Ok(())),
//!         // Start a timer and go on; say `Elapsed` when it ends. Here it ends at once.
//!         Effect::Wait { id, .. } => Input::Elapsed(id),
//!         Effect::RemoveFromJournal => {
//!             journal = None;
//!             continue;
//!         }
//!         // Release the lock.
//!         Effect::ReleaseClaim => continue,
//!     };
//!     effects.extend(redirect.step(input));
//! }
//!
//! let job = JobId::new("9");
//! assert_eq!(redirect.outcome(), Some(&Outcome::Accepted { job }));
//! assert_eq!((sends, journal), (1, None));
//! ```

mod effect;
mod input;
mod outcome;
#[cfg(test)]
mod properties;
mod reconciling;

use std::time::Duration;

pub use effect::Effect;
pub use input::{Input, JobClaim, SendReply, SourceReading, WaitId};
pub use outcome::Outcome;

use crate::fault::{Cause, Fault};
use crate::ids::PrinterId;
use crate::job::HoldState;
use crate::retry;

use reconciling::Reconciling;

/// How long to wait for the answer to the send before its outcome counts as
/// unknown. The call itself is not aborted, because aborting it would make the
/// outcome unknown.
pub const SEND_PATIENCE: Duration = Duration::from_secs(30);

/// A job that is still held when its outcome was looked for this long was not
/// redirected.
pub const SETTLED_AFTER: Duration = Duration::from_secs(120);

/// How long to look for the outcome of a send before it ends unconfirmed.
pub const RECONCILED_WITHIN: Duration = Duration::from_secs(180);

/// How long to wait for the answer to a claim. A browser answers at once. One that never does
/// must not keep the user waiting.
pub const CLAIM_PATIENCE: Duration = Duration::from_secs(30);

/// How often a press waits out throttling before it gives up.
pub const MOST_THROTTLES: u32 = 5;

/// How far a press is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    Claiming {
        resuming: bool,
        patience: WaitId,
    },
    Checking,
    Sending {
        patience: WaitId,
    },
    Renewing,
    Throttled {
        pause: WaitId,
    },
    /// The service refused. The source is read once, to learn whether the job was
    /// released.
    Refused(Fault),
    Reconciling(Reconciling),
    Ended(Outcome),
}

/// One press of the button for one job, or one look after a restart at what
/// became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    destination_printer: PrinterId,
    phase: Phase,
    renewed: bool,
    throttles: u32,
    waits: u32,
}

impl Redirect {
    /// Starts a press of the button. Returns the first effects.
    pub fn press(destination_printer: PrinterId) -> (Self, Vec<Effect>) {
        Self::start(destination_printer, false)
    }

    /// Looks up what became of a send that the journal still holds. Never sends.
    pub fn resume(destination_printer: PrinterId) -> (Self, Vec<Effect>) {
        Self::start(destination_printer, true)
    }

    fn start(destination_printer: PrinterId, resuming: bool) -> (Self, Vec<Effect>) {
        let patience = WaitId(0);
        let mut redirect = Self {
            destination_printer,
            phase: Phase::Claiming { resuming, patience },
            renewed: false,
            throttles: 0,
            waits: 0,
        };
        let (patience, wait) = redirect.wait(CLAIM_PATIENCE);
        redirect.phase = Phase::Claiming { resuming, patience };
        (redirect, vec![Effect::Claim, wait])
    }

    /// The printer the job is sent to.
    pub fn destination_printer(&self) -> &PrinterId {
        &self.destination_printer
    }

    /// How the press ended; `None` until then.
    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.phase {
            Phase::Ended(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Whether the machine is looking for the outcome of a send.
    pub fn is_reconciling(&self) -> bool {
        matches!(self.phase, Phase::Reconciling(_))
    }

    /// Why the outcome of the send is being looked for, if an answer says it.
    pub fn unknown_because(&self) -> Option<&Fault> {
        match &self.phase {
            Phase::Reconciling(reconciling) => reconciling.fault.as_ref(),
            _ => None,
        }
    }

    /// Whether the machine waits because the service throttles.
    pub fn is_throttled(&self) -> bool {
        matches!(self.phase, Phase::Throttled { .. })
    }

    /// Takes an input and returns the next effects. An input that the machine does
    /// not wait for, such as the end of an outdated wait, changes nothing.
    pub fn step(&mut self, input: Input) -> Vec<Effect> {
        match (&self.phase, input) {
            (Phase::Claiming { resuming, .. }, Input::Claimed(claim)) => {
                self.claimed(*resuming, claim)
            }
            (Phase::Claiming { resuming, patience }, Input::Elapsed(id)) if *patience == id => {
                self.unclaimed(*resuming)
            }
            // The claim came too late, and nobody would release it.
            (Phase::Ended(_), Input::Claimed(JobClaim::Granted)) => vec![Effect::ReleaseClaim],
            (Phase::Checking, Input::Source(reading)) => self.checked(reading),
            (Phase::Sending { .. }, Input::Sent(reply)) => self.sent(reply),
            (Phase::Sending { patience }, Input::Elapsed(id)) if *patience == id => {
                self.reconcile(None)
            }
            (Phase::Renewing, Input::Renewed(Ok(()))) => self.check(),
            (Phase::Renewing, Input::Renewed(Err(fault))) => self.end(Outcome::Stopped(fault)),
            (Phase::Throttled { pause }, Input::Elapsed(id)) if *pause == id => self.check(),
            (Phase::Refused(fault), Input::Source(reading)) => {
                let refused = Outcome::Refused(fault.clone());
                self.end(Outcome::of_release(&reading).unwrap_or(refused))
            }
            (Phase::Reconciling(_), Input::Elapsed(id)) => self.reconcile_elapsed(id),
            (Phase::Reconciling(_), Input::Source(reading)) => self.reconciled(&reading),
            // The answer came after all and settles the outcome.
            (Phase::Reconciling(_), Input::Sent(SendReply::Accepted { job })) => {
                self.end(Outcome::Accepted { job })
            }
            (Phase::Reconciling(_), Input::Sent(SendReply::Failed(fault))) => {
                self.failed_late(fault)
            }
            _ => Vec::new(),
        }
    }

    fn claimed(&mut self, resuming: bool, claim: JobClaim) -> Vec<Effect> {
        match (claim, resuming) {
            // The journal entry belongs to the other tab's press, so it stays.
            (JobClaim::HeldElsewhere, _) => {
                self.phase = Phase::Ended(Outcome::InAnotherTab);
                vec![Effect::ReleaseClaim]
            }
            // Without locks a job cannot be claimed. Graph's task still guards it.
            (JobClaim::Granted | JobClaim::Unavailable, false) => self.check(),
            (JobClaim::Granted | JobClaim::Unavailable, true) => self.reconcile(None),
        }
    }

    /// The claim was not answered. A press ends, because another tab may hold the job. A
    /// resumed redirect goes on, because it sends nothing.
    fn unclaimed(&mut self, resuming: bool) -> Vec<Effect> {
        if resuming {
            return self.reconcile(None);
        }
        self.phase = Phase::Ended(Outcome::NotClaimed);
        vec![Effect::ReleaseClaim]
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
        vec![Effect::WriteJournal, Effect::Send, wait]
    }

    fn sent(&mut self, reply: SendReply) -> Vec<Effect> {
        let fault = match reply {
            SendReply::Accepted { job } => return self.end(Outcome::Accepted { job }),
            SendReply::Failed(fault) => fault,
        };
        if !fault.is_certain_refusal() {
            return self.reconcile(Some(fault));
        }
        match &fault.cause {
            Cause::NoToken(_) => self.end(Outcome::Stopped(fault)),
            Cause::Unauthorized { claims } if !self.renewed => {
                let claims = claims.clone();
                self.renewed = true;
                self.phase = Phase::Renewing;
                vec![Effect::RemoveFromJournal, Effect::Renew { claims }]
            }
            Cause::Throttled { .. } if self.throttles < MOST_THROTTLES => {
                let (pause, wait) = self.wait(retry::throttle_pause(self.throttles, &fault));
                self.throttles += 1;
                self.phase = Phase::Throttled { pause };
                vec![Effect::RemoveFromJournal, wait]
            }
            _ => {
                self.phase = Phase::Refused(fault);
                vec![Effect::RemoveFromJournal, Effect::ReadSource]
            }
        }
    }

    fn end(&mut self, outcome: Outcome) -> Vec<Effect> {
        // An unconfirmed send stays in the journal. The next visit looks again
        // instead of showing the job as waiting.
        let settled = !matches!(outcome, Outcome::Unconfirmed(_));
        self.phase = Phase::Ended(outcome);
        if settled {
            vec![Effect::RemoveFromJournal, Effect::ReleaseClaim]
        } else {
            vec![Effect::ReleaseClaim]
        }
    }

    fn wait(&mut self, pause: Duration) -> (WaitId, Effect) {
        self.waits += 1;
        let id = WaitId(self.waits);
        (id, Effect::Wait { id, pause })
    }
}
