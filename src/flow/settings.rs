//! Changes the print settings of jobs, and checks them against the chosen printer.

use std::sync::Arc;

use universal_print::fit::Level;
use universal_print::job::Job;

use super::state::State;
use super::state::job_key::JobKey;
use super::state::setting::Setting;
use super::state::settings::OpenForm;
use super::words::{printer, setting};
use crate::text::{Message, Words};

/// The user opens the form for one job, or for all ticked jobs.
pub(super) fn open(state: &mut State, job: Option<JobKey>) {
    let for_all = job.is_none();
    state.settings.form = Some(OpenForm { job, for_all });
}

/// The user wants the open form to be for all ticked jobs, or for its own job alone.
pub(super) fn open_for(state: &mut State, all: bool) {
    let form = state.settings.form.clone();
    if let Some(OpenForm { job: Some(job), .. }) = form {
        state.settings.form = Some(OpenForm {
            job: Some(job),
            for_all: all,
        });
    }
}

/// Closes the form once it is for no job: its job was sent or is gone, or none is ticked any more.
pub(super) fn close_if_empty(state: &mut State) {
    if state.settings.form.is_some() && state.in_form().next().is_none() {
        state.settings.form = None;
    }
}

/// The user changed a setting of the jobs that the form is for.
pub(super) fn change(state: &mut State, setting: Setting, value: &str) {
    state.settings.taken_back = None;
    for (key, job) in in_form(state) {
        let own = job.configuration.as_ref();
        state
            .settings
            .change(&key, |settings| settings.set(setting, value, own));
    }
}

/// The user takes back all changes of the jobs that the form is for.
pub(super) fn reset(state: &mut State) {
    state.settings.taken_back = None;
    for (key, _) in in_form(state) {
        drop(state.settings.forget(&key));
    }
}

fn in_form(state: &State) -> Vec<(JobKey, Arc<Job>)> {
    let jobs = state.in_form();
    jobs.map(|waiting| (waiting.key.clone(), Arc::clone(&waiting.job)))
        .collect()
}

/// The user takes the chosen printer's defaults, where it cannot do what a ticked job asks for.
/// Without a job: for all ticked jobs.
pub(super) fn use_defaults(state: &mut State, only: Option<&JobKey>) {
    state.settings.taken_back = None;
    let ticked = state.ticked().filter(|waiting| {
        let is_it = only.is_none_or(|only| waiting.key == *only);
        is_it && !state.is_refused(waiting)
    });
    // No printer's default decides how many copies somebody wants.
    let fits: Vec<_> = ticked
        .filter_map(|waiting| Some((waiting.key.clone(), state.fit(waiting)?)))
        .collect();
    for (key, fit) in fits {
        state.settings.change(&key, |settings| {
            let copies = settings.changes.copies;
            settings.changes = fit.with_defaults(&settings.changes);
            settings.changes.copies = copies;
        });
    }
}

/// Says how many of the ticked jobs lose something at the chosen printer.
pub(super) fn say_losses(state: &mut State) {
    let fits = state.ticked().filter_map(|waiting| state.fit(waiting));
    let lost = fits.filter(|fit| fit.level() == Level::Lost).count();
    if lost > 0 && state.settings.taken_back.is_none() {
        let lost = u32::try_from(lost).unwrap_or(u32::MAX);
        state.announcements.say(Message::jobs_change(lost));
    }
}

/// Another printer was chosen, or what it can do is known now: takes back what it cannot do, and
/// says so.
pub(super) fn check(state: &mut State) {
    let Some(capabilities) = state.destinations.capabilities().cloned() else {
        return;
    };
    // A job that is on its way goes to the printer of its press.
    let taken = state.taken();
    // Jobs may lose different values of one setting.
    let mut said: Vec<Message> = Vec::new();
    for (_, settings) in state.settings.all().filter(|(job, _)| !taken.contains(job)) {
        for change in setting::changes(&settings.take_back(&capabilities)) {
            if !said.contains(&change) {
                said.push(change);
            }
        }
    }
    let chosen = state.destinations.choice.share.clone();
    let chosen = chosen.and_then(|share| Some(printer::name(&*state.destinations.find(&share)?)));
    if let Some(printer) = chosen.filter(|_| !said.is_empty()) {
        let said = Words::List(said.into_iter().map(Words::from).collect());
        let words = Message::taken_back(printer, said);
        state.announcements.say(words.clone());
        state.settings.taken_back = Some(words);
    }
}
