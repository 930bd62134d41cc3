//! The printers that are offered above the search field: favorites, then those used recently; or
//! the nearest of all.

use universal_print::ids::ShareId;

use super::printer_option::{PrinterOption, option, options};
use super::printer_state::Rows;
use crate::flow::state::State;
use crate::flow::state::destinations::Destinations;
use crate::flow::state::favorites::{Asked, Favorite};
use crate::flow::state::left_out::LeftOut;
use crate::flow::state::listed_printer::ListedPrinter;
use crate::flow::state::load::LoadState;

/// How many printers are offered.
const OFFERED: usize = 5;
/// How many of them are recent ones, if no favorites need the room.
const RECENT: usize = 3;
/// How many recent ones have room although there are many favorites.
const RECENT_AT_LEAST: usize = 2;

/// The cards above the search field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cards {
    /// The cards, in their order.
    pub all: Vec<Card>,
    /// Whether they are the nearest of all printers.
    pub are_nearest: bool,
}

/// One card.
#[derive(Clone, Debug, PartialEq)]
pub enum Card {
    /// A printer that is offered.
    Offered(Box<PrinterOption>),
    /// The room of a printer that is still to come, so that nothing jumps. A favorite has its share.
    Awaited(Option<ShareId>),
}

impl Card {
    /// Whose card it is.
    pub fn share(&self) -> Option<&ShareId> {
        match self {
            Self::Offered(option) => Some(&option.share),
            Self::Awaited(share) => share.as_ref(),
        }
    }
}

impl Cards {
    /// The printers that are offered.
    pub fn printers(&self) -> impl Iterator<Item = &PrinterOption> {
        self.all.iter().filter_map(|card| match card {
            Card::Offered(option) => Some(&**option),
            Card::Awaited(_) => None,
        })
    }
}

/// The cards as they are now.
pub fn cards(state: &State) -> Cards {
    let destinations = &state.destinations;
    let left_out = LeftOut::of(state);
    let stays =
        |printer: &&ListedPrinter| left_out.as_ref().is_none_or(|it| !it.has(&printer.share));
    // Which are the nearest is known once all have come.
    if state.nearest.here().is_some() && !destinations.load.is_under_way() {
        return Cards {
            all: nearest(state, &stays),
            are_nearest: true,
        };
    }
    let rows = Rows::of(state);
    let offered = |printer: &ListedPrinter| Card::Offered(Box::new(option(&rows, printer)));
    let is_waiting = *destinations.load == LoadState::Idle && !state.options.require_presence;
    let mut recent = recent(destinations);
    recent.retain(stays);
    recent.truncate(RECENT);
    let recent_room = if is_waiting { RECENT } else { recent.len() };
    let favorites = destinations.favorites.all.iter().filter(|it| it.was_on);
    let favorites = favorites.filter_map(|favorite| match &favorite.printer {
        Some(printer) => stays(&printer).then(|| offered(printer)),
        None => {
            is_awaited(destinations, favorite).then(|| Card::Awaited(Some(favorite.share.clone())))
        }
    });
    let mut all: Vec<Card> = favorites.collect();
    all.truncate(OFFERED - recent_room.min(RECENT_AT_LEAST));
    let recent_room = recent_room.min(OFFERED - all.len());
    recent.truncate(recent_room);
    let awaited = recent_room - recent.len();
    all.extend(recent.into_iter().map(offered));
    all.extend((0..awaited).map(|_| Card::Awaited(None)));
    Cards {
        all,
        are_nearest: false,
    }
}

/// Whether a favorite may still get its name soon: it was asked for, or will be with the first
/// lists.
fn is_awaited(destinations: &Destinations, favorite: &Favorite) -> bool {
    let is_soon = match *destinations.load {
        LoadState::Idle => favorite.asked != Asked::InVain,
        LoadState::Loaded => false,
        _ => favorite.asked == Asked::Yes,
    };
    let mut first = destinations.favorites.first();
    is_soon && first.any(|it| it.share == favorite.share)
}

/// The nearest of all printers. A favorite or a recent one that is in no list is among them.
fn nearest(state: &State, stays: &dyn Fn(&&ListedPrinter) -> bool) -> Vec<Card> {
    let destinations = &state.destinations;
    let (all, order) = (&*destinations.all, destinations.search.index.order());
    let nearest = order.iter().filter_map(|at| all.get(*at as usize));
    let mut printers: Vec<&ListedPrinter> = nearest.filter(stays).take(OFFERED).collect();
    let favorites = destinations.favorites.all.iter().filter(|it| it.was_on);
    let favorites = favorites.filter_map(|favorite| favorite.printer.as_ref());
    for printer in favorites.chain(recent(destinations)) {
        if !destinations.listed.contains(&printer.share) && stays(&printer) {
            printers.push(printer);
        }
    }
    let mut nearest = options(&Rows::of(state), printers);
    nearest.truncate(OFFERED);
    let nearest = nearest.into_iter().map(Box::new);
    nearest.map(Card::Offered).collect()
}

/// The other printers that were used recently, the latest first.
fn recent(destinations: &Destinations) -> Vec<&ListedPrinter> {
    let favorites = &destinations.favorites.all;
    let is_card = |printer: &ListedPrinter| {
        let known = favorites.iter().find(|it| it.share == printer.share);
        known.is_some_and(|favorite| favorite.was_on && favorite.printer.is_some())
    };
    let recent = destinations.recent.iter().map(|recent| &recent.printer);
    recent.filter(|printer| !is_card(printer)).collect()
}
