//! The journal: redirects that were intended and whose end is not known yet.
//!
//! An entry is written before the send and struck at a named end, so that a
//! page that is closed or reloaded in between can look at what became of the
//! job instead of sending again. It holds ids and a time, no names. Entries
//! older than a day, and texts that are no entry, are dropped when read.

use std::time::Duration;

use serde_json::Value;
use universal_print::ids::{PrinterId, ShareId};
use universal_print::time::Timestamp;
use universal_print::wire;

use super::jobs::JobKey;

/// How long an entry is looked at.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// One intended redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    /// The waiting job.
    pub job: JobKey,
    /// The share that the user chose.
    pub share: ShareId,
    /// The printer behind it.
    pub destination: PrinterId,
    /// When it was written.
    pub time: Timestamp,
    /// The id the send carries.
    pub client_request_id: String,
}

/// The journal as text.
pub fn write(entries: &[JournalEntry]) -> String {
    let written = entries.iter().map(|entry| {
        Value::from_iter([
            ("queue", Value::from(entry.job.queue.as_str())),
            ("job", entry.job.job.as_str().into()),
            ("share", entry.share.as_str().into()),
            ("destination", entry.destination.as_str().into()),
            ("time", entry.time.millis().into()),
            ("clientRequestId", entry.client_request_id.as_str().into()),
        ])
    });
    Value::Array(written.collect()).to_string()
}

/// The entries in a text that still count at `now`.
pub fn read(text: &str, now: Timestamp) -> Vec<JournalEntry> {
    let Ok(Value::Array(items)) = serde_json::from_str(text) else {
        return Vec::new();
    };
    let entry = |item: &Value| {
        Some(JournalEntry {
            job: JobKey {
                queue: wire::member(item, "queue")?,
                job: wire::member(item, "job")?,
            },
            share: wire::member(item, "share")?,
            destination: wire::member(item, "destination")?,
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
            destination: PrinterId::new("p").unwrap(),
            time: Timestamp::from_millis(time),
            client_request_id: "c".to_owned(),
        }
    }

    #[test]
    fn what_was_written_is_read() {
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
    fn a_text_that_is_no_journal_is_empty() {
        for text in ["", "{}", "[1, null, {\"queue\": \"q\"}]", "<html>"] {
            assert_eq!(read(text, Timestamp::from_millis(0)), [], "{text}");
        }
    }
}
