//! A Universal Print tenant in memory: its users, tokens, printers, shares and jobs.
//!
//! The modules below answer Graph's requests. [`Switch`] decides points on which the
//! documentation is unclear or a demo wants something else. A tenant changes only by
//! requests, by the time passed in with them, and by the methods here, so equal
//! histories give equal answers. A clone is cheap: the two share what neither changes.

mod answer;
mod batch;
mod definitions;
mod delayed;
mod delayed_request;
mod end;
mod envelope;
mod fault;
mod inventory;
mod jobs;
mod ledger;
mod printers;
mod recents;
mod redirect;
mod shares;
mod tasks;
mod triggers;
mod update;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    fault::InjectedFault,
    guid::{IdKind, guid},
    job::NewJob,
    printer::{Printer, PrinterStatus},
    record::RecordedRequest,
    settings_mode::SettingsMode,
    share::Share,
    task::TaskDefinition,
    token::AccessToken,
    user::User,
};
use delayed_request::DelayedRequest;
use inventory::Inventory;

/// A behaviour of the tenant that tests and demos turn on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Switch {
    /// Redirect accepts the delegated token of the job's owner. **Microsoft Graph
    /// does not**: it documents delegated tokens as not supported
    /// (<https://learn.microsoft.com/graph/api/printjob-redirect>). With this switch
    /// a page without a gateway can show the whole way of a job. Off in a new tenant.
    RedirectAcceptsUserTokens,
    /// `$expand=printer` on a share works for users without `Printer.Read.All`. Graph
    /// does not document whether it does. On in a new tenant.
    ExpandPrinterForUsers,
    /// Every connection breaks before the request reaches the tenant.
    Offline,
    /// Every list has an empty page before each page with items, which
    /// <https://learn.microsoft.com/graph/paging> allows.
    EmptyPages,
}

impl Switch {
    /// How the tenant is kinder than Microsoft Graph while the switch is on;
    /// nothing for a switch that makes it no kinder.
    pub fn kindness(self) -> Option<&'static str> {
        match self {
            Self::RedirectAcceptsUserTokens => Some(
                "The job owner's token may redirect, although Graph answers 403 to every user's token.",
            ),
            Self::ExpandPrinterForUsers => Some(
                "Users may read a share's printer with $expand=printer; Graph does not document that they may.",
            ),
            Self::Offline | Self::EmptyPages => None,
        }
    }
}

/// The tenant.
#[derive(Clone, Debug)]
pub struct Tenant {
    now_ms: i64,
    users: Arc<BTreeMap<String, User>>,
    tokens: Arc<BTreeMap<String, Arc<AccessToken>>>,
    inventory: Inventory,
    /// The inventory before the last request that changed it.
    before: Option<EarlierState>,
    recents: Arc<Vec<RecentUse>>,
    faults: Vec<InjectedFault>,
    delayed: Vec<DelayedRequest>,
    switches: BTreeSet<Switch>,
    settings_mode: SettingsMode,
    page_size: usize,
    requests: Arc<Vec<RecordedRequest>>,
    answered: u64,
}

/// When a user last printed on a share.
#[derive(Clone, Debug)]
struct RecentUse {
    user_id: String,
    share_id: String,
    used_ms: i64,
}

#[derive(Clone, Debug)]
struct EarlierState {
    inventory: Inventory,
    changed_ms: i64,
}

/// The most items of a page in a new tenant.
const PAGE_SIZE: usize = 100;

impl Tenant {
    /// An empty tenant at `now_ms`, in ms since 1970 UTC.
    pub fn new(now_ms: i64) -> Self {
        Self {
            now_ms,
            users: Arc::default(),
            tokens: Arc::default(),
            inventory: Inventory::default(),
            before: None,
            recents: Arc::default(),
            faults: Vec::new(),
            delayed: Vec::new(),
            switches: BTreeSet::from([Switch::ExpandPrinterForUsers]),
            settings_mode: SettingsMode::default(),
            page_size: PAGE_SIZE,
            requests: Arc::default(),
            answered: 0,
        }
    }

    /// Adds a user.
    pub fn add_user(&mut self, user: User) {
        Arc::make_mut(&mut self.users).insert(user.id.clone(), user);
    }

    /// The user with this object id or user principal name.
    pub fn user(&self, name: &str) -> Option<&User> {
        let has_name = |user: &&User| user.user_principal_name.eq_ignore_ascii_case(name);
        self.users
            .get(name)
            .or_else(|| self.users.values().find(has_name))
    }

