//! Takes results away that the user has read.

use universal_print::redirect::Outcome;

use super::state::State;
use super::state::job_key::JobKey;
use super::state::run::{Run, RunState};
use super::{jobs, tracking};

/// The user has read a result and wants it gone.
pub(super) fn one(state: &mut State, job: &JobKey) {
    those(state, |run| run.job == *job && !run.is_under_way());
}

/// The user wants all results gone that need not be read one by one.
pub(super) fn all(state: &mut State) {
    let awaited: Vec<JobKey> = state.awaited_redirects().cloned().collect();
    those(state, |run| {
        run.is_dismissed_with_all() && !awaited.contains(&run.job)
    });
}

fn those(state: &mut State, are_dismissed: impl Fn(&Run) -> bool) {
    let runs = std::mem::take(&mut *state.runs).into_iter();
    let (dismissed, kept): (Vec<Run>, Vec<Run>) = runs.partition(are_dismissed);
    *state.runs = kept;
    for run in dismissed {
        tracking::forget(state, &run.job);
        // The last reading of the list may still have a job that is gone since. One that is not
        // confirmed may be there.
        let is_unclear = matches!(run.state, RunState::Ended(Outcome::Unconfirmed(_)));
        if run.takes_the_job() && !is_unclear {
            jobs::leave_out(state, &run.job);
        }
    }
}
