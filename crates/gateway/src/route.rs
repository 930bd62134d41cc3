//! Recognises the paths that the gateway relays, and nothing else.
//!
//! A path is compared byte by byte, as it arrived. Nothing is decoded, folded or
//! normalised, so each path has exactly one spelling. A query must be one of the
//! few that the widget sends.

use axum::http::{Method, Uri};
use universal_print::{endpoint::Version, ids::ShareId, job::JobRef, request::JobExpand};

use crate::{id, refusal::Refusal, words::words};

/// What a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Graph's version, which is also used for the calls to Graph.
    pub version: Version,
    /// The call.
    pub call: RelayedCall,
}

/// A call that the gateway relays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelayedCall {
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect(JobRef),
    /// <https://learn.microsoft.com/graph/api/printjob-abort>
    Abort(JobRef),
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    Job(JobRef, JobExpand),
    /// <https://learn.microsoft.com/graph/api/printer-get>
    PrinterOfShare(ShareId),
}

words! {
    /// What a request asks for, in logs and metrics.
    CallName {
        /// A redirect.
        Redirect = "redirect",
        /// An abort.
        Abort = "abort",
        /// The read of a job.
        Job = "job",
        /// The read of the printer behind a share.
        PrinterOfShare = "printer-of-share",
        /// Something that is not relayed.
        Nothing = "none",
    }
}

impl RelayedCall {
    /// The name in logs and metrics.
    pub fn name(&self) -> CallName {
        match self {
            Self::Redirect(_) => CallName::Redirect,
            Self::Abort(_) => CallName::Abort,
            Self::Job(..) => CallName::Job,
            Self::PrinterOfShare(_) => CallName::PrinterOfShare,
        }
    }
}

impl Route {
    /// Reads method, path and query.
    pub fn read(method: &Method, uri: &Uri) -> Result<Self, Refusal> {
        let (version, call) = Self::path(uri.path()).ok_or(Refusal::NoSuchPath)?;
        let wanted = match call {
            RelayedCall::Redirect(_) | RelayedCall::Abort(_) => Method::POST,
            RelayedCall::Job(..) | RelayedCall::PrinterOfShare(_) => Method::GET,
        };
        if *method != wanted {
            return Err(Refusal::MethodNotAllowed(wanted));
        }
        let call = match (call, uri.query()) {
            (call, None) | (call @ RelayedCall::PrinterOfShare(_), Some("$select=id")) => call,
            (RelayedCall::Job(job, _), Some("$expand=documents")) => {
                RelayedCall::Job(job, JobExpand::Documents)
            }
            _ => return Err(Refusal::QueryNotAllowed),
        };
        Ok(Self { version, call })
    }

    fn path(path: &str) -> Option<(Version, RelayedCall)> {
        let mut segments = path.strip_prefix('/')?.split('/');
        let version = Version::parse(segments.next()?)?;
        let rest: Vec<&str> = segments.collect();
        let call = match rest.as_slice() {
            ["print", "printers", printer, "jobs", job, "redirect"] => {
                RelayedCall::Redirect(id::job(printer, job)?)
            }
            ["print", "printers", printer, "jobs", job, "abort"] => {
                RelayedCall::Abort(id::job(printer, job)?)
            }
            ["print", "printers", printer, "jobs", job] => {
                RelayedCall::Job(id::job(printer, job)?, JobExpand::Nothing)
            }
            ["print", "shares", share, "printer"] => RelayedCall::PrinterOfShare(id::share(share)?),
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
            (Version::V1, CallName::Redirect)
        );
        let abort = read(&Method::POST, "/beta/print/printers/p/jobs/1/abort").unwrap();
        assert_eq!(
            (abort.version, abort.call.name()),
            (Version::Beta, CallName::Abort)
        );
        assert_eq!(
            read(&Method::GET, "/v1.0/print/printers/p/jobs/1")
                .unwrap()
                .call
                .name(),
            CallName::Job
        );
        let share = read(&Method::GET, "/v1.0/print/shares/s/printer?$select=id").unwrap();
        assert_eq!(
            share.call,
            RelayedCall::PrinterOfShare(ShareId::new("s").unwrap())
        );
    }

    #[test]
    fn another_spelling_of_a_path_is_refused() {
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
    fn an_unknown_query_is_refused() {
        let job = "/v1.0/print/printers/p/jobs/1";
        assert!(matches!(
            read(&Method::GET, &format!("{job}?$expand=documents"))
                .unwrap()
                .call,
            RelayedCall::Job(_, JobExpand::Documents)
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
