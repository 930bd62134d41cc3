//! Everything the screen knows at one moment.
//!
//! The state is plain data without handles or callbacks, and never holds a
//! token. The files in `state/` define its pieces; each part of the workflow
//! changes only its own pieces. The methods here answer questions that several
//! parts ask.

pub mod asks;
pub mod call;
pub mod cancelling;
pub mod code;
pub mod destinations;
pub mod favorites;
pub mod fit_filter;
pub mod job_key;
pub mod left_out;
pub mod listed_printer;
pub mod load;
pub mod nearest;
mod pressed;
pub mod queue;
pub mod resolution;
pub mod run;
pub mod setting;
pub mod settings;
pub mod sight;
pub mod sign_in;
pub mod taken_jobs;
#[cfg(test)]
mod tests;
pub mod track;
pub mod tracked;

use std::time::Duration;

use universal_print::ids::{ShareId, UserId};
use universal_print::request::Request;
use universal_print::time::Timestamp;

use self::call::{CallId, PendingCall, Purpose, Refused, Timer, TimerId};
use self::cancelling::Cancelling;
use self::code::CodeEntry;
use self::destinations::Destinations;
use self::job_key::JobKey;
use self::load::LoadState;
use self::nearest::Nearest;
use self::queue::{Queue, WaitingJob};
use self::resolution::Resolution;
use self::run::{Attempt, Run, RunState};
use self::settings::Settings;
use self::sign_in::SignIn;
use self::taken_jobs::TakenJobs;
use self::tracked::{Marks, Piece, Pieces, Tracked};
use super::account::{Account, Identity};
use super::announcement::Announcements;
use super::jitter::Jitter;
use super::options::Options;
use super::request_ids::RequestIds;
use super::search::{LowerCase, PlainLetters};
use crate::small_map::SmallMap;
use crate::text::Message;

/// The state of one widget.
#[derive(Debug)]
pub struct State {
    /// What the host set.
    pub options: Tracked<Options>,
    /// When the last event happened.
    pub now: Timestamp,
    /// The time that ages on the screen are counted from. It moves once in a few seconds, because
    /// every row shows an age and a keystroke must not change all of them.
    pub shown_at: Tracked<Timestamp>,
    /// Whether the page is visible.
    pub visible: bool,
    /// Whether the browser is online.
    pub online: Tracked<bool>,
    /// Whether there is a camera that can read codes.
    pub can_scan: Tracked<bool>,
    /// Whether the nearest printers come first.
    pub nearest: Tracked<Nearest>,
    /// How long the user has been waiting for a token.
    pub sign_in: Tracked<SignIn>,
    /// Whether a token of this user was accepted before.
    pub signed_in: Tracked<bool>,
    /// The user, as far as the host or its token provider told.
    pub account: Tracked<Option<Account>>,
    /// How many users there were before this one.
    pub users: Tracked<u32>,
    /// The account that the page said last, if tokens have shown since that it is out of date.
    pub(super) overtaken: Option<Account>,
    /// The user's object id in Graph's last token, if it could be read.
    pub(super) token_user: Option<UserId>,
    /// The queues and their waiting jobs, in the order of the options.
    pub queues: Tracked<Vec<Queue>>,
    /// Counts the refreshes of the job lists.
    pub refresh: u32,
    /// Whether the user is known as far as the page and its token tell, so that lists can be read.
    pub(super) begun: bool,
    /// The wait for the next refresh.
    pub refresh_timer: Option<TimerId>,
    /// Whether the first reading of the jobs has ended and the host was told.
    pub ready: Tracked<bool>,
    /// The jobs that the user ticked, in order of their keys.
    pub selected: Tracked<Vec<JobKey>>,
    /// The job that the user may be about to cancel.
    pub cancelling: Tracked<Option<Cancelling>>,
    /// The printers to choose from, and the chosen one.
    pub destinations: Destinations,
    /// The last attempt to choose a printer by its code.
    pub code: Tracked<CodeEntry>,
    /// The printers behind shares, as far as they were asked for.
    pub printers: Tracked<SmallMap<ShareId, Resolution>>,
    /// The print settings the user changed, job by job.
    pub settings: Tracked<Settings>,
    /// The presses of the button, job by job, the newest last.
    pub runs: Tracked<Vec<Run>>,
    /// When the service wants to be asked again.
    pub throttled_until: Tracked<Option<Timestamp>>,
    /// What assistive technology is to say.
    pub announcements: Tracked<Announcements>,
    /// The wait for the ages on the screen to change.
    pub(super) tick: Option<TimerId>,
    /// How much a search found, to be said when typing pauses.
    pub(super) found: Option<(TimerId, Message)>,
    pub(super) calls: SmallMap<CallId, PendingCall>,
    /// The parts that lack a usable token, each with the number of the last call before that,
    /// until it was asked for again.
    pub(super) refused: Vec<(Refused, Option<u32>)>,
    pub(super) timers: SmallMap<TimerId, Timer>,
    /// Requests for next pages, held back while the page is hidden.
    pub(super) held_back: Vec<(Purpose, Request)>,
    pub(super) request_ids: RequestIds,
    /// Spreads the repeats of reads.
    pub(super) jitter: Jitter,
    pub(super) lower_case: LowerCase,
    /// Decomposes texts for the search. At first it only puts them into lower case.
    pub plain_letters: PlainLetters,
    last_number: u32,
}

