//! The destination field and the chosen printer, as the screen shows them.

use std::ops::Range;

use universal_print::ids::ShareId;
use universal_print::share::Share;
use universal_print::status::PrinterState;

use super::cards::cards;
use super::code::{self, CodeField};
use super::printer_option::{option, options};
use crate::flow::state::State;
use crate::flow::state::destinations::{Destinations, Obstacle, ShareDetail};
use crate::flow::state::listed_printer::ListedPrinter;
use crate::flow::state::load::LoadState;
use crate::flow::words::printer::{name, place};
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
    pub cards: Vec<PrinterOption>,
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
    let chosen = chosen(state);
    let elsewhere = chosen
        .as_ref()
        .filter(|chosen| cards.iter().all(|option| option.share != chosen.share));
    Picker {
        in_field: elsewhere.map_or_else(|| Words::List(Vec::new()), |chosen| chosen.name.clone()),
        cards,
        chosen,
        code: code::field(state),
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
    /// How far it is, in metres, where that is known.
    pub metres: Option<u32>,
    /// Its manufacturer and model.
    pub model: Words,
    /// Its state in a word or two.
    pub state: Message,
    /// Whether that state is good or bad.
    pub condition: Condition,
    /// Whether it is a favorite. `None` where there can be no favorites.
    pub favorite: Option<bool>,
    /// Why it cannot be used: reasons, then what to do.
    pub obstacle: Option<(Vec<Message>, Message)>,
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
        }
    }
}

/// Whether the chosen printer is in a good state.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It can print.
    Good,
    /// It cannot print now.
    Bad,
    /// Its state is not known.
    Unknown,
}

impl Condition {
    /// The attribute's value that the styles select by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Unknown => "unknown",
        }
    }
}

/// The list for the user's query.
pub fn list<'a>(state: &'a State) -> PrinterList {
    let destinations = &state.destinations;
    let searching = !destinations.search.query.trim().is_empty();
    let found = found(destinations);
    let mut listed = 0;
    // A printer that was not read with the others cannot be searched.
    let mut take = |printer: &'a ListedPrinter, position: Option<u32>| {
        let is_found = position.is_some_and(|at| !searching || found.contains(&at));
        listed += usize::from(is_found);
        (is_found || !searching).then_some(printer)
    };
    let favorites = destinations.favorites.on();
    let favorites = favorites.filter_map(|it| take(it.printer.as_ref()?, it.position));
    let favorites = options(state, favorites.collect());
    let recent = destinations.recent.iter();
    let recent = recent.filter(|it| destinations.favorites.has(&it.printer.share) != Some(true));
    let recent = recent.filter_map(|it| take(&it.printer, it.position));
    let recent = options(state, recent.collect());
    PrinterList {
        others: found.len().saturating_sub(listed),
        favorites,
        recent,
        loading: matches!(*destinations.load, LoadState::Loading | LoadState::Idle),
        problem: problem::of_list(&destinations.load),
    }
}

/// Some of the others in the list, by their positions after the recent printers.
pub fn others(state: &State, positions: Range<usize>) -> Vec<PrinterOption> {
    let destinations = &state.destinations;
    let favorites = destinations.favorites.on().map(|it| it.position);
    let recent = destinations.recent.iter().map(|it| it.position);
    let first: Vec<u32> = favorites.chain(recent).flatten().collect();
    let is_other = |at: &&u32| !first.contains(at);
    let others = found(destinations).iter().filter(is_other);
    let some = others.skip(positions.start).take(positions.len());
    let all = &*destinations.all;
    some.filter_map(|at| Some(option(state, all.get(*at as usize)?)))
        .collect()
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
        Some(ShareDetail::Failed(_)) => (Message::state_unknown(), Condition::Unknown),
        Some(ShareDetail::Known(known)) => state_words(&known.share),
    };
    let obstacle = destinations.obstacle();
    let instead = obstacle
        .map(|_| alternatives(state, id))
        .unwrap_or_default();
    let (words, condition) = match obstacle {
        Some(Obstacle::NotAccepting) => (Message::state_not_accepting(), Condition::Bad),
        Some(Obstacle::NotFound) => (Message::state_gone(), Condition::Bad),
        _ => (words, condition),
    };
    let model = printer.and_then(ListedPrinter::model);
    Some(Chosen {
        share: id.clone(),
        name: printer.map_or_else(|| Message::destination_unnamed().into(), name),
        place: printer.map_or_else(|| Words::List(Vec::new()), place),
        metres: printer
            .zip(state.nearest.here())
            .and_then(|(it, here)| it.metres_from(here)),
        model: Words::List(model.into_iter().map(Words::from).collect()),
        state: words,
        condition,
        favorite: destinations.favorites.has(id),
        obstacle: obstacle.map(|obstacle| explain(obstacle, detail)),
        instead,
        problem: match detail {
            Some(ShareDetail::Failed(fault)) if obstacle.is_none() => {
                Some(problem::of_fault(fault))
            }
            _ => None,
        },
    })
}

