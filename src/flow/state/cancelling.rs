//! The job that the user may be about to cancel.

use universal_print::fault::Fault;

use super::job_key::JobKey;

/// A job that the user was asked whether to cancel.
#[derive(Clone, Debug, PartialEq)]
pub struct Cancelling {
    /// The job.
    pub job: JobKey,
    /// The user confirmed, and Graph has not answered yet.
    pub under_way: bool,
    /// Why the last attempt failed.
    pub fault: Option<Fault>,
}
