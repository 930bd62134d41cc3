//! Relays one job of the caller's.
//!
//! <https://learn.microsoft.com/graph/api/printjob-get>

use universal_print::{job::JobRef, request::JobExpand};

use super::{reply::RelayReply, rules::Rules};
use crate::{graph::session::Session, refusal::Refusal};

pub(super) async fn relay(
    rules: &Rules,
    session: &Session,
    job: &JobRef,
    expand: JobExpand,
) -> Result<RelayReply, Refusal> {
    let own = rules.own_job(session, job, expand).await?;
    Ok(RelayReply::Entity(own.json))
}
