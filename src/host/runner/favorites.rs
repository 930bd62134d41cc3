//! Reads and changes the user's favorites in the browser's storage.

use universal_print::ids::ShareId;

use super::Runner;
use crate::browser::storage;
use crate::flow::{Event, stored_favorites};

impl Runner {
    pub(super) fn read_favorites(&self, key: String) {
        let text = storage::read(&key).unwrap_or_default();
        self.dispatch(Event::FavoritesRead { key, text });
    }

    pub(super) fn keep_favorite(&self, key: String, share: &ShareId, is_favorite: bool) {
        // Another tab may have written meanwhile.
        let stored = storage::read(&key).unwrap_or_default();
        let text = stored_favorites::with(&stored, share, is_favorite);
        // If the browser stores nothing, the star holds for this visit.
        storage::write(
            &key,
            Some(&text)
                .filter(|text| !text.is_empty())
                .map(String::as_str),
        );
        self.dispatch(Event::FavoritesRead { key, text });
    }
}
