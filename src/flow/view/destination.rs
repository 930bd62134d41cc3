//! The destination field and the chosen printer, as the screen shows them.

use std::ops::Range;

use universal_print::ids::ShareId;
use universal_print::status::PrinterStatus;

use super::age::Age;
use super::cards::{Cards, cards};
use super::code::{self, CodeField};
use super::printer_option::{option, options};
use super::printer_state::{Condition, PrinterNow, Rows, reasons, state_words, supplies};
use crate::flow::state::State;
use crate::flow::state::destinations::{Destinations, Obstacle, ShareDetail};
use crate::flow::state::left_out::LeftOut;
use crate::flow::state::listed_printer::ListedPrinter;
use crate::flow::state::load::LoadState;
use crate::flow::words::printer::{name, place, short_place};
use crate::flow::words::problem::{self, Problem};
use crate::text::{Message, Words};

pub use super::printer_option::PrinterOption;

/// The list below the destination field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrinterList {
    /// The favorite printers that match the query. They come first.
    pub favorites: Vec<PrinterOption>,
    /// The other recent printers that match the query.
    pub recent: Vec<PrinterOption>,
    /// How many other printers match, sorted by location.
    pub others: usize,
    /// Whether pages are still arriving.
    pub loading: bool,
    /// Why the list could not be read.
    pub problem: Option<Problem>,
}

impl PrinterList {
    /// How many printers are in the list.
    pub fn len(&self) -> usize {
        self.first() + self.others
    }

    /// How many printers come before the others.
    pub fn first(&self) -> usize {
        self.favorites.len() + self.recent.len()
    }

    /// Whether no printer is in the list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The picker, without the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// The favorite and recent printers that are offered above the field.
    pub cards: Cards,
    /// The chosen printer.
    pub chosen: Option<Chosen>,
    /// The field for a printer's code.
    pub code: CodeField,
    /// The text in the field: the name of a chosen printer that is not
    /// among them.
    pub in_field: Words,
}

impl Picker {
    /// Whether this is the chosen printer.
    pub fn is_chosen(&self, share: &ShareId) -> bool {
        self.chosen
            .as_ref()
            .is_some_and(|chosen| chosen.share == *share)
    }
}

/// The picker as it is now.
pub fn picker(state: &State) -> Picker {
    let cards = cards(state);
    let mut chosen = chosen(state);
    let mut in_field = Words::List(Vec::new());
    if let Some(chosen) = &mut chosen {
        chosen.age = age(state, &chosen.share);
        let mut offered = cards.printers();
        if offered.any(|option| option.share == chosen.share) {
            // Its card has the star.
            chosen.favorite = None;
            chosen.is_on_card = true;
        } else {
            in_field = chosen.name.clone();
        }
    }
    Picker {
        cards,
        chosen,
        code: code::field(state),
        in_field,
    }
}

/// The chosen printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// Its share.
    pub share: ShareId,
    /// Its name.
    pub name: Words,
    /// Its location.
    pub place: Words,
    /// As much of its location as the line above the button has room for.
    pub short_place: Option<Words>,
    /// Whether a card above the field shows it.
    pub is_on_card: bool,
    /// How far it is, in metres, where that is known.
    pub metres: Option<u32>,
    /// Its manufacturer and model.
    pub model: Words,
    /// Its state in a word or two.
    pub state: Message,
    /// How long ago that was read.
    pub age: Option<Age>,
    /// Whether that state is good or bad.
    pub condition: Condition,
    /// Whether it is a favorite. `None` where there can be no favorites.
    pub favorite: Option<bool>,
    /// What runs out.
    pub supplies: Option<Message>,
    /// Why it cannot be used, or has stopped.
    pub obstacle: Option<Trouble>,
    /// Other printers, of the same building where there are any.
    pub instead: Vec<PrinterOption>,
    /// Why its state could not be read.
    pub problem: Option<Problem>,
}

impl Chosen {
    /// The printer as one to choose.
    pub fn option(&self) -> PrinterOption {
        PrinterOption {
            share: self.share.clone(),
            name: self.name.clone(),
            place: self.place.clone(),
            metres: self.metres,
            favorite: self.favorite,
            now: PrinterNow::default(),
        }
    }
}

/// Why the chosen printer cannot be used, or has stopped and may be used all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// The printer's own reasons.
    pub reasons: Vec<Message>,
    /// What to do. Nothing where the page allows to send all the same.
    pub advice: Option<Message>,
}

/// The list for the user's query.
pub fn list<'a>(state: &'a State) -> PrinterList {
    let destinations = &state.destinations;
    let searching = !destinations.search.query.trim().is_empty();
    let found = found(destinations);
    let left_out = LeftOut::of(state);
    let mut listed = 0;
    // A printer that was not read with the others cannot be searched.
    let mut take = |printer: &'a ListedPrinter, position: Option<u32>| {
        let is_found = position.is_some_and(|at| !searching || found.contains(&at));
        listed += usize::from(is_found);
        let is_left_out = left_out.as_ref().is_some_and(|it| it.has(&printer.share));
        ((is_found || !searching) && !is_left_out).then_some(printer)
    };
    let favorites = destinations.favorites.on();
    let favorites = favorites.filter_map(|it| take(it.printer.as_ref()?, it.position));
    let rows = Rows::of(state);
    let favorites = options(&rows, favorites.collect());
    let recent = destinations.recent.iter();
    let recent = recent.filter(|it| destinations.favorites.has(&it.printer.share) != Some(true));
    let recent = recent.filter_map(|it| take(&it.printer, it.position));
    let recent = options(&rows, recent.collect());
    PrinterList {
        others: match &left_out {
            Some(left_out) => other_positions(state, left_out).len(),
            None => found.len().saturating_sub(listed),
        },
        favorites,
        recent,
        loading: matches!(*destinations.load, LoadState::Loading | LoadState::Idle),
        problem: problem::of_list(&destinations.load),
    }
}

