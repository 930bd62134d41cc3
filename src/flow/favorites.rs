//! Keeps the user's favorite printers, and finds out their names.
//!
//! They belong to one user of one Graph endpoint, and to this browser. So without the user's object
//! id there are none, and where presence is required neither: nothing is chosen from afar there.
//! What the storage has is a hint: a favorite that the host does not offer, or that Graph does not
//! show to this user, is not on the screen. It stays in the storage, since it may come back.

use std::borrow::Cow;

use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::ShareId;
use universal_print::request::{Request, SHARE_ROW};
use universal_print::share::Share;

use super::calls;
use super::command::Command;
use super::state::State;
use super::state::call::Purpose;
use super::state::favorites::{Asked, Favorite, Favorites};
use super::state::listed_printer::ListedPrinter;
use super::state::load::LoadState;
use super::stored_favorites;

/// Reads the user's favorites, once it is known whose they are.
pub(super) fn begin(state: &mut State, out: &mut Vec<Command>) {
    let key = state.favorites_key();
    let favorites = &mut state.destinations.favorites;
    if favorites.key != key {
        **favorites = Favorites {
            key: key.clone(),
            ..Favorites::default()
        };
    }
    out.extend(key.map(Command::ReadFavorites));
}

/// Graph's token has named the user: reads their favorites, if they were not read yet.
pub(super) fn identified(state: &mut State, out: &mut Vec<Command>) {
    if state.begun && state.destinations.favorites.key != state.favorites_key() {
        begin(state, out);
    }
}

/// Another tab has changed the text under this key, or without a key all texts.
pub(super) fn changed_elsewhere(state: &State, changed: Option<&str>, out: &mut Vec<Command>) {
    let key = state.destinations.favorites.key.clone();
    let key = key.filter(|key| changed.is_none_or(|changed| changed == key));
    out.extend(key.map(Command::ReadFavorites));
}

/// What the storage has under a key.
pub(super) fn read(state: &mut State, key: &str, text: &str, out: &mut Vec<Command>) {
    if state.destinations.favorites.key.as_deref() != Some(key) {
        return;
    }
    let mut stored = stored_favorites::read(text);
    stored.retain(|share| state.options.offers(share));
    let favorites = &state.destinations.favorites;
    let is_as_before = favorites.is_read
        && favorites.on().count() == stored.len()
        && favorites.on().all(|it| stored.contains(&it.share));
    if is_as_before {
        // A change of the favorites draws them anew.
        return look_up(state, out);
    }
    let was_on = !state.destinations.favorites.is_read;
    let favorites = &mut *state.destinations.favorites;
    favorites.is_read = true;
    for known in &mut favorites.all {
        known.is_on = stored.contains(&known.share);
    }
    for share in stored {
        add(state, &share, was_on);
    }
    look_up(state, out);
}

/// The user made a printer a favorite, or takes that back.
pub(super) fn set(state: &mut State, share: &ShareId, is_favorite: bool, out: &mut Vec<Command>) {
    let Some(key) = state.destinations.favorites.key.clone() else {
        return;
    };
    if is_favorite {
        add(state, share, false);
    }
    if let Some(at) = state.destinations.favorites.at(share)
        && let Some(known) = state.destinations.favorites.all.get_mut(at)
    {
        known.is_on = is_favorite;
    }
    out.push(Command::KeepFavorite {
        key,
        share: share.clone(),
        is_favorite,
    });
}

/// Adds a favorite, unless it is there.
fn add(state: &mut State, share: &ShareId, was_on: bool) {
    let destinations = &mut state.destinations;
    if destinations.favorites.at(share).is_none() {
        let favorite = Favorite {
            share: share.clone(),
            is_on: true,
            was_on,
            printer: destinations.find(share).map(Cow::into_owned),
            position: destinations.position(share),
            asked: Asked::No,
        };
        destinations.favorites.all.push(favorite);
    }
}

/// Asks for the first favorites of which no list has told the name. The recent printers come
/// first, since they may tell it.
pub(super) fn look_up(state: &mut State, out: &mut Vec<Command>) {
    if matches!(
        *state.destinations.load,
        LoadState::Idle | LoadState::Loaded
    ) {
        return;
    }
    let favorites = state.destinations.favorites.first();
    let unknown = favorites.filter(|it| it.printer.is_none() && it.asked == Asked::No);
    let unknown: Vec<ShareId> = unknown.map(|it| it.share.clone()).collect();
    for share in unknown {
        let found = state.destinations.find(&share).map(Cow::into_owned);
        let is_found = found.is_some();
        if let Some(at) = state.destinations.favorites.at(&share)
            && let Some(favorite) = state.destinations.favorites.all.get_mut(at)
        {
            favorite.printer = found;
            if !is_found {
                favorite.asked = Asked::Yes;
            }
        }
        if is_found {
            continue;
        }
        let request = Request::share(&share, SHARE_ROW);
        calls::send(state, Purpose::Favorite(share), request, out);
    }
}

/// A favorite was read on its own. Why it could not be is of no use to the user: the list of all
/// printers says what is wrong, if anything is.
pub(super) fn arrived(
    state: &mut State,
    share: &ShareId,
    result: Result<Answer, Fault>,
    out: &mut Vec<Command>,
) {
    let read = result.and_then(|answer| answer.read::<Share>());
    let at = state.destinations.favorites.at(share);
    if let Some(favorite) = at.and_then(|at| state.destinations.favorites.all.get_mut(at)) {
        match read {
            Ok(known) => {
                let listed = || ListedPrinter::of(&known);
                favorite.printer.get_or_insert_with(listed);
            }
            Err(fault) => {
                favorite.asked = Asked::InVain;
                // Where one is gone, there is room for the next. After another fault the next would
                // meet it too.
                if matches!(fault.cause, Cause::NotFound | Cause::Forbidden) {
                    look_up(state, out);
                }
            }
        }
    }
}
