//! The printers a user may choose from, and the chosen one.
//!
//! The recent printers come with the first screen. All others come page by
//! page after it, or as soon as the user turns to the field; searching works on
//! what has arrived. Lists tell an ordinary user nothing about a printer's
//! state, so the chosen share is read on its own.

use std::cmp::Reverse;
use std::sync::Arc;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::page::{Page, Paging};
use universal_print::request::{Operation, Request, SHARE_DETAIL};
use universal_print::share::Share;
use universal_print::status::PrinterState;

use super::calls::{self, Purpose};
use super::code;
use super::command::Command;
use super::jobs::{self, Load};
use super::printers;
use super::search::{Hits, Index};
use super::state::State;
use crate::text::Message;

/// The printers there are, and the chosen one.
#[derive(Clone, Debug)]
pub struct Destinations {
    /// What the user typed.
    pub query: String,
    /// How reading all shares goes.
    pub load: Load,
    /// All shares that have arrived.
    pub all: Vec<Arc<Share>>,
    /// Those that match the query, as positions in `all`.
    pub hits: Hits,
    /// The recent shares, the latest first. An empty list while unknown.
    pub recent: Vec<Arc<Share>>,
    /// The share the user chose.
    pub chosen: Option<ShareId>,
    /// What is known of the chosen share.
    pub detail: Option<Detail>,
    index: Index,
    paging: Paging,
}

/// The chosen share, as read on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// Being read.
    Loading,
    /// As Graph told it.
    Known(Arc<Share>),
    /// It could not be read.
    Failed(Fault),
}

/// Why a printer is not offered as if it were fine.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It was set not to accept jobs.
    NotAccepting,
    /// It has stopped.
    Stopped,
    /// It is gone, or never was this user's.
    NotFound,
}

impl Destinations {
    pub(super) fn new(chosen: Option<ShareId>) -> Self {
        Self {
            query: String::new(),
            load: Load::Idle,
            all: Vec::new(),
            hits: Hits::default(),
            recent: Vec::new(),
            chosen,
            detail: None,
            index: Index::default(),
            paging: Paging::default(),
        }
    }

    /// A share by its id: the one read on its own knows most.
    pub fn find(&self, id: &ShareId) -> Option<&Share> {
        let detail = match &self.detail {
            Some(Detail::Known(share)) if share.id == *id => Some(share),
            _ => None,
        };
        let mut listed = self.recent.iter().chain(&self.all);
        detail
            .or_else(|| listed.find(|share| share.id == *id))
            .map(Arc::as_ref)
    }

