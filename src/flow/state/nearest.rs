//! Whether the user wants the nearest printers first, and how far finding out where that is got.

use crate::flow::coordinates::Coordinates;

/// One question to the browser for the user's position.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct PositionAttempt(pub(in crate::flow) u32);

/// Why the browser tells no position.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PositionError {
    /// The user, the browser or the page's policy does not allow it.
    Denied,
    /// It cannot be found out, or not in time.
    Unknown,
}

/// The order by distance. The position is only here, and only while the user wants this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nearest {
    /// Whether the browser can be asked for a position.
    pub can_ask: bool,
    /// The question that may still be answered.
    pub(in crate::flow) attempt: Option<PositionAttempt>,
    /// How far it got.
    pub progress: Locating,
}

/// How far finding the position got.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Locating {
    /// The user does not want it.
    #[default]
    Off,
    /// The browser was asked.
    Asking,
    /// The nearest printers come first.
    Known(Coordinates),
    /// The browser tells no position.
    Failed(PositionError),
}

impl Nearest {
    /// The position that the printers are in order of.
    pub fn here(&self) -> Option<Coordinates> {
        match self.progress {
            Locating::Known(here) => Some(here),
            _ => None,
        }
    }
}
