//! A Universal Print tenant in memory: who and what is in it.
//!
//! Holds the people, printers, shares, jobs and tokens, and the few switches
//! that say how a doubtful point of the documentation is decided. How it
//! answers Graph's requests is in the modules below. Every change comes from a
//! request, from the clock handed in with it, or from the test that built the
//! tenant; equal histories give equal answers.

mod answer;
mod batch;
mod end;
mod envelope;
mod jobs;
mod printers;
mod recents;
mod redirect;
mod shares;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    fault::{Fault, Trouble, When},
    job::{NewJob, Phase},
    printer::{Printer, PrinterStatus},
    record::{Printed, Recorded},
    share::Share,
    token::Token,
    user::User,
};

/// A point on which tests and demos may want the tenant one way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Switch {
    /// Redirect accepts the job owner's own delegated token. **Microsoft Graph
    /// does not do this**: it documents delegated tokens as not supported
    /// (<https://learn.microsoft.com/graph/api/printjob-redirect>). On, it lets
    /// a page without a gateway show the whole way of a job. Off in a new tenant.
    RedirectAcceptsUserTokens,
    /// `$expand=printer` on a share works for users without `Printer.Read.All`.
    /// Nobody documents whether it does. On in a new tenant.
    ExpandPrinterForUsers,
    /// Every connection breaks before it reaches the tenant.
    Offline,
}

/// The tenant.
#[derive(Clone, Debug)]
pub struct Tenant {
    now_ms: i64,
    users: BTreeMap<String, User>,
    printers: BTreeMap<String, Printer>,
    shares: Vec<Share>,
    tokens: BTreeMap<String, Token>,
    recents: Vec<Recent>,
    faults: Vec<Fault>,
    switches: BTreeSet<Switch>,
    requests: Vec<Recorded>,
    answered: u64,
}

/// When a user last printed on a share.
#[derive(Clone, Debug)]
struct Recent {
    user_id: String,
    share_id: String,
    used_ms: i64,
}

impl Tenant {
    /// An empty tenant at `now_ms`, in ms since 1970 UTC.
    pub fn new(now_ms: i64) -> Self {
        Self {
            now_ms,
            users: BTreeMap::new(),
            printers: BTreeMap::new(),
            shares: Vec::new(),
            tokens: BTreeMap::new(),
            recents: Vec::new(),
            faults: Vec::new(),
            switches: BTreeSet::from([Switch::ExpandPrinterForUsers]),
            requests: Vec::new(),
            answered: 0,
        }
    }

    /// Adds a person.
    pub fn add_user(&mut self, user: User) {
        self.users.insert(user.id.clone(), user);
    }

    /// Makes a string a bearer token.
    pub fn add_token(&mut self, text: &str, token: Token) {
        self.tokens.insert(text.to_owned(), token);
    }

    /// Adds a printer. Ids are compared without regard to case.
    pub fn add_printer(&mut self, printer: Printer) {
        self.printers
            .insert(printer.id.to_ascii_lowercase(), printer);
    }

    /// Adds a share; shares are listed in the order in which they came.
    pub fn add_share(&mut self, share: Share) {
        self.shares.push(share);
    }

    /// Notes that a user printed on a share at `used_ms`.
    pub fn add_recent(&mut self, user_id: &str, share_id: &str, used_ms: i64) {
        self.recents.push(Recent {
            user_id: user_id.to_owned(),
            share_id: share_id.to_owned(),
            used_ms,
        });
    }

    /// Puts a job into a printer and gives its id, or nothing when there is no
    /// such printer.
    pub fn add_job(&mut self, printer_id: &str, job: NewJob) -> Option<String> {
        let now_ms = self.now_ms;
        let printer = self.printers.get_mut(&printer_id.to_ascii_lowercase())?;
        let id = printer.take_in(job);
        printer.settle(now_ms);
        Some(id)
    }

    /// Queues a fault.
    pub fn add_fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Turns a switch on or off.
    pub fn set(&mut self, switch: Switch, on: bool) {
        if on {
            self.switches.insert(switch);
        } else {
            self.switches.remove(&switch);
        }
    }

    /// Changes what a printer reports, as its device would; false when there is
    /// no such printer.
    pub fn set_status(&mut self, printer_id: &str, status: PrinterStatus) -> bool {
        match self.printers.get_mut(&printer_id.to_ascii_lowercase()) {
            Some(printer) => {
                printer.settle(self.now_ms);
                printer.status = status;
                true
            }
            None => false,
        }
    }

    /// Opens or closes a printer to new jobs; false when there is no such printer.
    pub fn set_accepting_jobs(&mut self, printer_id: &str, accepting: bool) -> bool {
        match self.printers.get_mut(&printer_id.to_ascii_lowercase()) {
            Some(printer) => {
                printer.is_accepting_jobs = accepting;
                true
            }
            None => false,
        }
    }

    /// Lets time pass until `now_ms`, in ms since 1970 UTC. Time never runs back.
    pub fn settle(&mut self, now_ms: i64) {
        self.now_ms = self.now_ms.max(now_ms);
        for printer in self.printers.values_mut() {
            printer.settle(self.now_ms);
        }
    }

    /// Every job that has come out on paper so far, oldest first.
    pub fn printed(&self) -> Vec<Printed> {
        let physical = self
            .printers
            .values()
            .filter(|printer| printer.has_physical_device);
        let mut printed: Vec<_> = physical
            .flat_map(|printer| printer.jobs.iter().map(move |job| (printer, job)))
            .filter_map(|(printer, job)| match job.phase {
                Phase::Completed { at_ms } => Some(Printed {
                    printer_id: printer.id.clone(),
                    printer: printer.display_name.clone(),
                    job_id: job.id.clone(),
                    document: job.name().to_owned(),
                    copies: job
                        .configuration
                        .get("copies")
                        .and_then(serde_json::Value::as_i64)
                        .unwrap_or(1),
                    redirected_from: job.redirected_from.clone(),
                    completed_ms: at_ms,
                }),
                _ => None,
            })
            .collect();
        printed.sort_by_key(|each| each.completed_ms);
        printed
    }

    /// Every request so far, oldest first.
    pub fn requests(&self) -> &[Recorded] {
        &self.requests
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&mut self) {
        self.requests.clear();
    }

    fn is_on(&self, switch: Switch) -> bool {
        self.switches.contains(&switch)
    }

    fn trouble(&mut self, method: &str, url: &str) -> Option<Trouble> {
        if self.is_on(Switch::Offline) {
            return Some(Trouble::Lose { when: When::Before });
        }
        crate::fault::take(&mut self.faults, method, url)
    }
}
