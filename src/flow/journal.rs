//! Reads and writes the journal: redirects whose outcome is not known yet.
//!
//! An entry is written before the send and removed once the outcome is known. If
//! the page is closed or reloaded in between, the next visit finds out what
//! became of the job instead of sending again. An entry holds ids and a time, no
//! names. Entries older than a day, and text that is no entry, are dropped when read.

use std::time::Duration;

use universal_print::ids::{PrinterId, ShareId};
use universal_print::json::{self, Value};
use universal_print::time::Timestamp;
use universal_print::wire;

use super::state::job_key::JobKey;

/// How long an entry counts.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// One intended redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// The waiting job.
    pub job: JobKey,
    /// The share that the user chose.
    pub share: ShareId,
    /// The printer behind it.
    pub destination_printer: PrinterId,
    /// When it was written.
    pub time: Timestamp,
    /// The id that the send carries.
    pub client_request_id: String,
}

/// The journal as text.
pub fn write(entries: &[JournalEntry]) -> String {
    let written = entries.iter().map(|entry| {
        Value::from_iter([
            ("queue", Value::from(entry.job.queue.as_str())),
            ("job", entry.job.job.as_str().into()),
            ("share", entry.share.as_str().into()),
            ("destination", entry.destination_printer.as_str().into()),
            ("time", entry.time.millis().into()),
            ("clientRequestId", entry.client_request_id.as_str().into()),
        ])
    });
    Value::Array(written.collect()).text()
}

/// The entries of a journal text that still count at `now`.
pub fn read(text: &str, now: Timestamp) -> Vec<JournalEntry> {
    let Some(Value::Array(items)) = json::parse(text) else {
        return Vec::new();
    };
    let entry = |item: &Value| {
        Some(JournalEntry {
            job: JobKey {
                queue: wire::member(item, "queue")?,
                job: wire::member(item, "job")?,
            },
            share: wire::member(item, "share")?,
            destination_printer: wire::member(item, "destination")?,
            time: Timestamp::from_millis(wire::member(item, "time")?),
            client_request_id: wire::member(item, "clientRequestId")?,
        })
    };
    items
        .iter()
        .filter_map(entry)
        .filter(|entry| now.since(entry.time) < KEPT)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::ids::JobId;

    fn entry(time: i64) -> JournalEntry {
        JournalEntry {
            job: JobKey {
                queue: ShareId::new("q").unwrap(),
                job: JobId::new("103").unwrap(),
            },
            share: ShareId::new("s").unwrap(),
            destination_printer: PrinterId::new("p").unwrap(),
            time: Timestamp::from_millis(time),
            client_request_id: "c".to_owned(),
        }
    }

    #[test]
    fn written_entries_are_read_again() {
        let entries = vec![entry(0), entry(5)];
        assert_eq!(read(&write(&entries), Timestamp::from_millis(10)), entries);
    }

    #[test]
    fn an_entry_counts_for_a_day() {
        let day = 24 * 60 * 60 * 1000;
        let text = write(&[entry(0)]);
        assert_eq!(read(&text, Timestamp::from_millis(day - 1)).len(), 1);
        assert_eq!(read(&text, Timestamp::from_millis(day)).len(), 0);
    }

    #[test]
    fn a_text_that_is_no_journal_has_no_entries() {
        for text in ["", "{}", "[1, null, {\"queue\": \"q\"}]", "<html>"] {
            assert_eq!(read(text, Timestamp::from_millis(0)), [], "{text}");
        }
    }
}
