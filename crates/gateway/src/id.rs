//! Checks the ids that callers and administrators write.
//!
//! An id may contain ASCII letters, digits, `-`, `_`, `~` and `.`, but no
//! leading dot, and has at most 64 bytes. So no encoding, case or separator in
//! an id can turn one path into another. Graph's own ids fit: printers and
//! shares have GUIDs, jobs have counters.
//!
//! <https://learn.microsoft.com/graph/api/resources/printjob>

use universal_print::{
    ids::{JobId, PrinterId, ShareId},
    job::JobRef,
};

const LONGEST: usize = 64;

/// The printer with this id, or `None` for text that is no id.
pub(crate) fn printer(text: &str) -> Option<PrinterId> {
    plain(text).and_then(PrinterId::new)
}

/// The share with this id, or `None` for text that is no id.
pub(crate) fn share(text: &str) -> Option<ShareId> {
    plain(text).and_then(ShareId::new)
}

/// The job with this id at this printer, or `None` if either text is no id.
pub(crate) fn job(printer_id: &str, job_id: &str) -> Option<JobRef> {
    Some(JobRef {
        printer: printer(printer_id)?,
        job: plain(job_id).and_then(JobId::new)?,
    })
}

/// The text itself, if it is an id.
fn plain(text: &str) -> Option<&str> {
    let allowed = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~' | b'.'));
    let is_id = allowed && !text.starts_with('.') && (1..=LONGEST).contains(&text.len());
    is_id.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_text_is_an_id() {
        assert!(job("p", "103").is_some());
        assert!(printer("0b1c2d3e-0000-4000-8000-000000000000").is_some());
        for odd in [
            "", ".", "..", "a/b", "a%2Fb", "a?b", "a#b", "a b", "a\\b", "é", "a;b", "a:b", "$ref",
        ] {
            assert_eq!(share(odd), None, "{odd}");
            assert_eq!(job("p", odd), None, "{odd}");
        }
        assert_eq!(printer(&"1".repeat(65)), None);
    }
}
