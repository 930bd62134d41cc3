//! The calls this product makes to Graph, as values.
//!
//! A [`Request`] says which [`Operation`] it is, where it goes and what it
//! carries; it holds no token and no host, so the same value can be sent,
//! recorded, compared and replayed. Ids are percent-encoded here and nowhere
//! else.

use serde::Serialize;
use serde_json::Value;

use crate::ids::{JobId, PrinterId, ShareId};
use crate::page::NextLink;

/// A call that Graph documents.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// <https://learn.microsoft.com/graph/api/printershare-list-jobs>
    ListJobs,
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    GetJob,
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect,
    /// <https://learn.microsoft.com/graph/api/printjob-cancel>
    Cancel,
    /// <https://learn.microsoft.com/graph/api/print-list-shares>
    ListShares,
    /// <https://learn.microsoft.com/graph/api/printershare-get>
    GetShare,
    /// <https://learn.microsoft.com/graph/api/printer-get>
    GetPrinterOfShare,
    /// <https://learn.microsoft.com/graph/api/print-list-recentshares>
    ListRecentShares,
}

/// The kinds of permission Graph knows.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PermissionKind {
    /// Granted to a user through an application.
    Delegated,
    /// Granted to an application on its own.
    Application,
}

impl Operation {
    /// The name in diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::ListJobs => "list jobs",
            Self::GetJob => "get job",
            Self::Redirect => "redirect",
            Self::Cancel => "cancel",
            Self::ListShares => "list shares",
            Self::GetShare => "get share",
            Self::GetPrinterOfShare => "get printer of share",
            Self::ListRecentShares => "list recent shares",
        }
    }

    /// The least permission that Graph documents for the call.
    pub fn permission(self) -> (&'static str, PermissionKind) {
        match self {
            Self::ListJobs | Self::GetJob => ("PrintJob.ReadBasic", PermissionKind::Delegated),
            Self::Cancel => ("PrintJob.ReadWriteBasic", PermissionKind::Delegated),
            Self::Redirect => ("PrintJob.Manage.All", PermissionKind::Application),
            Self::ListShares | Self::GetShare | Self::ListRecentShares => {
                ("PrinterShare.ReadBasic.All", PermissionKind::Delegated)
            }
            Self::GetPrinterOfShare => ("Printer.Read.All", PermissionKind::Delegated),
        }
    }

    /// What to ask the host's token provider for before the call: only
    /// permissions a user can consent to. `Printer.Read.All` wants an
    /// administrator and `PrintJob.Manage.All` cannot be had by a user at all;
    /// asking for either would open a sign-in window that leads nowhere, so
    /// those calls go out with what the user has, and Graph decides.
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::ListJobs | Self::GetJob | Self::Redirect => {
                &["PrintJob.ReadBasic", "PrinterShare.ReadBasic.All"]
            }
            Self::Cancel => &["PrintJob.ReadWriteBasic"],
            Self::ListShares
            | Self::GetShare
            | Self::GetPrinterOfShare
            | Self::ListRecentShares => &["PrinterShare.ReadBasic.All"],
        }
    }

    /// Whether the call changes nothing, so that it may be repeated.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Redirect | Self::Cancel)
    }
}

/// An HTTP method.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A path below the endpoint's version, with its query.
    Path(String),
    /// The opaque address of the next page.
    Next(NextLink),
}

/// One call to Graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which call it is.
    pub operation: Operation,
    /// `GET` or `POST`.
    pub method: Method,
    /// Where it goes.
    pub target: Target,
    /// The JSON it carries.
    pub body: Option<Value>,
}

/// <https://learn.microsoft.com/graph/api/printjob-redirect#request-body>
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RedirectBody<'a> {
    destination_printer_id: &'a PrinterId,
    #[serde(skip_serializing_if = "Option::is_none")]
    configuration: Option<Value>,
}

impl Request {
    /// The jobs of a share, with their documents, which alone carry names in
    /// v1.0. The user name is the only filter that Graph documents; without it
    /// the list may hold other people's jobs.
    pub fn jobs_of_share(share: &ShareId, user_principal_name: Option<&str>) -> Self {
        let mut path = format!(
            "/print/shares/{}/jobs?$expand=documents",
            encode(share.as_str())
        );
        if let Some(name) = user_principal_name {
            path.push_str("&$filter=createdBy/userPrincipalName%20eq%20%27");
            path.push_str(&encode(&name.replace('\'', "''")));
            path.push_str("%27");
        }
        Self::get(Operation::ListJobs, path)
    }

    /// One job through its share. Never asks for tasks (only an application
    /// may read them) and never selects members (a refused redirect is judged
    /// by all of them).
    pub fn job_of_share(share: &ShareId, job: &JobId) -> Self {
        let path = format!(
            "/print/shares/{}/jobs/{}",
            encode(share.as_str()),
            encode(job.as_str())
        );
        Self::get(Operation::GetJob, path)
    }

    /// Sends a held job on to another printer. Only [`crate::redirect`] says
    /// when this may be sent.
    pub fn redirect(
        printer: &PrinterId,
        job: &JobId,
        destination: &PrinterId,
        configuration: Option<Value>,
    ) -> Self {
        let body = RedirectBody {
            destination_printer_id: destination,
            configuration,
        };
        Self {
            operation: Operation::Redirect,
            method: Method::Post,
            target: Target::Path(job_path(printer, job, "redirect")),
            body: serde_json::to_value(body).ok(),
        }
    }

