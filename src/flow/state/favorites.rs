//! The user's favorite printers, as far as the screen knows them.
//!
//! Only ids are kept in the browser. Names and places come from the lists, or from reading a
//! printer on its own.

use universal_print::ids::ShareId;

use super::listed_printer::ListedPrinter;

/// The favorites of one user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Favorites {
    /// What they are kept under. `None` while there can be none: the user is not known, or presence
    /// is required.
    pub(in crate::flow) key: Option<String>,
    /// Whether they were read from the browser's storage.
    pub(in crate::flow) is_read: bool,
    /// The oldest first.
    pub(in crate::flow) all: Vec<Favorite>,
}

/// A printer that is a favorite, or was one in this visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Favorite {
    /// Its share.
    pub share: ShareId,
    /// Whether it is a favorite now.
    pub is_on: bool,
    /// Whether it was one when the visit began. Cards keep their places while the user adds and
    /// takes away stars.
    pub was_on: bool,
    /// What is known of it. `None` while that is nothing, and if it is gone.
    pub printer: Option<ListedPrinter>,
    /// Its position in `Destinations::all`, once it was read there.
    pub position: Option<u32>,
    /// Whether it was asked for on its own.
    pub(in crate::flow) asked: Asked,
}

/// Whether a favorite was asked for on its own.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It was not.
    No,
    /// It was.
    Yes,
    /// It was, and there is nothing to know.
    InVain,
}

impl Favorites {
    /// Where a printer is among them.
    pub(in crate::flow) fn at(&self, share: &ShareId) -> Option<usize> {
        self.all.iter().position(|known| known.share == *share)
    }

    /// Whether a printer is a favorite. `None` while there can be none.
    pub fn has(&self, share: &ShareId) -> Option<bool> {
        self.key.as_ref()?;
        Some(self.on().any(|favorite| favorite.share == *share))
    }

    /// The favorites that are asked for on their own if no list has told their names: the oldest
    /// that are not known to be gone.
    pub(in crate::flow) fn first(&self) -> impl Iterator<Item = &Favorite> {
        const ASKED_FOR: usize = 5;
        let there = self.on().filter(|it| it.asked != Asked::InVain);
        there.take(ASKED_FOR)
    }

    /// The favorites, the oldest first.
    pub fn on(&self) -> impl Iterator<Item = &Favorite> {
        self.all.iter().filter(|it| it.is_on)
    }
}
