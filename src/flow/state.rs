//! Everything the screen knows at one moment.
//!
//! The state is a value without handles or callbacks; tokens are never in it.
//! Its parts belong to the modules of the same names, which alone change them.

use universal_print::configuration::Changes;
use universal_print::ids::ShareId;
use universal_print::request::Request;
use universal_print::time::Timestamp;

use super::account::Account;
use super::announcement::Announcements;
use super::calls::{self, CallId, PendingCall, Purpose, Timer, TimerId};
use super::cancelling::Cancelling;
use super::code::CodeEntry;
use super::destination::{self, Destinations};
use super::jobs::{JobKey, Queue};
use super::options::Options;
use super::printers::Resolution;
use super::release::Run;
use super::request_ids::RequestIds;
use super::search::LowerCase;
use super::sign_in::SignIn;
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
    /// Whether the user waits for a sign-in.
    pub sign_in: SignIn,
    /// Who the user is, as far as anybody said.
    pub account: Option<Account>,
    /// The queues and their waiting jobs, in the order of the options.
    pub queues: Vec<Queue>,
    /// Counts the refreshes of the job lists.
    pub refresh: u32,
    /// The refresh that is waited for.
    pub refresh_timer: Option<TimerId>,
    /// Whether the host was told that the first reading of the jobs has ended.
    pub ready: bool,
    /// The jobs that the user ticked, in order of their keys.
    pub selected: Vec<JobKey>,
    /// The job that the user may be about to cancel.
    pub cancelling: Option<Cancelling>,
    /// The printers there are, and the chosen one.
    pub destinations: Destinations,
    /// The last attempt to choose a printer by its code.
    pub code: CodeEntry,
    /// The printers behind shares, as far as they were asked for.
    pub printers: SmallMap<ShareId, Resolution>,
    /// The settings the user wants to be different.
    pub changes: Changes,
    /// The presses of the button, job by job, the newest last.
    pub runs: Vec<Run>,
    /// The service asked to be left alone until then.
    pub throttled_until: Option<Timestamp>,
    /// What assistive technology is to say.
    pub announcements: Announcements,
    pub(super) calls: SmallMap<CallId, PendingCall>,
    pub(super) timers: SmallMap<TimerId, Timer>,
    /// Pages to be read once somebody can see them.
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

    /// Starts the lists again, for new options; redirects go on.
    pub(super) fn forget_lists(&mut self) {
        calls::forget_lists(self);
        self.queues = self.options.queues.iter().map(Queue::new).collect();
        self.selected.clear();
        self.cancelling = None;
        self.destinations = Destinations::new(destination::kept(self));
        // Those being asked for are no longer waited for.
        self.printers
            .retain(|resolution| matches!(resolution, Resolution::Known(_)));
        self.throttled_until = None;
    }

    pub(super) fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.wrapping_add(1);
        self.last_number
    }
}