/// Some of the others in the list, by their positions after the recent printers.
pub fn others(state: &State, positions: Range<usize>) -> Vec<PrinterOption> {
    let (start, count) = (positions.start, positions.len());
    let some: Vec<u32> = match LeftOut::of(state) {
        Some(left_out) => {
            let others = other_positions(state, &left_out).into_iter();
            others.skip(start).take(count).collect()
        }
        None => found_others(state).skip(start).take(count).collect(),
    };
    let all = &*state.destinations.all;
    let rows = Rows::of(state);
    let some = some.into_iter();
    some.filter_map(|at| Some(option(&rows, all.get(at as usize)?)))
        .collect()
}

/// The position of a printer among the others.
pub fn place_among_others(state: &State, share: &ShareId) -> Option<usize> {
    let at = state.destinations.position(share)?;
    match LeftOut::of(state) {
        Some(left_out) => {
            let mut others = other_positions(state, &left_out).into_iter();
            others.position(|other| other == at)
        }
        None => found_others(state).position(|other| other == at),
    }
}

/// The positions of the others that match the query.
fn found_others(state: &State) -> impl Iterator<Item = u32> {
    let destinations = &state.destinations;
    let favorites = destinations.favorites.on().map(|it| it.position);
    let recent = destinations.recent.iter().map(|it| it.position);
    let first: Vec<u32> = favorites.chain(recent).flatten().collect();
    let found = found(destinations).iter().copied();
    found.filter(move |at| !first.contains(at))
}

/// The positions of the others that match the query and that the filter leaves.
fn other_positions(state: &State, left_out: &LeftOut) -> Vec<u32> {
    left_out.stay(state, found_others(state))
}

/// The positions of all that match the query, in order of their places.
fn found(destinations: &Destinations) -> &[u32] {
    let search = &*destinations.search;
    if search.query.trim().is_empty() {
        search.index.order()
    } else {
        &search.hits.found
    }
}

/// The chosen printer, if there is one.
pub fn chosen(state: &State) -> Option<Chosen> {
    let destinations = &state.destinations;
    let id = destinations.choice.share.as_ref()?;
    let printer = destinations.find(id);
    let printer = printer.as_deref();
    let detail = destinations.choice.detail.as_ref();
    let (words, condition) = match detail {
        None | Some(ShareDetail::Loading) => (Message::state_reading(), Condition::Unknown),
        _ => match destinations.choice.current() {
            Some(known) => state_words(&known.share),
            None => (Message::state_unknown(), Condition::Unknown),
        },
    };
    let obstacle = destinations.obstacle();
    let instead = obstacle.map(|_| alternatives(state)).unwrap_or_default();
    let (words, condition) = match obstacle {
        Some(Obstacle::NotFound) => (Message::state_gone(), Condition::Bad),
        _ => (words, condition),
    };
    let known = destinations.choice.current();
    let status = known.and_then(|known| known.share.base.status.as_ref());
    let is_blocked = state.blocked().is_some();
    let model = printer.and_then(ListedPrinter::model);
    Some(Chosen {
        share: id.clone(),
        name: printer.map_or_else(|| Message::destination_unnamed().into(), name),
        place: printer.map_or_else(|| Words::List(Vec::new()), place),
        short_place: printer.and_then(short_place),
        is_on_card: false,
        metres: printer
            .zip(state.nearest.here())
            .and_then(|(it, here)| it.metres_from(here)),
        model: Words::List(model.into_iter().map(Words::from).collect()),
        state: words,
        age: None,
        condition,
        favorite: destinations.favorites.has(id),
        supplies: supplies(status),
        obstacle: obstacle.map(|obstacle| explain(obstacle, is_blocked, status)),
        instead,
        problem: match detail {
            Some(ShareDetail::Failed(fault)) if obstacle.is_none() => {
                Some(problem::of_fault(fault))
            }
            _ => None,
        },
    })
}

/// How long ago the state of the chosen printer was read, once it is known.
fn age(state: &State, share: &ShareId) -> Option<Age> {
    if state.destinations.choice.detail == Some(ShareDetail::Loading) {
        return None;
    }
    state.destinations.choice.current()?;
    let seen = state.destinations.seen.get(share)?;
    Some(Age::of(seen.read_at, *state.shown_at))
}

fn explain(obstacle: Obstacle, is_blocked: bool, status: Option<&PrinterStatus>) -> Trouble {
    let (reasons, advice) = match obstacle {
        Obstacle::NotFound => (Vec::new(), Message::gone_advice()),
        Obstacle::NotAccepting => (Vec::new(), Message::not_accepting_advice()),
        Obstacle::Stopped => (reasons(status), Message::stopped_advice()),
    };
    Trouble {
        reasons,
        advice: is_blocked.then_some(advice),
    }
}

/// The printers that are offered instead of the chosen one.
fn alternatives(state: &State) -> Vec<PrinterOption> {
    let destinations = &state.destinations;
    let rows = Rows::of(state);
    let instead = destinations.seen.instead.iter();
    let instead = instead.filter_map(|share| destinations.find(share));
    instead.map(|printer| option(&rows, &printer)).collect()
}
