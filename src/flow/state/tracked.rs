//! A piece of the state that notes when it is read and when it may have changed.
//!
//! A selector is computed again only after a change of a piece that it has read. Reading and
//! changing are noted by [`Tracked`] itself, so no selector can read a piece that it does not
//! follow, and no piece can change unnoticed.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// The pieces of the state that selectors follow.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What the host set.
    Options,
    /// The time that ages are counted from.
    ShownAt,
    /// Whether the browser is online.
    Online,
    /// Whether there is a camera.
    CanScan,
    /// Whether the nearest printers come first.
    Nearest,
    /// How long the user has been waiting for a token.
    SignIn,
    /// Whether a token of this user was accepted before.
    SignedIn,
    /// The user.
    Account,
    /// The queues and their jobs.
    Queues,
    /// Whether the first reading of the jobs has ended.
    Ready,
    /// The ticked jobs.
    Selected,
    /// The job that may be cancelled.
    Cancelling,
    /// The query in the search field and the printers that match it.
    Search,
    /// How far reading all printers got.
    PrintersLoad,
    /// All printers read so far.
    AllPrinters,
    /// The recent printers.
    RecentPrinters,
    /// The favorite printers.
    Favorites,
    /// The chosen printer.
    Chosen,
    /// What was read about the printers on the screen.
    Seen,
    /// The filter that leaves out printers that do not fit.
    FitFilter,
    /// The last attempt to choose a printer by its code.
    Code,
    /// The printers behind shares.
    Resolutions,
    /// The changed print settings.
    Settings,
    /// The presses, job by job.
    Runs,
    /// When the service wants to be asked again.
    Throttled,
    /// How often the user has changed.
    Users,
    /// What assistive technology is to say.
    Announcements,
}

impl Piece {
    /// How many pieces there are.
    pub const COUNT: usize = Self::Announcements as usize + 1;
}

/// A set of pieces.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces(u32);

impl Pieces {
    /// Adds a piece.
    pub fn insert(&mut self, piece: Piece) {
        self.0 |= 1 << piece as u32;
    }

    /// Whether the two sets have a piece in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The positions in [`Piece`] of the pieces that are in the set.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..Piece::COUNT).filter(move |at| self.0 & (1 << at) != 0)
    }
}

/// The notes about one piece.
#[derive(Debug)]
pub struct Marks {
    piece: Piece,
    read: AtomicBool,
    changed: AtomicBool,
}

impl Marks {
    /// The piece.
    pub fn piece(&self) -> Piece {
        self.piece
    }

    /// Whether the piece was read since this was last asked.
    pub(super) fn take_read(&self) -> bool {
        self.read.swap(false, Ordering::Relaxed)
    }

    /// Whether the piece may have changed since this was last asked.
    pub(super) fn take_change(&self) -> bool {
        self.changed.swap(false, Ordering::Relaxed)
    }
}

/// A piece of the state. A borrow notes that it is read, and a mutable borrow that it may have
/// changed. A new value counts as changed.
pub struct Tracked<T> {
    value: T,
    marks: Marks,
}

impl<T> Tracked<T> {
    /// A value for this piece.
    pub fn new(piece: Piece, value: T) -> Self {
        Self {
            value,
            marks: Marks {
                piece,
                read: AtomicBool::new(false),
                changed: AtomicBool::new(true),
            },
        }
    }

    /// The notes about this piece.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.marks.read.store(true, Ordering::Relaxed);
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.marks.changed.store(true, Ordering::Relaxed);
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Tracked<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_and_a_change_are_noted_once() {
        let mut piece = Tracked::new(Piece::Ready, vec![1]);
        assert!(piece.marks().take_change() && !piece.marks().take_read());
        assert_eq!(piece.len(), 1);
        assert!(piece.marks().take_read() && !piece.marks().take_read());
        assert!(!piece.marks().take_change());
        piece.push(2);
        assert!(piece.marks().take_change() && !piece.marks().take_change());
    }

    #[test]
    fn sets_of_parts_meet_in_a_common_part() {
        let set = |pieces: &[Piece]| {
            let mut set = Pieces::default();
            for piece in pieces {
                set.insert(*piece);
            }
            set
        };
        let last = set(&[Piece::Announcements]);
        assert!(set(&[Piece::Runs, Piece::Announcements]).meets(last));
        assert!(!set(&[Piece::Runs, Piece::Options]).meets(last));
        assert_eq!(last.positions().collect::<Vec<_>>(), [Piece::COUNT - 1]);
    }
}
