//! The jobs that are on their way or gone, so that they are not offered again.

use super::job_key::JobKey;
use super::run::Run;

/// The jobs that are on their way or gone.
#[derive(Debug)]
pub struct TakenJobs {
    /// In order.
    keys: Vec<JobKey>,
}

impl TakenJobs {
    /// Those that one of these runs takes.
    pub(super) fn of(runs: &[Run]) -> Self {
        let runs = runs.iter().filter(|run| run.takes_the_job());
        let mut keys: Vec<JobKey> = runs.map(|run| run.job.clone()).collect();
        keys.sort_unstable();
        Self { keys }
    }

    /// Whether a job is among them.
    pub fn contains(&self, key: &JobKey) -> bool {
        !self.keys.is_empty() && self.keys.binary_search(key).is_ok()
    }
}
