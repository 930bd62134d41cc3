//! The printers a user may choose from, and the chosen one.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use universal_print::capabilities::Capabilities;
use universal_print::defaults::ShareWithDefaults;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::page::Paging;
use universal_print::status::PrinterState;

use super::favorites::Favorites;
use super::fit_filter::FitFilter;
use super::listed_printer::ListedPrinter;
use super::load::LoadState;
use super::sight::{InSight, SeenPrinters};
use super::tracked::{Piece, Tracked};
use crate::flow::search::{Hits, Index, PlaceWords, PlainLetters};

/// The offered printers, the search among them, and the chosen one.
#[derive(Debug)]
pub struct Destinations {
    /// The search among them.
    pub search: Tracked<Search>,
    /// How far reading all shares got.
    pub load: Tracked<LoadState>,
    /// The printers read so far, in the order of Graph's list.
    pub all: Tracked<Vec<ListedPrinter>>,
    /// The recent printers, the latest first. Empty while unknown.
    pub recent: Tracked<Vec<RecentPrinter>>,
    /// The favorite printers.
    pub favorites: Tracked<Favorites>,
    /// The choice.
    pub choice: Tracked<Choice>,
    /// What was read about the printers on the screen.
    pub seen: Tracked<SeenPrinters>,
    pub(in crate::flow) in_sight: InSight,
    /// The filter that leaves out printers that do not fit.
    pub fit_filter: Tracked<FitFilter>,
    /// The shares in `all`. A list that grows while it is read repeats a share on its
    /// next page.
    pub(in crate::flow) listed: BTreeSet<ShareId>,
    /// Stops a list whose next links lead in a circle or elsewhere.
    pub(in crate::flow) paging: Paging,
}

/// A printer that the user printed at recently.
#[derive(Clone, Debug, PartialEq)]
pub struct RecentPrinter {
    /// The printer.
    pub printer: ListedPrinter,
    /// Its position in `Destinations::all`, once it was read there.
    pub position: Option<u32>,
}

/// A search for a printer.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What the user typed.
    pub query: String,
    /// The printers that match the query.
    pub hits: Hits,
    /// The texts that a query is searched in, and the order of all printers.
    pub(in crate::flow) index: Index,
    /// How the user's language words floors and rooms.
    pub(in crate::flow) places: PlaceWords,
}

impl Search {
    /// Looks for the query again, after it or the printers changed.
    pub(in crate::flow) fn run(&mut self, plain: PlainLetters) {
        let Self {
            query,
            hits,
            index,
            places,
        } = self;
        *hits = index.find(query, places, plain, hits);
    }
}

/// The share the user chose.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Its id.
    pub share: Option<ShareId>,
    /// What was read about it alone.
    pub detail: Option<ShareDetail>,
    /// As it was read last. What it can do counts although a later reading failed.
    pub(in crate::flow) last: Option<Arc<ShareWithDefaults>>,
    /// Whether that was so recent, when it was read again or could not be, that its state counts
    /// too.
    pub(in crate::flow) is_recent: bool,
}

impl Choice {
    /// A choice of which nothing is known yet.
    pub(in crate::flow) fn of(share: ShareId) -> Self {
        Self {
            share: Some(share),
            ..Self::default()
        }
    }

    /// Notes what was read about the share.
    pub(in crate::flow) fn note(&mut self, detail: ShareDetail) {
        if let ShareDetail::Known(known) = &detail {
            self.last = Some(Arc::clone(known));
        }
        self.detail = Some(detail);
    }

    /// The share whose state counts: as it was read, or as it was read just before.
    pub fn current(&self) -> Option<&ShareWithDefaults> {
        match self.detail.as_ref()? {
            ShareDetail::Known(known) => Some(known),
            ShareDetail::Failed(fault) if fault.cause == Cause::NotFound => None,
            _ => self.last.as_deref().filter(|_| self.is_recent),
        }
    }
}

/// The chosen share, as read on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareDetail {
    /// Being read.
    Loading,
    /// The share as Graph described it, with its printer's defaults.
    Known(Arc<ShareWithDefaults>),
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
            search: Tracked::new(Piece::Search, Search::default()),
            load: Tracked::new(Piece::PrintersLoad, LoadState::Idle),
            all: Tracked::new(Piece::AllPrinters, Vec::new()),
            recent: Tracked::new(Piece::RecentPrinters, Vec::new()),
            favorites: Tracked::new(Piece::Favorites, Favorites::default()),
            choice: Tracked::new(
                Piece::Chosen,
                chosen.map_or_else(Choice::default, Choice::of),
            ),
            seen: Tracked::new(Piece::Seen, SeenPrinters::default()),
            in_sight: InSight::default(),
            fit_filter: Tracked::new(Piece::FitFilter, FitFilter::default()),
            listed: BTreeSet::new(),
            paging: Paging::default(),
        }
    }

    /// Forgets all printers and what is known of the choice.
    pub(in crate::flow) fn begin_again(&mut self, chosen: Option<ShareId>) {
        let places = std::mem::take(&mut self.search.places);
        *self = Self::new(chosen);
        self.search.places = places;
    }

    /// A printer by its share. What was read about a share on its own comes first: a list tells
    /// less.
    pub fn find(&self, id: &ShareId) -> Option<Cow<'_, ListedPrinter>> {
        if let Some(ShareDetail::Known(known)) = &self.choice.detail
            && known.share.id == *id
        {
            return Some(Cow::Owned(ListedPrinter::of(&known.share)));
        }
        let recent = self.recent.iter().map(|recent| &recent.printer);
        let favorites = self.favorites.all.iter();
        let favorites = favorites.filter_map(|favorite| favorite.printer.as_ref());
        // The long list is read last: what is found before need not follow it.
        let found = recent.chain(favorites).find(|printer| printer.share == *id);
        let found = found.or_else(|| self.all.iter().find(|printer| printer.share == *id));
        found.map(Cow::Borrowed)
    }

    /// The position of a share in the list of all, once it was read there.
    pub fn position(&self, id: &ShareId) -> Option<u32> {
        let is_listed = self.listed.contains(id);
        let mut all = self.all.iter().filter(|_| is_listed);
        let position = all.position(|listed| listed.share == *id);
        position.and_then(|at| u32::try_from(at).ok())
    }

    /// What the chosen printer can do. `None` while that is not known, and if it does not say it.
    pub fn capabilities(&self) -> Option<&Capabilities> {
        let last = self.choice.last.as_ref()?;
        last.share.base.capabilities.as_ref()
    }

    /// Why nothing can be sent to the chosen printer, as far as its state is known.
    pub fn obstacle(&self) -> Option<Obstacle> {
        if let Some(ShareDetail::Failed(fault)) = &self.choice.detail
            && fault.cause == Cause::NotFound
        {
            return Some(Obstacle::NotFound);
        }
        let base = &self.choice.current()?.share.base;
        let status = base.status.as_ref();
        let state = status.and_then(|status| status.state.as_ref());
        if base.is_accepting_jobs == Some(false) {
            Some(Obstacle::NotAccepting)
        } else {
            (state == Some(&PrinterState::Stopped)).then_some(Obstacle::Stopped)
        }
    }
}
