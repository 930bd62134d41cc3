//! A part of the state that notes when it is read and when it may have changed.
//!
//! A selector is computed again only after a change of a part that it has read. Reading and
//! changing are noted by [`Tracked`] itself, so no selector can read a part that it does not
//! follow, and no part can change unnoticed.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// The parts of the state that selectors follow.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the host set.
    Options,
    /// The time that ages are counted from.
    ShownAt,
    /// Whether the browser is online.
    Online,
    /// Whether there is a camera.
    CanScan,
    /// How long the user has been waiting for a token.
    SignIn,
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
    /// The chosen printer.
    Chosen,
    /// The last attempt to choose a printer by its code.
    Code,
    /// The printers behind shares.
    Resolutions,
    /// The changed print settings.
    Changes,
    /// The presses, job by job.
    Runs,
    /// When the service wants to be asked again.
    Throttled,
    /// What assistive technology is to say.
    Announcements,
}

impl Part {
    /// How many parts there are.
    pub const COUNT: usize = Self::Announcements as usize + 1;
}

/// A set of parts.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

impl Parts {
    /// Adds a part.
    pub fn insert(&mut self, part: Part) {
        self.0 |= 1 << part as u32;
    }

    /// Whether the two sets have a part in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether each part is in the set, by its position in [`Part`].
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..Part::COUNT).filter(move |at| self.0 & (1 << at) != 0)
    }
}

/// The notes about one part.
#[derive(Debug)]
pub struct Marks {
    part: Part,
    read: AtomicBool,
    changed: AtomicBool,
}

impl Marks {
    /// The part.
    pub fn part(&self) -> Part {
        self.part
    }

    /// Whether the part was read since this was last asked.
    pub(super) fn take_read(&self) -> bool {
        self.read.swap(false, Ordering::Relaxed)
    }

    /// Whether the part may have changed since this was last asked.
    pub(super) fn take_change(&self) -> bool {
        self.changed.swap(false, Ordering::Relaxed)
    }
}

/// A part of the state. A borrow notes that it is read, and a mutable borrow that it may have
/// changed. A new value counts as changed.
pub struct Tracked<T> {
    value: T,
    marks: Marks,
}

impl<T> Tracked<T> {
    /// A value for this part.
    pub fn new(part: Part, value: T) -> Self {
        Self {
            value,
            marks: Marks {
                part,
                read: AtomicBool::new(false),
                changed: AtomicBool::new(true),
            },
        }
    }

    /// The notes about this part.
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
        let mut part = Tracked::new(Part::Ready, vec![1]);
        assert!(part.marks().take_change() && !part.marks().take_read());
        assert_eq!(part.len(), 1);
        assert!(part.marks().take_read() && !part.marks().take_read());
        assert!(!part.marks().take_change());
        part.push(2);
        assert!(part.marks().take_change() && !part.marks().take_change());
    }

    #[test]
    fn sets_of_parts_meet_in_a_common_part() {
        let set = |parts: &[Part]| {
            let mut set = Parts::default();
            for part in parts {
                set.insert(*part);
            }
            set
        };
        let last = set(&[Part::Announcements]);
        assert!(set(&[Part::Runs, Part::Announcements]).meets(last));
        assert!(!set(&[Part::Runs, Part::Options]).meets(last));
        assert_eq!(last.positions().collect::<Vec<_>>(), [Part::COUNT - 1]);
    }
}
