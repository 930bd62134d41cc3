//! Sends a redirect or an abort once, and finds out what became of it.
//!
//! Only this file sends. If the answer is neither a success nor a certain
//! refusal, the outcome is unknown. Then the source job is read for a while. If
//! that does not show the outcome, the caller is told that it is unknown. Nothing
//! is sent a second time.

use secrecy::SecretString;
use tokio::time::{sleep, timeout};
use universal_print::{
    answer::Answer,
    ids::{JobId, PrinterId},
    job::{HoldState, Job, JobLink, JobRef},
    json,
    json::Value,
    request::{JobExpand, Request},
    status::JobState,
    wire::{Wire as _, member},
};

use super::links::followed;
use crate::{
    body::RedirectBody,
    graph::{
        answer::{ReadError, log_failed, refused},
        calls::GraphCalls,
    },
    limits,
    refusal::Refusal,
    transport::NoAnswer,
};

/// The job at its destination.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrival {
    pub(crate) job: JobId,
    pub(crate) entity: Value,
}

/// What a send that was not refused led to, as far as its answer shows.
enum SendOutcome {
    /// Graph did what was asked.
    Accepted(Answer),
    /// The send may have taken effect or not.
    Unknown,
}

/// Sends a redirect.
pub(crate) async fn redirect(
    calls: &GraphCalls,
    source: &JobRef,
    body: RedirectBody,
    token: &SecretString,
) -> Result<Arrival, Refusal> {
    let RedirectBody {
        destination_printer: destination,
        configuration,
    } = body;
    let JobRef { printer, job } = source;
    let request = Request::redirect(printer, job, &destination, configuration);
    match send_outcome(calls.send(request, token).await)? {
        SendOutcome::Accepted(answer) => {
            if let Some((job, entity)) = answer
                .body
                .and_then(|entity| Some((member(&entity, "id")?, entity)))
            {
                return Ok(Arrival { job, entity });
            }
        }
        SendOutcome::Unknown => {
            tracing::warn!(%job, "the outcome of a redirect is unknown; reading the source");
        }
    }
    match reconcile(calls, source).await {
        Some(HoldState::Released(link)) => arrival(calls, &link, &destination)
            .await
            .ok_or(Refusal::AlreadyRedirected),
        // A job that somebody ended meanwhile was not redirected.
        Some(_) => Err(Refusal::JobEnded),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// Sends an abort.
pub(crate) async fn abort(
    calls: &GraphCalls,
    source: &JobRef,
    reason: Option<&str>,
    token: &SecretString,
) -> Result<(), Refusal> {
    let request = Request::abort(&source.printer, &source.job, reason);
    match send_outcome(calls.send(request, token).await)? {
        SendOutcome::Accepted(answer) if answer.no_content().is_ok() => return Ok(()),
        // A success of another kind, such as the page of a proxy, proves nothing.
        SendOutcome::Accepted(_) | SendOutcome::Unknown => {}
    }
    match reconcile(calls, source).await {
        Some(HoldState::Released(_)) => Err(Refusal::AlreadyRedirected),
        Some(_) => Ok(()),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// What became of a send, or the refusal if it certainly had no effect.
fn send_outcome(answer: Result<Answer, NoAnswer>) -> Result<SendOutcome, Refusal> {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(SendOutcome::Accepted(answer)),
        // A proxy may answer 408 while the request is still on its way.
        Ok(answer) if (400..500).contains(&answer.status) && answer.status != 408 => {
            Err(refused(&answer))
        }
        Err(NoAnswer::NotSent) => Err(Refusal::GraphUnreachable),
        Ok(answer) => {
            log_failed(&answer);
            Ok(SendOutcome::Unknown)
        }
        Err(NoAnswer::Lost | NoAnswer::TimedOut) => Ok(SendOutcome::Unknown),
    }
}

/// Reads the source until it was released, cancelled or aborted, or until the
/// time is up. A completed source proves nothing yet.
async fn reconcile(calls: &GraphCalls, source: &JobRef) -> Option<HoldState> {
    let reading = async {
        for pause in limits::RECONCILE_PAUSES {
            sleep(pause).await;
            let read = read(calls, source).await;
            let state = read.ok().as_ref().and_then(Job::read);
            let state = state.map(|job| job.hold_state());
            if let Some(
                HoldState::Released(_) | HoldState::Ended(JobState::Canceled | JobState::Aborted),
            ) = state
            {
                return state;
            }
        }
        None
    };
    timeout(limits::RECONCILE, reading).await.ok().flatten()
}

/// The job that a link leads to, if it is at this printer. If the job cannot be
/// read, only its id is returned.
pub(crate) async fn arrival(
    calls: &GraphCalls,
    link: &JobLink,
    destination: &PrinterId,
) -> Option<Arrival> {
    let new = followed(link)?;
    if *destination != new.printer {
        return None;
    }
    let read = timeout(limits::ARRIVAL, read(calls, new)).await;
    let entity = read
        .ok()
        .and_then(Result::ok)
        .filter(|entity| Job::read(entity).is_some());
    Some(Arrival {
        entity: entity.unwrap_or_else(|| json!({ "id": new.job.as_str() })),
        job: new.job.clone(),
    })
}

async fn read(calls: &GraphCalls, job: &JobRef) -> Result<Value, ReadError> {
    let request = Request::job_of_printer(&job.printer, &job.job, JobExpand::Nothing);
    calls.read(request).await
}
