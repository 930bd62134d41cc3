//! Redirect: everything that is proven before a job is sent on.
//!
//! The order is the caller's job, then whether it was sent already, then the
//! destination; the send comes last and at most once. All of it must be done
//! while the request is young. When the caller goes away before the send, this
//! future is dropped and nothing is sent; the send itself is a task of its own.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

use axum::http::HeaderMap;
use secrecy::SecretString;
use universal_print::job::HoldState;

use super::{Asked, Reply};
use crate::{
    audit::Audit,
    body::{self, Order},
    id::Share,
    refusal::Refusal,
    route::Place,
    send::{self, Arrival},
};

/// What the checks come to.
enum Checked {
    /// The job is there already.
    Arrived(Arrival),
    /// It may be sent, with this token.
    Send(SecretString),
}

pub(super) async fn redirect(
    asked: Asked,
    place: Place,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Reply, Refusal> {
    let mut audit = Audit::begin("redirect", &asked.caller, &place, &asked.trace);
    let metrics = asked.gateway.metrics.clone();
    let order = body::order(headers, body).and_then(|order| Ok((order, share(headers)?)));
    let checked = match order {
        Ok((order, share)) => {
            audit.towards(&share, &order.destination);
            let checked = asked
                .while_young(check(&asked, &place, &order, &share))
                .await;
            checked.map(|checked| (order, checked))
        }
        Err(refusal) => Err(refusal),
    };
    match checked {
        Err(refusal) => {
            metrics.sent("redirect", refusal.code());
            audit.end(refusal.code());
            Err(refusal)
        }
        Ok((_, Checked::Arrived(arrival))) => {
            metrics.sent("redirect", "alreadyThere");
            audit.became(&arrival.job);
            audit.end("alreadyThere");
            Ok(Reply::Entity(arrival.entity))
        }
        Ok((order, Checked::Send(token))) => {
            let sends = asked.gateway.sends.clone();
            let sending = sends.spawn(async move {
                audit.sending();
                let sent = send::redirect(&asked, &place, &order, &token).await;
                let outcome = sent.as_ref().map_or_else(Refusal::code, |_| "accepted");
                metrics.sent("redirect", outcome);
                if let Ok(arrival) = &sent {
                    audit.became(&arrival.job);
                }
                audit.end(outcome);
                sent
            });
            let sent = sending.await.unwrap_or(Err(Refusal::OutcomeUnknown))?;
            Ok(Reply::Entity(sent.entity))
        }
    }
}

async fn check(
    asked: &Asked,
    place: &Place,
    order: &Order,
    share: &Share,
) -> Result<Checked, Refusal> {
    match asked.own_job(place, false).await?.job.hold_state() {
        HoldState::Released(link) => {
            return match send::arrival(asked, &link, &order.destination).await {
                Some(arrival) => Ok(Checked::Arrived(arrival)),
                None => Err(Refusal::AlreadyRedirected),
            };
        }
        HoldState::Ended(_) => return Err(Refusal::JobEnded),
        // Whether a task holds the job is Graph's to say.
        HoldState::Held | HoldState::Arriving | HoldState::NotHeld => {}
    }
    if order.destination.is(place.printer.as_str()) {
        return Err(Refusal::SamePrinter);
    }
    let destinations = &asked.gateway.destinations;
    destinations.check(asked, share, &order.destination).await?;
    Ok(Checked::Send(asked.own_token().await?))
}

/// The share that the user chose. Printers are what Graph wants; shares are
/// what users have, so only the share can be checked against the user.
fn share(headers: &HeaderMap) -> Result<Share, Refusal> {
    let mut values = headers.get_all("print-share").iter();
    let (first, second) = (values.next(), values.next());
    let text = first
        .filter(|_| second.is_none())
        .and_then(|value| value.to_str().ok());
    text.and_then(Share::parse).ok_or(Refusal::ShareHeader)
}
