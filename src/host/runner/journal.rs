//! Reads and writes the journal of unconfirmed redirects in the browser's storage.
//!
//! Each user has a journal of their own for each Graph endpoint.

use universal_print::ids::UserId;

use super::Runner;
use crate::browser::{clock, storage};
use crate::flow::journal::{self, JournalEntry};
use crate::flow::state::job_key::JobKey;

impl Runner {
    pub(super) fn journal(&self) -> Vec<JournalEntry> {
        let text = storage::read(&self.journal_key());
        text.map(|text| journal::read(&text, clock::now()))
            .unwrap_or_default()
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
        let text = (!entries.is_empty()).then(|| journal::write(entries));
        storage::write(&self.journal_key(), text.as_deref());
    }

    fn journal_key(&self) -> String {
        self.state.with(|state| {
            let account = state.account.as_ref();
            let user = account.and_then(|account| {
                let id = account.local_account_id.as_ref().map(UserId::as_str);
                id.or(account.username.as_deref())
            });
            let origin = state.options.endpoint.origin();
            format!("print-redirect {origin} {}", user.unwrap_or_default())
        })
    }
}
