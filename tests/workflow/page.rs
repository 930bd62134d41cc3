//! What a person sees and does in one page, and what its host is told.
//!
//! Everything is read through the selectors that the components use. Jobs and
//! printers are named as on the screen.

use print_redirect::flow::announcement::Announcements;
use print_redirect::flow::event::PrintersInSight;
use print_redirect::flow::state::job_key::JobKey;
use print_redirect::flow::state::resolution::Resolution;
use print_redirect::flow::state::sign_in::SignIn;
use print_redirect::flow::view::destination::{self, Chosen, PrinterOption};
use print_redirect::flow::view::job_order;
use print_redirect::flow::view::jobs::{self, JobListState, JobRow};
use print_redirect::flow::view::outcome::{OutcomeRow, Tone};
use print_redirect::flow::view::printer_state::PrinterNow;
use print_redirect::flow::view::summary::{self, Summary};
use print_redirect::flow::words::problem::Problem;
use print_redirect::flow::{Event, HostEvent, State, TokenNeed};
use print_redirect::text::{Message, Words};
use simulator::SettingsMode;
use simulator::fault::{FaultKind, InjectedFault};
use simulator::job::{Document, JobPhase, NewJob};
use simulator::printer::PrinterStatus;
use simulator::record::{PrintedJob, RecordedRequest};
use simulator::user::User;
use universal_print::ids::{JobId, ShareId};
use universal_print::time::Timestamp;

use crate::browser::Browser;

pub(crate) const HOUR_MS: i64 = 3_600_000;

pub(crate) struct Page {
    pub(crate) state: State,
    pub(crate) told: Vec<HostEvent>,
    pub(crate) is_open: bool,
    /// What was said, in order: whether at once, and the message.
    pub(crate) said: Vec<(bool, Message)>,
}

/// The list of jobs with the rows of all that wait, drawn or not.
pub(crate) struct JobList {
    pub(crate) rows: Vec<JobRow>,
    pub(crate) selected: u32,
    pub(crate) selectable: u32,
    pub(crate) loading: bool,
    pub(crate) sign_in: SignIn,
    pub(crate) throttled_until: Option<Timestamp>,
    pub(crate) empty: Vec<Message>,
    pub(crate) problems: Vec<Problem>,
}

/// What a row says about a job that was pressed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct JobResult {
    pub(crate) job: JobKey,
    pub(crate) name: Words,
    pub(crate) tone: Tone,
    pub(crate) words: Message,
    pub(crate) advice: Vec<Message>,
    pub(crate) until: Option<Timestamp>,
    pub(crate) problem: Option<Problem>,
    pub(crate) can_check_again: bool,
    pub(crate) can_dismiss: bool,
}

impl Page {
    pub(crate) fn new(state: State) -> Self {
        Self {
            state,
            told: Vec::new(),
            is_open: true,
            said: Vec::new(),
        }
    }

    pub(crate) fn list(&self) -> JobList {
        let order = job_order::order(&self.state);
        let JobListState {
            loading,
            sign_in,
            throttled_until,
            empty,
            problems,
            ..
        } = jobs::list_state(&self.state);
        JobList {
            rows: self.rows().into_iter().filter(|row| row.waits).collect(),
            selected: jobs::ticked(&self.state),
            selectable: order.selectable,
            loading,
            sign_in,
            throttled_until,
            empty,
            problems,
        }
    }

    /// All rows: of jobs that wait, and of those that were pressed.
    pub(crate) fn rows(&self) -> Vec<JobRow> {
        let order = job_order::order(&self.state);
        let rows = order.jobs.iter().map(|job| jobs::row(&self.state, job));
        rows.collect()
    }

    /// The names of the jobs that wait.
    pub(crate) fn names(&self) -> Vec<Words> {
        let rows = self.list().rows.into_iter();
        rows.map(|row| row.name).collect()
    }

    pub(crate) fn job(&self, name: &str) -> JobRow {
        let rows = self.list().rows;
        let named = |row: &JobRow| row.name == name.into();
        rows.into_iter().find(named).unwrap()
    }

    pub(crate) fn summary(&self) -> Summary {
        summary::summary(&self.state)
    }

    pub(crate) fn chosen(&self) -> Chosen {
        destination::chosen(&self.state).unwrap()
    }

