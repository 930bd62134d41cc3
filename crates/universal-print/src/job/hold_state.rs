//! Decides whether a job is held, and what it does otherwise.
//!
//! Only a held job can be redirected. This is the only place that decides it, and a
//! [`HeldJob`] can be made in no other way. A job with a `redirectedTo` counts as
//! released whatever its other members say: sending it again would print it twice.
//! Whether a task holds the job is checked only in answers that carry tasks;
//! otherwise Graph checks it when the redirect arrives.
//!
//! <https://learn.microsoft.com/graph/universal-print-concept-overview#enable-pull-printing>

use std::error::Error;
use std::fmt;
use std::ops::Deref;

use super::{Job, JobLink};
use crate::status::{JobDetail, JobState};
use crate::task::TaskState;

/// What a job does, seen from the queue that holds jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// It waits to be redirected.
    Held,
    /// Its upload is not complete.
    Arriving,
    /// It was redirected.
    Released(JobLink),
    /// It ended and was not redirected.
    Ended(JobState),
    /// None of these: it is printing, or nothing holds it.
    NotHeld,
}

impl fmt::Display for HoldState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held => f.write_str("it waits to be redirected"),
            Self::Arriving => f.write_str("its upload is not complete"),
            Self::Released(_) => f.write_str("it was redirected"),
            Self::Ended(state) => write!(f, "it ended: {}", state.as_str()),
            Self::NotHeld => f.write_str("it is printing, or nothing holds it"),
        }
    }
}

impl Job {
    /// What the job does. A job that Graph says nothing about is not held.
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
    /// Gives the job back.
    pub fn into_job(self) -> Job {
        self.0
    }
}

/// The job is not held, so it cannot be redirected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotHeldError {
    /// What the job does instead.
    pub state: HoldState,
}

impl fmt::Display for NotHeldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the job is not held: {}", self.state)
    }
}

impl Error for NotHeldError {}

impl TryFrom<Job> for HeldJob {
    type Error = NotHeldError;

    fn try_from(job: Job) -> Result<Self, NotHeldError> {
        match job.hold_state() {
            HoldState::Held => Ok(Self(job)),
            state => Err(NotHeldError { state }),
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
    use crate::json;
    use crate::json::Value;
    use crate::wire::Wire;

    fn job(members: Value) -> Job {
        let Value::Object(mut members) = members else {
            unreachable!("a job is an object")
        };
        members.insert("id".to_owned(), "77".into());
        Job::read(&members.into()).unwrap()
    }

    fn hold_state(members: Value) -> HoldState {
        job(members).hold_state()
    }

    #[test]
    fn a_paused_job_and_one_waiting_for_release_are_held() {
        assert_eq!(
            hold_state(json!({ "status": { "state": "paused" } })),
            HoldState::Held
        );
        let waiting = json!({ "status": { "state": "pending", "details": ["releaseWait"] } });
        assert_eq!(hold_state(waiting), HoldState::Held);
    }

    #[test]
    fn a_paused_job_with_a_pending_upload_is_arriving() {
        let job = json!({
            "status": {
                "state": "paused", "details": ["uploadPending"],
                "description": "The print job is not a candidate for processing yet.",
            },
        });
        assert_eq!(hold_state(job), HoldState::Arriving);
    }

    #[test]
    fn a_job_with_a_redirect_link_is_always_released() {
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
    fn an_unreadable_redirect_link_still_means_released() {
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
    fn a_null_or_empty_redirect_link_does_not_mean_released() {
        for none in [json!(null), json!("")] {
            let job = json!({ "status": { "state": "paused" }, "redirectedTo": none });
            assert_eq!(hold_state(job), HoldState::Held);
        }
    }

    #[test]
    fn a_job_in_a_terminal_state_has_ended() {
        let job = json!({ "status": { "state": "canceled", "details": ["uploadPending"] } });
        assert_eq!(hold_state(job), HoldState::Ended(JobState::Canceled));
    }

    #[test]
    fn a_job_that_the_printer_may_fetch_is_not_held() {
        let job =
            |fetchable: Value| json!({ "status": { "state": "paused" }, "isFetchable": fetchable });
        assert_eq!(hold_state(job(json!(true))), HoldState::NotHeld);
        assert_eq!(hold_state(job(json!(false))), HoldState::Held);
        assert_eq!(hold_state(job(json!(null))), HoldState::Held);
    }

    #[test]
    fn only_a_processing_task_holds_a_job() {
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
    fn a_job_in_another_or_unknown_state_is_not_held() {
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
    fn an_error_says_what_the_job_does_instead() {
        let error = |members: Value| {
            let error = HeldJob::try_from(job(members)).unwrap_err();
            let error: Box<dyn Error> = Box::new(error);
            error.to_string()
        };
        let arriving = json!({ "status": { "state": "paused", "details": ["uploadPending"] } });
        for (job, words) in [
            (arriving, "the job is not held: its upload is not complete"),
            (
                json!({ "redirectedTo": "x" }),
                "the job is not held: it was redirected",
            ),
            (
                json!({ "status": { "state": "canceled" } }),
                "the job is not held: it ended: canceled",
            ),
            (
                json!({}),
                "the job is not held: it is printing, or nothing holds it",
            ),
        ] {
            assert_eq!(error(job), words);
        }
        assert_eq!(HoldState::Held.to_string(), "it waits to be redirected");
    }

    #[test]
    fn a_held_job_is_made_only_from_a_held_job() {
        let read =
            |state: &str| Job::read(&json!({ "id": "77", "status": { "state": state } })).unwrap();
        let held = HeldJob::try_from(read("paused")).unwrap();
        assert_eq!(held.id.as_str(), "77");
        assert_eq!(held.into_job(), read("paused"));
        assert_eq!(
            HeldJob::try_from(read("aborted")),
            Err(NotHeldError {
                state: HoldState::Ended(JobState::Aborted)
            })
        );
    }
}
