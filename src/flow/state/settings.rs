//! What the user changed about the print settings, job by job.
//!
//! Changes belong to jobs. A form changes the ticked jobs, and a job that is ticked later starts
//! with its settings as they were sent.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, ColorMode, DuplexMode, IntegerRange};

use super::job_key::JobKey;
use crate::text::Message;

/// A setting that can be changed.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Colour or monochrome.
    Color,
    /// One-sided or two-sided.
    Sides,
    /// The number of copies.
    Copies,
}

impl Setting {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Color, Self::Sides, Self::Copies];
}

/// What the user changed for one job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobSettings {
    /// The changes.
    pub changes: Changes,
    /// What the user typed for a setting and cannot be read.
    pub unread: Vec<(Setting, String)>,
}

impl JobSettings {
    /// Sets a setting. A blank value means as sent.
    pub(in crate::flow) fn set(&mut self, setting: Setting, value: &str) {
        let value = value.trim();
        let given = (!value.is_empty()).then_some(value);
        self.unread.retain(|(unread, _)| *unread != setting);
        let changes = &mut self.changes;
        match setting {
            Setting::Color => changes.color_mode = given.map(ColorMode::from),
            Setting::Sides => changes.duplex_mode = given.map(DuplexMode::from),
            Setting::Copies => {
                changes.copies = given.and_then(|text| text.parse().ok());
                if let (Some(text), None) = (given, changes.copies) {
                    self.unread.push((setting, text.to_owned()));
                }
            }
        }
    }

    /// A setting as a field shows it; empty for as sent.
    pub fn value(&self, setting: Setting) -> String {
        let unread = self.unread.iter().find(|(unread, _)| *unread == setting);
        if let Some((_, text)) = unread {
            return text.clone();
        }
        let Changes {
            color_mode,
            duplex_mode,
            copies,
            ..
        } = &self.changes;
        let value = match setting {
            Setting::Color => color_mode.as_ref().map(|mode| mode.as_str().to_owned()),
            Setting::Sides => duplex_mode.as_ref().map(|mode| mode.as_str().to_owned()),
            Setting::Copies => copies.map(|copies| copies.to_string()),
        };
        value.unwrap_or_default()
    }

    /// Whether a value cannot be sent to a printer with these capabilities, so that the user
    /// has to correct it.
    pub fn is_refused(&self, capabilities: Option<&Capabilities>) -> bool {
        let copies = self.changes.copies;
        !self.unread.is_empty()
            || copies.is_some_and(|it| !copies_range(capabilities).contains(it.into()))
    }

    /// Takes back the choices that the printer says it cannot do. Returns what was taken back. A
    /// number stays where the user sees that it is refused.
    pub(in crate::flow) fn take_back(&mut self, capabilities: &Capabilities) -> Changes {
        let Capabilities {
            color_modes,
            duplex_modes,
            ..
        } = capabilities;
        // A printer that names no value tells nothing.
        let lacks_color =
            |mode: &mut ColorMode| !color_modes.is_empty() && !color_modes.contains(mode);
        let lacks_sides =
            |mode: &mut DuplexMode| !duplex_modes.is_empty() && !duplex_modes.contains(mode);
        Changes {
            color_mode: self.changes.color_mode.take_if(lacks_color),
            duplex_mode: self.changes.duplex_mode.take_if(lacks_sides),
            ..Changes::default()
        }
    }
}

/// How many copies a user may ask for.
pub fn copies_range(capabilities: Option<&Capabilities>) -> IntegerRange {
    /// Enough for anyone, and a guard against a slip of the finger.
    const MOST: i64 = 9_999;
    let told = capabilities.and_then(|it| it.copies_per_job);
    IntegerRange {
        start: 1,
        end: told.map_or(MOST, |range| range.end.clamp(1, MOST)),
    }
}

/// The changes of all jobs.
#[derive(Debug, Default)]
pub struct Settings {
    of_jobs: Vec<(JobKey, JobSettings)>,
    /// What the chosen printer cannot do and was taken back.
    pub taken_back: Option<Message>,
}

impl Settings {
    /// What the user changed for a job.
    pub fn of(&self, job: &JobKey) -> Option<&JobSettings> {
        let mut jobs = self.of_jobs.iter();
        jobs.find(|(known, _)| known == job)
            .map(|(_, settings)| settings)
    }

    /// Changes the settings of a job.
    pub(in crate::flow) fn change(&mut self, job: &JobKey, change: impl FnOnce(&mut JobSettings)) {
        let mut settings = self.forget(job).unwrap_or_default();
        change(&mut settings);
        if settings != JobSettings::default() {
            self.of_jobs.push((job.clone(), settings));
        }
    }

    /// Forgets what was changed for a job, and returns it.
    pub(in crate::flow) fn forget(&mut self, job: &JobKey) -> Option<JobSettings> {
        let at = self.of_jobs.iter().position(|(known, _)| known == job)?;
        Some(self.of_jobs.swap_remove(at).1)
    }

    /// Keeps the settings of jobs for which `keep` says so.
    pub(in crate::flow) fn retain(&mut self, mut keep: impl FnMut(&JobKey) -> bool) {
        self.of_jobs.retain(|(job, _)| keep(job));
    }

    /// The settings of all jobs for which something was changed.
    pub(in crate::flow) fn all(&mut self) -> impl Iterator<Item = &mut JobSettings> {
        self.of_jobs.iter_mut().map(|(_, settings)| settings)
    }
}
