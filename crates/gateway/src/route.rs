//! The four paths that are relayed, and nothing else.
//!
//! A path is matched as it came, letter by letter: nothing is decoded, folded
//! or normalised, so there is no second spelling. A query is one of the few
//! that the widget sends, or it is refused.

use axum::http::{Method, Uri};
use universal_print::endpoint::Version;

use crate::{
    id::{Job, Printer, Share},
    refusal::Refusal,
};

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Graph's version, the same towards Graph.
    pub version: Version,
    /// The call.
    pub call: Call,
}

/// One of the relayed calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect(Place),
    /// <https://learn.microsoft.com/graph/api/printjob-abort>
    Abort(Place),
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    Job {
        /// The job.
        place: Place,
        /// Whether its documents are wanted as well.
        documents: bool,
    },
    /// <https://learn.microsoft.com/graph/api/printer-get>
    PrinterOfShare(Share),
}

/// A job in its printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The printer.
    pub printer: Printer,
    /// The job, unique within the printer.
    pub job: Job,
}

impl Call {
    /// The name in metrics and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Redirect(_) => "redirect",
            Self::Abort(_) => "abort",
            Self::Job { .. } => "job",
            Self::PrinterOfShare(_) => "printer-of-share",
        }
    }
}

impl Route {
    /// Reads method, path and query.
    pub fn read(method: &Method, uri: &Uri) -> Result<Self, Refusal> {
        let (version, call) = Self::path(uri.path()).ok_or(Refusal::NoSuchPath)?;
        let wanted = match call {
            Call::Redirect(_) | Call::Abort(_) => Method::POST,
            Call::Job { .. } | Call::PrinterOfShare(_) => Method::GET,
        };
        if *method != wanted {
            return Err(Refusal::MethodNotAllowed(wanted));
        }
        let call = match (call, uri.query()) {
            (call, None) | (call @ Call::PrinterOfShare(_), Some("$select=id")) => call,
            (Call::Job { place, .. }, Some("$expand=documents")) => Call::Job {
                place,
                documents: true,
            },
            _ => return Err(Refusal::QueryNotAllowed),
        };
        Ok(Self { version, call })
    }

    fn path(path: &str) -> Option<(Version, Call)> {
        let mut segments = path.strip_prefix('/')?.split('/');
        let version = Version::parse(segments.next()?)?;
        let rest: Vec<&str> = segments.collect();
        let place = |printer, job| {
            Some(Place {
                printer: Printer::parse(printer)?,
                job: Job::parse(job)?,
            })
        };
        let call = match rest.as_slice() {
            ["print", "printers", printer, "jobs", job, "redirect"] => {
                Call::Redirect(place(printer, job)?)
            }
            ["print", "printers", printer, "jobs", job, "abort"] => {
                Call::Abort(place(printer, job)?)
            }
            ["print", "printers", printer, "jobs", job] => Call::Job {
                place: place(printer, job)?,
                documents: false,
            },
            ["print", "shares", share, "printer"] => Call::PrinterOfShare(Share::parse(share)?),
            _ => return None,
        };
        Some((version, call))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(method: &Method, path: &str) -> Result<Route, Refusal> {
        Route::read(method, &path.parse().unwrap())
    }

    #[test]
    fn the_four_paths_are_read_in_both_versions() {
        let redirect = read(&Method::POST, "/v1.0/print/printers/p/jobs/1/redirect").unwrap();
        assert_eq!(
            (redirect.version, redirect.call.name()),
            (Version::V1, "redirect")
        );
        let abort = read(&Method::POST, "/beta/print/printers/p/jobs/1/abort").unwrap();
        assert_eq!((abort.version, abort.call.name()), (Version::Beta, "abort"));
        assert_eq!(
            read(&Method::GET, "/v1.0/print/printers/p/jobs/1")
                .unwrap()
                .call
                .name(),
            "job"
        );
        let share = read(&Method::GET, "/v1.0/print/shares/s/printer?$select=id").unwrap();
        assert_eq!(share.call, Call::PrinterOfShare(Share::parse("s").unwrap()));
    }

    #[test]
    fn no_other_spelling_is_a_path() {
        for path in [
            "/",
            "/v1.0",
            "/v2.0/print/printers/p/jobs/1",
            "/v1.0/print/printers/p/jobs",
            "/v1.0/print/printers/p/jobs/1/",
            "/v1.0//print/printers/p/jobs/1",
            "//v1.0/print/printers/p/jobs/1",
            "/V1.0/print/printers/p/jobs/1",
            "/v1.0/Print/printers/p/jobs/1",
            "/v1.0/print/printers/p/jobs/1/Redirect",
            "/v1.0/print/printers/../printers/p/jobs/1",
            "/v1.0/print/printers/./jobs/1",
            "/v1.0/print/printers/p%2fjobs%2f2/jobs/1",
            "/v1.0/print/printers/p/jobs/1%2fredirect",
            "/v1.0/print/printers/p/jobs/%2e%2e",
            "/v1.0/print%2fprinters/p/jobs/1",
            "/v1.0/print/printers('p')/jobs/1",
            "/v1.0/print/printers/p/jobs/1;a=b",
            "/v1.0/print/printers/p/jobs/1/cancel",
            "/v1.0/print/printers/p/jobs/1/start",
            "/v1.0/print/shares/s/jobs/1",
            "/v1.0/print/shares/s",
            "/v1.0/$batch",
            "/v1.0/me",
            "/v1.0/print/shares/s/printer/jobs/1",
            "/healthz",
            "/metrics",
        ] {
            assert_eq!(read(&Method::GET, path), Err(Refusal::NoSuchPath), "{path}");
        }
    }

    #[test]
    fn a_query_is_one_of_the_known_or_refused() {
        let job = "/v1.0/print/printers/p/jobs/1";
        assert!(matches!(
            read(&Method::GET, &format!("{job}?$expand=documents"))
                .unwrap()
                .call,
            Call::Job {
                documents: true,
                ..
            }
        ));
        for query in [
            "$expand=tasks",
            "$expand=documents&$expand=tasks",
            "$select=id",
            "",
            "x",
            "%24expand=documents",
            "$expand=documents&",
            "$format=json",
            "$expand=documents?",
        ] {
            let read = read(&Method::GET, &format!("{job}?{query}"));
            assert_eq!(read, Err(Refusal::QueryNotAllowed), "{query}");
        }
        for path in [
            "/v1.0/print/printers/p/jobs/1/redirect?$select=id",
            "/v1.0/print/printers/p/jobs/1/abort?x=1",
        ] {
            assert_eq!(read(&Method::POST, path), Err(Refusal::QueryNotAllowed));
        }
        let whole = "/v1.0/print/shares/s/printer?$select=id,displayName";
        assert_eq!(read(&Method::GET, whole), Err(Refusal::QueryNotAllowed));
    }

    #[test]
    fn each_path_has_one_method() {
        let redirect = "/v1.0/print/printers/p/jobs/1/redirect";
        for method in [
            Method::GET,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::HEAD,
        ] {
            assert_eq!(
                read(&method, redirect),
                Err(Refusal::MethodNotAllowed(Method::POST))
            );
        }
        let job = "/v1.0/print/printers/p/jobs/1";
        for method in [Method::POST, Method::PATCH, Method::DELETE, Method::HEAD] {
            assert_eq!(
                read(&method, job),
                Err(Refusal::MethodNotAllowed(Method::GET))
            );
        }
    }
}
