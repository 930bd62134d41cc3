//! Executes the workflow's commands and reports the results back to it as events.
//!
//! Events are handled one at a time; an event that arrives meanwhile is queued. When the runner
//! stops, it ends everything it owns: timers, reads, listeners and claims. A redirect under way
//! is the exception. It is never aborted, and the journal lets the next visit find out how it
//! ended.

mod calls;
mod codes;
mod favorites;
mod journal;
mod locating;
mod renewed;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use universal_print::request::Operation;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::bindings::HostBindings;
use super::code::CodeResolver;
use super::early::EarlyReads;
use super::functions::HostFunctions;
use super::token::TokenRequester;
use super::user::TokenUsers;
use crate::browser::keepalive::Keepalive;
use crate::browser::listener::Listener;
use crate::browser::locks::{self, ClaimGuard};
use crate::browser::{clock, intl, page, position, storage};
use crate::flow::options::Options;
use crate::flow::state::call::{CallId, TimerId};
use crate::flow::state::job_key::JobKey;
use crate::flow::{self, Command, Event, HostEvent, State};
use crate::live_state::LiveState;
use crate::small_map::SmallMap;
use renewed::RenewedTokens;

/// Runs the workflow of one widget.
pub struct Runner {
    /// The workflow's state, which the screen shows.
    pub state: LiveState,
    me: Weak<Self>,
    tokens: TokenRequester,
    /// Whose tokens came last.
    users: RefCell<TokenUsers>,
    /// How many users the workflow has seen leave.
    users_before: Cell<u32>,
    /// The tokens that were fetched for redirects whose token was refused.
    renewed: RenewedTokens,
    fetch: RefCell<Option<Function>>,
    resolver: RefCell<Option<CodeResolver>>,
    /// Scans for a code, once the shell has found a camera.
    camera: RefCell<Option<Function>>,
    finding_camera: RefCell<Option<Promise>>,
    keepalive: Keepalive,
    /// Ends the scan. Set while the camera is on.
    scanning: RefCell<Option<AbortController>>,
    tell: Box<dyn Fn(&HostEvent)>,
    queued_events: RefCell<VecDeque<Event>>,
    dispatching: Cell<bool>,
    stopped: Cell<bool>,
    /// What the shell has read, until the lists are read for the first time.
    early: RefCell<Option<Rc<EarlyReads>>>,
    /// How many calls wait for a token.
    pending_tokens: Cell<u32>,
    /// Report a slow sign-in and then a stalled one.
    sign_in_timers: RefCell<Option<[Timeout; 2]>>,
    /// Whether a slow sign-in was reported.
    sign_in_told: Cell<bool>,
    timers: RefCell<SmallMap<TimerId, Timeout>>,
    reads: RefCell<SmallMap<CallId, AbortController>>,
    claims: RefCell<SmallMap<JobKey, ClaimGuard>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Runner {
    /// A runner for these options. It does nothing until [`Runner::start`] is called.
    pub fn new(options: Options, bindings: HostBindings) -> Rc<Self> {
        let mut state = State::new(options, clock::seed(), clock::now(), intl::lower_case);
        state.plain_letters = intl::plain_letters;
        state.visible = page::is_visible();
        *state.online = page::is_online();
        state.nearest.can_ask = position::can_be_asked();
        let HostBindings {
            functions,
            token_required,
            camera,
            early,
            tell,
        } = bindings;
        Rc::new_cyclic(|me| Self {
            state: LiveState::new(state),
            me: me.clone(),
            tokens: TokenRequester::new(functions.provider, token_required),
            users: RefCell::default(),
            users_before: Cell::default(),
            renewed: RenewedTokens::default(),
            fetch: RefCell::new(functions.fetch),
            resolver: RefCell::new(functions.resolver),
            camera: RefCell::default(),
            finding_camera: RefCell::new(camera),
            keepalive: Keepalive::default(),
            scanning: RefCell::default(),
            tell,
            queued_events: RefCell::default(),
            dispatching: Cell::new(false),
            stopped: Cell::new(false),
            early: RefCell::new(early.map(Rc::new)),
            pending_tokens: Cell::new(0),
            sign_in_timers: RefCell::new(None),
            sign_in_told: Cell::new(false),
            timers: RefCell::default(),
            reads: RefCell::default(),
            claims: RefCell::default(),
            listeners: RefCell::default(),
        })
    }

    /// Listens to the page and starts the workflow.
    pub fn start(&self) {
        let say = |event: fn(bool) -> Event| {
            let me = self.me.clone();
            move |it| dispatch_to(&me, event(it))
        };
        let mut listeners = self.listeners.borrow_mut();
        listeners.extend(page::on_visibility(say(Event::Visible)));
        listeners.extend(page::on_network(say(Event::Online)));
        let me = self.me.clone();
        listeners.extend(page::on_focus(move || dispatch_to(&me, Event::Focused)));
        let me = self.me.clone();
        listeners.extend(storage::on_change(move |key| {
            dispatch_to(&me, Event::StorageChanged(key));
        }));
        drop(listeners);
        self.dispatch(Event::Started);
        self.find_camera();
    }

    /// Waits for the shell, which asks the browser for a camera. The widget starts without it.
    fn find_camera(&self) {
        let Some(finding) = self.finding_camera.take() else {
            return;
        };
        self.spawn(async move |me| {
            let found = JsFuture::from(finding).await.unwrap_or_default();
            if let Ok(scan) = found.dyn_into() {
                me.camera.replace(Some(scan));
                me.dispatch(Event::CameraFound);
            }
        });
    }

    /// Replaces the options, and the functions and tokens that come with them.
    pub fn reconfigure(&self, options: Options, functions: HostFunctions) {
        self.drop_early_reads();
        self.fetch.replace(functions.fetch);
        self.resolver.replace(functions.resolver);
        let had_tokens = !self.tokens.has_none();
        let may_serve_now = self.tokens.replace(functions.provider);
        if self.state.with(|state| *state.options != options) {
            self.dispatch(Event::OptionsChanged(Box::new(options)));
        }
        // A page that names no user and gives no tokens any more has signed the user out.
        let is_unnamed = self.state.with(|state| state.options.account.is_none());
        if had_tokens && is_unnamed && self.tokens.has_none() {
            self.dispatch(Event::UserChanged(None));
        }
        if may_serve_now {
            self.dispatch(Event::Refreshed);
        }
    }

    /// Handles an event, now or after those in the queue.
    pub fn dispatch(&self, event: Event) {
        if self.stopped.get() {
            return;
        }
        self.queued_events.borrow_mut().push_back(event);
        if self.dispatching.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.queued_events.borrow_mut().pop_front() else {
                break;
            };
            if matches!(event, Event::Refreshed | Event::Identified(Err(_))) {
                self.drop_early_reads();
            }
            let mut commands = Vec::new();
            let mut users = 0;
            self.state.update(|state| {
                commands = flow::step(state, clock::now(), event);
                users = *state.users;
            });
            if self.users_before.replace(users) != users {
                self.forget_user();
            }
            let reads_jobs = commands.iter().any(reads_jobs);
            for command in commands {
                self.execute(command);
            }
            if reads_jobs {
                self.drop_early_reads();
            }
        }
        self.dispatching.set(false);
    }

