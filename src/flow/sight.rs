//! Reads the state and the abilities of the printers on the screen.
//!
//! A courtesy: it never produces a notice or an announcement, and asks for nothing while the page
//! is hidden, offline, throttled or without a token. Printers that came into sight last are read
//! first; what has left the sight before its reading began is not read. Each is read once a minute
//! at most, and some forty without the user doing anything. What is read of the chosen printer
//! counts for the choice.

use std::sync::Arc;

use universal_print::answer::Answer;
use universal_print::defaults::ShareWithDefaults;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::request::{Request, SHARE_DETAIL};
use universal_print::retry;

use super::calls;
use super::command::Command;
use super::event::{Event, PrintersInSight};
use super::state::State;
use super::state::call::{Purpose, Timer};
use super::state::destinations::ShareDetail;
use super::state::fit_filter::FitFilter;
use super::state::listed_printer::ListedPrinter;
use super::state::sight::{FRESH, InSight, Reading, SeenPrinter};
use super::state::sign_in::SignIn;

/// How many printers are read at once.
const AT_ONCE: usize = 4;
/// How many printers in sight may wait to be read.
const IN_SIGHT: usize = 24;
/// After so many refusals in a row nothing is asked any more.
const REFUSALS: u32 = 3;
/// How many printers near a stopped one are looked at.
const NEAR: usize = 6;

/// The screen shows other printers now.
pub(super) fn sighted(state: &mut State, sighted: PrintersInSight) {
    let PrintersInSight { shares, is_by_user } = sighted;
    // Printers come into sight by themselves, too, while pages arrive.
    if is_by_user {
        renew(state);
    }
    let wanted = &mut state.destinations.in_sight.wanted;
    let is_new = |share: &ShareId| !wanted.contains(share);
    let (mut now, seen_before): (Vec<_>, Vec<_>) = shares.into_iter().partition(is_new);
    now.extend(seen_before);
    now.truncate(IN_SIGHT);
    *wanted = now;
}

/// The user wants only printers that fit, or all.
pub(super) fn filter(state: &mut State, is_on: bool) {
    *state.destinations.fit_filter = FitFilter {
        is_on,
        ..FitFilter::default()
    };
    arrange(state);
}

/// The user turned to the list: from now on, printers that are known to fit come first, and those
/// that are known not to fit are left out.
pub(super) fn arrange(state: &mut State) {
    renew(state);
    leave_out(state);
}

/// Whether other printers may fit once the user has done this.
pub(super) fn may_change_fit(event: &Event) -> bool {
    matches!(
        event,
        Event::JobToggled { .. }
            | Event::JobsToggled { .. }
            | Event::AllToggled(_)
            | Event::SettingChanged { .. }
            | Event::SettingsReset
            | Event::DefaultsUsed(_)
            | Event::ElsewherePressed
    )
}

/// Other printers may fit now.
pub(super) fn leave_out(state: &mut State) {
    let destinations = &state.destinations;
    if !destinations.fit_filter.is_on || destinations.seen.is_empty() {
        return;
    }
    let asks = state.asks();
    let mut first: Vec<u32> = Vec::new();
    for seen in state.destinations.seen.all_mut() {
        let sum = seen.reading.known().map(|known| asks.at(known));
        seen.is_left_out = sum.as_ref().is_some_and(|sum| sum.lost > 0);
        if sum.is_some_and(|sum| sum.is_fitting()) {
            first.extend(seen.position);
        }
    }
    first.sort_unstable();
    state.destinations.fit_filter.first = first;
}

/// The user did something about printers, so more of them may be read.
pub(super) fn renew(state: &mut State) {
    state.destinations.in_sight.renew();
}

/// The user asked for everything afresh.
pub(super) fn refresh(state: &mut State) {
    let in_sight = &mut state.destinations.in_sight;
    in_sight.renew();
    in_sight.lacks_token = false;
    in_sight.is_given_up = false;
    if !in_sight.wanted.is_empty() {
        state.destinations.seen.outdate();
    }
}

/// A token was accepted.
pub(super) fn token_accepted(state: &mut State) {
    state.destinations.in_sight.lacks_token = false;
}

