//! Reads and writes the journal of unconfirmed redirects in the browser's storage.
//!
//! Each user has a journal of their own for each Graph endpoint. Its key has the user's object id,
//! or else the name, or else the id in the user's tokens. What is known of a user grows, and earlier
//! versions used other keys and other spellings. So an entry is looked for under every key that the
//! user's journal may have, and removed from each. A new entry goes under the first key.

use super::Runner;
use crate::browser::{clock, storage};
use crate::flow::journal::{self, JournalEntry};
use crate::flow::state::job_key::JobKey;

impl Runner {
    pub(super) fn journal(&self) -> Vec<JournalEntry> {
        let mut entries: Vec<JournalEntry> = Vec::new();
        for key in self.journal_keys().iter().rev() {
            for entry in entries_under(key) {
                entries.retain(|known| known.job != entry.job);
                entries.push(entry);
            }
        }
        entries
    }

    pub(super) fn write_journal(&self, entry: JournalEntry) {
        let keys = self.journal_keys();
        let Some(key) = keys.first() else {
            return;
        };
        let mut entries = entries_under(key);
        entries.retain(|known| known.job != entry.job);
        let job = entry.job.clone();
        entries.push(entry);
        // An entry that is only in memory must not replace one that is stored.
        if store(key, &entries) {
            remove(keys.get(1..).unwrap_or_default(), &job);
        }
    }

    pub(super) fn remove_from_journal(&self, job: &JobKey) {
        remove(&self.journal_keys(), job);
    }

    /// The keys that the user's journal may have: first the one that is written.
    fn journal_keys(&self) -> Vec<String> {
        self.state.with(|state| {
            let account = state.account.as_ref();
            let id = account.and_then(|account| account.local_account_id.as_ref());
            let name = account.and_then(|account| account.username.as_deref());
            let users = [
                id.map(|id| id.key().into_owned()),
                name.map(str::to_owned),
                state.token_user().map(|id| id.key().into_owned()),
                // Nothing was known of the user.
                Some(String::new()),
            ];
            let origin = state.options.endpoint.origin();
            let mut keys: Vec<String> = Vec::new();
            for user in users.into_iter().flatten() {
                let key = ["print-redirect", origin, &user].join(" ");
                // Only the case of a GUID or of a user name means nothing.
                let is_opaque = id.is_some_and(|id| !id.is_guid() && id.key() == user);
                let others = (!is_opaque).then(|| storage::other_spellings(&key));
                for key in [key].into_iter().chain(others.into_iter().flatten()) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
            }
            keys
        })
    }
}

fn entries_under(key: &str) -> Vec<JournalEntry> {
    let text = storage::read(key).unwrap_or_default();
    journal::read(&text, clock::now())
}

fn remove(keys: &[String], job: &JobKey) {
    for key in keys {
        let mut entries = entries_under(key);
        let before = entries.len();
        entries.retain(|known| known.job != *job);
        if entries.len() < before {
            store(key, &entries);
        }
    }
}

/// Stores the entries. Returns whether the browser stored them: if not, they are gone with the page.
fn store(key: &str, entries: &[JournalEntry]) -> bool {
    let text = (!entries.is_empty()).then(|| journal::write(entries));
    storage::write(key, text.as_deref())
}