    fn execute(&self, command: Command) {
        match command {
            Command::Identify(need) => self.identify(need),
            Command::Send {
                call,
                outgoing,
                need,
            } => self.send(call, outgoing, need),
            Command::AskAgain => {
                // The shell's call for a token is one of those that are not answered.
                self.drop_early_reads();
                self.tokens.ask_again();
                self.time_sign_in();
            }
            Command::Renew { job, need } => self.renew(job, need),
            Command::Wait { timer, pause } => {
                let me = self.me.clone();
                // `as_millis` would add 128-bit arithmetic to the download.
                let pause = pause.as_secs() * 1_000 + u64::from(pause.subsec_millis());
                let pause = u32::try_from(pause).unwrap_or(u32::MAX);
                let timeout = clock::after(pause, move || {
                    if let Some(me) = me.upgrade() {
                        let ended = me.timers.borrow_mut().remove(&timer);
                        me.dispatch(Event::Elapsed(timer));
                        drop(ended);
                    }
                });
                self.timers.borrow_mut().insert(timer, timeout);
            }
            Command::Claim(job) => self.claim(job),
            Command::ReleaseClaim(job) => drop(self.claims.borrow_mut().remove(&job)),
            Command::ReadJournal => self.dispatch(Event::JournalRead(self.journal())),
            Command::WriteJournal(entry) => self.write_journal(entry),
            Command::RemoveFromJournal(job) => self.remove_from_journal(&job),
            Command::ReadFavorites(key) => self.read_favorites(key),
            Command::KeepFavorite {
                key,
                share,
                is_favorite,
            } => self.keep_favorite(key, &share, is_favorite),
            Command::FindPosition(attempt) => self.find_position(attempt),
            Command::ResolveCode { attempt, code } => self.resolve(attempt, code),
            Command::Scan(attempt) => self.scan(attempt),
            Command::StopScan => self.stop_scan(),
            Command::Tell(event) => (self.tell)(&event),
        }
    }

    fn claim(&self, job: JobKey) {
        let name = self.state.with(|state| {
            let origin = state.options.endpoint.origin();
            let (queue, job) = (job.queue.key(), job.job.key());
            ["print-redirect", origin, &queue, &job].join(" ")
        });
        self.spawn(async move |me| {
            let (claim, held) = locks::claim(&name).await;
            if let Some(held) = held {
                me.claims.borrow_mut().insert(job.clone(), held);
            }
            me.dispatch(Event::Claimed { job, claim });
        });
    }

    fn spawn(&self, work: impl AsyncFnOnce(Rc<Self>) + 'static) {
        if let Some(me) = self.me.upgrade() {
            spawn_local(async move { work(me).await });
        }
    }

    /// Ends what the shell has read early and the workflow has not taken over.
    fn drop_early_reads(&self) {
        drop(self.early.take());
    }

    /// Ends everything the runner owns.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.listeners.borrow_mut().clear();
        self.sign_in_timers.replace(None);
        self.timers.borrow_mut().clear();
        self.stop_scan();
        self.drop_early_reads();
        self.renewed.clear();
        self.tokens.forget();
        self.abort_reads();
        self.claims.borrow_mut().clear();
    }

    /// The user has changed: drops what was fetched for the last one.
    fn forget_user(&self) {
        self.users.take();
        self.renewed.clear();
        self.tokens.forget();
        self.drop_early_reads();
        self.abort_reads();
    }

    fn abort_reads(&self) {
        let reads = self.reads.borrow_mut().clear();
        for (_, read) in reads {
            read.abort();
        }
    }
}

fn reads_jobs(command: &Command) -> bool {
    matches!(command, Command::Send { outgoing, .. } if outgoing.request.operation == Operation::ListJobs)
}

fn dispatch_to(runner: &Weak<Runner>, event: Event) {
    if let Some(runner) = runner.upgrade() {
        runner.dispatch(event);
    }
}
