//! A queue and the user's jobs in it.
//!
//! The pages of a reading gather in `incoming`; `jobs` changes only when a
//! reading is complete, so the list on the screen never flickers.

use std::sync::Arc;

use universal_print::ids::ShareId;
use universal_print::job::Job;
use universal_print::page::Paging;

use super::job_key::JobKey;
use super::load::LoadState;
use crate::flow::options::QueueOption;

/// One queue and its jobs as last read.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Its share.
    pub share: ShareId,
    /// Its name on the screen.
    pub label: Option<String>,
    /// How far the last reading got.
    pub load: LoadState,
    /// The user's waiting or arriving jobs, as last read to the last page.
    pub jobs: Arc<[WaitingJob]>,
    /// Some of the user's jobs pass through the queue without waiting.
    pub prints_directly: bool,
    /// The jobs of the pages read so far, of all owners.
    pub(in crate::flow) incoming: Vec<Job>,
    /// Stops a list whose next links lead in a circle or elsewhere.
    pub(in crate::flow) paging: Paging,
    /// Whether a reading may ask for the jobs of the user's name alone.
    pub(in crate::flow) by_name: bool,
    /// Whether the service refuses a reading that asks for all.
    pub(in crate::flow) must_filter: bool,
    /// Which jobs the reading under way asks for.
    pub(in crate::flow) reading: Reading,
}

/// Which jobs a reading asks for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::flow) enum Reading {
    /// All that the token may see.
    All,
    /// Those of the user's name.
    ByName,
    /// All, because the user's name may have been wrong.
    AllAfterName,
}

/// A job that waits in a queue, or is about to.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingJob {
    /// Its name in this program.
    pub key: JobKey,
    /// The job as Graph described it.
    pub job: Arc<Job>,
    /// Its document has not arrived yet.
    pub arriving: bool,
}

impl Queue {
    pub(in crate::flow) fn new(option: &QueueOption) -> Self {
        Self {
            share: option.share.clone(),
            label: option.label.clone(),
            load: LoadState::Idle,
            jobs: Arc::new([]),
            prints_directly: false,
            incoming: Vec::new(),
            paging: Paging::default(),
            by_name: true,
            must_filter: false,
            reading: Reading::All,
        }
    }
}
