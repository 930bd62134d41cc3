//! What the user changed about the print settings, job by job.
//!
//! Changes belong to jobs. A form changes the ticked jobs, and a job that is ticked later starts
//! with its settings as they were sent.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, Configuration, IntegerRange, Member};
use universal_print::fit;
use universal_print::json::Value;

use super::job_key::JobKey;
use super::setting::Setting;
use crate::text::Message;

/// What the user changed for one job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobSettings {
    /// The changes.
    pub changes: Changes,
    /// What the user typed for a setting and cannot be read, and the part that is wrong.
    pub unread: Vec<Unread>,
}

/// What the user typed and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The setting.
    pub setting: Setting,
    /// All that was typed.
    pub text: String,
    /// The part that is wrong.
    pub part: String,
}

impl JobSettings {
    /// Sets a setting of a job whose own settings are `own`. A blank value means as sent.
    pub(in crate::flow) fn set(
        &mut self,
        setting: Setting,
        value: &str,
        own: Option<&Configuration>,
    ) {
        let text = value.trim();
        self.unread.retain(|unread| unread.setting != setting);
        let value = if text.is_empty() {
            None
        } else {
            let read = setting.read(text).map_err(|part| Unread {
                setting,
                text: text.to_owned(),
                part,
            });
            read.map_err(|unread| self.unread.push(unread)).ok()
        };
        setting.put(&mut self.changes, own, value);
    }

    /// What cannot be read of a setting.
    pub fn unread(&self, setting: Setting) -> Option<&Unread> {
        self.unread.iter().find(|unread| unread.setting == setting)
    }

    /// A setting as a field shows it; empty for as sent.
    pub fn value(&self, setting: Setting, own: Option<&Configuration>) -> String {
        if let Some(unread) = self.unread(setting) {
            return unread.text.clone();
        }
        let value = setting.changed(&self.changes, own);
        value.map_or_else(String::new, |value| setting.spelled(&value))
    }

    /// Whether a value cannot be sent to a printer with these capabilities, so that the user
    /// has to correct it.
    pub fn is_refused(&self, capabilities: Option<&Capabilities>) -> bool {
        !self.unread.is_empty() || self.asks_too_much(capabilities)
    }

    /// Whether the number of copies is out of range.
    pub fn asks_too_much(&self, capabilities: Option<&Capabilities>) -> bool {
        let copies = self.changes.copies;
        copies.is_some_and(|it| !copies_range(capabilities).contains(it.into()))
    }

    /// Takes back the choices that the printer says it cannot do. Returns what was taken back. A
    /// number of copies stays where the user sees that it is refused.
    pub(in crate::flow) fn take_back(&mut self, capabilities: &Capabilities) -> Changes {
        let mut possible = fit::possible(&self.changes, capabilities);
        possible.copies = self.changes.copies;
        let mut taken_back = std::mem::replace(&mut self.changes, possible);
        for member in Member::ALL {
            if self.changes.get(*member).is_some() {
                taken_back.set(*member, &Value::Null);
            }
        }
        taken_back
    }
}

/// How many copies a user may ask for.
fn copies_range(capabilities: Option<&Capabilities>) -> IntegerRange {
    /// Enough for anyone, and a guard against a slip of the finger.
    const MOST: i64 = 9_999;
    let told = capabilities.and_then(|it| it.copies_per_job);
    IntegerRange {
        start: 1,
        end: told.map_or(MOST, |range| range.end.clamp(1, MOST)),
    }
}

/// The most copies a user may ask for.
pub fn most_copies(capabilities: Option<&Capabilities>) -> u32 {
    u32::try_from(copies_range(capabilities).end).unwrap_or(u32::MAX)
}

/// The changes of all jobs.
#[derive(Debug, Default)]
pub struct Settings {
    /// In order of the jobs' keys.
    of_jobs: Vec<(JobKey, JobSettings)>,
    /// What the chosen printer cannot do and was taken back.
    pub taken_back: Option<Message>,
    /// The form, while it is open.
    pub form: Option<OpenForm>,
}

/// Which jobs the open form is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenForm {
    /// The job that it was opened for; nothing if it was opened for all ticked jobs.
    pub job: Option<JobKey>,
    /// Whether it is for all ticked jobs, as far as its own job is among them.
    pub for_all: bool,
}

impl Settings {
    /// What the user changed for a job.
    pub fn of(&self, job: &JobKey) -> Option<&JobSettings> {
        let of_job = self.of_jobs.get(self.place(job).ok()?);
        of_job.map(|(_, settings)| settings)
    }

    /// Where the settings of a job are, or would be.
    fn place(&self, job: &JobKey) -> Result<usize, usize> {
        self.of_jobs.binary_search_by(|(known, _)| known.cmp(job))
    }

    /// Changes the settings of a job.
    pub(in crate::flow) fn change(&mut self, job: &JobKey, change: impl FnOnce(&mut JobSettings)) {
        let mut settings = self.forget(job).unwrap_or_default();
        change(&mut settings);
        if settings != JobSettings::default() {
            let (Ok(at) | Err(at)) = self.place(job);
            self.of_jobs.insert(at, (job.clone(), settings));
        }
    }

    /// Forgets what was changed for a job, and returns it.
    pub(in crate::flow) fn forget(&mut self, job: &JobKey) -> Option<JobSettings> {
        let at = self.place(job).ok()?;
        Some(self.of_jobs.remove(at).1)
    }

    /// Keeps the settings of jobs for which `keep` says so.
    pub(in crate::flow) fn retain(&mut self, mut keep: impl FnMut(&JobKey) -> bool) {
        self.of_jobs.retain(|(job, _)| keep(job));
    }

    /// The settings of all jobs for which something was changed.
    pub(in crate::flow) fn all(&mut self) -> impl Iterator<Item = &mut (JobKey, JobSettings)> {
        self.of_jobs.iter_mut()
    }
}
