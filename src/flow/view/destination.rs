//! The destination field and the chosen printer, as the screen shows them.

use std::cmp::Ordering;
use std::sync::Arc;

use universal_print::ids::ShareId;
use universal_print::location::Location;
use universal_print::share::Share;
use universal_print::status::PrinterState;

use super::code::{self, CodeField};
use crate::flow::state::State;
use crate::flow::state::destinations::{Destinations, Obstacle, ShareDetail};
use crate::flow::state::load::LoadState;
use crate::flow::words::printer::{name, place};
use crate::flow::words::problem::{self, Problem};
use crate::text::{Message, Words};

/// How many options the list shows at once.
pub const SHOWN: usize = 50;

/// How many recent printers are offered above the field.
const OFFERED: usize = 3;

/// The list below the destination field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrinterOptions {
    /// The printers, the recent ones first.
    pub options: Vec<PrinterOption>,
    /// How many matches are not shown.
    pub more: u32,
    /// Whether pages are still arriving.
    pub loading: bool,
    /// Why the list could not be read.
    pub problem: Option<Problem>,
}

/// One printer to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct PrinterOption {
    /// Its share.
    pub share: ShareId,
    /// Its name.
    pub name: Words,
    /// Its location.
    pub place: Words,
    /// Whether the user printed there recently.
    pub recent: bool,
}

