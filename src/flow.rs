//! The screen's workflow as a pure machine.
//!
//! [`step`] is the only place where decisions are made: it takes the state and
//! one event, and gives the commands to carry out. Commands
//! are data; the runner in `host` executes them and reports back by events.
//! Nothing here knows a browser, a clock or a random number: the time comes
//! with each event and ids from a seed, so every path is tested natively.
//!
//! What the user sees is derived from the state by the selectors in [`view`].

pub mod account;
pub mod announcement;
pub mod calls;
pub mod cancelling;
pub mod code;
pub mod command;
pub mod destination;
pub mod event;
pub mod jobs;
pub mod journal;
pub mod options;
pub mod printers;
pub mod release;
pub mod request_ids;
pub mod search;
pub mod service;
pub mod sign_in;
pub mod state;
pub mod tracking;
pub mod view;

pub use command::{Command, HostEvent, TokenNeed};
pub use event::Event;
pub use state::State;

use universal_print::time::Timestamp;

/// Takes one event, changes the state by it and says what is to be done.
pub fn step(state: &mut State, now: Timestamp, event: Event) -> Vec<Command> {
    state.now = now;
    let mut commands = Vec::new();
    let out = &mut commands;
    match event {
        Event::Started => start(state, out),
        Event::Recalled(entries) => release::resume(state, entries, out),
        Event::Identified(account) => account::identified(state, account, out),
        Event::Answered {
            call,
            result,
            lacks,
        } => calls::answered(state, call, result, lacks, out),
        Event::Renewed { job, result } => release::renewed(state, &job, result, out),
        Event::Claimed { job, claim } => release::claimed(state, &job, claim, out),
        Event::Elapsed(timer) => calls::elapsed(state, timer, out),
        Event::Visible(visible) => {
            code::visible(state, visible, out);
            jobs::visible(state, visible, out);
        }
        Event::Focused => jobs::focused(state, out),
        Event::Online(online) => jobs::online(state, online, out),
        Event::SignInTook(sign_in) => sign_in::took(state, sign_in),
        Event::SignInPressed => sign_in::pressed(state, out),
        Event::Refreshed => jobs::refresh_by_hand(state, out),
        Event::JobToggled { job, selected } => jobs::toggle(state, &job, selected, out),
        Event::AllToggled(selected) => jobs::toggle_all(state, selected, out),
        Event::CancelAsked(job) => cancelling::ask(state, job),
        Event::CancelAnswered(yes) => cancelling::answer(state, yes, out),
        Event::SearchFocused => destination::load_all(state, out),
        Event::SearchChanged(query) => destination::search(state, &query, out),
        Event::DestinationChosen(share) => destination::choose(state, &share, out),
        Event::DestinationCleared => destination::clear(state, out),
        Event::CodeGiven(text) => code::given(state, &text, out),
        Event::CodeAnswered { attempt, result } => code::answered(state, attempt, result, out),
        Event::ScanPressed => code::scan(state, out),
        Event::ScanStopped => code::leave(state, out),
        Event::SettingsChanged(changes) => state.changes = changes,
        Event::Pressed => release::press(state, out),
        Event::CheckedAgain(job) => release::check_again(state, &job, out),
        Event::Dismissed(job) => release::dismiss(state, &job),
        Event::OptionsChanged(options) => reconfigure(state, *options, out),
    }
    commands
}

fn start(state: &mut State, out: &mut Vec<Command>) {
    if state.account.is_none() {
        // The account decides the filter of the first list, and the token for
        // that list is needed anyway.
        out.push(Command::Identify(calls::need_for_reading(state)));
    } else {
        account::begin(state, out);
    }
}

/// New options keep the user's work where they can: what changes where jobs
/// come from starts the lists again; nothing touches a redirect under way.
fn reconfigure(state: &mut State, options: options::Options, out: &mut Vec<Command>) {
    let elsewhere = options.queues != state.options.queues
        || options.endpoint != state.options.endpoint
        || options.account != state.options.account;
    let another_user = options.account.is_some() && options.account != state.account;
    let another = another_user || options.endpoint != state.options.endpoint;
    let destination = options.destination.clone();
    let preselect = destination != state.options.destination;
    let other_choice = options.destinations != state.options.destinations
        || options.require_presence != state.options.require_presence;
    if options.require_presence && !state.options.require_presence {
        // What was chosen so far may have been chosen from afar.
        destination::clear(state, out);
    }
    state.options = options;
    if elsewhere {
        if another {
            release::leave(state, out);
            state.account = None;
            drop(state.printers.clear());
        }
        if let Some(account) = state.options.account.clone() {
            state.account = Some(account);
        }
        state.forget_lists();
        start(state, out);
        release::go_on(state, out);
    } else if other_choice {
        destination::offer_anew(state, out);
    }
    if preselect && let Some(share) = destination {
        destination::choose(state, &share, out);
    }
}
