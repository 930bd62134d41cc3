//! Proves that a job is the caller's and that the caller may send it to a share.
//!
//! Graph's answers are the evidence; [`Ownership`] and [`DestinationPolicy`] decide. A
//! job of another user looks exactly like one that does not exist.

use universal_print::{
    ids::{PrinterId, ShareId},
    job::{Job, JobRef},
    json::Value,
    request::{JobExpand, Request},
    wire::Wire as _,
};

use super::{links::followed, printer::printer_of};
use crate::{
    destination::DestinationPolicy, graph::calls::GraphCalls, ownership::Ownership,
    refusal::Refusal,
};

/// The administrator's rules.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) ownership: Ownership,
    pub(crate) destinations: DestinationPolicy,
}

/// A job that was proven to be the caller's.
#[derive(Debug)]
pub(crate) struct OwnJob {
    /// The job as Graph sent it.
    pub(crate) json: Value,
    /// The same job as a value.
    pub(crate) job: Job,
}

impl Rules {
    /// Reads a job and proves that it is the caller's. A job without a creator is
    /// the caller's if the job that it continues is.
    pub(crate) async fn own_job(
        &self,
        calls: &GraphCalls,
        job: &JobRef,
        expand: JobExpand,
    ) -> Result<OwnJob, Refusal> {
        let own = read(calls, job, expand).await?;
        let is_own = match &own.job.created_by {
            Some(owner) => self.ownership.is_caller(owner, &calls.caller),
            None => self.continues_own(calls, &own.job).await?,
        };
        if is_own {
            Ok(own)
        } else {
            Err(Refusal::JobNotFound)
        }
    }

    async fn continues_own(&self, calls: &GraphCalls, job: &Job) -> Result<bool, Refusal> {
        let Some(source) = job.redirected_from.as_ref().and_then(followed) else {
            return Ok(false);
        };
        match read(calls, source, JobExpand::Nothing).await {
            Ok(source) => Ok(source
                .job
                .created_by
                .is_some_and(|owner| self.ownership.is_caller(&owner, &calls.caller))),
            Err(Refusal::JobNotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Proves that the caller may send a job to `printer` through `share`. The
    /// gateway's token shows that they belong together, the user's that the user
    /// can see the share.
    pub(crate) async fn accept_destination(
        &self,
        calls: &GraphCalls,
        share: &ShareId,
        printer: &PrinterId,
    ) -> Result<(), Refusal> {
        if *printer != printer_of(calls, share).await? {
            return Err(Refusal::ShareMismatch);
        }
        let request = Request::share(share, "id,allowAllUsers");
        let seen = calls.read_share_as_caller(request).await?;
        self.destinations.accept(share, &seen, &calls.caller.groups)
    }
}

async fn read(calls: &GraphCalls, job: &JobRef, expand: JobExpand) -> Result<OwnJob, Refusal> {
    let request = Request::job_of_printer(&job.printer, &job.job, expand);
    let json = calls.read(request).await;
    let json = json.map_err(|error| error.or_not_found(Refusal::JobNotFound))?;
    let job = Job::read(&json).ok_or_else(|| calls.unreadable())?;
    Ok(OwnJob { json, job })
}
