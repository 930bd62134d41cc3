//! Decides which links between jobs are followed.

use universal_print::job::{JobLink, JobRef};

use crate::id;

/// The job that a link leads to, if its ids have the form that callers' ids have.
pub(super) fn followed(link: &JobLink) -> Option<&JobRef> {
    let job = link.target.as_ref()?;
    id::job(job.printer.as_str(), job.job.as_str())?;
    Some(job)
}