/// Reads the next printers, as far as they may be read now. Called after each event.
pub(super) fn go_on(state: &mut State, out: &mut Vec<Command>) {
    let destinations = &state.destinations;
    let InSight {
        wanted,
        left,
        paused,
        forbidden,
        lacks_token,
        is_given_up,
        ..
    } = &destinations.in_sight;
    let is_idle = wanted.is_empty() && destinations.seen.near.is_empty();
    let is_refused = *forbidden >= REFUSALS || *lacks_token || *is_given_up;
    let is_held = *left == 0 || paused.is_some() || is_refused;
    if is_idle || is_held || !may_read(state) {
        return;
    }
    let is_read = |share: &ShareId| {
        let mut calls = state.calls.values();
        calls.any(|call| match &call.purpose {
            Purpose::Sight(read) | Purpose::Detail(read) => read == share,
            _ => false,
        })
    };
    let is_due = |share: &ShareId| {
        let seen = destinations.seen.get(share);
        let is_fresh = |seen: &SeenPrinter| {
            seen.asked_at <= state.now && state.now.since(seen.asked_at) < FRESH
        };
        !seen.is_some_and(is_fresh) && !is_read(share)
    };
    let calls = state.calls.values();
    let under_way = calls.filter(|call| matches!(call.purpose, Purpose::Sight(_)));
    let room = AT_ONCE.saturating_sub(under_way.count());
    let room = room.min(usize::try_from(*left).unwrap_or(usize::MAX));
    if room == 0 {
        return;
    }
    let mut due: Vec<ShareId> = Vec::new();
    for share in destinations.seen.near.iter().chain(wanted) {
        if due.len() < room && !due.contains(share) && is_due(share) {
            due.push(share.clone());
        }
    }
    for share in due {
        state.destinations.in_sight.left -= 1;
        let request = Request::share(&share, SHARE_DETAIL);
        calls::send(state, Purpose::Sight(share), request, out);
    }
}

fn may_read(state: &State) -> bool {
    let is_asked_too_much = state.throttled_until.is_some_and(|until| until > state.now);
    // Without a job to release, no printer is shown.
    state.visible
        && state.releasable().next().is_some()
        && *state.ready
        && *state.online
        && *state.signed_in
        && *state.sign_in == SignIn::Quick
        && !state.options.require_presence
        && !is_asked_too_much
}

/// A printer on the screen was read, or could not be. Returns what counts for the choice: what was
/// read of the chosen printer, unless that is being read on its own.
pub(super) fn arrived(
    state: &mut State,
    share: &ShareId,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) -> Option<Result<Arc<ShareWithDefaults>, Fault>> {
    let choice = &state.destinations.choice;
    let is_chosen = choice.share.as_ref() == Some(share);
    let is_chosen = is_chosen && choice.detail != Some(ShareDetail::Loading);
    let in_sight = &mut state.destinations.in_sight;
    let reading = match result.and_then(|answer| answer.read::<ShareWithDefaults>()) {
        Ok(known) => {
            in_sight.forbidden = 0;
            in_sight.throttled = 0;
            let known = Arc::new(known);
            if is_chosen {
                return Some(Ok(known));
            }
            Reading::Known(known)
        }
        Err(fault) => match fault.cause {
            Cause::Throttled { .. } => {
                pause(state, &fault, out);
                return None;
            }
            Cause::NoToken(_) | Cause::Unauthorized { .. } => {
                in_sight.lacks_token = true;
                return None;
            }
            Cause::NotFound if is_chosen => return Some(Err(fault)),
            Cause::Forbidden => {
                in_sight.forbidden += 1;
                Reading::of_fault(&fault)
            }
            _ => Reading::of_fault(&fault),
        },
    };
    note(state, share, reading);
    None
}

