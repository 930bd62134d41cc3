//! A browser in memory: clock, tabs, storage and locks, connected to a tenant.
//!
//! Commands are carried out as the runner in `host` does. A round trip takes
//! [`Browser::latency_ms`]; the request reaches the tenant after half of it. When
//! a tab closes, its reads are dropped and its redirects still arrive. Time
//! passes only in [`Browser::advance`].

mod network;

use std::collections::BTreeMap;

use print_redirect::flow::account::Account;
use print_redirect::flow::coordinates::Coordinates;
use print_redirect::flow::options::Options;
use print_redirect::flow::state::code::CodeSourceError;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::state::nearest::{PositionAttempt, PositionError};
use print_redirect::flow::{self, Command, Event, State, TokenNeed, journal, stored_favorites};
use serde_json::{Value, json};
use simulator::Tenant;
use simulator::scenario::{Host, scenario};
use universal_print::fault::NoToken;
use universal_print::ids::ShareId;
use universal_print::preflight::Lack;
use universal_print::redirect::JobClaim;
use universal_print::request::Operation;
use universal_print::time::Timestamp;

use self::network::Departed;
use crate::page::Page;

/// The address of the gateway, in tests that have one.
pub(crate) const GATEWAY: &str = "https://print.contoso.example";

pub(crate) const START_MS: i64 = 1_700_000_000_000;