/// The picker, without the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    /// The recent printers that are offered above the field.
    pub recent: Vec<PrinterOption>,
    /// The chosen printer.
    pub chosen: Option<Chosen>,
    /// The field for a printer's code.
    pub code: CodeField,
    /// The text in the field: the name of a chosen printer that is not
    /// among the recent ones.
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
    let mut recent = recent(state);
    recent.truncate(OFFERED);
    let chosen = chosen(state);
    let elsewhere = chosen
        .as_ref()
        .filter(|chosen| recent.iter().all(|option| option.share != chosen.share));
    Picker {
        in_field: elsewhere.map_or_else(|| Words::List(Vec::new()), |chosen| chosen.name.clone()),
        recent,
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
    /// Its manufacturer and model.
    pub model: Words,
    /// Its state in a word or two.
    pub state: Message,
    /// Whether that state is good or bad.
    pub condition: Condition,
    /// Why it cannot be used: reasons, then what to do.
    pub obstacle: Option<(Vec<Message>, Message)>,
    /// Other printers, of the same building where there are any.
    pub instead: Vec<PrinterOption>,
    /// Why its state could not be read.
    pub problem: Option<Problem>,
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

/// The printers used recently, the latest first.
fn recent(state: &State) -> Vec<PrinterOption> {
    let destinations = &state.destinations;
    let recent = destinations.recent.iter();
    recent.map(|share| option(share, true)).collect()
}

/// A value that differs whenever the result of [`options`] may differ.
pub fn options_version(state: &State) -> (String, usize, usize, bool) {
    let Destinations {
        query,
        all,
        recent,
        load,
        ..
    } = &state.destinations;
    (
        query.clone(),
        all.len(),
        recent.len(),
        *load == LoadState::Loading,
    )
}

/// The list for the user's query.
pub fn options(state: &State) -> PrinterOptions {
    let destinations = &state.destinations;
    let searching = !destinations.query.trim().is_empty();
    let found: Vec<&Arc<Share>> = if searching {
        let hits = destinations.hits.found.iter();
        hits.filter_map(|&at| destinations.all.get(at)).collect()
    } else {
        destinations.all.iter().collect()
    };
    // `destinations.recent` and `destinations.all` share the shares that are in both.
    let is_recent = |share: &Arc<Share>| {
        let mut recent = destinations.recent.iter();
        recent.any(|recent| Arc::ptr_eq(recent, share))
    };
    let recent = destinations
        .recent
        .iter()
        .filter(|recent| !searching || found.iter().any(|share| Arc::ptr_eq(share, recent)));
    let recent: Vec<PrinterOption> = recent.map(|share| option(share, true)).collect();
    // Only the first few of thousands are sorted.
    let room = SHOWN.saturating_sub(recent.len());
    let mut rest: Vec<&Share> = Vec::new();
    let mut more: usize = 0;
    for share in found {
        if is_recent(share) {
            continue;
        }
        // Most come after the last of these few.
        if rest.len() >= room && rest.last().is_none_or(|last| by_place(last, share).is_le()) {
            more += 1;
            continue;
        }
        let at = rest.partition_point(|before| by_place(before, share).is_le());
        rest.insert(at, share);
        if rest.len() > room {
            rest.pop();
            more += 1;
        }
    }
    let rest = rest.into_iter().map(|share| option(share, false));
    PrinterOptions {
        options: recent.into_iter().chain(rest).collect(),
        more: u32::try_from(more).unwrap_or(u32::MAX),
        loading: matches!(destinations.load, LoadState::Loading | LoadState::Idle),
        problem: match &destinations.load {
            LoadState::Failed(fault) => Some(problem::of_fault(fault)),
            _ => None,
        },
    }
}

fn option(share: &Share, recent: bool) -> PrinterOption {
    PrinterOption {
        share: share.id.clone(),
        name: name(share),
        place: place(share.base.location.as_ref()),
        recent,
    }
}

/// Orders printers with a location first, by site, building, floor and room,
/// then by name. Compares member by member, because most pairs differ in the first.
fn by_place(a: &Share, b: &Share) -> Ordering {
    const PARTS: [fn(&Location) -> &Option<String>; 4] = [
        |place| &place.site,
        |place| &place.building,
        |place| &place.floor,
        |place| &place.room_name,
    ];
    let unplaced = |share: &Share| {
        let place = share.base.location.as_ref();
        place.is_none_or(|place| PARTS.iter().all(|part| part(place).is_none()))
    };
    let mut order = unplaced(a).cmp(&unplaced(b));
    if let (Some(a), Some(b)) = (&a.base.location, &b.base.location) {
        for part in PARTS {
            order = order.then_with(|| part(a).cmp(part(b)));
        }
    }
    order.then_with(|| a.base.display_name.cmp(&b.base.display_name))
}

/// The chosen printer, if there is one.
pub fn chosen(state: &State) -> Option<Chosen> {
    let destinations = &state.destinations;
    let id = destinations.chosen.as_ref()?;
    let share = destinations.find(id);
    let (words, condition) = match &destinations.detail {
        None | Some(ShareDetail::Loading) => (Message::state_reading(), Condition::Unknown),
        Some(ShareDetail::Failed(_)) => (Message::state_unknown(), Condition::Unknown),
        Some(ShareDetail::Known(share)) => state_words(share),
    };
    let obstacle = destinations.obstacle();
    let instead = obstacle
        .map(|_| alternatives(destinations, id))
        .unwrap_or_default();
    let (words, condition) = match obstacle {
        Some(Obstacle::NotAccepting) => (Message::state_not_accepting(), Condition::Bad),
        Some(Obstacle::NotFound) => (Message::state_gone(), Condition::Bad),
        _ => (words, condition),
    };
    Some(Chosen {
        share: id.clone(),
        name: share.map_or_else(|| Message::destination_unnamed().into(), name),
        place: place(share.and_then(|share| share.base.location.as_ref())),
        model: Words::List(share.and_then(model).into_iter().map(Words::from).collect()),
        state: words,
        condition,
        obstacle: obstacle.map(|obstacle| explain(obstacle, share)),
        instead,
        problem: match &destinations.detail {
            Some(ShareDetail::Failed(fault)) if obstacle.is_none() => {
                Some(problem::of_fault(fault))
            }
            _ => None,
        },
    })
}

fn model(share: &Share) -> Option<String> {
    let base = &share.base;
    match (&base.manufacturer, &base.model) {
        (Some(make), Some(model)) if !model.contains(make.as_str()) => {
            Some(format!("{make} {model}"))
        }
        (_, Some(model)) => Some(model.clone()),
        (make, None) => make.clone(),
    }
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

fn explain(obstacle: Obstacle, share: Option<&Share>) -> (Vec<Message>, Message) {
    match obstacle {
        Obstacle::NotFound => (Vec::new(), Message::gone_advice()),
        Obstacle::NotAccepting => (Vec::new(), Message::not_accepting_advice()),
        Obstacle::Stopped => {
            let status = share.and_then(|share| share.base.status.as_ref());
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
fn alternatives(destinations: &Destinations, id: &ShareId) -> Vec<PrinterOption> {
    const SEVERAL: usize = 3;
    let mut near = Vec::new();
    let add = |share: &Share, near: &mut Vec<PrinterOption>| {
        if near.len() < SEVERAL && share.id != *id {
            near.push(option(share, false));
        }
    };
    let here = destinations.find(id);
    let here = here.and_then(|share| share.base.location.as_ref());
    let building = here.and_then(|here| here.building.as_ref());
    let floor = here.and_then(|here| here.floor.as_ref());
    for on_this_floor in [true, false] {
        for share in &destinations.all {
            let there = share.base.location.as_ref();
            let is_here = there.is_some_and(|it| {
                it.building.is_some()
                    && it.building.as_ref() == building
                    && (it.floor.as_ref() == floor) == on_this_floor
            });
            if is_here {
                add(share, &mut near);
            }
        }
    }
    if near.is_empty() {
        for share in &destinations.recent {
            add(share, &mut near);
        }
    }
    near
}
