//! The ticked jobs: which of them a press redirects, and what becomes of them at the chosen printer.
//!
//! The bar beside the button and the press ask the same questions here, so the press does what the
//! bar says.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::Changes;
use universal_print::defaults::Defaults;
use universal_print::fit::{Asked, Fit, Level};

use super::State;
use super::call::PendingCall;
use super::destinations::{Obstacle, ShareDetail};
use super::job_key::JobKey;
use super::queue::WaitingJob;
use super::run::RunResult;
use super::settings::OpenForm;

impl State {
    /// The ticked jobs.
    pub fn ticked(&self) -> impl Iterator<Item = &WaitingJob> {
        // Most often few of many are ticked.
        let selected = self.selected.as_slice();
        self.releasable().filter(move |waiting| {
            !selected.is_empty() && selected.binary_search(&waiting.key).is_ok()
        })
    }

    /// The ticked jobs without those whose settings the user has to correct and those that the
    /// chosen printer does not take: these are the jobs that a press redirects.
    pub fn pressed(&self) -> impl Iterator<Item = &WaitingJob> {
        self.ticked()
            .filter(|waiting| !self.is_refused(waiting) && !self.is_impossible(waiting))
    }

    /// The jobs whose redirect is still under way. Its answer may come after its outcome was given
    /// up.
    pub fn awaited_redirects(&self) -> impl Iterator<Item = &JobKey> {
        let redirects = self.calls.values().filter_map(PendingCall::redirected);
        redirects.map(|(job, _)| job)
    }

    /// Whether a redirect of this job is still under way.
    pub fn awaits_redirect(&self, job: &JobKey) -> bool {
        self.awaited_redirects().any(|awaited| awaited == job)
    }

    /// The jobs that were pressed, were certainly not sent, and wait.
    pub fn not_sent(&self) -> impl Iterator<Item = &JobKey> {
        let runs = self.runs.iter();
        let not_sent = runs
            .filter(|run| run.result() == RunResult::NotSent && !self.awaits_redirect(&run.job));
        not_sent
            .map(|run| &run.job)
            .filter(|job| self.is_releasable(job))
    }

    /// Whether the user has to correct the settings of a job.
    pub fn is_refused(&self, waiting: &WaitingJob) -> bool {
        let capabilities = self.destinations.capabilities();
        let settings = self.settings.of(&waiting.key);
        settings.is_some_and(|settings| settings.is_refused(capabilities))
    }

    /// Whether the chosen printer does not take a job.
    fn is_impossible(&self, waiting: &WaitingJob) -> bool {
        let fit = self.fit(waiting);
        fit.is_some_and(|fit| fit.level() == Level::Impossible)
    }

    /// What becomes of a job at the chosen printer. Nothing while that printer is not known.
    pub fn fit(&self, waiting: &WaitingJob) -> Option<Fit> {
        let choice = &self.destinations.choice;
        // A printer that could not be read tells nothing, which the screen says.
        if choice.last.is_none() && !matches!(choice.detail, Some(ShareDetail::Failed(_))) {
            return None;
        }
        let known = choice.last.as_ref();
        let as_sent = Changes::default();
        let settings = self.settings.of(&waiting.key);
        let changes = settings.map_or(&as_sent, |settings| &settings.changes);
        let asked = Asked::new(&waiting.job, changes);
        let (no_capabilities, no_defaults) = (Capabilities::default(), Defaults::default());
        let capabilities = known.and_then(|known| known.share.base.capabilities.as_ref());
        let defaults = known.and_then(|known| known.defaults.as_ref());
        Some(asked.fit(
            capabilities.unwrap_or(&no_capabilities),
            defaults.unwrap_or(&no_defaults),
        ))
    }

    /// Why nothing can be sent to the chosen printer. The page may allow one that has stopped.
    pub fn blocked(&self) -> Option<Obstacle> {
        let is_allowed = |it: &Obstacle| *it == Obstacle::Stopped && self.options.allow_stopped;
        self.destinations.obstacle().filter(|it| !is_allowed(it))
    }

    /// The jobs that the settings form changes. None while it is closed.
    pub fn in_form(&self) -> impl Iterator<Item = &WaitingJob> {
        let form = self.settings.form.as_ref();
        let one = form.and_then(|form| self.one_in(form));
        let one_job = one.and_then(|one| self.job(one));
        let one_job = one_job.filter(|waiting| self.is_releasable(&waiting.key));
        let all = (form.is_some() && one.is_none()).then(|| self.ticked());
        one_job.into_iter().chain(all.into_iter().flatten())
    }

    /// The one job that the form is for; nothing if it is for all ticked jobs.
    pub fn one_in<'a>(&self, form: &'a OpenForm) -> Option<&'a JobKey> {
        let job = form.job.as_ref();
        job.filter(|job| !form.for_all || !self.is_selected(job))
    }

    /// Whether it cannot be said yet what becomes of the ticked jobs, because the chosen printer is
    /// still being read. A job that asks for nothing can be sent all the same.
    pub fn awaits_capabilities(&self) -> bool {
        let choice = &self.destinations.choice;
        // What was read a moment ago counts meanwhile.
        let is_loading = choice.detail == Some(ShareDetail::Loading) && choice.current().is_none();
        let asks = |waiting: &WaitingJob| {
            let job = &waiting.job;
            let mut types = job.documents.iter().map(|it| &it.content_type);
            job.configuration.is_some()
                || types.any(Option::is_some)
                || self.settings.of(&waiting.key).is_some()
        };
        is_loading && self.ticked().any(asks)
    }
}