impl State {
    /// The state before anything happened. The seed is a random number.
    pub fn new(options: Options, seed: u64, now: Timestamp, lower_case: LowerCase) -> Self {
        let account = options.account.clone();
        let queues = options.queues.iter().map(Queue::new).collect();
        Self {
            account: Tracked::new(Piece::Account, account),
            queues: Tracked::new(Piece::Queues, queues),
            destinations: Destinations::new(options.destination.clone()),
            options: Tracked::new(Piece::Options, options),
            now,
            shown_at: Tracked::new(Piece::ShownAt, now),
            visible: true,
            online: Tracked::new(Piece::Online, true),
            can_scan: Tracked::new(Piece::CanScan, false),
            nearest: Tracked::new(Piece::Nearest, Nearest::default()),
            sign_in: Tracked::new(Piece::SignIn, SignIn::default()),
            signed_in: Tracked::new(Piece::SignedIn, false),
            users: Tracked::new(Piece::Users, 0),
            overtaken: None,
            token_user: None,
            refresh: 0,
            begun: false,
            refresh_timer: None,
            ready: Tracked::new(Piece::Ready, false),
            selected: Tracked::new(Piece::Selected, Vec::new()),
            cancelling: Tracked::new(Piece::Cancelling, None),
            code: Tracked::new(Piece::Code, CodeEntry::default()),
            printers: Tracked::new(Piece::Resolutions, SmallMap::default()),
            settings: Tracked::new(Piece::Settings, Settings::default()),
            runs: Tracked::new(Piece::Runs, Vec::new()),
            throttled_until: Tracked::new(Piece::Throttled, None),
            announcements: Tracked::new(Piece::Announcements, Announcements::default()),
            tick: None,
            found: None,
            calls: SmallMap::default(),
            refused: Vec::new(),
            timers: SmallMap::default(),
            held_back: Vec::new(),
            request_ids: RequestIds::seeded(seed),
            jitter: Jitter::seeded(seed),
            lower_case,
            plain_letters: lower_case,
            last_number: 0,
        }
    }

    /// The notes about all pieces.
    fn marks(&self) -> [&Marks; Piece::COUNT] {
        let destinations = &self.destinations;
        [
            self.options.marks(),
            self.shown_at.marks(),
            self.online.marks(),
            self.can_scan.marks(),
            self.nearest.marks(),
            self.sign_in.marks(),
            self.signed_in.marks(),
            self.account.marks(),
            self.queues.marks(),
            self.ready.marks(),
            self.selected.marks(),
            self.cancelling.marks(),
            destinations.search.marks(),
            destinations.load.marks(),
            destinations.all.marks(),
            destinations.recent.marks(),
            destinations.favorites.marks(),
            destinations.choice.marks(),
            destinations.seen.marks(),
            destinations.fit_filter.marks(),
            self.code.marks(),
            self.printers.marks(),
            self.settings.marks(),
            self.runs.marks(),
            self.throttled_until.marks(),
            self.users.marks(),
            self.announcements.marks(),
        ]
    }

    /// Reads a value from the state, and says which pieces it was read from: it is the same until
    /// one of them changes.
    pub fn watch<T>(&self, read: impl FnOnce(&Self) -> T) -> (T, Pieces) {
        self.take_reads();
        let value = read(self);
        (value, self.take_reads())
    }

