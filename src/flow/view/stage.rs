//! What the screen has room for: the form that prints, or only the list of jobs.

use super::jobs;
use crate::flow::state::State;

/// What can be done on the screen.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The first list of jobs has not arrived. The form's space is kept.
    #[default]
    Loading,
    /// No job can be printed, so there is no form for it.
    Nothing,
    /// Jobs can be printed.
    Jobs,
}

impl Stage {
    /// The attribute's value that the styles select by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Nothing => "nothing",
            Self::Jobs => "jobs",
        }
    }
}

/// What can be done now.
pub fn stage(state: &State) -> Stage {
    if state.releasable().next().is_some() {
        Stage::Jobs
    } else if jobs::is_loading(state) {
        Stage::Loading
    } else {
        Stage::Nothing
    }
}
