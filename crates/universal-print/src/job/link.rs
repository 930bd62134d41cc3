//! The link from a job to the job it was redirected to, or came from.
//!
//! Graph links jobs by URL. Only the ids in the URL are used and the URL is never
//! followed, so a foreign host in it has no effect. A link that cannot be read
//! still counts: any `redirectedTo` means that the job was released and must not be
//! sent again.
//!
//! <https://learn.microsoft.com/graph/api/resources/printjob>

use crate::json::Value;

use crate::ids::{JobId, PrinterId};
use crate::wire::Wire;

/// A link to another job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLink {
    /// What Graph sent: a URL, or the JSON text of something else.
    pub url: String,
    /// The job it points to, if the URL has a known form.
    pub target: Option<JobRef>,
}

impl Wire for JobLink {
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => None,
            Value::String(url) => (!url.trim().is_empty()).then(|| Self {
                url: url.clone(),
                target: JobRef::parse(url),
            }),
            other => Some(Self {
                url: other.text(),
                target: None,
            }),
        }
    }
}

/// A job together with its printer: a job's id is unique only within its
/// printer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JobRef {
    /// The printer whose queue the job is in.
    pub printer: PrinterId,
    /// The job.
    pub job: JobId,
}

impl JobRef {
    /// Reads the end of a URL's path: `print/printers/{id}/jobs/{id}`, or with
    /// OData's keys `print/printers('{id}')/jobs('{id}')`. The host, the path
    /// before `print`, the query and the fragment are ignored.
    pub fn parse(url: &str) -> Option<Self> {
        let path = url.trim().split(['?', '#']).next()?;
        let mut parts = Vec::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let segment = percent_decoded(segment)?;
            if let Some((name, key)) = keyed(&segment) {
                parts.push(name.to_owned());
                parts.push(key);
            } else {
                parts.push(segment);
            }
        }
        let [.., print, printers, printer, jobs, job] = parts.as_slice() else {
            return None;
        };
        let named = print.eq_ignore_ascii_case("print")
            && printers.eq_ignore_ascii_case("printers")
            && jobs.eq_ignore_ascii_case("jobs");
        if !named {
            return None;
        }
        Some(Self {
            printer: PrinterId::new(printer)?,
            job: JobId::new(job)?,
        })
    }
}

/// The name and key of `printers('key')` or `jobs('key')`. Quotes inside a
/// quoted key are doubled.
fn keyed(segment: &str) -> Option<(&str, String)> {
    let (name, key) = segment.strip_suffix(')')?.split_once('(')?;
    let collection = ["printers", "jobs"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    let quoted = key
        .strip_prefix('\'')
        .and_then(|key| key.strip_suffix('\''));
    let key = quoted.map_or_else(|| key.to_owned(), undoubled);
    collection.then_some((name, key))
}

/// The text with one quote for each two.
fn undoubled(text: &str) -> String {
    let mut after_quote = false;
    let kept = text.chars().filter(|c| {
        let is_second = *c == '\'' && after_quote;
        after_quote = *c == '\'' && !is_second;
        !is_second
    });
    kept.collect()
}

fn percent_decoded(segment: &str) -> Option<String> {
    let digit = |byte: Option<u8>| u8::try_from(char::from(byte?).to_digit(16)?).ok();
    let mut decoded = Vec::with_capacity(segment.len());
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => (digit(bytes.next())? << 4) | digit(bytes.next())?,
            plain => plain,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    fn job_ref(printer: &str, job: &str) -> Option<JobRef> {
        Some(JobRef {
            printer: PrinterId::new(printer)?,
            job: JobId::new(job)?,
        })
    }

    #[test]
    fn every_form_of_a_job_url_reads_the_same() {
        for url in [
            "https://graph.microsoft.com/v1.0/print/printers/p-1/jobs/77",
            "https://graph.microsoft.com/beta/print/printers/p-1/jobs/77/",
            "https://graph.microsoft.us/v1.0/Print/Printers/p-1/Jobs/77?$expand=tasks#x",
            "/print/printers/p-1/jobs/77",
            "print/printers/p-1/jobs/77",
            "https://graph.microsoft.com/v1.0/print/printers('p-1')/jobs('77')",
            "print/PRINTERS(p-1)/jobs/77",
            "print/printers%28%27p-1%27%29/jobs/77",
            "print/printers/p%2D1/jobs/%37%37",
        ] {
            assert_eq!(JobRef::parse(url), job_ref("p-1", "77"), "{url}");
        }
    }

    #[test]
    fn a_url_of_something_else_reads_as_no_job() {
        for url in [
            "",
            "77",
            "https://graph.microsoft.com/v1.0/print/shares/s/jobs/77",
            "print/printers/p/jobs",
            "print/printers/p/jobs/",
            "print/printers//jobs/77",
            "print/printers/p/jobs/77/documents/1",
            "printers/p/jobs/77",
            "print/printers/../jobs/77",
            "print/printers/p/jobs/%2e%2E",
            "print/printers/p%zz/jobs/77",
            "print/printers/p/jobs/%ff",
            "print/printers/p/jobs/7%",
            "https://host/?print/printers/p/jobs/77",
            "print/printers('')/jobs('77')",
        ] {
            assert_eq!(JobRef::parse(url), None, "{url}");
        }
    }

    #[test]
    fn a_link_that_cannot_be_read_is_still_a_link() {
        for odd in [
            json!("somewhere"),
            json!(77),
            json!(false),
            json!({}),
            json!(["x"]),
        ] {
            let link = JobLink::read(&odd).unwrap();
            assert_eq!(link.target, None);
            assert_eq!(
                link.url,
                odd.as_str().map_or_else(|| odd.to_string(), str::to_owned)
            );
        }
    }

    #[test]
    fn null_and_blank_text_are_no_link() {
        for none in [json!(null), json!(""), json!("  ")] {
            assert_eq!(JobLink::read(&none), None);
        }
    }

    fn encoded(text: &str) -> String {
        text.bytes().fold(String::new(), |encoded, byte| {
            format!("{encoded}%{byte:02x}")
        })
    }

    proptest! {
        #[test]
        fn ids_come_back_from_both_forms(printer in "[ -~]{1,20}", job in "[0-9]{1,9}") {
            prop_assume!(!matches!(printer.trim(), "" | "." | ".."));
            let plain = format!("https://graph.microsoft.com/v1.0/print/printers/{}/jobs/{job}", encoded(&printer));
            prop_assert_eq!(JobRef::parse(&plain), job_ref(&printer, &job));
            let key = encoded(&printer.replace('\'', "''"));
            let keyed = format!("print/printers('{key}')/jobs('{job}')");
            prop_assert_eq!(JobRef::parse(&keyed), job_ref(&printer, &job));
        }

        #[test]
        fn any_text_is_a_job_ref_or_none(text in "\\PC{0,60}") {
            let _ = JobRef::parse(&text);
        }
    }
}
