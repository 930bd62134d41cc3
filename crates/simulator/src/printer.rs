//! A registered printer, physical or virtual, with its jobs.
//!
//! A printer owns its jobs and numbers them, as in Universal Print: job ids are small
//! counters of one printer. A stopped printer keeps its jobs in their phase. The
//! trigger of a virtual printer holds arriving jobs and names the only app that may
//! redirect them
//! (<https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::{
    evolvable,
    instant::TimeForm,
    job::{Job, NewJob, Pace, PrinterContext},
    odata_query::{ODataQuery, selected},
    task::Trigger,
};

/// The state of a printer (<https://learn.microsoft.com/graph/api/resources/printerstatus>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterStatus {
    /// `idle`, `processing`, `stopped` or `unknown`.
    pub state: String,
    /// Members of `printerProcessingStateDetail`, newer ones included.
    pub details: Vec<String>,
    /// The device's own words.
    pub description: String,
}

impl PrinterStatus {
    /// A state with its details and no description.
    pub fn new(state: &str, details: &[&str]) -> Self {
        Self {
            state: state.to_owned(),
            details: details.iter().map(|&each| each.to_owned()).collect(),
            description: String::new(),
        }
    }
}

/// A printer (<https://learn.microsoft.com/graph/api/resources/printer>).
#[derive(Clone, Debug)]
pub struct Printer {
    /// The printer id, a GUID; never the id of its share.
    pub id: String,
    /// The name the administrator gave it.
    pub display_name: String,
    /// The maker.
    pub manufacturer: String,
    /// The model.
    pub model: String,
    /// False for a virtual printer.
    pub has_physical_device: bool,
    /// Whether new jobs are taken.
    pub is_accepting_jobs: bool,
    /// The state that the device reports.
    pub status: PrinterStatus,
    /// A `printerLocation` as JSON.
    pub location: Value,
    /// `printerDefaults` as JSON.
    pub defaults: Arc<Value>,
    /// `printerCapabilities` as JSON.
    pub capabilities: Arc<Value>,
    /// When it was registered, in ms since 1970 UTC.
    pub registered_ms: i64,
    /// The trigger that holds arriving jobs, if any.
    pub trigger: Option<Trigger>,
    /// How fast it prints.
    pub pace: Pace,
    /// The id of the next job.
    pub next_job: u32,
    pub(crate) jobs: Vec<Job>,
}

impl Printer {
    /// An idle physical printer that takes 2 s to start and 6 s to print.
    pub fn new(id: &str, display_name: &str) -> Self {
        Self {
            id: id.to_owned(),
            display_name: display_name.to_owned(),
            manufacturer: String::new(),
            model: String::new(),
            has_physical_device: true,
            is_accepting_jobs: true,
            status: PrinterStatus::new("idle", &[]),
            location: Value::Null,
            defaults: Arc::new(Value::Null),
            capabilities: Arc::new(Value::Null),
            registered_ms: 0,
            trigger: None,
            pace: Pace {
                pending_ms: 2_000,
                printing_ms: 6_000,
            },
            next_job: 101,
            jobs: Vec::new(),
        }
    }

    /// A virtual printer that holds jobs for the trigger's app.
    pub fn virtual_queue(id: &str, display_name: &str, trigger: Trigger) -> Self {
        Self {
            has_physical_device: false,
            trigger: Some(trigger),
            ..Self::new(id, display_name)
        }
    }

    /// Adds a job and returns its id.
    pub(crate) fn take_in(&mut self, job: NewJob) -> String {
        let id = self.next_job.to_string();
        self.next_job += 1;
        self.jobs.push(Job::arrived(id.clone(), &self.id, job));
        id
    }

    /// Moves every job on to its phase at `now_ms`.
    pub(crate) fn settle(&mut self, now_ms: i64) {
        let mut jobs = std::mem::take(&mut self.jobs);
        let setting = self.setting();
        for job in &mut jobs {
            job.settle(now_ms, &setting);
        }
        self.jobs = jobs;
    }

    /// Whether a job enters another phase by `now_ms`.
    pub(crate) fn is_due(&self, now_ms: i64) -> bool {
        let setting = self.setting();
        self.jobs.iter().any(|job| job.is_due(now_ms, &setting))
    }

    fn setting(&self) -> PrinterContext<'_> {
        PrinterContext {
            printer_id: &self.id,
            trigger: self.trigger.as_ref(),
            has_device: self.has_physical_device,
            pace: self.pace,
            stopped: self.is_stopped(),
        }
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.status.state == "stopped"
    }

    pub(crate) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id == id)
    }

    pub(crate) fn job_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }

    /// The members that a printer and its share have in common
    /// (<https://learn.microsoft.com/graph/api/resources/printerbase>). Capabilities
    /// come only when they are selected.
    pub(crate) fn base(&self, select: &[String], newer_members: bool) -> Map<String, Value> {
        let mut base = Map::from_iter([
            ("displayName".to_owned(), json!(self.display_name)),
            ("manufacturer".to_owned(), json!(self.manufacturer)),
            ("model".to_owned(), json!(self.model)),
            ("isAcceptingJobs".to_owned(), json!(self.is_accepting_jobs)),
            ("status".to_owned(), self.status_json(newer_members)),
            ("location".to_owned(), self.location.clone()),
            (
                "defaults".to_owned(),
                evolvable::with_visible_finishings(&self.defaults, newer_members),
            ),
        ]);
        if select.iter().any(|name| name == "capabilities") {
            base.insert(
                "capabilities".to_owned(),
                evolvable::with_visible_finishings(&self.capabilities, newer_members),
            );
        }
        base
    }

    /// The whole printer, cut to `select` (<https://learn.microsoft.com/graph/api/printer-get>).
    pub(crate) fn entity(
        &self,
        is_shared: bool,
        select: &[String],
        query: &ODataQuery,
    ) -> Map<String, Value> {
        let mut entity = Map::from_iter([("id".to_owned(), json!(self.id))]);
        entity.extend(self.base(select, query.newer_members));
        entity.insert(
            "hasPhysicalDevice".to_owned(),
            json!(self.has_physical_device),
        );
        entity.insert("isShared".to_owned(), json!(is_shared));
        entity.insert(
            "registeredDateTime".to_owned(),
            json!(TimeForm::SevenDigits.write(self.registered_ms)),
        );
        selected(entity, select)
    }

    fn status_json(&self, newer_members: bool) -> Value {
        json!({
            "state": self.status.state,
            "details": evolvable::printer_details(&self.status.details, newer_members),
            "description": self.status.description,
        })
    }
}