    /// The pieces that were read since this was last asked.
    #[inline(never)]
    fn take_reads(&self) -> Pieces {
        let mut pieces = Pieces::default();
        for marks in self.marks() {
            if marks.take_read() {
                pieces.insert(marks.piece());
            }
        }
        pieces
    }

    /// The pieces that may have changed since this was last asked.
    pub fn take_changes(&self) -> Pieces {
        let mut pieces = Pieces::default();
        for marks in self.marks() {
            if marks.take_change() {
                pieces.insert(marks.piece());
            }
        }
        pieces
    }

    /// Notes the time of an event.
    pub(super) fn pass_time(&mut self, now: Timestamp) {
        const STEP: Duration = Duration::from_secs(10);
        self.now = now;
        // A clock that was set back moves it too.
        if now < *self.shown_at || now.since(*self.shown_at) >= STEP {
            *self.shown_at = now;
        }
    }

    /// The number that was given last.
    pub(super) fn last_number(&self) -> u32 {
        self.last_number
    }

    /// A number that was not given before: for calls, waits and attempts.
    pub(super) fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.wrapping_add(1);
        self.last_number
    }

    /// Forgets everything but what the page, the browser and the screen have told, and begins
    /// with the next user.
    pub(super) fn forget_user(&mut self) {
        let options = std::mem::replace(&mut *self.options, Options::new(Vec::new()));
        let mut next = Self::new(options, 0, self.now, self.lower_case);
        std::mem::swap(&mut next.request_ids, &mut self.request_ids);
        std::mem::swap(
            &mut next.destinations.search.places,
            &mut self.destinations.search.places,
        );
        next.plain_letters = self.plain_letters;
        std::mem::swap(&mut next.jitter, &mut self.jitter);
        next.visible = self.visible;
        *next.online = *self.online;
        *next.can_scan = *self.can_scan;
        next.nearest.can_ask = self.nearest.can_ask;
        *next.sign_in = *self.sign_in;
        next.refresh = self.refresh;
        next.last_number = self.last_number;
        *next.users = *self.users + 1;
        *self = next;
    }

    /// The user's object id in Graph's token, if it tells one.
    pub fn token_user(&self) -> Option<&UserId> {
        self.token_user.as_ref()
    }

    /// What is known of the user.
    pub(super) fn user(&self) -> Identity<'_> {
        Identity::of(self.account.as_ref(), self.token_user.as_ref())
    }

    /// What the user's favorite printers are kept under in the browser's storage. `None` if nothing
    /// tells whose they would be, and if presence is required.
    pub(super) fn favorites_key(&self) -> Option<String> {
        let user = self.user().id.filter(|_| !self.options.require_presence)?;
        let origin = self.options.endpoint.origin();
        Some(["print-redirect-favorites", origin, &user.key()].join(" "))
    }

    /// Whether the answer to a call is still waited for. A call that was forgotten before it was
    /// sent must not be sent.
    pub fn awaits(&self, call: CallId) -> bool {
        self.calls.get(&call).is_some()
    }

    /// The job that a call redirects, if it is a redirect.
    pub fn redirected_by(&self, call: CallId) -> Option<&JobKey> {
        Some(self.calls.get(&call)?.redirected()?.0)
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
    pub fn releasable(&self) -> impl Iterator<Item = &WaitingJob> {
        let taken = self.taken();
        self.jobs()
            .filter(move |waiting| !waiting.arriving && !taken.contains(&waiting.key))
    }

    /// The jobs that are on their way or gone.
    pub fn taken(&self) -> TakenJobs {
        TakenJobs::of(&self.runs)
    }

    /// Whether a job waits and can be ticked.
    pub fn is_releasable(&self, key: &JobKey) -> bool {
        !self.is_taken(key) && self.job(key).is_some_and(|waiting| !waiting.arriving)
    }

    /// Whether a job is on its way or gone, so that it must not be offered again.
    pub fn is_taken(&self, key: &JobKey) -> bool {
        self.run(key).is_some_and(Run::takes_the_job)
    }

    /// The run of a job.
    pub fn run(&self, key: &JobKey) -> Option<&Run> {
        self.runs.iter().find(|run| run.job == *key)
    }

    /// The run of an attempt, unless the redirect protocol has started anew for the job since.
    pub(super) fn attempted(&self, attempt: Attempt) -> Option<&Run> {
        self.runs.iter().find(|run| run.attempt == attempt)
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
