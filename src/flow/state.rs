//! Everything the screen knows at one moment.
//!
//! The state is plain data without handles or callbacks, and never holds a
//! token. The files in `state/` define its pieces; each part of the workflow
//! changes only its own pieces. The methods here answer questions that several
//! parts ask.

pub mod call;
pub mod cancelling;
pub mod code;
pub mod destinations;
pub mod job_key;
pub mod load;
pub mod queue;
pub mod resolution;
pub mod run;
pub mod sign_in;
pub mod track;

use universal_print::configuration::Changes;
use universal_print::ids::ShareId;
use universal_print::request::Request;
use universal_print::time::Timestamp;

use self::call::{CallId, PendingCall, Purpose, Timer, TimerId};
use self::cancelling::Cancelling;
use self::code::CodeEntry;
use self::destinations::Destinations;
use self::job_key::JobKey;
use self::load::LoadState;
use self::queue::{Queue, WaitingJob};
use self::resolution::Resolution;
use self::run::{Run, RunState};
use self::sign_in::SignIn;
use super::account::Account;
use super::announcement::Announcements;
use super::options::Options;
use super::request_ids::RequestIds;
use super::search::LowerCase;
use crate::small_map::SmallMap;

/// The state of one widget.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says one thing about the page"
)]
pub struct State {
    /// What the host set.
    pub options: Options,
    /// When the last event happened.
    pub now: Timestamp,
    /// Whether the page is visible.
    pub visible: bool,
    /// Whether the browser is online.
    pub online: bool,
    /// Whether there is a camera that can read codes.
    pub can_scan: bool,
    /// How long the user has been waiting for a token.
    pub sign_in: SignIn,
    /// The user, as far as the host or its token provider told.
    pub account: Option<Account>,
    /// The queues and their waiting jobs, in the order of the options.
    pub queues: Vec<Queue>,
    /// Counts the refreshes of the job lists.
    pub refresh: u32,
    /// The wait for the next refresh.
    pub refresh_timer: Option<TimerId>,
    /// Whether the first reading of the jobs has ended and the host was told.
    pub ready: bool,
    /// The jobs that the user ticked, in order of their keys.
    pub selected: Vec<JobKey>,
    /// The job that the user may be about to cancel.
    pub cancelling: Option<Cancelling>,
    /// The printers to choose from, and the chosen one.
    pub destinations: Destinations,
    /// The last attempt to choose a printer by its code.
    pub code: CodeEntry,
    /// The printers behind shares, as far as they were asked for.
    pub printers: SmallMap<ShareId, Resolution>,
    /// The print settings the user changed.
    pub changes: Changes,
    /// The presses of the button, job by job, the newest last.
    pub runs: Vec<Run>,
    /// When the service wants to be asked again.
    pub throttled_until: Option<Timestamp>,
    /// What assistive technology is to say.
    pub announcements: Announcements,
    pub(super) calls: SmallMap<CallId, PendingCall>,
    pub(super) timers: SmallMap<TimerId, Timer>,
    /// Requests for next pages, held back while the page is hidden.
    pub(super) held_back: Vec<(Purpose, Request)>,
    pub(super) request_ids: RequestIds,
    pub(super) lower_case: LowerCase,
    last_number: u32,
}

impl State {
    /// The state before anything happened. The seed is a random number.
    pub fn new(options: Options, seed: u64, now: Timestamp, lower_case: LowerCase) -> Self {
        Self {
            account: options.account.clone(),
            queues: options.queues.iter().map(Queue::new).collect(),
            destinations: Destinations::new(options.destination.clone()),
            options,
            now,
            visible: true,
            online: true,
            can_scan: false,
            sign_in: SignIn::default(),
            refresh: 0,
            refresh_timer: None,
            ready: false,
            selected: Vec::new(),
            cancelling: None,
            code: CodeEntry::default(),
            printers: SmallMap::default(),
            changes: Changes::default(),
            runs: Vec::new(),
            throttled_until: None,
            announcements: Announcements::default(),
            calls: SmallMap::default(),
            timers: SmallMap::default(),
            held_back: Vec::new(),
            request_ids: RequestIds::seeded(seed),
            lower_case,
            last_number: 0,
        }
    }

    /// A number that was not given before: for calls, waits and attempts.
    pub(super) fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.wrapping_add(1);
        self.last_number
    }

    /// The shares of all queues, in the order of the options.
    pub(super) fn queue_shares(&self) -> Vec<ShareId> {
        self.queues
            .iter()
            .map(|queue| queue.share.clone())
            .collect()
    }

    /// Whether any queue's list is being read.
    pub fn is_reading_jobs(&self) -> bool {
        self.queues
            .iter()
            .any(|queue| queue.load == LoadState::Loading)
    }

    /// The jobs of all queues.
    pub fn jobs(&self) -> impl Iterator<Item = &WaitingJob> {
        self.queues.iter().flat_map(|queue| queue.jobs.iter())
    }

    /// A waiting job by its key.
    pub fn job(&self, key: &JobKey) -> Option<&WaitingJob> {
        self.jobs().find(|waiting| waiting.key == *key)
    }

    /// Whether the user ticked a job.
    pub fn is_selected(&self, key: &JobKey) -> bool {
        self.selected.binary_search(key).is_ok()
    }

    /// The jobs that can be ticked: waiting, and not being redirected already.
    pub fn releasable(&self) -> Vec<JobKey> {
        self.jobs()
            .filter(|waiting| !waiting.arriving && !self.is_taken(&waiting.key))
            .map(|waiting| waiting.key.clone())
            .collect()
    }

    /// Whether a job is on its way or gone, so that it must not be offered again.
    pub fn is_taken(&self, key: &JobKey) -> bool {
        self.run(key).is_some_and(Run::takes_the_job)
    }

    /// The run of a job.
    pub fn run(&self, key: &JobKey) -> Option<&Run> {
        self.runs.iter().find(|run| run.job == *key)
    }

    /// The run of a job, to change it.
    pub(super) fn run_mut(&mut self, key: &JobKey) -> Option<&mut Run> {
        self.runs.iter_mut().find(|run| run.job == *key)
    }

    /// Notes how far the run of a job got.
    pub(super) fn set_run_state(&mut self, key: &JobKey, reached: RunState) {
        if let Some(run) = self.run_mut(key) {
            run.state = reached;
        }
    }
}
