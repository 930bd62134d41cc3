//! What was read about the printers on the screen, each on its own.
//!
//! A list tells an ordinary user nothing about a printer's state. So the printers on the screen are
//! read one by one, and what came is kept with its time, of so many printers at most.

use std::sync::Arc;
use std::time::Duration;

use universal_print::defaults::ShareWithDefaults;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::status::PrinterState;
use universal_print::time::Timestamp;

use super::call::TimerId;

/// Of how many printers is kept what was read. The oldest reading goes first.
const KEPT: usize = 200;
/// Those that the filter leaves out are kept beyond that, so that none of them comes back by itself.
const AT_MOST: usize = 1_000;
/// How long a reading counts.
pub(in crate::flow) const FRESH: Duration = Duration::from_secs(60);

/// A printer that was read, or could not be.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenPrinter {
    /// Its share.
    pub share: ShareId,
    /// Its position in the list of all, if it is there.
    pub position: Option<u32>,
    /// When it was asked for last.
    pub(in crate::flow) asked_at: Timestamp,
    /// When it was read.
    pub read_at: Timestamp,
    /// What was read.
    pub reading: Reading,
    /// Whether the filter leaves it out, since the user turned to the list last.
    pub(in crate::flow) is_left_out: bool,
}

/// What came of reading a printer.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// The share as Graph described it, with its printer's defaults.
    Known(Arc<ShareWithDefaults>),
    /// It could not be read.
    NotKnown,
    /// It was removed, or is not shared with this user.
    NotFound,
}

impl Reading {
    /// A reading that failed.
    pub(in crate::flow) fn of_fault(fault: &Fault) -> Self {
        match fault.cause {
            Cause::NotFound => Self::NotFound,
            _ => Self::NotKnown,
        }
    }

    /// The share, if it could be read.
    pub fn known(&self) -> Option<&ShareWithDefaults> {
        match self {
            Self::Known(known) => Some(known),
            _ => None,
        }
    }

    /// Whether it says that it takes jobs and prints them now.
    pub fn is_able(&self) -> bool {
        let base = self.known().map(|known| &known.share.base);
        base.is_some_and(|base| {
            let state = base.status.as_ref().and_then(|it| it.state.as_ref());
            let prints = matches!(state, Some(PrinterState::Idle | PrinterState::Processing));
            prints && base.is_accepting_jobs != Some(false)
        })
    }
}

/// The printers that were read.
#[derive(Debug)]
pub struct SeenPrinters {
    /// The last read comes last.
    all: Vec<SeenPrinter>,
    /// If the chosen printer cannot be used: printers near it that may be offered instead, the
    /// nearest first.
    pub near: Vec<ShareId>,
    /// Those of them that are offered, in the order in which they were offered first.
    pub instead: Vec<ShareId>,
    /// Since when they are looked for.
    pub(in crate::flow) near_since: Timestamp,
}

impl Default for SeenPrinters {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            near: Vec::new(),
            instead: Vec::new(),
            near_since: Timestamp::from_millis(0),
        }
    }
}

impl SeenPrinters {
    /// What was read of a printer.
    pub fn get(&self, share: &ShareId) -> Option<&SeenPrinter> {
        self.all.iter().find(|seen| seen.share == *share)
    }

    /// What was read of a printer near the chosen one, if it can print.
    pub fn able(&self, share: &ShareId) -> Option<&SeenPrinter> {
        let is_able = |seen: &&SeenPrinter| {
            self.near_since.since(seen.read_at) < FRESH && seen.reading.is_able()
        };
        self.get(share).filter(is_able)
    }

    /// Whether what was read of a printer still counts.
    pub(in crate::flow) fn is_recent(&self, share: &ShareId, now: Timestamp) -> bool {
        let seen = self.get(share);
        seen.is_some_and(|seen| now.since(seen.read_at) < FRESH)
    }

    /// Whether none was read yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All that were read.
    pub fn iter(&self) -> impl Iterator<Item = &SeenPrinter> {
        self.all.iter()
    }

    /// All that were read, to change them.
    pub(in crate::flow) fn all_mut(&mut self) -> impl Iterator<Item = &mut SeenPrinter> {
        self.all.iter_mut()
    }

    /// Notes what came of reading a printer. What was read before is better than nothing new.
    pub(in crate::flow) fn note(
        &mut self,
        share: &ShareId,
        position: Option<u32>,
        now: Timestamp,
        reading: Reading,
    ) {
        let at = self.all.iter().position(|seen| seen.share == *share);
        let before = at.map(|at| self.all.remove(at));
        let is_left_out = before.as_ref().is_some_and(|before| before.is_left_out);
        let kept = before.filter(|before| {
            reading == Reading::NotKnown && matches!(before.reading, Reading::Known(_))
        });
        let seen = match kept {
            Some(kept) => SeenPrinter {
                asked_at: now,
                ..kept
            },
            None => SeenPrinter {
                share: share.clone(),
                position,
                asked_at: now,
                read_at: now,
                reading,
                is_left_out,
            },
        };
        self.all.push(seen);
        let shown = self.all.iter().filter(|seen| !seen.is_left_out);
        if self.all.len() > AT_MOST {
            self.all.remove(0);
        } else if shown.count() > KEPT {
            let oldest = self.all.iter().position(|seen| !seen.is_left_out);
            oldest.map(|at| self.all.remove(at));
        }
    }

    /// The user wants everything afresh, so each printer may be read again at once.
    pub(in crate::flow) fn outdate(&mut self) {
        for seen in &mut self.all {
            seen.asked_at = Timestamp::from_millis(0);
        }
    }

    /// The list of all printers is read again from its start.
    pub(in crate::flow) fn forget_positions(&mut self) {
        for seen in &mut self.all {
            seen.position = None;
        }
    }

    /// A printer stands at this position of the list of all.
    pub(in crate::flow) fn place(&mut self, share: &ShareId, position: Option<u32>) {
        let mut seen = self.all.iter_mut();
        if let Some(seen) = seen.find(|seen| seen.share == *share) {
            seen.position = position;
        }
    }
}

/// The printers on the screen, and whether they may be read.
#[derive(Debug)]
pub(in crate::flow) struct InSight {
    /// Those that came into sight last come first.
    pub(in crate::flow) wanted: Vec<ShareId>,
    /// How many more may be read before the user does something about printers.
    pub(in crate::flow) left: u32,
    /// The wait until the service may be asked again.
    pub(in crate::flow) paused: Option<TimerId>,
    /// How often the service said in a row that it is asked too much.
    pub(in crate::flow) throttled: u32,
    /// How many printers in a row could not be read for lack of access.
    pub(in crate::flow) forbidden: u32,
    /// Whether the last reading lacked a usable token.
    pub(in crate::flow) lacks_token: bool,
    /// Whether the service throttled so often that nothing is asked until the user refreshes.
    pub(in crate::flow) is_given_up: bool,
}

impl InSight {
    /// How many printers are read without the user doing anything.
    const AT_MOST: u32 = 40;

    /// The user did something about printers.
    pub(in crate::flow) fn renew(&mut self) {
        self.left = Self::AT_MOST;
    }
}

impl Default for InSight {
    fn default() -> Self {
        Self {
            wanted: Vec::new(),
            left: Self::AT_MOST,
            paused: None,
            throttled: 0,
            forbidden: 0,
            lacks_token: false,
            is_given_up: false,
        }
    }
}
