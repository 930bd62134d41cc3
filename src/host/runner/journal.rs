//! Reads and writes the journal of unconfirmed redirects in the browser's storage.
//!
//! Each user has a journal of their own for each Graph endpoint. Its key has the user's id in one
//! spelling. Earlier versions used the spelling that they were given, so journals under such keys
//! are read as well, and moved when the journal is written.

use super::Runner;
use crate::browser::{clock, storage};
use crate::flow::journal::{self, JournalEntry};
use crate::flow::state::job_key::JobKey;

impl Runner {
    pub(super) fn journal(&self) -> Vec<JournalEntry> {
        let key = self.journal_key();
        let mut entries: Vec<JournalEntry> = Vec::new();
        for key in self.earlier_keys(&key).iter().chain([&key]) {
            let text = storage::read(key).unwrap_or_default();
            for entry in journal::read(&text, clock::now()) {
                entries.retain(|known| known.job != entry.job);
                entries.push(entry);
            }
        }
        entries
    }

    pub(super) fn write_journal(&self, entry: JournalEntry) {
        let mut entries = self.journal();
        entries.retain(|known| known.job != entry.job);
        entries.push(entry);
        self.store_journal(&entries);
    }

    pub(super) fn remove_from_journal(&self, job: &JobKey) {
        let mut entries = self.journal();
        entries.retain(|known| known.job != *job);
        self.store_journal(&entries);
    }

    fn store_journal(&self, entries: &[JournalEntry]) {
        let key = self.journal_key();
        let text = (!entries.is_empty()).then(|| journal::write(entries));
        // A journal that is only in memory must not replace one that is stored.
        if storage::write(&key, text.as_deref()) {
            for earlier in self.earlier_keys(&key) {
                storage::write(&earlier, None);
            }
        }
    }

    /// The keys under which earlier versions may have kept this journal. Only the case of a GUID or
    /// of a user name means nothing.
    fn earlier_keys(&self, key: &str) -> Vec<String> {
        let is_opaque = self.state.with(|state| {
            let account = state.account.as_ref();
            let id = account.and_then(|account| account.local_account_id.as_ref());
            id.is_some_and(|id| !id.is_guid())
        });
        if is_opaque {
            Vec::new()
        } else {
            storage::other_spellings(key)
        }
    }

    fn journal_key(&self) -> String {
        self.state.with(|state| {
            let account = state.account.as_ref();
            let id = account.and_then(|account| account.local_account_id.as_ref());
            let name = account.and_then(|account| account.username.as_deref());
            let origin = state.options.endpoint.origin();
            let key = |user: &str| ["print-redirect", origin, user].join(" ");
            id.map_or_else(|| key(name.unwrap_or_default()), |id| key(&id.key()))
        })
    }
}