    pub(crate) fn printers(&self) -> Vec<PrinterOption> {
        let list = destination::list(&self.state);
        let others = destination::others(&self.state, 0..list.others);
        assert_eq!(others.len(), list.others);
        let first = list.favorites.into_iter().chain(list.recent);
        first.chain(others).collect()
    }

    /// The names of the printers above the search field.
    pub(crate) fn cards(&self) -> Vec<Words> {
        let cards = destination::picker(&self.state).cards;
        cards.printers().map(|card| card.name.clone()).collect()
    }

    /// The printer of this name.
    pub(crate) fn printer(&self, name: &str) -> PrinterOption {
        let named = |option: &PrinterOption| option.name == name.into();
        self.printers().into_iter().find(named).unwrap()
    }

    /// What the row of the printer of this name says about its state.
    pub(crate) fn now(&self, name: &str) -> PrinterNow {
        self.printer(name).now
    }

    /// What became of the jobs that were pressed, in the order of the rows.
    pub(crate) fn results(&self) -> Vec<JobResult> {
        let rows = self.rows().into_iter();
        let result = |row: JobRow| {
            let OutcomeRow {
                tone,
                words,
                advice,
                until,
                problem,
                can_check_again,
                can_dismiss,
            } = row.result?;
            Some(JobResult {
                job: row.key,
                name: row.name,
                tone,
                words,
                advice,
                until,
                problem,
                can_check_again,
                can_dismiss,
            })
        };
        rows.filter_map(result).collect()
    }

    /// The only result.
    pub(crate) fn result(&self) -> JobResult {
        let mut rows = self.results();
        assert_eq!(rows.len(), 1, "{rows:?}");
        rows.remove(0)
    }

    /// The codes of the problems the host was told of.
    pub(crate) fn problems(&self) -> Vec<&'static str> {
        let code = |event: &HostEvent| match event {
            HostEvent::Problem { code, .. } => Some(*code),
            _ => None,
        };
        self.told.iter().filter_map(code).collect()
    }

    /// How many redirects the host was told of.
    pub(crate) fn redirected(&self) -> usize {
        let redirected = |event: &&HostEvent| matches!(event, HostEvent::Redirected { .. });
        self.told.iter().filter(redirected).count()
    }

    /// Notes what the last event has said.
    pub(crate) fn listen(&mut self, before: &Announcements) {
        let now = &*self.state.announcements;
        let regions = [
            (false, &now.polite, &before.polite),
            (true, &now.assertive, &before.assertive),
        ];
        for (at_once, now, before) in regions {
            if let Some((_, message)) = now.as_ref().filter(|_| now != before) {
                self.said.push((at_once, message.clone()));
            }
        }
    }

    /// The keys of what was said, in order.
    pub(crate) fn said(&self) -> Vec<&'static str> {
        self.said.iter().map(|(_, message)| message.key()).collect()
    }

    /// The last message said at once by a screen reader.
    pub(crate) fn alert(&self) -> Option<Message> {
        let said = self.state.announcements.assertive.as_ref();
        said.map(|(_, message)| message.clone())
    }
}

impl Browser {
    /// Ticks a job.
    pub(crate) fn tick(&mut self, name: &str) {
        let job = self.page().job(name).key;
        let selected = true;
        self.act(Event::JobToggled { job, selected });
    }

    /// Chooses the printer of this name and waits for its state.
    pub(crate) fn choose(&mut self, name: &str) {
        let share = self.page().printer(name).share;
        self.act(Event::DestinationChosen(share));
        self.advance(1_000);
    }

    /// Shows some printers of the list, as many as are in sight, and waits for their state.
    pub(crate) fn sight(&mut self, positions: std::ops::Range<usize>) {
        let printers = self.page().printers();
        let shares = printers[positions].iter();
        let shares = shares.map(|option| option.share.clone()).collect();
        self.see(shares);
        self.advance(1_000);
    }

    /// Shows these printers.
    pub(crate) fn see(&mut self, shares: Vec<ShareId>) {
        self.act(Event::PrintersSighted(PrintersInSight {
            shares,
            ..PrintersInSight::default()
        }));
    }

    /// Chooses the first printer on offer.
    pub(crate) fn choose_first(&mut self) {
        let share = self.page().printers()[0].share.clone();
        self.act(Event::DestinationChosen(share));
        self.advance(1_000);
    }

    /// Opens a page on ten waiting jobs, all ticked, with a printer chosen.
    pub(crate) fn open_with_ten_jobs(&mut self) {
        for number in 0..10 {
            self.add_job(&format!("{number}.pdf"));
        }
        self.open();
        self.advance(1_000);
        self.choose_first();
        self.act(Event::AllToggled(true));
    }

