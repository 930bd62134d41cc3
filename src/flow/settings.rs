//! Changes the print settings of the ticked jobs, and checks them against the chosen printer.

use universal_print::configuration::Changes;

use super::state::State;
use super::state::job_key::JobKey;
use super::state::settings::Setting;
use super::words::{printer, setting};
use crate::text::{Message, Words};

/// The user changed a setting of the ticked jobs.
pub(super) fn change(state: &mut State, setting: Setting, value: &str) {
    let ticked: Vec<JobKey> = state.ticked().map(|waiting| waiting.key.clone()).collect();
    state.settings.taken_back = None;
    for job in &ticked {
        state
            .settings
            .change(job, |settings| settings.set(setting, value));
    }
}

/// Another printer was chosen, or what it can do is known now: takes back what it cannot do, and
/// says so.
pub(super) fn check(state: &mut State) {
    state.settings.taken_back = None;
    let Some(capabilities) = state.destinations.capabilities().cloned() else {
        return;
    };
    let mut taken_back = Changes::default();
    for settings in state.settings.all() {
        let lacking = settings.take_back(&capabilities);
        taken_back.color_mode = lacking.color_mode.or(taken_back.color_mode);
        taken_back.duplex_mode = lacking.duplex_mode.or(taken_back.duplex_mode);
    }
    let said = setting::changes(&taken_back);
    let chosen = state.destinations.choice.share.clone();
    let chosen = chosen.and_then(|share| Some(printer::name(&*state.destinations.find(&share)?)));
    if let Some(printer) = chosen.filter(|_| !said.is_empty()) {
        let said = Words::List(said.into_iter().map(Words::from).collect());
        let words = Message::taken_back(printer, said);
        state.announcements.say(words.clone());
        state.settings.taken_back = Some(words);
    }
}
