//! Reads the printers a user may choose from, searches them, and takes the choice.
//!
//! The recent printers are read with the first screen; all others page by page
//! after them, or as soon as the user turns to the search field. Searching works
//! on what has arrived. Lists tell an ordinary user nothing about a printer's
//! state, so the chosen share is read on its own.
//!
//! A choice made here ends an attempt to choose by code. The caller ends it,
//! with `code::leave`, before it calls a function that changes the choice.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use universal_print::answer::Answer;
use universal_print::defaults::ShareWithDefaults;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::page::{Page, Paging};
use universal_print::request::{Operation, Request, SHARE_DETAIL};
use universal_print::share::Share;

use super::command::Command;
use super::search::{Hits, Index, PlaceWords};
use super::state::State;
use super::state::call::Purpose;
use super::state::destinations::{Choice, RecentPrinter, ShareDetail};
use super::state::left_out::LeftOut;
use super::state::listed_printer::ListedPrinter;
use super::state::load::LoadState;
use super::state::sight::Reading;
use super::words::problem;
use super::{calls, favorites, nearest, printers, search_pause, settings, sight, tell};
use crate::text::Message;

/// Reads the favorite and the recent printers, and the printer that the host chose beforehand.
pub(super) fn begin(state: &mut State, out: &mut Vec<Command>) {
    favorites::begin(state, out);
    read_recents(state, out);
    if let Some(share) = state.destinations.choice.share.clone() {
        let detail = &mut state.destinations.choice.detail;
        detail.get_or_insert(ShareDetail::Loading);
        read_chosen(state, &share, out);
    }
}

/// Reads the recent printers.
pub(super) fn read_recents(state: &mut State, out: &mut Vec<Command>) {
    if !state.options.require_presence {
        calls::send(state, Purpose::Recents, Request::recent_shares(), out);
    }
}

/// Reads the lists again: the user asked for it, or the network is back.
pub(super) fn reload(state: &mut State, out: &mut Vec<Command>) {
    load_again(state, out);
    begin(state, out);
}

/// Reads all printers again if they could not be read to the end.
pub(super) fn load_again(state: &mut State, out: &mut Vec<Command>) {
    let load = &*state.destinations.load;
    if matches!(load, LoadState::Failed(_) | LoadState::Partial(_)) {
        *state.destinations.load = LoadState::Idle;
        load_all(state, out);
    }
}

/// Reads the chosen printer again if it could not be read.
pub(super) fn look_again(state: &mut State, out: &mut Vec<Command>) {
    let choice = &state.destinations.choice;
    if let (Some(share), Some(ShareDetail::Failed(_))) = (choice.share.clone(), &choice.detail) {
        read_chosen(state, &share, out);
    }
}

/// The chosen printer if it may still be chosen, else the host's own choice.
pub(super) fn kept(state: &State) -> Option<ShareId> {
    let options = &state.options;
    let chosen = state.destinations.choice.share.clone();
    let chosen = chosen.filter(|share| options.offers(share));
    chosen.or_else(|| options.destination.clone())
}

/// The host offers other printers from now on, or another way to choose one.
pub(super) fn offer_anew(state: &mut State, out: &mut Vec<Command>) {
    calls::forget(state, |purpose| {
        matches!(
            purpose,
            Purpose::Recents
                | Purpose::Shares
                | Purpose::Favorite(_)
                | Purpose::Detail(_)
                | Purpose::Sight(_)
        )
    });
    let chosen = kept(state);
    state.destinations.begin_again(chosen);
    begin(state, out);
}

/// Starts reading all shares, once.
pub(super) fn load_all(state: &mut State, out: &mut Vec<Command>) {
    let destinations = &mut state.destinations;
    if *destinations.load != LoadState::Idle || state.options.require_presence {
        return;
    }
    *destinations.load = LoadState::Loading;
    destinations.all.clear();
    destinations.listed.clear();
    let search = &mut *destinations.search;
    search.index = Index::default();
    search.hits = Hits::default();
    for recent in destinations.recent.iter_mut() {
        recent.position = None;
    }
    for favorite in &mut destinations.favorites.all {
        favorite.position = None;
    }
    if !destinations.seen.is_empty() {
        destinations.seen.forget_positions();
        destinations.fit_filter.first.clear();
    }
    destinations.paging = Paging::default();
    calls::send(state, Purpose::Shares, Request::shares(), out);
}

