//! What the ticked jobs ask of any printer, to see which printers fit.

use universal_print::capabilities::Capabilities;
use universal_print::configuration::Changes;
use universal_print::defaults::{Defaults, ShareWithDefaults};
use universal_print::fit::{Asked, Fit};
use universal_print::job::Job;

use super::State;

/// What the ticked jobs ask for. Jobs that ask for the same are compared with a printer once.
#[derive(Debug, Default)]
pub struct Asks {
    /// Each with how many jobs ask for it.
    asked: Vec<(Asked, u32)>,
}

/// What a printer makes of the ticked jobs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitSum {
    /// How many jobs come out as they ask for.
    pub fitting: u32,
    /// How many lose something or are impossible.
    pub lost: u32,
    /// Of how many it is not known.
    pub not_told: u32,
    /// What becomes of each kind of job that loses something.
    pub losses: Vec<Fit>,
}

impl FitSum {
    /// Whether all jobs are known to come out as they ask for.
    pub fn is_fitting(&self) -> bool {
        self.fitting > 0 && self.lost == 0 && self.not_told == 0
    }
}

impl State {
    /// What the ticked jobs ask for, with the user's changes.
    pub fn asks(&self) -> Asks {
        let as_sent = Changes::default();
        // Of many jobs most ask for the same. Only what differs is copied.
        let mut kinds: Vec<(&Job, &Changes, u32)> = Vec::new();
        for waiting in self.ticked() {
            let settings = self.settings.of(&waiting.key);
            let changes = settings.map_or(&as_sent, |settings| &settings.changes);
            let mut known = kinds.iter_mut();
            match known.find(|(job, its, _)| **its == *changes && ask_the_same(job, &waiting.job)) {
                Some((_, _, count)) => *count += 1,
                None => kinds.push((&waiting.job, changes, 1)),
            }
        }
        let mut asked: Vec<(Asked, u32)> = Vec::new();
        for (job, changes, jobs) in kinds {
            let ask = Asked::new(job, changes);
            match asked.iter_mut().find(|(known, _)| *known == ask) {
                Some((_, count)) => *count += jobs,
                None => asked.push((ask, jobs)),
            }
        }
        Asks { asked }
    }
}

/// Whether two jobs ask for the same as they were sent.
fn ask_the_same(one: &Job, other: &Job) -> bool {
    let one_types = one.documents.iter().map(|it| &it.content_type);
    let other_types = other.documents.iter().map(|it| &it.content_type);
    one.configuration == other.configuration && one_types.eq(other_types)
}

impl Asks {
    /// Whether no job is ticked.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// What this printer makes of them.
    pub fn at(&self, known: &ShareWithDefaults) -> FitSum {
        let (no_capabilities, no_defaults) = (Capabilities::default(), Defaults::default());
        let capabilities = known.share.base.capabilities.as_ref();
        let defaults = known.defaults.as_ref();
        let mut sum = FitSum::default();
        for (asked, count) in &self.asked {
            let fit = asked.fit(
                capabilities.unwrap_or(&no_capabilities),
                defaults.unwrap_or(&no_defaults),
            );
            match fit.fits() {
                Some(true) => sum.fitting += count,
                None => sum.not_told += count,
                Some(false) => {
                    sum.lost += count;
                    sum.losses.push(fit);
                }
            }
        }
        sum
    }
}
