//! The runner: carries out the workflow's commands and brings events back.
//!
//! Events are taken one at a time: one that arrives while another is being
//! handled waits its turn. Everything a runner owns ends with it (timers,
//! reads, listeners, claims), except a redirect that is under way: that call
//! is not aborted, and the journal lets the next visit find out how it ended.

mod calls;
mod codes;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use js_sys::Function;
use leptos::prelude::{ArcRwSignal, Update, WithUntracked};
use universal_print::ids::UserId;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::code::Resolver;
use super::token::{Provider, Tokens};
use crate::browser::fetch::Outgoing;
use crate::browser::locks::{self, Held};
use crate::browser::page::{self, Listener};
use crate::browser::{clock, intl, storage};
use crate::flow::journal::{self, JournalEntry};
use crate::flow::options::Options;
use crate::flow::state::call::{CallId, TimerId};
use crate::flow::state::job_key::JobKey;
use crate::flow::{self, Command, Event, HostEvent, State};
use crate::small_map::SmallMap;

/// What a runner does its work with.
pub struct Edges {
    /// Where tokens come from.
    pub tokens: Tokens,
    /// The page's own `fetch`.
    pub fetch: Option<Function>,
    /// What the page knows of printers' codes.
    pub resolver: Option<Resolver>,
    /// The camera: answers the code it sees, until a signal ends it.
    pub camera: Option<Function>,
    /// Called with what the host is to be told.
    pub tell: Box<dyn Fn(&HostEvent)>,
}

/// One widget at work.
pub struct Runner {
    /// What the screen shows.
    pub state: ArcRwSignal<State>,
    me: Weak<Self>,
    tokens: Tokens,
    fetch: RefCell<Option<Function>>,
    resolver: RefCell<Option<Resolver>>,
    camera: Option<Function>,
    /// While the camera is on.
    scanning: RefCell<Option<AbortController>>,
    tell: Box<dyn Fn(&HostEvent)>,
    waiting: RefCell<VecDeque<Event>>,
    at_work: Cell<bool>,
    stopped: Cell<bool>,
    /// How many tokens are waited for, and the words for when it takes long.
    asking: Cell<u32>,
    sign_in_waits: RefCell<Option<[Timeout; 2]>>,
    sign_in_said: Cell<bool>,
    timers: RefCell<SmallMap<TimerId, Timeout>>,
    reads: RefCell<SmallMap<CallId, AbortController>>,
    claims: RefCell<SmallMap<JobKey, Held>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Runner {
    /// A runner for these options; it does nothing before [`Runner::start`].
    pub fn new(options: Options, edges: Edges) -> Rc<Self> {
        let mut state = State::new(options, clock::seed(), clock::now(), intl::lower_case);
        state.visible = page::is_visible();
        state.online = page::is_online();
        let Edges {
            tokens,
            fetch,
            resolver,
            camera,
            tell,
        } = edges;
        state.can_scan = camera.is_some();
        Rc::new_cyclic(|me| Self {
            state: ArcRwSignal::new(state),
            me: me.clone(),
            tokens,
            fetch: RefCell::new(fetch),
            resolver: RefCell::new(resolver),
            camera,
            scanning: RefCell::default(),
            tell,
            waiting: RefCell::default(),
            at_work: Cell::new(false),
            stopped: Cell::new(false),
            asking: Cell::new(0),
            sign_in_waits: RefCell::new(None),
            sign_in_said: Cell::new(false),
            timers: RefCell::default(),
            reads: RefCell::default(),
            claims: RefCell::default(),
            listeners: RefCell::default(),
        })
    }

    /// Listens to the page and asks for the first lists.
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
        drop(listeners);
        self.dispatch(Event::Started);
    }

    /// Takes new options, and new edges with them.
    pub fn reconfigure(
        &self,
        options: Options,
        provider: Provider,
        fetch: Option<Function>,
        resolver: Option<Resolver>,
    ) {
        self.fetch.replace(fetch);
        self.resolver.replace(resolver);
        let may_serve_now = self.tokens.replace(provider);
        if self.state.with_untracked(|state| state.options != options) {
            self.dispatch(Event::OptionsChanged(Box::new(options)));
        }
        if may_serve_now {
            self.dispatch(Event::Refreshed);
        }
    }