/// The recent shares came. A 404 means there are none. Any other fault costs
/// only a convenience, so it is not reported; the full list, which is read next,
/// reports what it meets.
pub(super) fn recents_arrived(
    state: &mut State,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let recent = match result.and_then(|answer| answer.read::<Page<Share>>()) {
        Ok(page) => Some(page.items),
        // To ask for the other list would open one more sign-in window.
        Err(fault) if matches!(fault.cause, Cause::NoToken(_)) => {
            if *state.destinations.load == LoadState::Idle {
                *state.destinations.load = LoadState::Failed(fault.clone());
                tell::fault(state, &fault, out);
            }
            return;
        }
        Err(fault) => (fault.cause == Cause::NotFound).then(Vec::new),
    };
    load_all(state, out);
    if let Some(recent) = recent {
        set_recents(state, recent);
    }
    favorites::look_up(state, out);
}

fn set_recents(state: &mut State, mut recent: Vec<Share>) {
    recent.retain(|share| state.options.offers(&share.id));
    recent.sort_unstable_by_key(|share| Reverse(share.last_used_at));
    let mut known: Vec<ShareId> = Vec::new();
    recent.retain(|share| {
        let is_new = !known.contains(&share.id);
        known.push(share.id.clone());
        is_new
    });
    let all = &state.destinations.all;
    // The list of all has the location of a printer; the recent list may lack it.
    let listed = |share: Share| {
        let position = all.iter().position(|listed| listed.share == share.id);
        let listed = position.and_then(|at| all.get(at)).cloned();
        RecentPrinter {
            printer: listed.unwrap_or_else(|| ListedPrinter::of(&share)),
            position: position.and_then(|at| u32::try_from(at).ok()),
        }
    };
    let recent = recent.into_iter().map(listed).collect();
    *state.destinations.recent = recent;
}

/// A page of all shares came, or could not be read.
pub(super) fn shares_arrived(
    state: &mut State,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let endpoint = state.options.endpoint.clone();
    let plain = state.plain_letters;
    let destinations = &mut state.destinations;
    let options = &state.options;
    let now = state.now;
    let mut reached = LoadState::Loaded;
    let next = result.and_then(|answer| {
        let page: Page<Share> = answer.read()?;
        let (all, index) = (&mut *destinations.all, &mut destinations.search.index);
        for share in page.items {
            if options.offers(&share.id) && destinations.listed.insert(share.id.clone()) {
                index.add(&share, plain);
                let printer = ListedPrinter::of(&share);
                let recent = destinations.recent.iter();
                let is_it = |recent: &RecentPrinter| recent.printer.share == printer.share;
                let recent = recent.map(is_it).position(|is_it| is_it);
                // A change of the recent printers draws them anew.
                if let Some(recent) = recent.and_then(|at| destinations.recent.get_mut(at)) {
                    recent.position = u32::try_from(all.len()).ok();
                    recent.printer = printer.clone();
                }
                let favorite = destinations.favorites.at(&printer.share);
                if let Some(favorite) =
                    favorite.and_then(|at| destinations.favorites.all.get_mut(at))
                {
                    favorite.position = u32::try_from(all.len()).ok();
                    favorite.printer = Some(printer.clone());
                }
                if destinations.seen.get(&printer.share).is_some() {
                    let position = u32::try_from(all.len()).ok();
                    destinations.seen.place(&printer.share, position);
                }
                all.push(printer);
            }
        }
        index.put_in_order(|one, other| {
            let (one, other) = (all.get(one as usize), all.get(other as usize));
            one.zip(other)
                .map_or(Ordering::Equal, |(one, other)| one.by_place(other))
        });
        // When all printers that the host offers have arrived, further pages are of no use.
        let wanted = options.destinations.as_ref().map_or(usize::MAX, Vec::len);
        let mut next = page.next.filter(|_| destinations.all.len() < wanted);
        if let Some(link) = &next
            && let Err(error) = destinations.paging.follow(link, &endpoint)
        {
            reached = LoadState::Partial(error.fault(&answer, now));
            next = None;
        }
        Ok(next)
    });
    destinations.search.run(plain);
    sight::look_near(state);
    match next {
        Ok(Some(link)) => calls::send_next(
            state,
            Purpose::Shares,
            Request::next(Operation::ListShares, link),
            out,
        ),
        Ok(None) => ended(state, reached, out),
        Err(fault) => ended(state, LoadState::Failed(fault), out),
    }
}

/// The reading of all shares ended.
fn ended(state: &mut State, reached: LoadState, out: &mut Vec<Command>) {
    let problem = problem::of_list(&reached);
    *state.destinations.load = reached;
    nearest::list_ended(state);
    if let Some(problem) = problem {
        tell::problem(state, problem, out);
    }
}

