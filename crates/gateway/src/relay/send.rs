//! Sends a redirect or an abort once, and finds out what became of it.
//!
//! Only this file sends. If the answer proves neither a success nor a certain
//! refusal, the outcome is unknown. A success of another kind, such as the page of a
//! proxy, proves nothing. Then the source job is read for a while. If that does not
//! show the outcome, the caller is told that it is unknown. Nothing is sent a second
//! time, unless Graph refuses the token: [`GraphCalls::send`].

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
        answer::{ReadError, log_unclear, refused},
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
    let new_job = |answer: &Answer| {
        let entity = answer.body.as_ref()?;
        let job = member(entity, "id")?;
        let entity = entity.clone();
        Some(Arrival { job, entity })
    };
    if let Some(arrival) = proven(calls.send(request, token).await, new_job)? {
        return Ok(arrival);
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
    let aborted = |answer: &Answer| answer.no_content().ok();
    if proven(calls.send(request, token).await, aborted)?.is_some() {
        return Ok(());
    }
    match reconcile(calls, source).await {
        Some(HoldState::Released(_)) => Err(Refusal::AlreadyRedirected),
        Some(_) => Ok(()),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// What a success proves, or the refusal if the send certainly had no effect. `None`
/// means that the send may have taken effect or not.
fn proven<T>(
    answer: Result<Answer, NoAnswer>,
    read: impl FnOnce(&Answer) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(NoAnswer::NotSent(_)) => return Err(Refusal::GraphUnreachable),
        Err(NoAnswer::Lost | NoAnswer::TimedOut) => return Ok(None),
    };
    let proof = match answer.status {
        200..300 => read(&answer),
        // A proxy may answer 408 while the request is still on its way.
        400..500 if answer.status != 408 => return Err(refused(&answer)),
        _ => None,
    };
    if proof.is_none() {
        log_unclear(&answer);
    }
    Ok(proof)
}

/// Reads the source until it was released, cancelled or aborted, or until the
/// time is up. A completed source proves nothing yet.
async fn reconcile(calls: &GraphCalls, source: &JobRef) -> Option<HoldState> {
    tracing::warn!(
        job = %source.job,
        request_id = calls.trace.request_id(),
        client_request_id = &*calls.trace.client_request_id,
        "the outcome of a send is unknown; reading the source"
    );
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
