//! A print job and its way from arrival to paper.
//!
//! A job changes with the clock, or when an operation ends it. At a printer with a
//! trigger the job is held by a task in `processing` until an app redirects or
//! aborts it. Elsewhere it waits, prints and completes. A job never leaves an end
//! state and is redirected at most once. `job/entity.rs` writes its JSON.

mod entity;

use serde_json::{Value, json};

use crate::{
    guid::{IdKind, guid},
    instant::TimeForm,
    settings_mode::SettingsMode,
    task::{Task, TaskState, Trigger},
    user::User,
};

/// A document of a job (<https://learn.microsoft.com/graph/api/resources/printdocument>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file's name; empty when the driver gave none.
    pub display_name: String,
    /// The media type.
    pub content_type: String,
    /// The size in bytes; 0 when it is not known.
    pub size: u64,
    /// How many pages it has. Graph does not tell.
    pub pages: u32,
}

impl Document {
    /// A PDF of one page and of this size in bytes.
    pub fn pdf(display_name: &str, size: u64) -> Self {
        Self {
            display_name: display_name.to_owned(),
            content_type: "application/pdf".to_owned(),
            size,
            pages: 1,
        }
    }

    /// The same document with so many pages.
    #[must_use]
    pub fn with_pages(self, pages: u32) -> Self {
        Self { pages, ..self }
    }
}

/// The phase a job is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobPhase {
    /// Still being uploaded.
    Arriving {
        /// When the upload ends, in ms since 1970 UTC.
        until_ms: i64,
    },
    /// Held by a task.
    Held,
    /// Waiting at a printer.
    Pending {
        /// Since when, in ms since 1970 UTC.
        since_ms: i64,
    },
    /// Being printed.
    Printing {
        /// Since when, in ms since 1970 UTC.
        since_ms: i64,
    },
    /// Printed.
    Completed {
        /// When the last sheet came out, in ms since 1970 UTC.
        at_ms: i64,
    },
    /// Cancelled by its owner.
    Canceled,
    /// Aborted by the app that held it.
    Aborted,
}

/// A job before it is in a printer.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// The owner; absent for the documented `createdBy: {}`.
    pub created_by: Option<User>,
    /// When it was created, in ms since 1970 UTC.
    pub created_ms: i64,
    /// How its times are written.
    pub time_form: TimeForm,
    /// A `printJobConfiguration` as JSON.
    pub configuration: Value,
    /// The documents to print.
    pub documents: Vec<Document>,
    /// The phase in which it arrives.
    pub phase: JobPhase,
    /// The URL of the job that was redirected to make this one.
    pub redirected_from: Option<String>,
}

impl NewJob {
    /// A job of one document, fully uploaded at `created_ms`.
    pub fn of(created_by: &User, created_ms: i64, document: Document) -> Self {
        Self {
            created_by: Some(created_by.clone()),
            created_ms,
            time_form: TimeForm::default(),
            configuration: json!({}),
            documents: vec![document],
            phase: JobPhase::Arriving {
                until_ms: created_ms,
            },
            redirected_from: None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) created_by: Option<User>,
    pub(crate) configuration: Value,
    pub(crate) documents: Vec<(String, Document)>,
    pub(crate) phase: JobPhase,
    pub(crate) task: Option<Task>,
    pub(crate) redirected_to: Option<String>,
    pub(crate) redirected_from: Option<String>,
    /// What the redirect that made this job had to do with settings.
    pub(crate) redirect: Option<RedirectedSettings>,
    created_ms: i64,
    time_form: TimeForm,
    acknowledged_ms: Option<i64>,
}

/// The settings of the job that was redirected, and those that the redirect sent.
#[derive(Clone, Debug)]
pub(crate) struct RedirectedSettings {
    pub(crate) own: Value,
    pub(crate) sent: Option<Value>,
}

impl RedirectedSettings {
    /// The settings of the new job in this mode.
    pub(crate) fn settle(&self, mode: SettingsMode) -> Value {
        let sent = self.sent.as_ref();
        sent.map_or_else(|| self.own.clone(), |sent| mode.settle(&self.own, sent))
    }
}

/// How long a job takes at a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// From the arrival to the start of printing, in ms.
    pub pending_ms: i64,
    /// From the start of printing to the last sheet, in ms.
    pub printing_ms: i64,
}

/// The facts about a printer that decide how its jobs go on.
pub(crate) struct PrinterContext<'a> {
    pub(crate) printer_id: &'a str,
    pub(crate) trigger: Option<&'a Trigger>,
    pub(crate) has_device: bool,
    pub(crate) pace: Pace,
    pub(crate) stopped: bool,
}

/// The URL by which Graph names a job. It does not depend on the host that was asked.
pub(crate) fn job_url(printer_id: &str, job_id: &str) -> String {
    format!("https://graph.microsoft.com/v1.0/print/printers/{printer_id}/jobs/{job_id}")
}

/// The printer id and the job id in such a URL.
pub(crate) fn parse_job_url(url: &str) -> Option<(&str, &str)> {
    let (_, ids) = url.split_once("/print/printers/")?;
    ids.split_once("/jobs/")
}

