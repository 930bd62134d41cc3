//! The name of a job: its queue and its id.

use universal_print::ids::{JobId, ShareId};

/// A job of a queue. A job's id alone is unique only within its printer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKey {
    /// The queue's share.
    pub queue: ShareId,
    /// The job's id at the queue's printer.
    pub job: JobId,
}
