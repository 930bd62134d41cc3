//! What was read about the printers on the screen, each on its own.
//!
//! A list tells an ordinary user nothing about a printer's state. So the printers on the screen are
//! read one by one, and what came is kept with its time, of so many printers at most.

use std::sync::Arc;
use std::time::Duration;

use universal_print::defaults::ShareWithDefaults;
use universal_print::ids::ShareId;
use universal_print::status::PrinterState;
use universal_print::time::Timestamp;

use super::call::TimerId;

/// Of how many printers is kept what was read. The oldest reading goes first.
const KEPT: usize = 200;
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
    /// Since when they are looked for.
    pub(in crate::flow) near_since: Timestamp,
}

impl Default for SeenPrinters {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            near: Vec::new(),
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

    /// Whether none was read yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All that were read.
    pub fn iter(&self) -> impl Iterator<Item = &SeenPrinter> {
        self.all.iter()
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
            },
        };
        self.all.push(seen);
        if self.all.len() > KEPT {
            self.all.remove(0);
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
    /// How far the list was scrolled.
    pub(in crate::flow) from: usize,
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
            from: 0,
            left: Self::AT_MOST,
            paused: None,
            throttled: 0,
            forbidden: 0,
            lacks_token: false,
        }
    }
}
