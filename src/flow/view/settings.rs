//! The form for the settings of the ticked jobs, or of one of them, and what of it will be printed
//! differently.

use universal_print::configuration::Configuration;

use super::jobs;
use super::settings_field::{Field, FormJob, field};
use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::queue::WaitingJob;
use crate::flow::state::setting::Setting;
use crate::flow::state::settings::JobSettings;
use crate::flow::words::outcome;
use crate::flow::words::setting::{name, value};
use crate::text::{Message, Words};

/// How many single jobs the form offers to change. More are too many to choose from.
const SINGLE_JOBS: usize = 20;

/// The form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SettingsForm {
    /// The jobs that it can be for: one, or all that are ticked.
    pub scopes: Vec<Scope>,
    /// The fields that are always shown. Empty where there is nothing to change.
    pub fields: Vec<Field>,
    /// The other fields.
    pub more: Vec<Field>,
    /// Whether anything is changed that can be taken back.
    pub is_changed: bool,
}

/// What the form can be for.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The one job; nothing for all that are ticked.
    pub job: Option<JobKey>,
    /// Its words.
    pub words: Message,
    /// Whether the form is for it.
    pub is_chosen: bool,
}

/// The form as it is now.
pub fn form(state: &State) -> SettingsForm {
    let capabilities = state.destinations.capabilities();
    let form_jobs = state.in_form().map(|waiting| FormJob {
        own: waiting.job.configuration.as_ref(),
        settings: state.settings.of(&waiting.key).cloned().unwrap_or_default(),
    });
    let form_jobs: Vec<FormJob<'_>> = form_jobs.collect();
    let mut all = form_jobs.iter();
    let is_changed = all.any(|it| it.settings != JobSettings::default());
    if form_jobs.is_empty() || (capabilities.is_none() && !is_changed) {
        return SettingsForm::default();
    }
    let draw = |settings: &[Setting]| -> Vec<Field> {
        let settings = settings.iter();
        let fields = settings.filter_map(|it| field(*it, &form_jobs, capabilities));
        fields.collect()
    };
    let (always, more) = Setting::ALL
        .split_at_checked(Setting::ALWAYS)
        .unwrap_or_default();
    SettingsForm {
        scopes: scopes(state),
        fields: draw(always),
        more: draw(more),
        is_changed,
    }
}

fn scopes(state: &State) -> Vec<Scope> {
    let ticked: Vec<&WaitingJob> = state.ticked().collect();
    let only = state.settings.only.as_ref();
    let only = only.filter(|only| ticked.iter().any(|it| it.key == **only));
    let mut scopes = vec![Scope {
        job: None,
        words: Message::settings_for(jobs::count(ticked.len())),
        is_chosen: only.is_none(),
    }];
    if ticked.len() > 1 {
        let offered = ticked.iter().enumerate();
        let offered = offered
            .filter(|(at, it)| *at < SINGLE_JOBS || only.is_some_and(|only| it.key == *only));
        scopes.extend(offered.map(|(_, waiting)| {
            let name = waiting.job.name();
            let name = name.map_or_else(|| outcome::unnamed(&waiting.key), Words::from);
            Scope {
                job: Some(waiting.key.clone()),
                words: Message::settings_for_job(name),
                is_chosen: only.is_some_and(|only| waiting.key == *only),
            }
        }));
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