impl Job {
    pub(crate) fn arrived(id: String, printer_id: &str, new: NewJob) -> Self {
        let documents = new.documents.into_iter().enumerate().map(|(at, document)| {
            (
                guid(IdKind::Document, seed(printer_id, &id) + at as u64),
                document,
            )
        });
        Self {
            documents: documents.collect(),
            id,
            created_by: new.created_by,
            configuration: new.configuration,
            phase: new.phase,
            task: None,
            redirected_to: None,
            redirected_from: new.redirected_from,
            redirect: None,
            created_ms: new.created_ms,
            time_form: new.time_form,
            acknowledged_ms: match new.phase {
                JobPhase::Printing { since_ms } => Some(since_ms),
                JobPhase::Completed { at_ms } => Some(at_ms),
                _ => None,
            },
        }
    }

    /// Whether the job enters another phase by `now_ms`.
    pub(crate) fn is_due(&self, now_ms: i64, setting: &PrinterContext<'_>) -> bool {
        self.next(now_ms, setting).is_some()
    }

    /// Moves the job on to its phase at `now_ms`.
    pub(crate) fn settle(&mut self, now_ms: i64, setting: &PrinterContext<'_>) {
        while let Some(next) = self.next(now_ms, setting) {
            match (next, setting.trigger) {
                (JobPhase::Held, Some(trigger)) => {
                    let id = guid(IdKind::Task, seed(setting.printer_id, &self.id));
                    self.task = Some(Task::started(id, trigger));
                }
                (JobPhase::Printing { since_ms }, _) => {
                    self.acknowledged_ms.get_or_insert(since_ms);
                }
                _ => {}
            }
            self.phase = next;
        }
    }

    /// The next phase, if it has begun by `now_ms`.
    fn next(&self, now_ms: i64, setting: &PrinterContext<'_>) -> Option<JobPhase> {
        match self.phase {
            JobPhase::Arriving { until_ms } if until_ms <= now_ms => match setting.trigger {
                Some(_) => Some(JobPhase::Held),
                None => Some(JobPhase::Pending { since_ms: until_ms }),
            },
            // No device fetches the jobs of a virtual printer.
            JobPhase::Pending { .. } | JobPhase::Printing { .. } if !setting.has_device => None,
            // At a stopped printer the phase starts afresh, so that its time counts
            // from when the printer runs again.
            JobPhase::Pending { since_ms } if setting.stopped => {
                (since_ms < now_ms).then_some(JobPhase::Pending { since_ms: now_ms })
            }
            JobPhase::Printing { since_ms } if setting.stopped => {
                (since_ms < now_ms).then_some(JobPhase::Printing { since_ms: now_ms })
            }
            JobPhase::Pending { since_ms } => {
                let since_ms = since_ms + setting.pace.pending_ms;
                (since_ms <= now_ms).then_some(JobPhase::Printing { since_ms })
            }
            JobPhase::Printing { since_ms } => {
                let at_ms = since_ms + setting.pace.printing_ms;
                (at_ms <= now_ms).then_some(JobPhase::Completed { at_ms })
            }
            _ => None,
        }
    }

    pub(crate) fn belongs_to(&self, user_id: &str) -> bool {
        self.created_by
            .as_ref()
            .is_some_and(|user| user.id == user_id)
    }

    pub(crate) fn is_over(&self) -> bool {
        matches!(
            self.phase,
            JobPhase::Completed { .. } | JobPhase::Canceled | JobPhase::Aborted
        )
    }

    /// Ends the task that held the job, if any.
    pub(crate) fn end_task(&mut self, state: TaskState) {
        if let Some(task) = &mut self.task {
            task.state = state;
        }
    }

    /// The name of the first document.
    pub(crate) fn name(&self) -> &str {
        self.documents
            .first()
            .map_or("", |(_, document)| &document.display_name)
    }

    /// The settings of this job in this mode, if it came by a redirect.
    pub(crate) fn settings(&self, mode: SettingsMode) -> Value {
        let redirect = self.redirect.as_ref();
        redirect.map_or_else(|| self.configuration.clone(), |it| it.settle(mode))
    }

    /// The new job that a redirect at `now_ms` makes; `url` is this job's.
    pub(crate) fn redirected(&self, url: String, configuration: Value, now_ms: i64) -> NewJob {
        NewJob {
            created_by: self.created_by.clone(),
            created_ms: now_ms,
            time_form: self.time_form,
            configuration,
            documents: self
                .documents
                .iter()
                .map(|(_, document)| document.clone())
                .collect(),
            phase: JobPhase::Arriving { until_ms: now_ms },
            redirected_from: Some(url),
        }
    }
}

/// A number for the ids inside a job, different for every printer and job.
fn seed(printer_id: &str, job_id: &str) -> u64 {
    printer_id
        .bytes()
        .chain(job_id.bytes())
        .fold(0, |seed: u64, byte| {
            seed.wrapping_mul(31).wrapping_add(byte.into())
        })
        << 8
}
