//! Sends a redirect or an abort once, and finds out what became of it.
//!
//! Only this file sends. If the answer is neither a success nor a certain
//! refusal, the outcome is unknown. Then the source job is read for a while,
//! because only it can tell. If it does not tell either, the caller is told that
//! the outcome is unknown. Nothing is sent a second time.

use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use universal_print::{
    answer::Answer,
    ids::{JobId, PrinterId},
    job::{HoldState, Job, JobLink, JobRef},
    request::{JobExpand, Request},
    status::JobState,
    wire::{Wire as _, member},
};

use super::links::followed;
use crate::{
    body::RedirectBody,
    graph::{
        answer::{ReadError, refused},
        session::Session,
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
    session: &Session,
    source: &JobRef,
    body: RedirectBody,
    token: &SecretString,
) -> Result<Arrival, Refusal> {
    let RedirectBody {
        destination,
        configuration,
    } = body;
    let JobRef { printer, job } = source;
    let request = Request::redirect(printer, job, &destination, configuration);
    match certain(session.send(request, token).await)? {
        Some(answer) => {
            let entity = serde_json::from_str::<Value>(&answer.body).ok();
            if let Some((job, entity)) =
                entity.and_then(|entity| Some((member(&entity, "id")?, entity)))
            {
                return Ok(Arrival { job, entity });
            }
        }
        None => {
            tracing::warn!(%job, "the outcome of a redirect is unknown; reading the source");
        }
    }
    match reconcile(session, source).await {
        Some(HoldState::Released(link)) => arrival(session, &link, &destination)
            .await
            .ok_or(Refusal::AlreadyRedirected),
        // A job that somebody ended meanwhile was not redirected.
        Some(_) => Err(Refusal::JobEnded),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// Sends an abort.
pub(crate) async fn abort(
    session: &Session,
    source: &JobRef,
    reason: Option<&str>,
    token: &SecretString,
) -> Result<(), Refusal> {
    let request = Request::abort(&source.printer, &source.job, reason);
    if certain(session.send(request, token).await)?.is_some() {
        return Ok(());
    }
    match reconcile(session, source).await {
        Some(HoldState::Released(_)) => Err(Refusal::AlreadyRedirected),
        Some(_) => Ok(()),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// The success, a certain refusal, or `None` if the outcome is unknown.
fn certain(answer: Result<Answer, NoAnswer>) -> Result<Option<Answer>, Refusal> {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(Some(answer)),
        // A proxy may answer 408 while the request is still on its way.
        Ok(answer) if (400..500).contains(&answer.status) && answer.status != 408 => {
            Err(refused(&answer))
        }
        Err(NoAnswer::NotSent) => Err(Refusal::GraphUnreachable),
        Ok(_) | Err(NoAnswer::Lost | NoAnswer::TimedOut) => Ok(None),
    }
}

/// Reads the source until it was released, cancelled or aborted, or until the
/// time is up. A completed source proves nothing yet.
async fn reconcile(session: &Session, source: &JobRef) -> Option<HoldState> {
    let reading = async {
        for pause in limits::RECONCILE_PAUSES {
            sleep(pause).await;
            let read = read(session, source).await;
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
    session: &Session,
    link: &JobLink,
    destination: &PrinterId,
) -> Option<Arrival> {
    let new = followed(link)?;
    if !destination.same_as(&new.printer) {
        return None;
    }
    let read = timeout(limits::ARRIVAL, read(session, new)).await;
    let entity = read
        .ok()
        .and_then(Result::ok)
        .filter(|entity| Job::read(entity).is_some());
    Some(Arrival {
        entity: entity.unwrap_or_else(|| json!({ "id": new.job.as_str() })),
        job: new.job.clone(),
    })
}

async fn read(session: &Session, job: &JobRef) -> Result<Value, ReadError> {
    let request = Request::job_of_printer(&job.printer, &job.job, JobExpand::Nothing);
    session.read(request).await
}
