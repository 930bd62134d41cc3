//! One job of the caller's own.
//!
//! <https://learn.microsoft.com/graph/api/printjob-get>

use super::{Asked, Reply};
use crate::{refusal::Refusal, route::Place};

pub(super) async fn job(asked: &Asked, place: &Place, documents: bool) -> Result<Reply, Refusal> {
    let Asked {
        gateway,
        caller,
        version,
        trace,
    } = asked;
    let own = gateway
        .ownership
        .job(&gateway.graph, caller, *version, place, documents, trace)
        .await?;
    Ok(Reply::Entity(own.json))
}