fn state_words(share: &Share) -> (Message, Condition) {
    let status = share.base.status.as_ref();
    match status.and_then(|status| status.state.as_ref()) {
        Some(PrinterState::Idle) => (Message::state_ready(), Condition::Good),
        Some(PrinterState::Processing) => (Message::state_busy(), Condition::Good),
        Some(PrinterState::Stopped) => (Message::state_stopped(), Condition::Bad),
        _ => (Message::state_unknown(), Condition::Unknown),
    }
}

fn explain(obstacle: Obstacle, detail: Option<&ShareDetail>) -> (Vec<Message>, Message) {
    match obstacle {
        Obstacle::NotFound => (Vec::new(), Message::gone_advice()),
        Obstacle::NotAccepting => (Vec::new(), Message::not_accepting_advice()),
        Obstacle::Stopped => {
            let status = match detail {
                Some(ShareDetail::Known(known)) => known.share.base.status.as_ref(),
                _ => None,
            };
            let details = status
                .map(|status| status.details.as_slice())
                .unwrap_or_default();
            let mut reasons: Vec<Message> = details.iter().filter_map(|it| reason(it)).collect();
            reasons.dedup();
            (reasons, Message::stopped_advice())
        }
    }
}

/// The printer's own reason, where a person at the printer can act on it.
/// `disconnected` appears in Microsoft's examples and in no list of members.
///
/// <https://learn.microsoft.com/graph/api/resources/printerstatus>
fn reason(detail: &str) -> Option<Message> {
    Some(match detail {
        "mediaEmpty" | "mediaNeeded" | "inputTrayMissing" => Message::reason_paper_out(),
        "mediaJam" => Message::reason_paper_jam(),
        "coverOpen" | "doorOpen" | "interlockOpen" => Message::reason_open(),
        "tonerEmpty" | "markerSupplyEmpty" | "developerEmpty" => Message::reason_supplies(),
        "outputAreaFull" | "outputTrayMissing" => Message::reason_output_full(),
        "disconnected" | "shutdown" | "timedOut" | "connectingToDevice" => {
            Message::reason_offline()
        }
        "paused" | "movingToPaused" => Message::reason_paused(),
        _ => return None,
    })
}

/// Up to three printers of the same building, those of the same floor first;
/// where there are none, recent printers. Their state is read when they are chosen.
fn alternatives(state: &State, id: &ShareId) -> Vec<PrinterOption> {
    const SEVERAL: usize = 3;
    let destinations = &state.destinations;
    let mut near = Vec::new();
    let add = |printer: &ListedPrinter, near: &mut Vec<PrinterOption>| {
        if near.len() < SEVERAL && printer.share != *id {
            near.push(option(state, printer));
        }
    };
    let here = destinations.find(id);
    let here = here.as_deref();
    let building = here.and_then(ListedPrinter::building);
    let floor = here.and_then(ListedPrinter::floor);
    for on_this_floor in [true, false] {
        for printer in destinations.all.iter() {
            let is_here = building.is_some()
                && printer.building() == building
                && (printer.floor() == floor) == on_this_floor;
            if is_here {
                add(printer, &mut near);
            }
        }
    }
    if near.is_empty() {
        for recent in destinations.recent.iter() {
            add(&recent.printer, &mut near);
        }
    }
    near
}