/// The page's token provider: returns a token and its user.
pub(crate) type Provider = fn(&TokenNeed) -> Result<(&'static str, Option<Account>), NoToken>;

/// The page's `resolveCode`: returns its answer, if any, and after how many ms.
pub(crate) type Resolver = fn(&str) -> Option<(i64, Result<Option<&'static str>, CodeSourceError>)>;

pub(crate) struct Browser {
    pub(crate) tenant: Tenant,
    pub(crate) host: Host,
    pub(crate) now_ms: i64,
    /// The options of the pages that are opened next.
    pub(crate) options: Value,
    pub(crate) provider: Provider,
    /// All needs the provider was asked for.
    pub(crate) asked: Vec<TokenNeed>,
    /// What the page finds missing in a refused token.
    pub(crate) lacks: Option<Vec<Lack>>,
    pub(crate) latency_ms: i64,
    pub(crate) has_locks: bool,
    /// How much longer the answer to a redirect takes, in ms.
    pub(crate) redirect_answer_ms: i64,
    /// How long a claim takes, in ms.
    pub(crate) claim_ms: i64,
    /// The page's `resolveCode`, where it has one.
    pub(crate) resolver: Option<Resolver>,
    /// What the camera reports after half a second, where there is one.
    pub(crate) camera: Option<Result<&'static str, CodeSourceError>>,
    /// Whether the camera is on.
    pub(crate) camera_is_on: bool,
    /// The largest number of redirects on their way at the same time.
    pub(crate) most_at_once: usize,
    at_once: usize,
    locks: BTreeMap<JobKey, usize>,
    pub(crate) storage: BTreeMap<String, String>,
    /// What the browser answers to a question for the position, and after how many ms. It never
    /// answers if there is nothing here.
    pub(crate) position: Option<(i64, Result<Coordinates, PositionError>)>,
    /// How often the browser was asked for the position.
    pub(crate) position_asked: usize,
    pages: Vec<Page>,
    current: usize,
    coming: BTreeMap<(i64, u64), Coming>,
    serial: u64,
}

enum Coming {
    /// A request reaches the tenant.
    Arrival(Departed),
    /// An event reaches a page.
    Event(usize, Box<Event>),
}

impl Browser {
    /// A browser on a tenant of this scenario, without an open page.
    pub(crate) fn at(name: &str) -> Self {
        let (tenant, host) = scenario(name, START_MS).unwrap();
        let options = json!({ "queues": host.queues, "account": host.account });
        Self {
            tenant,
            host,
            now_ms: START_MS,
            options,
            provider: |_| Ok((simulator::scenario::USER_TOKEN, None)),
            asked: Vec::new(),
            lacks: None,
            latency_ms: 100,
            has_locks: true,
            claim_ms: 0,
            redirect_answer_ms: 0,
            resolver: None,
            camera: None,
            camera_is_on: false,
            most_at_once: 0,
            at_once: 0,
            locks: BTreeMap::new(),
            storage: BTreeMap::new(),
            position: None,
            position_asked: 0,
            pages: Vec::new(),
            current: 0,
            coming: BTreeMap::new(),
            serial: 0,
        }
    }

    /// A browser whose page has its first lists.
    pub(crate) fn opened(name: &str) -> Self {
        let mut browser = Self::at(name);
        browser.open();
        browser.advance(1_000);
        browser
    }

    /// Opens a page in a new tab and turns to it.
    pub(crate) fn open(&mut self) {
        let options = self.read_options();
        let seed = 7 + self.pages.len() as u64;
        let mut state = State::new(
            options,
            seed,
            Timestamp::from_millis(self.now_ms),
            str::to_lowercase,
        );
        *state.can_scan = self.camera.is_some();
        state.nearest.can_ask = true;
        self.pages.push(Page::new(state));
        self.current = self.pages.len() - 1;
        self.act(Event::Started);
    }

    fn read_options(&self) -> Options {
        Options {
            resolves_codes: self.resolver.is_some(),
            ..Options::read(&self.options.clone().into()).unwrap()
        }
    }

    /// The page passes its changed options to the widget.
    pub(crate) fn reconfigure(&mut self) {
        let options = self.read_options();
        self.act(Event::OptionsChanged(options.into()));
    }

    /// Turns to a tab, by the order in which the tabs were opened.
    pub(crate) fn turn_to(&mut self, tab: usize) {
        self.current = tab;
    }

    /// Closes the current page and opens it again.
    pub(crate) fn reload(&mut self) {
        let closed = self.current;
        self.pages[closed].is_open = false;
        self.locks.retain(|_, holder| *holder != closed);
        self.coming.retain(|_, coming| match coming {
            Coming::Arrival(departed) => {
                departed.page != closed || departed.operation == Operation::Redirect
            }
            Coming::Event(page, _) => *page != closed,
        });
        self.open();
    }

    /// The tabs that are open.
    pub(crate) fn open_tabs(&self) -> Vec<usize> {
        let open = |tab: &usize| self.pages[*tab].is_open;
        (0..self.pages.len()).filter(open).collect()
    }

    /// The page in the current tab.
    pub(crate) fn page(&self) -> &Page {
        &self.pages[self.current]
    }

    /// The page in the current tab, to change it.
    pub(crate) fn page_mut(&mut self) -> &mut Page {
        &mut self.pages[self.current]
    }

    /// Hands an event to the current page and runs everything that is due now.
    pub(crate) fn act(&mut self, event: Event) {
        self.hand(self.current, event);
        self.advance(0);
    }

    /// Lets time pass.
    pub(crate) fn advance(&mut self, ms: i64) {
        let until = self.now_ms + ms;
        while let Some(next) = self.coming.first_entry() {
            let (due, _) = *next.key();
            if due > until {
                break;
            }
            let coming = next.remove();
            self.now_ms = self.now_ms.max(due);
            match coming {
                Coming::Arrival(departed) => self.arrive(departed),
                Coming::Event(page, event) => self.hand(page, *event),
            }
        }
        self.now_ms = until;
        self.tenant.settle(until);
    }

    /// Whether the journal in the browser's storage holds a redirect.
    pub(crate) fn remembers_a_redirect(&self) -> bool {
        self.storage.values().any(|text| text.contains("queue"))
    }

    /// Gives the current page the claim on a job.
    pub(crate) fn claim(&mut self, job: &JobKey) {
        self.locks.insert(job.clone(), self.current);
    }

    /// Whether a page has the claim on a job.
    pub(crate) fn holds(&self, job: &JobKey) -> bool {
        self.locks.contains_key(job)
    }

    fn hand(&mut self, page: usize, event: Event) {
        if !self.pages[page].is_open {
            return;
        }
        let now = Timestamp::from_millis(self.now_ms);
        let before = self.pages[page].state.announcements.clone();
        let commands = flow::step(&mut self.pages[page].state, now, event);
        self.pages[page].listen(&before);
        for command in commands {
            self.execute(page, command);
        }
    }

    fn execute(&mut self, page: usize, command: Command) {
        match command {
            Command::Identify(need) => {
                let account = self.token(&need).map(|(_, account)| account);
                self.come(0, Coming::Event(page, Event::Identified(account).into()));
            }
            Command::Renew { job, need } => {
                let result = self.token(&need).map(|_| ());
                self.come(
                    0,
                    Coming::Event(page, Event::Renewed { job, result }.into()),
                );
            }
            Command::Send {
                call,
                outgoing,
                need,
            } => self.send(page, call, outgoing, &need),
            Command::Wait { timer, pause } => {
                let pause = i64::try_from(pause.as_millis()).unwrap();
                self.come(pause, Coming::Event(page, Event::Elapsed(timer).into()));
            }
            Command::Claim(job) => {
                let claim = match self.locks.get(&job) {
                    _ if !self.has_locks => JobClaim::Unavailable,
                    Some(_) => JobClaim::HeldElsewhere,
                    None => {
                        self.locks.insert(job.clone(), page);
                        JobClaim::Granted
                    }
                };
                let claimed = Event::Claimed { job, claim };
                self.come(self.claim_ms, Coming::Event(page, claimed.into()));
            }
            Command::ReleaseClaim(job) => {
                if self.locks.get(&job) == Some(&page) {
                    self.locks.remove(&job);
                }
            }
            Command::ReadJournal => {
                let entries = self.journal(page);
                self.come(0, Coming::Event(page, Event::JournalRead(entries).into()));
            }
            Command::WriteJournal(entry) => {
                let mut entries = self.journal(page);
                entries.retain(|known| known.job != entry.job);
                entries.push(entry);
                self.write_journal(page, &entries);
            }
            Command::RemoveFromJournal(job) => {
                let mut entries = self.journal(page);
                entries.retain(|known| known.job != job);
                self.write_journal(page, &entries);
            }
            Command::ReadFavorites(key) => {
                let text = self.storage.get(&key).cloned().unwrap_or_default();
                self.come(
                    0,
                    Coming::Event(page, Event::FavoritesRead { key, text }.into()),
                );
            }
            Command::KeepFavorite {
                key,
                share,
                is_favorite,
            } => self.keep_favorite(page, key, &share, is_favorite),
            Command::FindPosition(attempt) => self.find_position(page, attempt),
            Command::ResolveCode { attempt, code } => {
                let answer = self.resolver.and_then(|resolve| resolve(&code));
                if let Some((after_ms, result)) = answer {
                    let result = result.map(|share| share.map(str::to_owned));
                    let event = Event::CodeAnswered { attempt, result };
                    self.come(after_ms, Coming::Event(page, event.into()));
                }
            }
            Command::Scan(attempt) => {
                self.camera_is_on = true;
                let result = self.camera.unwrap().map(|code| Some(code.to_owned()));
                let event = Event::CodeAnswered { attempt, result };
                self.come(500, Coming::Event(page, event.into()));
            }
            Command::StopScan => self.camera_is_on = false,
            Command::AskAgain => {}
            Command::Tell(event) => self.pages[page].told.push(event),
        }
    }

    fn keep_favorite(&mut self, page: usize, key: String, share: &ShareId, is_favorite: bool) {
        let stored = self.storage.get(&key).cloned().unwrap_or_default();
        let text = stored_favorites::with(&stored, share, is_favorite);
        self.storage.insert(key.clone(), text.clone());
        let changed = Event::StorageChanged(Some(key.clone()));
        let read = Event::FavoritesRead { key, text };
        self.come(0, Coming::Event(page, read.into()));
        // The browser tells the other tabs.
        for other in self.open_tabs() {
            if other != page {
                self.come(0, Coming::Event(other, changed.clone().into()));
            }
        }
    }

    fn find_position(&mut self, page: usize, attempt: PositionAttempt) {
        self.position_asked += 1;
        if let Some((after_ms, result)) = self.position {
            let found = Event::PositionFound { attempt, result };
            self.come(after_ms, Coming::Event(page, found.into()));
        }
    }

    fn token(&mut self, need: &TokenNeed) -> Result<(&'static str, Option<Account>), NoToken> {
        self.asked.push(need.clone());
        (self.provider)(need)
    }

    fn come(&mut self, in_ms: i64, coming: Coming) {
        self.serial += 1;
        self.coming
            .insert((self.now_ms + in_ms, self.serial), coming);
    }

    fn journal(&self, page: usize) -> Vec<journal::JournalEntry> {
        let text = self.storage.get(&self.journal_key(page));
        let now = Timestamp::from_millis(self.now_ms);
        text.map(|text| journal::read(text, now))
            .unwrap_or_default()
    }

    fn write_journal(&mut self, page: usize, entries: &[journal::JournalEntry]) {
        let key = self.journal_key(page);
        self.storage.insert(key, journal::write(entries));
    }

    fn journal_key(&self, page: usize) -> String {
        let account = self.pages[page].state.account.as_ref();
        let id = account.and_then(|account| account.local_account_id.as_ref());
        id.map(ToString::to_string).unwrap_or_default()
    }
}
