//! Whose a job is.
//!
//! The object id decides. The sign-in name counts only where the administrator
//! chose so, and only when Graph names no id: names are given to other people
//! in time. A job that Graph names nobody for is the caller's when it continues
//! one that is. A job of somebody else's looks exactly like one that does not
//! exist.
//!
//! <https://learn.microsoft.com/graph/api/resources/useridentity>

use serde_json::Value;
use universal_print::{
    job::{Job, Owner},
    wire::Wire as _,
};

use crate::{
    graph::{GraphCall, ReadTrouble},
    id,
    identity::Caller,
    refusal::Refusal,
    relay::Asked,
    route::Place,
};

/// What shows that a job is somebody's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ownership {
    /// The object id alone.
    #[default]
    Id,
    /// The sign-in name where Graph tells no id.
    IdOrUpn,
}

/// A job that was shown to be the caller's.
#[derive(Debug)]
pub(crate) struct OwnJob {
    /// As Graph sent it.
    pub(crate) json: Value,
    /// As it reads.
    pub(crate) job: Job,
}

impl Ownership {
    /// The job, if it is the caller's.
    pub(crate) async fn job(
        self,
        asked: &Asked,
        place: &Place,
        documents: bool,
    ) -> Result<OwnJob, Refusal> {
        let own = read(asked, place, documents).await?;
        let is_own = match &own.job.created_by {
            Some(owner) => self.names(owner, &asked.caller),
            None => self.continues_own(asked, &own.job).await?,
        };
        if is_own {
            Ok(own)
        } else {
            Err(Refusal::JobNotFound)
        }
    }

    async fn continues_own(self, asked: &Asked, job: &Job) -> Result<bool, Refusal> {
        let link = job
            .redirected_from
            .as_ref()
            .and_then(|link| link.target.as_ref());
        let Some(source) = link.and_then(place_of) else {
            return Ok(false);
        };
        match read(asked, &source, false).await {
            Ok(source) => Ok(source
                .job
                .created_by
                .is_some_and(|owner| self.names(&owner, &asked.caller))),
            Err(Refusal::JobNotFound) => Ok(false),
            Err(other) => Err(other),
        }
    }

    fn names(self, owner: &Owner, caller: &Caller) -> bool {
        match (&owner.id, self) {
            (Some(id), _) => id.as_str().eq_ignore_ascii_case(&caller.object_id),
            (None, Self::Id) => false,
            (None, Self::IdOrUpn) => match (&owner.user_principal_name, &caller.user_name) {
                (Some(owner), Some(caller)) => owner.eq_ignore_ascii_case(caller),
                _ => false,
            },
        }
    }
}

/// The place that a link names, if its ids are plain.
pub(crate) fn place_of(place: &universal_print::job::JobRef) -> Option<Place> {
    Some(Place {
        printer: id::Printer::parse(place.printer.as_str())?,
        job: id::Job::parse(place.job.as_str())?,
    })
}

async fn read(asked: &Asked, place: &Place, documents: bool) -> Result<OwnJob, Refusal> {
    let json = asked.read(GraphCall::Job { place, documents }).await;
    let json = json.map_err(|trouble| match trouble {
        ReadTrouble::NotFound => Refusal::JobNotFound,
        ReadTrouble::Refused(refusal) => refusal,
    })?;
    let job = Job::read(&json).ok_or(Refusal::GraphTroubled(None))?;
    Ok(OwnJob { json, job })
}