    /// Gives the printer of [`Browser::choose_first`] this status.
    pub(crate) fn set_destination(&mut self, status: PrinterStatus) {
        let share = self.page().printers()[0].share.clone();
        let known = self.page().state.printers.get(&share);
        let Some(Resolution::Known(printer)) = known else {
            panic!("{known:?}");
        };
        let printer = printer.to_string();
        assert!(self.tenant.set_status(&printer, status));
    }

    /// Makes a printer a favorite, or takes that back.
    pub(crate) fn star(&mut self, name: &str, is_favorite: bool) {
        let share = self.page().printer(name).share;
        self.act(Event::FavoriteSet { share, is_favorite });
    }

    /// Presses the button, which must be ready.
    pub(crate) fn press(&mut self) {
        assert!(
            self.page().summary().ready,
            "{:?}",
            self.page().summary().words
        );
        self.act(Event::Pressed);
    }

    /// The papers printed so far. They are the same whatever a redirect's
    /// `configuration` does to the settings of a job, since Graph does not say.
    pub(crate) fn papers(&self) -> Vec<PrintedJob> {
        let papers = self.tenant.printed();
        for mode in SettingsMode::ALL {
            assert_eq!(self.tenant.printed_in_mode(mode), papers, "{mode:?}");
        }
        papers
    }

    /// How often this job is printed once every printer is done.
    pub(crate) fn papers_in_the_end(&self, job: &JobKey) -> usize {
        let mut tenant = self.tenant.clone();
        tenant.settle(self.now_ms + HOUR_MS);
        let source = format!("/jobs/{}", job.job);
        let printed = tenant.printed();
        let is_of = |paper: &&PrintedJob| {
            let from = paper.redirected_from.as_deref();
            from.is_some_and(|from| from.ends_with(&source))
        };
        printed.iter().filter(is_of).count()
    }

    /// The needs for a fresh token so far.
    pub(crate) fn renewals(&self) -> Vec<&TokenNeed> {
        let asked = self.asked.iter();
        asked.filter(|need| need.force_refresh).collect()
    }

    /// The requests so far with this method and part of an address.
    pub(crate) fn requests(&self, method: &str, part: &str) -> Vec<&RecordedRequest> {
        let requests = self.tenant.requests().iter();
        requests
            .filter(|request| request.method == method && request.url.contains(part))
            .collect()
    }

    /// How many redirects reached the tenant.
    pub(crate) fn sends(&self) -> usize {
        self.requests("POST", "/redirect").len()
    }

    /// How often the queue's list was read.
    pub(crate) fn lists(&self) -> usize {
        self.requests("GET", "/jobs?").len()
    }

    /// Makes the next such request fail.
    pub(crate) fn trouble(&mut self, method: &str, part: &str, trouble: FaultKind) {
        self.tenant
            .add_fault(InjectedFault::once(method, part, trouble));
    }

    /// Makes all such requests fail from now on.
    pub(crate) fn lasting_trouble(&mut self, method: &str, part: &str, trouble: FaultKind) {
        self.tenant.add_fault(InjectedFault {
            times: None,
            ..InjectedFault::once(method, part, trouble)
        });
    }

    /// Adds another job of the user's to the queue.
    pub(crate) fn add_job(&mut self, name: &str) -> JobKey {
        let phase = JobPhase::Arriving {
            until_ms: self.now_ms,
        };
        self.add_job_in(name, phase)
    }

    /// Adds a job of the user's that passes through the queue without waiting.
    pub(crate) fn add_direct_job(&mut self, name: &str) -> JobKey {
        let since_ms = self.now_ms;
        self.add_job_in(name, JobPhase::Printing { since_ms })
    }

    fn add_job_in(&mut self, name: &str, phase: JobPhase) -> JobKey {
        let account = &self.host.account;
        let user = User::new(&account.local_account_id, &account.username, "Adele Vance");
        let job = NewJob {
            phase,
            ..NewJob::of(&user, self.now_ms, Document::pdf(name, 1_000))
        };
        let id = self.tenant.add_job(&self.host.queues[0].printer, job);
        JobKey {
            queue: ShareId::new(&self.host.queues[0].share).unwrap(),
            job: JobId::new(&id.unwrap()).unwrap(),
        }
    }
}
