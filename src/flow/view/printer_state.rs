//! The state of a printer and whether it fits, as its row shows them before it is chosen.

use universal_print::defaults::ShareWithDefaults;
use universal_print::ids::ShareId;
use universal_print::share::Share;
use universal_print::status::{PrinterState, PrinterStatus};
use universal_print::time::Timestamp;

use super::age::Age;
use crate::flow::state::State;
use crate::flow::state::asks::{Asks, FitSum};
use crate::flow::state::sight::Reading;
use crate::flow::words::fit::lost_values;
use crate::flow::words::printer;
use crate::text::{Message, Words};

/// How many lost values a row names.
const NAMED: usize = 3;

/// Whether a printer is in a good state.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// It can print.
    Good,
    /// It cannot print now.
    Bad,
    /// It can print, and not all as the jobs ask for.
    Lossy,
    /// Its state is not known.
    #[default]
    Unknown,
}

impl Condition {
    /// The attribute's value that the styles select by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Lossy => "lossy",
            Self::Unknown => "unknown",
        }
    }
}

/// What a printer's row says about it besides its name and place. Nothing while it is not read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrinterNow {
    /// Its state, with the reason if it has stopped.
    pub state: Option<Message>,
    /// How long ago it was read.
    pub age: Option<Age>,
    /// What runs out.
    pub supplies: Option<Message>,
    /// What it makes of the ticked jobs.
    pub fit: Option<Message>,
    /// What it cannot do of what they ask for.
    pub lost: Option<Message>,
    /// Whether all this is good or bad.
    pub condition: Condition,
}

/// What all rows are computed with.
pub struct Rows<'a> {
    pub(super) state: &'a State,
    /// What the ticked jobs ask for, and the time, once any printer was read.
    known: Option<(Asks, Timestamp)>,
    /// Whether only printers that fit are wanted.
    is_filtered: bool,
}

impl<'a> Rows<'a> {
    /// The rows as they are now.
    pub fn of(state: &'a State) -> Self {
        // Until then, a tick changes no row.
        let is_known = !state.destinations.seen.is_empty();
        Self {
            state,
            is_filtered: state.destinations.fit_filter.is_on && state.ticked().next().is_some(),
            known: is_known.then(|| (state.asks(), *state.shown_at)),
        }
    }

    /// What the row of a printer says.
    pub fn now(&self, share: &ShareId) -> PrinterNow {
        let seen = self.state.destinations.seen.get(share);
        let Some((seen, (asks, now))) = seen.zip(self.known.as_ref()) else {
            return PrinterNow {
                fit: self.is_filtered.then(Message::not_known_yet),
                ..PrinterNow::default()
            };
        };
        let (state, condition) = match &seen.reading {
            Reading::Known(known) => state_and_reason(&known.share),
            Reading::NotKnown => (Message::state_unknown(), Condition::Unknown),
            Reading::NotFound => (Message::state_gone(), Condition::Bad),
        };
        let now = PrinterNow {
            state: Some(state),
            age: Some(Age::of(seen.read_at, *now)),
            condition,
            ..PrinterNow::default()
        };
        match seen.reading.known() {
            Some(known) => with_fit(asks, known, now),
            None => now,
        }
    }
}

fn with_fit(asks: &Asks, known: &ShareWithDefaults, now: PrinterNow) -> PrinterNow {
    let supplies = supplies(known.share.base.status.as_ref());
    if asks.is_empty() {
        return PrinterNow { supplies, ..now };
    }
    let sum = asks.at(known);
    let condition = match now.condition {
        Condition::Good if sum.lost > 0 => Condition::Lossy,
        condition => condition,
    };
    let mut values: Vec<Words> = Vec::new();
    for fit in &sum.losses {
        for value in lost_values(fit) {
            if values.len() < NAMED && !values.contains(&value) {
                values.push(value);
            }
        }
    }
    PrinterNow {
        supplies,
        fit: Some(fit_words(&sum)),
        lost: (!values.is_empty()).then(|| Message::not_here(Words::List(values))),
        condition,
        ..now
    }
}

/// How many of the ticked jobs fit, if that can be said.
fn fit_words(sum: &FitSum) -> Message {
    let total = sum.fitting + sum.lost + sum.not_told;
    match sum {
        FitSum { lost: 1.., .. } => Message::fits_some(sum.fitting, total),
        FitSum { not_told: 1.., .. } => Message::fit_not_known(),
        _ if total == 2 => Message::fits_both(),
        _ => Message::fits_all(total),
    }
}

/// Its state in a word or two, and why it has stopped.
fn state_and_reason(share: &Share) -> (Message, Condition) {
    let status = share.base.status.as_ref();
    let (words, condition) = state_words(share);
    let reason = reasons(status).into_iter().next();
    let words = match reason.filter(|_| condition == Condition::Bad) {
        Some(reason) if share.base.is_accepting_jobs != Some(false) => {
            Message::setting_value(words.into(), reason.into())
        }
        _ => words,
    };
    (words, condition)
}

/// The state of a printer in a word or two.
pub(super) fn state_words(share: &Share) -> (Message, Condition) {
    let status = share.base.status.as_ref();
    let condition = match status.and_then(|status| status.state.as_ref()) {
        _ if share.base.is_accepting_jobs == Some(false) => Condition::Bad,
        Some(PrinterState::Idle | PrinterState::Processing) => Condition::Good,
        Some(PrinterState::Stopped) => Condition::Bad,
        _ => Condition::Unknown,
    };
    (printer::state(share), condition)
}

/// Why it has stopped, where a person at the printer can act on it.
pub(super) fn reasons(status: Option<&PrinterStatus>) -> Vec<Message> {
    let details = status.map(|status| status.details.as_slice());
    let details = details.unwrap_or_default().iter();
    let mut reasons: Vec<Message> = details.filter_map(|it| reason(it)).collect();
    reasons.dedup();
    reasons
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

/// What runs out while the printer still prints.
pub(super) fn supplies(status: Option<&PrinterStatus>) -> Option<Message> {
    let details = status?.details.as_slice();
    let has = |wanted: &[&str]| details.iter().any(|it| wanted.contains(&it.as_str()));
    if has(&["tonerLow", "markerSupplyLow", "developerLow"]) {
        Some(Message::toner_low())
    } else if has(&["mediaLow"]) {
        Some(Message::paper_low())
    } else {
        None
    }
}