    /// Makes a string a bearer token.
    pub fn add_token(&mut self, text: &str, token: AccessToken) {
        Arc::make_mut(&mut self.tokens).insert(text.to_owned(), Arc::new(token));
    }

    /// Makes every token that has an expiry expire now. Others stay valid.
    pub fn expire_tokens(&mut self) {
        let now_ms = self.now_ms;
        for token in Arc::make_mut(&mut self.tokens).values_mut() {
            if token.expires_ms.is_some_and(|end| end > now_ms) {
                Arc::make_mut(token).expires_ms = Some(now_ms);
            }
        }
    }

    /// Adds a printer. The case of ids does not matter.
    pub fn add_printer(&mut self, printer: Printer) {
        self.inventory.add_printer(printer);
    }

    /// Adds a share. Shares are listed in the order in which they were added.
    pub fn add_share(&mut self, share: Share) {
        self.inventory.add_share(share);
    }

    /// Adds a task definition.
    pub fn add_definition(&mut self, definition: TaskDefinition) {
        self.inventory.definitions_mut().push(definition);
    }

    /// Notes that a user printed on a share at `used_ms`.
    pub fn add_recent(&mut self, user_id: &str, share_id: &str, used_ms: i64) {
        Arc::make_mut(&mut self.recents).push(RecentUse {
            user_id: user_id.to_owned(),
            share_id: share_id.to_owned(),
            used_ms,
        });
    }

    /// Adds a job to a printer and returns its id; `None` when there is no such
    /// printer.
    pub fn add_job(&mut self, printer_id: &str, job: NewJob) -> Option<String> {
        let now_ms = self.now_ms;
        let printer = self.inventory.printer_mut(printer_id).ok()?;
        let id = printer.take_in(job);
        printer.settle(now_ms);
        Some(id)
    }

    /// Queues a fault.
    pub fn add_fault(&mut self, fault: InjectedFault) {
        self.faults.push(fault);
    }

    /// Drops every fault that is still queued.
    pub fn forget_faults(&mut self) {
        self.faults.clear();
    }

    /// Turns a switch on or off.
    pub fn set(&mut self, switch: Switch, on: bool) {
        if on {
            self.switches.insert(switch);
        } else {
            self.switches.remove(&switch);
        }
    }

    /// Sets what the `configuration` of a redirect does to the settings of a job.
    pub fn set_settings_mode(&mut self, mode: SettingsMode) {
        self.settings_mode = mode;
    }

    /// Sets the most items of a page of a list; at least 1.
    pub fn set_page_size(&mut self, size: usize) {
        self.page_size = size;
    }

    /// Changes the state that a printer reports; false when there is no such printer.
    pub fn set_status(&mut self, printer_id: &str, status: PrinterStatus) -> bool {
        let now_ms = self.now_ms;
        self.change_printer(printer_id, |printer| {
            printer.settle(now_ms);
            printer.status = status;
        })
    }

    /// Opens or closes a printer to new jobs; false when there is no such printer.
    pub fn set_accepting_jobs(&mut self, printer_id: &str, accepting: bool) -> bool {
        self.change_printer(printer_id, |printer| printer.is_accepting_jobs = accepting)
    }

    /// Opens a share to every user in the tenant, or closes it; false when there is
    /// no such share.
    pub fn set_open_to_all(&mut self, share_id: &str, open: bool) -> bool {
        let share = self.inventory.share_mut(share_id);
        share.map(|share| share.allow_all_users = open).is_some()
    }

    fn change_printer(&mut self, printer_id: &str, change: impl FnOnce(&mut Printer)) -> bool {
        self.inventory.printer_mut(printer_id).map(change).is_ok()
    }

    /// The tenant's time, in ms since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Every request so far, oldest first.
    pub fn requests(&self) -> &[RecordedRequest] {
        &self.requests
    }

    /// Drops the record of requests so far.
    pub fn forget_requests(&mut self) {
        self.requests = Arc::default();
        for delayed in &mut self.delayed {
            delayed.entry = None;
        }
    }

    fn is_on(&self, switch: Switch) -> bool {
        self.switches.contains(&switch)
    }

    /// An id for something that a request creates. Low counts are left to scenarios.
    fn new_id(&self, kind: IdKind) -> String {
        guid(kind, (1 << 32) + self.answered)
    }
}