    /// Takes an event, now or after the one being handled.
    pub fn dispatch(&self, event: Event) {
        if self.stopped.get() {
            return;
        }
        self.waiting.borrow_mut().push_back(event);
        if self.at_work.replace(true) {
            return;
        }
        loop {
            let Some(event) = self.waiting.borrow_mut().pop_front() else {
                break;
            };
            let mut commands = Vec::new();
            self.state
                .update(|state| commands = flow::step(state, clock::now(), event));
            for command in commands {
                self.execute(command);
            }
        }
        self.at_work.set(false);
    }

    fn execute(&self, command: Command) {
        match command {
            Command::Identify(need) => self.identify(need),
            Command::Send {
                call,
                request,
                url,
                share,
                client_request_id,
                need,
            } => {
                let outgoing = Outgoing {
                    request,
                    url,
                    share,
                    client_request_id,
                };
                self.send(call, outgoing, need);
            }
            Command::AskAgain => {
                self.tokens.ask_again();
                self.time_sign_in();
            }
            Command::Renew { job, need } => self.renew(job, need),
            Command::Wait { timer, pause } => {
                let me = self.me.clone();
                // Not `as_millis`, whose 128 bits are wide beyond need.
                let pause = pause.as_secs() * 1_000 + u64::from(pause.subsec_millis());
                let pause = u32::try_from(pause).unwrap_or(u32::MAX);
                let timeout = Timeout::new(pause, move || {
                    if let Some(me) = me.upgrade() {
                        let ended = me.timers.borrow_mut().remove(&timer);
                        me.dispatch(Event::Elapsed(timer));
                        drop(ended);
                    }
                });
                self.timers.borrow_mut().insert(timer, timeout);
            }
            Command::Claim(job) => self.claim(job),
            Command::LetGo(job) => drop(self.claims.borrow_mut().remove(&job)),
            Command::Recall => self.dispatch(Event::Recalled(self.journal())),
            Command::Remember(entry) => {
                let mut entries = self.journal();
                entries.retain(|known| known.job != entry.job);
                entries.push(entry);
                self.write_journal(&entries);
            }
            Command::Forget(job) => {
                let mut entries = self.journal();
                entries.retain(|known| known.job != job);
                self.write_journal(&entries);
            }
            Command::ResolveCode { attempt, code } => self.resolve(attempt, code),
            Command::Scan(attempt) => self.scan(attempt),
            Command::StopScan => self.stop_scan(),
            Command::Tell(event) => (self.tell)(&event),
        }
    }

    fn claim(&self, job: JobKey) {
        let name = self.state.with_untracked(|state| {
            let origin = state.options.endpoint.origin();
            format!("print-redirect {origin} {} {}", job.queue, job.job)
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

    fn journal_key(&self) -> String {
        self.state.with_untracked(|state| {
            let account = state.account.as_ref();
            let user = account.and_then(|account| {
                let id = account.local_account_id.as_ref().map(UserId::as_str);
                id.or(account.username.as_deref())
            });
            let origin = state.options.endpoint.origin();
            format!("print-redirect {origin} {}", user.unwrap_or_default())
        })
    }

    fn journal(&self) -> Vec<JournalEntry> {
        let text = storage::read(&self.journal_key());
        text.map(|text| journal::read(&text, clock::now()))
            .unwrap_or_default()
    }

    fn write_journal(&self, entries: &[JournalEntry]) {
        let text = (!entries.is_empty()).then(|| journal::write(entries));
        storage::write(&self.journal_key(), text.as_deref());
    }

    /// Ends everything the runner owns.
    pub fn stop(&self) {
        self.stopped.set(true);
        self.listeners.borrow_mut().clear();
        self.sign_in_waits.replace(None);
        self.timers.borrow_mut().clear();
        self.stop_scan();
        let reads = self.reads.borrow_mut().clear();
        for (_, read) in reads {
            read.abort();
        }
        self.claims.borrow_mut().clear();
    }
}

fn dispatch_to(runner: &Weak<Runner>, event: Event) {
    if let Some(runner) = runner.upgrade() {
        runner.dispatch(event);
    }
}