/// The user typed into the search field.
pub(super) fn search(state: &mut State, query: &str, out: &mut Vec<Command>) {
    load_all(state, out);
    let plain = state.plain_letters;
    let search = &mut *state.destinations.search;
    query.clone_into(&mut search.query);
    search.run(plain);
    let left_out = LeftOut::of(state);
    let found = state.destinations.search.hits.found.iter();
    let found = found.filter(|at| left_out.as_ref().is_none_or(|it| it.leaves(**at)));
    let count = u32::try_from(found.count()).unwrap_or(u32::MAX);
    let is_blank = query.trim().is_empty();
    // What has not arrived, or could not be read, is not nothing.
    let load = &*state.destinations.load;
    let words = match problem::of_list(load) {
        Some(problem) if count == 0 => problem.happened,
        _ if count == 0 && *load == LoadState::Loading => Message::printers_loading(),
        _ => Message::printers_found(count),
    };
    search_pause::say_later(state, (!is_blank).then_some(words), out);
}

/// Sets the words for floor and room in the user's language, and searches again.
pub(super) fn word_places(state: &mut State, floor: &str, room: &str) {
    let plain = state.plain_letters;
    let search = &mut *state.destinations.search;
    search.places = PlaceWords::read(floor, room, plain);
    search.hits = Hits::default();
    search.run(plain);
}

/// The user chose a share: reads its state, and meanwhile finds the printers
/// behind it and behind the queues, which a press will need.
pub(super) fn choose(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    set_chosen(state, share, ShareDetail::Loading);
    read_chosen(state, share, out);
}

/// A share that was already read is chosen.
pub(super) fn take(state: &mut State, known: Arc<ShareWithDefaults>, out: &mut Vec<Command>) {
    let id = known.share.id.clone();
    set_chosen(state, &id, ShareDetail::Known(Arc::clone(&known)));
    sight::note(state, &id, Reading::Known(known));
    learn_printers(state, &id, out);
    settings::check(state);
    warn(state);
}

fn set_chosen(state: &mut State, share: &ShareId, detail: ShareDetail) {
    let is_recent = state.destinations.seen.is_recent(share, state.now);
    let choice = &mut *state.destinations.choice;
    // If the same printer is read again, what it can do counts until then.
    if choice.share.as_ref() != Some(share) {
        *choice = Choice::of(share.clone());
        // So does what was read when it came into sight. It is read afresh all the same.
        let seen = state.destinations.seen.get(share).map(|seen| &seen.reading);
        if let Some(Reading::Known(known)) = seen {
            choice.last = Some(Arc::clone(known));
        }
    }
    choice.is_recent = is_recent;
    choice.note(detail);
    let search = &mut *state.destinations.search;
    search.query.clear();
    search.hits = Hits::default();
    search_pause::leave(state);
    state.settings.taken_back = None;
    sight::renew(state);
    sight::offer_anew(state);
}

fn read_chosen(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    let purpose = Purpose::Detail(share.clone());
    calls::send(state, purpose, Request::share(share, SHARE_DETAIL), out);
    learn_printers(state, share, out);
}

fn learn_printers(state: &mut State, share: &ShareId, out: &mut Vec<Command>) {
    let queues = state.queue_shares();
    for share in queues.iter().chain([share]) {
        printers::resolve(state, share, out);
    }
}

/// Gives the choice up.
pub(super) fn clear(state: &mut State) {
    *state.destinations.choice = Choice::default();
    sight::look_near(state);
}

/// The chosen share was read, or could not be.
pub(super) fn detail_arrived(state: &mut State, share: &ShareId, result: Result<Answer, Fault>) {
    if state.destinations.choice.share.as_ref() == Some(share) {
        let known = result.and_then(|answer| answer.read::<ShareWithDefaults>());
        self::known(state, share, known.map(Arc::new));
    }
}

/// It is known now what the chosen share can do, or that it cannot be read.
pub(super) fn known(
    state: &mut State,
    share: &ShareId,
    result: Result<Arc<ShareWithDefaults>, Fault>,
) {
    let was_blocked = state.blocked().is_some();
    let is_recent = state.destinations.seen.is_recent(share, state.now);
    state.destinations.choice.is_recent = is_recent;
    let before = state.destinations.choice.detail.take();
    let (now, reading) = match result {
        Ok(known) => {
            let reading = Reading::Known(Arc::clone(&known));
            (ShareDetail::Known(known), reading)
        }
        Err(fault) => {
            let reading = Reading::of_fault(&fault);
            (ShareDetail::Failed(fault), reading)
        }
    };
    state.destinations.choice.note(now);
    sight::note(state, share, reading);
    let is_answer = before == Some(ShareDetail::Loading);
    if is_answer {
        tell::choice(state);
    }
    settings::check(state);
    if is_answer {
        settings::say_losses(state);
    }
    // What the user did not ask for again is said once.
    if is_answer || !was_blocked {
        warn(state);
    }
}

/// Announces at once that nothing can be sent to the chosen printer.
fn warn(state: &mut State) {
    if state.blocked().is_some() {
        state
            .announcements
            .interrupt(Message::printer_cannot_take_jobs());
    }
}
