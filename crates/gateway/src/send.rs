//! The one place that sends, and what is done when nobody knows what it did.
//!
//! A call is sent once. A refusal is a refusal; everything else that is not a
//! readable success leaves the outcome open, and then only the source job can
//! tell: it is read for a while, and if it does not tell, the caller is told
//! that it is not known. Nothing here sends a second time.

use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use universal_print::{
    job::{HoldState, Job, JobLink},
    status::JobState,
    wire::{Wire as _, text},
};

use crate::{
    body::Order,
    graph::{GraphCall, refused},
    id::Printer,
    limits,
    ownership::place_of,
    refusal::Refusal,
    relay::Asked,
    route::Place,
    transport::{Incoming, NoAnswer},
};

/// The job at its destination.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrival {
    pub(crate) job: String,
    pub(crate) entity: Value,
}

/// Sends a redirect.
pub(crate) async fn redirect(
    asked: &Asked,
    place: &Place,
    order: &Order,
    token: &SecretString,
) -> Result<Arrival, Refusal> {
    let call = GraphCall::Redirect {
        place,
        body: &order.body,
    };
    match certain(asked.send(call, token).await)? {
        Some(answer) => {
            let entity = serde_json::from_str::<Value>(&answer.body).ok();
            if let Some((job, entity)) =
                entity.and_then(|entity| Some((text(&entity, "id")?, entity)))
            {
                return Ok(Arrival { job, entity });
            }
        }
        None => {
            tracing::warn!(job = %place.job, "a redirect's outcome is open; reading the source");
        }
    }
    match reconcile(asked, place).await {
        Some(HoldState::Released(link)) => arrival(asked, &link, &order.destination)
            .await
            .ok_or(Refusal::AlreadyRedirected),
        // A job that somebody ended meanwhile did not go anywhere.
        Some(_) => Err(Refusal::JobEnded),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// Sends an abort.
pub(crate) async fn abort(
    asked: &Asked,
    place: &Place,
    reason: Option<&Value>,
    token: &SecretString,
) -> Result<(), Refusal> {
    let call = GraphCall::Abort {
        place,
        body: reason,
    };
    if certain(asked.send(call, token).await)?.is_some() {
        return Ok(());
    }
    match reconcile(asked, place).await {
        Some(HoldState::Released(_)) => Err(Refusal::AlreadyRedirected),
        Some(_) => Ok(()),
        None => Err(Refusal::OutcomeUnknown),
    }
}

/// The success, a certain refusal, or nothing where the outcome is open.
fn certain(answer: Result<Incoming, NoAnswer>) -> Result<Option<Incoming>, Refusal> {
    match answer {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(Some(answer)),
        // A proxy may say 408 while the request is still on its way.
        Ok(answer) if (400..500).contains(&answer.status) && answer.status != 408 => {
            Err(refused(&answer))
        }
        Err(NoAnswer::NotSent) => Err(Refusal::GraphUnreachable),
        Ok(_) | Err(NoAnswer::Lost | NoAnswer::TimedOut) => Ok(None),
    }
}

/// Reads the source until it was released, cancelled or aborted, or the time
/// is up. A source that is merely completed does not tell yet.
async fn reconcile(asked: &Asked, place: &Place) -> Option<HoldState> {
    let reading = async {
        for pause in limits::RECONCILE_PAUSES {
            sleep(pause).await;
            let call = GraphCall::Job {
                place,
                documents: false,
            };
            let read = asked.read(call).await;
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

/// The job that a link leads to, if it is at this printer. When the job cannot
/// be read, its id is what is known.
pub(crate) async fn arrival(
    asked: &Asked,
    link: &JobLink,
    destination: &Printer,
) -> Option<Arrival> {
    let place = place_of(link.target.as_ref()?)?;
    if !destination.is(place.printer.as_str()) {
        return None;
    }
    let call = GraphCall::Job {
        place: &place,
        documents: false,
    };
    let read = timeout(limits::ARRIVAL, asked.read(call)).await;
    let job = place.job.to_string();
    let entity = read
        .ok()
        .and_then(Result::ok)
        .filter(|entity| Job::read(entity).is_some());
    Some(Arrival {
        entity: entity.unwrap_or_else(|| json!({ "id": job })),
        job,
    })
}
