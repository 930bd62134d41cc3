//! The line that counts what became of the jobs that were printed or were to be, and what can be
//! done about all of them.

use crate::flow::state::State;
use crate::flow::state::run::Run;
use crate::flow::words::results::counts;
use crate::text::{Message, Words};

/// The fewest results that the line counts. A single one says everything on its row.
const FEWEST: usize = 2;

/// The line and its buttons.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// How many jobs were printed, and how many were not.
    pub counts: Words,
    /// Whether some can be sent to another printer. Not while jobs are still being sent.
    pub elsewhere: bool,
    /// Whether some can be dismissed.
    pub can_dismiss: bool,
}

/// The line, where there are several results.
pub fn results(state: &State) -> Option<Results> {
    let runs = &*state.runs;
    if runs.len() < FEWEST {
        return None;
    }
    let counts: Vec<Message> = counts(runs.iter());
    Some(Results {
        counts: Words::List(counts.into_iter().map(Words::from).collect()),
        elsewhere: !runs.iter().any(Run::is_under_way) && state.not_sent().next().is_some(),
        can_dismiss: runs.iter().any(Run::is_dismissed_with_all),
    })
}
