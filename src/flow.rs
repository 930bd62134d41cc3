//! The screen's workflow as a pure machine.
//!
//! [`step`] takes the state and one event, changes the state, and returns the
//! commands to carry out. All decisions are made here and in the files below.
//! Commands are data; the runner in `host` executes them and reports back with
//! events. No file here knows a browser, a clock or a random number: the time
//! comes with each event and ids come from a seed, so every path is tested natively.
//!
//! The files stand on floors; ARCHITECTURE.md ("Floors") lists them.

pub mod account;
pub mod announcement;
mod answers;
mod batch;
mod calls;
mod cancelling;
mod clock;
mod code;
pub mod code_text;
pub mod command;
pub mod coordinates;
mod destination;
mod dismissing;
mod elsewhere;
pub mod event;
mod favorites;
pub mod jitter;
mod jobs;
pub mod journal;
mod nearest;
pub mod options;
mod page;
mod printers;
mod recovery;
pub mod release;
pub mod request_ids;
mod restart;
pub mod search;
mod search_pause;
mod selection;
pub mod service;
mod settings;
mod sight;
mod sign_in;
pub mod state;
pub mod stored_favorites;
mod tell;
mod tracking;
pub mod view;
pub mod words;

pub use command::{Command, HostEvent, TokenNeed};
pub use event::Event;
pub use state::State;

use universal_print::time::Timestamp;

use crate::text::Message;

/// Takes one event, changes the state by it, and returns what is to be done.
pub fn step(state: &mut State, now: Timestamp, event: Event) -> Vec<Command> {
    state.pass_time(now);
    let is_tick = clock::is_tick(state, &event);
    let may_change_fit = sight::may_change_fit(&event);
    let mut commands = Vec::new();
    let out = &mut commands;
    match event {
        Event::Started => restart::start(state, out),
        Event::JournalRead(entries) => release::resume(state, entries, out),
        Event::Identified(account) => restart::identified(state, account, out),
        Event::TokenUser(user) => {
            state.token_user = Some(user);
            favorites::identified(state, out);
        }
        Event::UserChanged(account) => restart::user_changed(state, account, out),
        Event::Answered {
            call,
            result,
            lacks,
        } => {
            if result.is_ok() {
                page::reached(state, out);
            }
            answers::answered(state, call, result, lacks, out);
        }
        Event::Renewed { job, result } => {
            if result.is_ok() {
                recovery::signed_in(state, out);
            }
            release::renewed(state, &job, result, out);
        }
        Event::Claimed { job, claim } => release::claimed(state, &job, claim, out),
        Event::Elapsed(timer) => answers::elapsed(state, timer, out),
        Event::Visible(visible) => page::visible(state, visible, out),
        Event::Focused => page::focused(state, out),
        Event::Online(online) => page::online(state, online, out),
        Event::SignInTook(sign_in) => sign_in::took(state, sign_in),
        Event::SignInPressed => sign_in::pressed(state, out),
        Event::Refreshed => page::refreshed(state, out),
        Event::JobToggled { job, selected } => selection::toggle(state, &job, selected, out),
        Event::JobsToggled { jobs, selected } => {
            selection::toggle_several(state, jobs, selected, out);
        }
        Event::AllToggled(selected) => selection::toggle_all(state, selected, out),
        Event::CancelAsked(job) => cancelling::ask(state, job),
        Event::CancelAnswered(yes) => cancelling::answer(state, yes, out),
        Event::PrintersSighted(sighted) => sight::sighted(state, sighted),
        Event::FitFiltered(on) => sight::filter(state, on),
        Event::SearchFocused => {
            sight::arrange(state);
            destination::load_all(state, out);
        }
        Event::SearchChanged(query) => {
            sight::arrange(state);
            destination::search(state, &query, out);
        }
        Event::PlacesWorded { floor, room } => destination::word_places(state, &floor, &room),
        Event::JobsFiltered(found) => {
            search_pause::say_later(state, found.map(Message::jobs_found), out);
        }
        Event::DestinationChosen(share) => {
            code::leave(state, out);
            destination::choose(state, &share, out);
        }
        Event::FavoriteSet { share, is_favorite } => {
            favorites::set(state, &share, is_favorite, out);
        }
        Event::FavoritesRead { key, text } => favorites::read(state, &key, &text, out),
        Event::StorageChanged(key) => {
            favorites::changed_elsewhere(state, key.as_deref(), out);
        }
        Event::NearestPressed => {
            destination::load_all(state, out);
            nearest::pressed(state, out);
        }
        Event::PositionFound { attempt, result } => nearest::found(state, attempt, result),
        Event::CodeGiven(text) => code::given(state, &text, out),
        Event::CodeAnswered { attempt, result } => code::answered(state, attempt, result, out),
        Event::CameraFound => *state.can_scan = true,
        Event::ScanPressed => code::scan(state, out),
        Event::ScanStopped => code::leave(state, out),
        Event::SettingsOpened(job) => settings::open(state, job),
        Event::SettingsForAll(all) => settings::open_for(state, all),
        Event::SettingsClosed => state.settings.form = None,
        Event::DefaultsUsed(job) => settings::use_defaults(state, job.as_ref()),
        Event::SettingsReset => settings::reset(state),
        Event::SettingChanged { setting, value } => settings::change(state, setting, &value),
        Event::Pressed => release::press(state, out),
        Event::CheckedAgain(job) => release::check_again(state, &job, out),
        Event::Dismissed(job) => dismissing::one(state, &job),
        Event::AllDismissed => dismissing::all(state),
        Event::ElsewherePressed => elsewhere::pressed(state, out),
        Event::OptionsChanged(options) => restart::reconfigure(state, *options, out),
    }
    go_on(state, is_tick, may_change_fit, out);
    commands
}

/// What follows each event.
fn go_on(state: &mut State, is_tick: bool, may_change_fit: bool, out: &mut Vec<Command>) {
    settings::close_if_empty(state);
    if may_change_fit {
        sight::leave_out(state);
    }
    sight::offer(state);
    if !is_tick {
        sight::go_on(state, out);
    }
    clock::go_on(state, out);
    if state.announcements.has_spoken() {
        state.announcements.end();
    }
}
