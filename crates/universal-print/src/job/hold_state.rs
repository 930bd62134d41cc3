//! Whether a job is held, and what it is doing if not.
//!
//! Only a held job can be redirected, so this is the one place that decides
//! it, and a [`HeldJob`] can be made no other way. A job that has a
//! `redirectedTo` counts as released whatever else is said of it: sending it
//! again would print it twice. Whether a task holds the job is asked only of
//! answers that carry tasks; otherwise Graph answers that at the redirect.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

use std::ops::Deref;

use super::{Job, JobLink};
use crate::status::{JobDetail, JobState};
use crate::task::TaskState;

/// What a job is doing, seen from the queue that holds jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// It waits to be sent somewhere.
    Held,
    /// Its document has not arrived in full.
    Arriving,
    /// It was redirected.
    Released(JobLink),
    /// It is over and was not redirected.
    Ended(JobState),
    /// None of these: it is printing, or nothing holds it.
    NotHeld,
}

impl Job {
    /// What the job is doing.
    pub fn hold_state(&self) -> HoldState {
        if let Some(link) = &self.redirected_to {
            return HoldState::Released(link.clone());
        }
        let state = self.status.state.as_ref();
        if let Some(state) = state.filter(|state| state.is_terminal()) {
            return HoldState::Ended(state.clone());
        }
        if self.status.has(&JobDetail::UploadPending) {
            return HoldState::Arriving;
        }
        let waits = state == Some(&JobState::Paused) || self.status.has(&JobDetail::ReleaseWait);
        let held_by_task = self.tasks.as_ref().is_none_or(|tasks| {
            tasks
                .iter()
                .any(|task| task.state == Some(TaskState::Processing))
        });
        if waits && held_by_task && self.is_fetchable != Some(true) {
            HoldState::Held
        } else {
            HoldState::NotHeld
        }
    }
}

/// A job that was held when it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldJob(Job);

impl HeldJob {
    /// The job itself.
    pub fn into_job(self) -> Job {
        self.0
    }
}

/// Fails with what the job is doing instead.
impl TryFrom<Job> for HeldJob {
    type Error = HoldState;

    fn try_from(job: Job) -> Result<Self, HoldState> {
        match job.hold_state() {
            HoldState::Held => Ok(Self(job)),
            other => Err(other),
        }
    }
}

impl Deref for HeldJob {
    type Target = Job;

    fn deref(&self) -> &Job {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wire;
    use serde_json::{Value, json};

    fn hold_state(members: Value) -> HoldState {
        let mut job = members;
        job["id"] = json!("77");
        Job::read(&job).unwrap().hold_state()
    }

    #[test]
    fn a_paused_job_and_one_that_waits_for_release_are_held() {
        assert_eq!(
            hold_state(json!({ "status": { "state": "paused" } })),
            HoldState::Held
        );
        let waiting = json!({ "status": { "state": "pending", "details": ["releaseWait"] } });
        assert_eq!(hold_state(waiting), HoldState::Held);
    }

    #[test]
    fn the_same_job_before_its_document_arrived_is_arriving() {
        let job = json!({
            "status": {
                "state": "paused", "details": ["uploadPending"],
                "description": "The print job is not a candidate for processing yet.",
            },
        });
        assert_eq!(hold_state(job), HoldState::Arriving);
    }

    #[test]
    fn a_link_to_another_job_outweighs_everything_else() {
        let url = "https://graph.microsoft.com/v1.0/print/printers/p/jobs/78";
        for state in ["paused", "processing", "completed", "aborted", "novel"] {
            let job = json!({ "status": { "state": state }, "redirectedTo": url });
            let HoldState::Released(link) = hold_state(job) else {
                panic!("{state}")
            };
            assert_eq!(link.target.unwrap().job.as_str(), "78");
        }
    }

    #[test]
    fn a_link_that_cannot_be_read_still_means_released() {
        for odd in [
            json!("?"),
            json!(78),
            json!({ "job": 78 }),
            json!([]),
            json!(false),
        ] {
            let job = json!({ "status": { "state": "paused" }, "redirectedTo": odd });
            assert!(matches!(hold_state(job), HoldState::Released(_)), "{odd}");
        }
    }

    #[test]
    fn null_and_empty_links_do_not_mean_released() {
        for none in [json!(null), json!("")] {
            let job = json!({ "status": { "state": "paused" }, "redirectedTo": none });
            assert_eq!(hold_state(job), HoldState::Held);
        }
    }

    #[test]
    fn a_job_in_a_last_state_has_ended() {
        let job = json!({ "status": { "state": "canceled", "details": ["uploadPending"] } });
        assert_eq!(hold_state(job), HoldState::Ended(JobState::Canceled));
    }

    #[test]
    fn a_job_the_printer_may_fetch_is_no_longer_held() {
        let job =
            |fetchable: Value| json!({ "status": { "state": "paused" }, "isFetchable": fetchable });
        assert_eq!(hold_state(job(json!(true))), HoldState::NotHeld);
        assert_eq!(hold_state(job(json!(false))), HoldState::Held);
        assert_eq!(hold_state(job(json!(null))), HoldState::Held);
    }

    #[test]
    fn when_tasks_are_told_one_must_be_processing() {
        let job = |tasks: Value| json!({ "status": { "state": "paused" }, "tasks": tasks });
        let task = |state: &str| json!({ "id": state, "status": { "state": state } });
        let (pending, processing, completed) =
            (task("pending"), task("processing"), task("completed"));
        assert_eq!(
            hold_state(job(json!([completed, processing]))),
            HoldState::Held
        );
        assert_eq!(
            hold_state(job(json!([completed, pending]))),
            HoldState::NotHeld
        );
        assert_eq!(hold_state(job(json!([]))), HoldState::NotHeld);
        assert_eq!(hold_state(job(json!(null))), HoldState::Held);
    }

    #[test]
    fn a_job_on_its_way_or_of_unknown_state_is_not_held() {
        for state in [
            "pending",
            "processing",
            "stopped",
            "unknown",
            "novel",
            "unknownFutureValue",
        ] {
            assert_eq!(
                hold_state(json!({ "status": { "state": state } })),
                HoldState::NotHeld
            );
        }
        assert_eq!(hold_state(json!({})), HoldState::NotHeld);
        assert_eq!(hold_state(json!({ "status": null })), HoldState::NotHeld);
    }

    #[test]
    fn a_held_job_is_made_of_a_job_that_is_held_and_of_no_other() {
        let read =
            |state: &str| Job::read(&json!({ "id": "77", "status": { "state": state } })).unwrap();
        let held = HeldJob::try_from(read("paused")).unwrap();
        assert_eq!(held.id.as_str(), "77");
        assert_eq!(held.into_job(), read("paused"));
        assert_eq!(
            HeldJob::try_from(read("aborted")),
            Err(HoldState::Ended(JobState::Aborted))
        );
    }
}