/// Nothing is asked until the service wants to be asked again. A service that says so again and
/// again is left alone until the user refreshes.
fn pause(state: &mut State, fault: &Fault, out: &mut Vec<Command>) {
    let in_sight = &mut state.destinations.in_sight;
    if in_sight.paused.is_some() || in_sight.is_given_up {
        return;
    }
    let pause = retry::pause(in_sight.throttled, fault);
    in_sight.throttled += 1;
    let Some(pause) = pause else {
        in_sight.is_given_up = true;
        return;
    };
    let timer = calls::wait(state, Timer::Sight, pause, out);
    state.destinations.in_sight.paused = Some(timer);
}

/// The service may be asked again.
pub(super) fn resume(state: &mut State) {
    state.destinations.in_sight.paused = None;
}

/// Notes what was read about a printer.
pub(super) fn note(state: &mut State, share: &ShareId, reading: Reading) {
    let destinations = &mut state.destinations;
    let mut all = destinations.all.iter();
    let position = all.position(|printer| printer.share == *share);
    let position = position.and_then(|at| u32::try_from(at).ok());
    destinations.seen.note(share, position, state.now, reading);
    look_near(state);
}

/// Chooses which printers near the chosen one are looked at, if that cannot be used: those of the
/// same floor, then of the same building, then the recent ones. What turned out not to be able
/// makes room for the next.
pub(super) fn look_near(state: &mut State) {
    let near = near(state);
    let last = &state.destinations.seen.near;
    if *last == near {
        return;
    }
    let is_first = last.is_empty();
    let seen = &mut *state.destinations.seen;
    if is_first {
        seen.near_since = state.now;
    }
    seen.near = near;
}

/// A printer was chosen, or the same one is read again: others may be offered instead.
pub(super) fn offer_anew(state: &mut State) {
    if !state.destinations.seen.instead.is_empty() {
        state.destinations.seen.instead.clear();
    }
    look_near(state);
}

/// Offers printers near the chosen one once all were looked at: those that fit first, the nearest
/// first. From then on none of them moves until the user does something about printers.
pub(super) fn offer(state: &mut State) {
    const SEVERAL: usize = 3;
    let seen = &state.destinations.seen;
    if seen.near.is_empty() {
        if !seen.instead.is_empty() {
            state.destinations.seen.instead.clear();
        }
        return;
    }
    let is_able = |share: &ShareId| seen.able(share).is_some();
    if !seen.instead.is_empty() || !seen.near.iter().all(is_able) {
        return;
    }
    let asks = state.asks();
    let fits = |share: &&ShareId| {
        let known = seen.able(share).and_then(|seen| seen.reading.known());
        known.is_some_and(|known| asks.at(known).lost == 0)
    };
    let (fitting, others): (Vec<&ShareId>, Vec<&ShareId>) = seen.near.iter().partition(fits);
    let instead = fitting.into_iter().chain(others).take(SEVERAL);
    let instead = instead.cloned().collect();
    state.destinations.seen.instead = instead;
}

fn near(state: &State) -> Vec<ShareId> {
    let destinations = &state.destinations;
    let mut near: Vec<ShareId> = Vec::new();
    let Some(chosen) = destinations.choice.share.as_ref() else {
        return near;
    };
    if destinations.obstacle().is_none() || state.options.require_presence {
        return near;
    }
    let here = destinations.find(chosen);
    let here = here.as_deref();
    let building = here.and_then(ListedPrinter::building);
    let floor = here.and_then(ListedPrinter::floor);
    let site = here.and_then(ListedPrinter::site);
    let mut add = |printer: &ListedPrinter| {
        let share = &printer.share;
        if near.len() == NEAR {
            return;
        }
        let seen = destinations.seen.get(share);
        // What failed when it was asked for last is not known any more.
        let is_unable =
            |seen: &SeenPrinter| !seen.reading.is_able() || seen.asked_at > seen.read_at;
        let is_unable = seen.is_some_and(is_unable);
        if share != chosen && !is_unable && !near.contains(share) {
            near.push(share.clone());
        }
    };
    for is_this_floor in [true, false] {
        let of_building = destinations.all.iter().filter(|printer| {
            building.is_some()
                && printer.building() == building
                && printer.site() == site
                && (printer.floor() == floor) == is_this_floor
        });
        of_building.for_each(&mut add);
    }
    for recent in destinations.recent.iter() {
        add(&recent.printer);
    }
    near
}