    /// What stands against sending to the chosen printer, as far as it is known.
    pub fn obstacle(&self) -> Option<Obstacle> {
        match self.detail.as_ref()? {
            Detail::Loading => None,
            Detail::Failed(fault) => (fault.cause == Cause::NotFound).then_some(Obstacle::NotFound),
            Detail::Known(share) => {
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

/// Asks for the recent printers, and reads what the host chose beforehand.
pub(super) fn begin(state: &mut State, out: &mut Vec<Command>) {
    if !state.options.require_presence {
        calls::send(state, Purpose::Recents, Request::recent_shares(), out);
    }
    if let Some(share) = state.destinations.chosen.clone() {
        let detail = &mut state.destinations.detail;
        detail.get_or_insert(Detail::Loading);
        read_chosen(state, &share, out);
    }
}

/// Reads the lists again: the user asked for it, or the network is back.
pub(super) fn reload(state: &mut State, out: &mut Vec<Command>) {
    if matches!(state.destinations.load, Load::Failed(_)) {
        state.destinations.load = Load::Idle;
        load_all(state, out);
    }
    begin(state, out);
}

/// The chosen printer, if it may still be chosen, else the page's own choice.
pub(super) fn kept(state: &State) -> Option<ShareId> {
    let options = &state.options;
    let chosen = state.destinations.chosen.clone();
    let chosen = chosen.filter(|share| options.offers(share));
    chosen.or_else(|| options.destination.clone())
}

/// The page offers other printers from now on, or another way to choose one.
pub(super) fn offer_anew(state: &mut State, out: &mut Vec<Command>) {
    calls::forget(state, |purpose| {
        matches!(
            purpose,
            Purpose::Recents | Purpose::Shares | Purpose::Detail(_)
        )
    });
    code::leave(state, out);
    state.destinations = Destinations::new(kept(state));
    begin(state, out);
}

/// Starts reading all shares, once.
pub(super) fn load_all(state: &mut State, out: &mut Vec<Command>) {
    let destinations = &mut state.destinations;
    if destinations.load != Load::Idle || state.options.require_presence {
        return;
    }
    destinations.load = Load::Loading;
    destinations.all.clear();
    destinations.index = Index::default();
    destinations.hits = Hits::default();
    destinations.paging = Paging::default();
    calls::send(state, Purpose::Shares, Request::shares(), out);
}

/// The recent shares came. No recent shares (a 404) is an answer like any
/// other, and any other fault costs a convenience only: the full list tells
/// what is wrong if it meets it too.
pub(super) fn recents_arrived(
    state: &mut State,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let recent = match result.and_then(|answer| answer.read::<Page<Share>>()) {
        Ok(page) => Some(page.items),
        Err(fault) => (fault.cause == Cause::NotFound).then(Vec::new),
    };
    let Some(mut recent) = recent else {
        return load_all(state, out);
    };
    recent.retain(|share| state.options.offers(&share.id));
    recent.sort_unstable_by_key(|share| Reverse(share.last_used_at));
    let all = &state.destinations.all;
    let listed = |share: Share| {
        let mut listed = all.iter().filter(|listed| listed.id == share.id);
        listed.next().map_or_else(|| Arc::new(share), Arc::clone)
    };
    state.destinations.recent = recent.into_iter().map(listed).collect();
    load_all(state, out);
}

pub(super) fn shares_arrived(
    state: &mut State,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let endpoint = state.options.endpoint.clone();
    let lower_case = state.lower_case;
    let destinations = &mut state.destinations;
    let options = &state.options;
    let next = result.and_then(|answer| {
        let page: Page<Share> = answer.read()?;
        for share in page.items {
            if options.offers(&share.id) {
                destinations.index.add(&share, lower_case);
                let share = Arc::new(share);
                // The list knows a recent printer's place, the recent list may not.
                let mut recent = destinations.recent.iter_mut();
                if let Some(recent) = recent.find(|recent| recent.id == share.id) {
                    *recent = Arc::clone(&share);
                }
                destinations.all.push(share);
            }
        }
        // Once all printers that may be offered are there, the rest is of no use.
        let wanted = options.destinations.as_ref().map_or(usize::MAX, Vec::len);
        let next = page.next.filter(|_| destinations.all.len() < wanted);
        if let Some(link) = &next {
            destinations
                .paging
                .follow(link, &endpoint)
                .map_err(|_| Fault {
                    cause: Cause::BadPaging,
                    diagnostic: answer.diagnostic(),
                })?;
        }
        Ok(next)
    });
    destinations.hits =
        destinations
            .index
            .find(&destinations.query, lower_case, &destinations.hits);
    match next {
        Ok(Some(link)) => calls::send_next(
            state,
            Purpose::Shares,
            Request::next(Operation::ListShares, link),
            out,
        ),
        Ok(None) => destinations.load = Load::Loaded,
        Err(fault) => {
            destinations.load = Load::Failed(fault.clone());
            jobs::report(state, &fault, out);
        }
    }
}

pub(super) fn search(state: &mut State, query: &str, out: &mut Vec<Command>) {
    load_all(state, out);
    let lower_case = state.lower_case;
    let destinations = &mut state.destinations;
    query.clone_into(&mut destinations.query);
    destinations.hits = destinations
        .index
        .find(query, lower_case, &destinations.hits);
    if !query.trim().is_empty() {
        let count = u32::try_from(destinations.hits.found.len()).unwrap_or(u32::MAX);
        state.announcements.say(Message::printers_found(count));
    }
}

/// The user chose: reads the share's state, and meanwhile learns the printers
/// behind it and behind the queues, which a press will want.
pub(super) fn choose(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    set_chosen(state, share, Detail::Loading, out);
    read_chosen(state, share, out);
}

/// A share that was read already is chosen.
pub(super) fn take(state: &mut State, share: Arc<Share>, out: &mut Vec<Command>) {
    let id = share.id.clone();
    set_chosen(state, &id, Detail::Known(share), out);
    learn_printers(state, &id, out);
    warn(state);
}

fn set_chosen(state: &mut State, share: &ShareId, detail: Detail, out: &mut Vec<Command>) {
    code::leave(state, out);
    let destinations = &mut state.destinations;
    destinations.detail = Some(detail);
    destinations.chosen = Some(share.clone());
    destinations.query.clear();
    destinations.hits = Hits::default();
}

fn read_chosen(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    let purpose = Purpose::Detail(share.clone());
    calls::send(state, purpose, Request::share(share, SHARE_DETAIL), out);
    learn_printers(state, share, out);
}

fn learn_printers(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    let queues: Vec<ShareId> = state
        .queues
        .iter()
        .map(|queue| queue.share.clone())
        .collect();
    for share in queues.iter().chain([share]) {
        printers::resolve(state, share, out);
    }
}

pub(super) fn clear(state: &mut State, out: &mut Vec<Command>) {
    code::leave(state, out);
    state.destinations.chosen = None;
    state.destinations.detail = None;
}

pub(super) fn detail_arrived(state: &mut State, share: ShareId, result: Result<Answer, Fault>) {
    if state.destinations.chosen != Some(share) {
        return;
    }
    state.destinations.detail = Some(match result.and_then(|answer| answer.read::<Share>()) {
        Ok(share) => Detail::Known(Arc::new(share)),
        Err(fault) => Detail::Failed(fault),
    });
    warn(state);
}

/// Says at once that the chosen printer cannot be used.
fn warn(state: &mut State) {
    if state.destinations.obstacle().is_some() {
        state
            .announcements
            .interrupt(Message::printer_cannot_take_jobs());
    }
}
