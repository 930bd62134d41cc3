//! The printers that are offered above the search field: favorites, then those used recently.

use super::printer_option::{PrinterOption, options};
use super::printer_state::Rows;
use crate::flow::state::State;
use crate::flow::state::destinations::Destinations;
use crate::flow::state::favorites::Asked;
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
    /// The printers that are offered.
    pub printers: Vec<PrinterOption>,
    /// How many cards are still to come before and behind them. Their room is kept, so that nothing
    /// jumps.
    pub awaited: (usize, usize),
}

/// The cards as they are now.
pub fn cards(state: &State) -> Cards {
    let destinations = &state.destinations;
    let left_out = LeftOut::of(state);
    let stays =
        |printer: &&ListedPrinter| left_out.as_ref().is_none_or(|it| !it.has(&printer.share));
    if state.nearest.here().is_some() {
        return Cards {
            printers: nearest(state, &stays),
            awaited: (0, 0),
        };
    }
    let is_waiting = *destinations.load == LoadState::Idle && !state.options.require_presence;
    let mut recent = recent(destinations);
    recent.retain(stays);
    recent.truncate(RECENT);
    let recent_room = if is_waiting { RECENT } else { recent.len() };
    let favorites_room = OFFERED - recent_room.min(RECENT_AT_LEAST);
    let mut favorites = favorites(destinations);
    favorites.retain(stays);
    favorites.truncate(favorites_room);
    let unnamed = destinations.favorites.all.iter();
    let unnamed =
        unnamed.filter(|it| it.was_on && it.printer.is_none() && it.asked != Asked::InVain);
    let unnamed = match *destinations.load {
        LoadState::Loaded => 0,
        _ => unnamed.count().min(favorites_room - favorites.len()),
    };
    let taken = favorites.len() + unnamed;
    recent.truncate(OFFERED - taken);
    let awaited = recent_room.min(OFFERED - taken) - recent.len();
    favorites.extend(recent);
    Cards {
        printers: options(&Rows::of(state), favorites),
        awaited: (unnamed, awaited),
    }
}

/// The nearest of all printers. A favorite or a recent one that is in no list yet is among them.
fn nearest(state: &State, stays: &dyn Fn(&&ListedPrinter) -> bool) -> Vec<PrinterOption> {
    let destinations = &state.destinations;
    let (all, order) = (&*destinations.all, destinations.search.index.order());
    let nearest = order.iter().filter_map(|at| all.get(*at as usize));
    let mut printers: Vec<&ListedPrinter> = nearest.filter(stays).take(OFFERED).collect();
    for printer in favorites(destinations)
        .into_iter()
        .chain(recent(destinations))
    {
        if destinations.position(&printer.share).is_none() && stays(&printer) {
            printers.push(printer);
        }
    }
    let mut nearest = options(&Rows::of(state), printers);
    nearest.truncate(OFFERED);
    nearest
}

/// The favorites that the visit began with. A star that the user adds or takes away moves no card:
/// the next press would meet another one.
fn favorites(destinations: &Destinations) -> Vec<&ListedPrinter> {
    let favorites = destinations.favorites.all.iter();
    let favorites = favorites.filter(|favorite| favorite.was_on);
    favorites
        .filter_map(|favorite| favorite.printer.as_ref())
        .collect()
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
