//! The form for the settings of the ticked jobs, or of one of them, and what of it will be printed
//! differently.

use universal_print::configuration::Configuration;

use super::jobs;
use super::settings_field::{Field, FormJob, field};
use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::queue::WaitingJob;
use crate::flow::state::setting::Setting;
use crate::flow::state::settings::{JobSettings, OpenForm};
use crate::flow::words::setting::{name, value};
use crate::text::{Message, Words};

/// The form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsForm {
    /// Whether it is open. A closed form has nothing else.
    pub is_open: bool,
    /// The job that it was opened for; nothing if it was opened for all ticked jobs.
    pub job: Option<JobKey>,
    /// The jobs that it can be for: its own, and all that are ticked.
    pub scopes: Vec<Scope>,
    /// What is missing before there is more to choose from.
    pub note: Option<Message>,
    /// The fields that are always shown.
    pub fields: Vec<Field>,
    /// The other fields.
    pub more: Vec<Field>,
    /// Whether anything is changed that can be taken back.
    pub is_changed: bool,
}

/// What the form can be for.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Whether this is all ticked jobs.
    pub all: bool,
    /// Its words.
    pub words: Message,
    /// Whether the form is for it.
    pub is_chosen: bool,
}

/// The form as it is now.
pub fn form(state: &State) -> SettingsForm {
    let Some(open) = &state.settings.form else {
        return SettingsForm::default();
    };
    let capabilities = state.destinations.capabilities();
    let form_jobs = state.in_form().map(|waiting| FormJob {
        own: waiting.job.configuration.as_ref(),
        settings: state.settings.of(&waiting.key).cloned().unwrap_or_default(),
    });
    let form_jobs: Vec<FormJob<'_>> = form_jobs.collect();
    let mut all = form_jobs.iter();
    let draw = |settings: &[Setting]| -> Vec<Field> {
        let settings = settings.iter();
        let fields = settings.filter_map(|it| field(*it, &form_jobs, capabilities));
        fields.collect()
    };
    let (always, more) = Setting::ALL
        .split_at_checked(Setting::ALWAYS)
        .unwrap_or_default();
    SettingsForm {
        is_open: true,
        job: open.job.clone(),
        scopes: scopes(state, open),
        note: (state.destinations.choice.share.is_none()).then(Message::summary_choose_printer),
        fields: draw(always),
        more: draw(more),
        is_changed: all.any(|it| it.settings != JobSettings::default()),
    }
}

/// What the open form can be for: the job that it was opened for, and all ticked jobs where that is
/// one of several.
fn scopes(state: &State, open: &OpenForm) -> Vec<Scope> {
    let one = state.one_in(open);
    let mut scopes = Vec::new();
    if let Some(waiting) = open.job.as_ref().and_then(|job| state.job(job)) {
        scopes.push(Scope {
            all: false,
            words: Message::settings_for_job(jobs::name(waiting)),
            is_chosen: one.is_some(),
        });
    }
    let ticked = jobs::ticked(state);
    let is_ticked = |job: &JobKey| ticked > 1 && state.is_selected(job);
    if open.job.as_ref().is_none_or(is_ticked) {
        scopes.push(Scope {
            all: true,
            words: Message::settings_for(ticked),
            is_chosen: one.is_none(),
        });
    }
    scopes
}

/// What the press changes, by name and value. Where not all jobs are changed alike, it says how
/// many are.
pub(super) fn changes(state: &State, pressed: &[&WaitingJob]) -> Vec<Message> {
    let all = jobs::count(pressed.len());
    let changed = pressed.iter().filter_map(|waiting| {
        let settings = state.settings.of(&waiting.key)?;
        Some((settings, waiting.job.configuration.as_ref()))
    });
    let changed: Vec<(&JobSettings, Option<&Configuration>)> = changed.collect();
    let mut said = Vec::new();
    for setting in Setting::ALL {
        let mut counts: Vec<(Words, u32)> = Vec::new();
        for (settings, own) in &changed {
            let Some(new) = setting.changed(&settings.changes, *own) else {
                continue;
            };
            // Nothing is sent for a value that the job has already.
            if setting.own(*own).as_ref() == Some(&new) {
                continue;
            }
            let value = value(*setting, &new);
            match counts.iter_mut().find(|(known, _)| *known == value) {
                Some((_, count)) => *count += 1,
                None => counts.push((value, 1)),
            }
        }
        said.extend(counts.into_iter().map(|(value, count)| {
            let name = name(*setting);
            if count == all {
                Message::setting_value(name, value)
            } else {
                Message::setting_value_some(name, value, count, all)
            }
        }));
    }
    said
}
