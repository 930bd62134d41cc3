//! The printers a user may choose from, and the chosen one.

use std::sync::Arc;

use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::page::Paging;
use universal_print::share::Share;
use universal_print::status::PrinterState;

use super::load::LoadState;
use crate::flow::search::{Hits, Index};

/// The offered printers, the search among them, and the chosen one.
#[derive(Clone, Debug)]
pub struct Destinations {
    /// What the user typed.
    pub query: String,
    /// How far reading all shares got.
    pub load: LoadState,
    /// The shares read so far, in the order of Graph's list.
    pub all: Vec<Arc<Share>>,
    /// The shares that match the query, as positions in `all`.
    pub hits: Hits,
    /// The recent shares, the latest first. Empty while unknown.
    pub recent: Vec<Arc<Share>>,
    /// The share the user chose.
    pub chosen: Option<ShareId>,
    /// The chosen share, as read on its own.
    pub detail: Option<ShareDetail>,
    /// The texts that a query is searched in, in the order of `all`.
    pub(in crate::flow) index: Index,
    /// Stops a list whose next links lead in a circle or elsewhere.
    pub(in crate::flow) paging: Paging,
}

/// The chosen share, as read on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareDetail {
    /// Being read.
    Loading,
    /// The share as Graph described it.
    Known(Arc<Share>),
    /// It could not be read.
    Failed(Fault),
}

/// Why nothing can be sent to the chosen printer.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It was set not to accept jobs.
    NotAccepting,
    /// It has stopped.
    Stopped,
    /// It was removed, or is not shared with this user.
    NotFound,
}

impl Destinations {
    pub(in crate::flow) fn new(chosen: Option<ShareId>) -> Self {
        Self {
            query: String::new(),
            load: LoadState::Idle,
            all: Vec::new(),
            hits: Hits::default(),
            recent: Vec::new(),
            chosen,
            detail: None,
            index: Index::default(),
            paging: Paging::default(),
        }
    }

    /// A share by its id. A share read on its own has more members than one of
    /// a list, so it comes first.
    pub fn find(&self, id: &ShareId) -> Option<&Share> {
        let detail = match &self.detail {
            Some(ShareDetail::Known(share)) if share.id == *id => Some(share),
            _ => None,
        };
        let mut listed = self.recent.iter().chain(&self.all);
        detail
            .or_else(|| listed.find(|share| share.id == *id))
            .map(Arc::as_ref)
    }

    /// Why nothing can be sent to the chosen printer, as far as its state is known.
    pub fn obstacle(&self) -> Option<Obstacle> {
        match self.detail.as_ref()? {
            ShareDetail::Loading => None,
            ShareDetail::Failed(fault) => {
                (fault.cause == Cause::NotFound).then_some(Obstacle::NotFound)
            }
            ShareDetail::Known(share) => {
                let status = share.base.status.as_ref();
                if share.base.is_accepting_jobs == Some(false) {
                    Some(Obstacle::NotAccepting)
                } else if status.and_then(|status| status.state.as_ref())
                    == Some(&PrinterState::Stopped)
                {
                    Some(Obstacle::Stopped)
                } else {
                    None
                }
            }
        }
    }
}