    /// Cancels the user's own job. No body; answered by 204.
    pub fn cancel(printer: &PrinterId, job: &JobId) -> Self {
        Self {
            operation: Operation::Cancel,
            method: Method::Post,
            target: Target::Path(job_path(printer, job, "cancel")),
            body: None,
        }
    }

    /// The first page of the shares this user can see.
    pub fn shares() -> Self {
        Self::get(Operation::ListShares, "/print/shares".to_owned())
    }

    /// One share with its state and what it can do, which lists do not carry.
    pub fn share(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}?$select=id,displayName,manufacturer,model,isAcceptingJobs,status,location,capabilities",
            encode(share.as_str())
        );
        Self::get(Operation::GetShare, path)
    }

    /// The printer behind a share: its id alone.
    pub fn printer_of_share(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}/printer?$select=id",
            encode(share.as_str())
        );
        Self::get(Operation::GetPrinterOfShare, path)
    }

    /// A share with the id of the printer behind it. A second way to learn it:
    /// whether an ordinary user may expand it is not documented.
    pub fn share_with_printer(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}?$select=id,displayName&$expand=printer($select=id)",
            encode(share.as_str())
        );
        Self::get(Operation::GetShare, path)
    }

    /// The shares this user printed to of late.
    pub fn recent_shares() -> Self {
        Self::get(
            Operation::ListRecentShares,
            "/me/print/recentPrinterShares".to_owned(),
        )
    }

    /// The next page of an earlier call.
    pub fn next(operation: Operation, link: NextLink) -> Self {
        Self {
            operation,
            method: Method::Get,
            target: Target::Next(link),
            body: None,
        }
    }

    /// The headers the call wants beside authorization and `client-request-id`.
    pub fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let mut headers = vec![("accept", "application/json")];
        if self.body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        // Else members added after the first release arrive as `unknownFutureValue`:
        // https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
        if self.operation.is_read() {
            headers.push(("prefer", "include-unknown-enum-members"));
        }
        headers
    }

    fn get(operation: Operation, path: String) -> Self {
        Self {
            operation,
            method: Method::Get,
            target: Target::Path(path),
            body: None,
        }
    }
}

fn job_path(printer: &PrinterId, job: &JobId, action: &str) -> String {
    format!(
        "/print/printers/{}/jobs/{}/{action}",
        encode(printer.as_str()),
        encode(job.as_str())
    )
}

/// Percent-encodes everything but RFC 3986's unreserved characters, so that an
/// id can neither leave its path segment nor start a query. (Dot segments, which
/// no encoding disarms, are no ids to begin with: see [`crate::ids`].)
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
                encoded.push(digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn path(request: &Request) -> &str {
        match &request.target {
            Target::Path(path) => path,
            Target::Next(_) => panic!("a path was expected"),
        }
    }

    #[test]
    fn redirect_is_the_documented_call() {
        let printer = PrinterId::new("ae63f617-4856-4b45-8ea9-69dfbeea230e").unwrap();
        let destination = PrinterId::new("9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea").unwrap();
        let job = JobId::new("5182").unwrap();
        let request = Request::redirect(&printer, &job, &destination, Some(json!({ "copies": 1 })));

        assert_eq!(request.method, Method::Post);
        assert_eq!(
            path(&request),
            "/print/printers/ae63f617-4856-4b45-8ea9-69dfbeea230e/jobs/5182/redirect"
        );
        assert_eq!(
            request.body,
            Some(json!({
                "destinationPrinterId": "9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea",
                "configuration": { "copies": 1 }
            }))
        );
        assert!(
            request
                .headers()
                .contains(&("content-type", "application/json"))
        );
    }

    #[test]
    fn redirect_without_changes_carries_no_configuration() {
        let id = PrinterId::new("p").unwrap();
        let request = Request::redirect(&id, &JobId::new("1").unwrap(), &id, None);
        assert_eq!(request.body, Some(json!({ "destinationPrinterId": "p" })));
    }

    #[test]
    fn an_apostrophe_in_a_user_name_stays_inside_the_literal() {
        let share = ShareId::new("s").unwrap();
        let request = Request::jobs_of_share(&share, Some("mary.o'neil@contoso.com"));
        assert_eq!(
            path(&request),
            "/print/shares/s/jobs?$expand=documents&$filter=createdBy/userPrincipalName%20eq%20%27mary.o%27%27neil%40contoso.com%27"
        );
    }

    proptest! {
        #[test]
        fn an_id_never_leaves_its_path_segment(id in "\\PC{1,20}") {
            let Some(share) = ShareId::new(&id) else { return Ok(()) };
            let request = Request::share_with_printer(&share);
            let rest = path(&request).strip_prefix("/print/shares/").unwrap();
            let (segment, query) = rest.split_once('?').unwrap();
            prop_assert!(!segment.contains(['/', '#', '\\', '&']));
            prop_assert!(segment != "." && segment != "..");
            prop_assert_eq!(query, "$select=id,displayName&$expand=printer($select=id)");
        }
    }
}
