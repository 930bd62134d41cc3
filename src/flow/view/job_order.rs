//! The jobs of the list, in the order of their rows: those that wait, and those that were printed
//! or were to be.
//!
//! A job that is pressed stays where its row is: its place is that of the press, whatever a refresh
//! brings. It leaves the list when its result is dismissed.

use std::cmp::Ordering;
use std::sync::Arc;

use universal_print::job::Job;
use universal_print::time::Timestamp;

use super::retention;
use crate::flow::state::State;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::queue::WaitingJob;
use crate::flow::state::run::{Run, RunResult};
use crate::flow::words::outcome;
use crate::text::Words;

/// The jobs of the list. First come those that a press did not print and those of an earlier visit,
/// then those that will soon be removed, then the newest.
#[derive(Clone, Debug, Default)]
pub struct JobOrder {
    /// The jobs.
    pub jobs: Vec<ListedJob>,
    /// How many can be ticked.
    pub selectable: u32,
}

/// One job of the list.
#[derive(Clone, Debug)]
pub struct ListedJob {
    /// Its name in this program.
    pub key: JobKey,
    /// The job. None if it is known from the journal alone.
    pub job: Option<Arc<Job>>,
    /// Whether its document has not arrived yet.
    pub arriving: bool,
    /// Whether it waits. Otherwise it is on its way or gone, and its row shows what became of it.
    pub waits: bool,
    /// Whether no filter hides it, because the user has to see what becomes of it.
    pub stays: bool,
}

impl ListedJob {
    /// What people know it by.
    pub fn name(&self) -> Words {
        let name = self.job.as_ref().and_then(|job| job.name());
        name.map_or_else(|| outcome::unnamed(&self.key), Words::from)
    }

    /// Whether it can be ticked.
    pub fn is_selectable(&self) -> bool {
        self.waits && !self.arriving
    }
}

impl PartialEq for JobOrder {
    /// Whether they are the same readings of the same jobs. A job that was read again differs.
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.jobs.iter().zip(&other.jobs);
        let is_same = |(one, other): (&ListedJob, &ListedJob)| {
            let same_job = match (&one.job, &other.job) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (None, None) => one.key == other.key,
                _ => false,
            };
            let flags = |job: &ListedJob| (job.arriving, job.waits, job.stays);
            same_job && flags(one) == flags(other)
        };
        self.jobs.len() == other.jobs.len() && pairs.all(is_same)
    }
}

/// Where a row stands.
struct Place {
    /// The press after which the row comes first; else 0.
    first: u32,
    /// Whether the job was pressed in an earlier visit.
    is_earlier: bool,
    /// Whether the job will soon be removed.
    is_near_end: bool,
    created_at: Option<Timestamp>,
}

impl Place {
    fn of(state: &State, job: Option<&Job>, arriving: bool, run: Option<&Run>) -> Self {
        let at = run.map_or(*state.shown_at, |run| run.pressed_at);
        Self {
            first: run.map_or(0, |run| run.first),
            is_earlier: run.is_some_and(|run| run.listed.is_none()),
            is_near_end: !arriving && job.is_some_and(|job| retention::is_near(state, job, at)),
            created_at: job.and_then(|job| job.created_at),
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let rank = |place: &Self| (place.first, place.is_earlier, place.is_near_end);
        let by_rank = rank(other).cmp(&rank(self));
        // Of those that will soon be removed, the next to go comes first.
        by_rank.then_with(|| {
            let oldest_first = self.created_at.cmp(&other.created_at);
            if self.is_near_end {
                oldest_first
            } else {
                oldest_first.reverse()
            }
        })
    }
}

/// The jobs of the list, in their order.
pub fn order(state: &State) -> JobOrder {
    let mut runs: Vec<&Run> = state.runs.iter().collect();
    runs.sort_unstable_by(|one, other| one.job.cmp(&other.job));
    let mut is_listed = vec![false; runs.len()];
    let mut jobs: Vec<(Place, ListedJob)> = Vec::new();
    for WaitingJob { key, job, arriving } in state.jobs() {
        let at = runs.binary_search_by(|run| run.job.cmp(key)).ok();
        let run = at.and_then(|at| runs.get(at)).copied();
        if run.is_some_and(Run::takes_the_job) {
            continue;
        }
        if let Some(is_listed) = at.and_then(|at| is_listed.get_mut(at)) {
            *is_listed = true;
        }
        let place = Place::of(state, Some(job), *arriving, run);
        let listed = ListedJob {
            key: key.clone(),
            job: Some(Arc::clone(job)),
            arriving: *arriving,
            waits: true,
            stays: run.is_some(),
        };
        jobs.push((place, listed));
    }
    for (run, _) in runs.iter().zip(is_listed).filter(|(_, listed)| !listed) {
        let job = run.listed.clone();
        let place = Place::of(state, job.as_deref(), false, Some(run));
        let listed = ListedJob {
            key: run.job.clone(),
            job,
            arriving: false,
            waits: false,
            stays: run.result() != RunResult::Printed,
        };
        jobs.push((place, listed));
    }
    jobs.sort_unstable_by(|(place, job), (other, other_job)| {
        let by_place = place.compare(other);
        by_place.then_with(|| job.key.cmp(&other_job.key))
    });
    let jobs: Vec<ListedJob> = jobs.into_iter().map(|(_, job)| job).collect();
    let selectable = jobs.iter().filter(|job| job.is_selectable()).count();
    JobOrder {
        selectable: u32::try_from(selectable).unwrap_or(u32::MAX),
        jobs,
    }
}
