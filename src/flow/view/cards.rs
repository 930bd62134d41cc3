//! The printers that are offered above the search field: favorites, then those used recently.

use super::printer_option::{PrinterOption, options};
use crate::flow::state::State;
use crate::flow::state::destinations::Destinations;
use crate::flow::state::left_out::LeftOut;
use crate::flow::state::listed_printer::ListedPrinter;

/// How many printers are offered.
const OFFERED: usize = 5;
/// How many of them are recent ones, if no favorites need the room.
const RECENT: usize = 3;
/// How many recent ones have room although there are many favorites.
const RECENT_AT_LEAST: usize = 2;

/// The printers that are offered.
pub fn cards(state: &State) -> Vec<PrinterOption> {
    let destinations = &state.destinations;
    let left_out = LeftOut::of(state);
    let stays =
        |printer: &&ListedPrinter| left_out.as_ref().is_none_or(|it| !it.has(&printer.share));
    let mut recent = recent(destinations);
    recent.retain(stays);
    if state.nearest.here().is_some() {
        return nearest(state, &stays);
    }
    recent.truncate(RECENT);
    let mut favorites = favorites(destinations);
    favorites.retain(stays);
    favorites.truncate(OFFERED - recent.len().min(RECENT_AT_LEAST));
    recent.truncate(OFFERED - favorites.len());
    favorites.extend(recent);
    options(state, favorites)
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
    let mut nearest = options(state, printers);
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
