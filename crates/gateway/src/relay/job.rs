//! One job of the caller's own.
//!
//! <https://learn.microsoft.com/graph/api/printjob-get>

use super::{Asked, Reply};
use crate::{refusal::Refusal, route::Place};

pub(super) async fn job(asked: &Asked, place: &Place, documents: bool) -> Result<Reply, Refusal> {
    Ok(Reply::Entity(asked.own_job(place, documents).await?.json))
}
