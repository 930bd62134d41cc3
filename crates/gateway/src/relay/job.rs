//! Relays one job of the caller's.
//!
//! <https://learn.microsoft.com/graph/api/printjob-get>

use universal_print::{job::JobRef, request::JobExpand};

use super::{reply::RelayReply, rules::Rules};
use crate::{graph::calls::GraphCalls, refusal::Refusal};

pub(super) async fn relay(
    rules: &Rules,
    calls: &GraphCalls,
    job: &JobRef,
    expand: JobExpand,
) -> Result<RelayReply, Refusal> {
    let own = rules.own_job(calls, job, expand).await?;
    Ok(RelayReply::Entity(own.json))
}
