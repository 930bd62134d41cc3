//! The calls about jobs: listing, reading, redirecting, cancelling, aborting.
//!
//! People reach their jobs through a share, services through the printer. The
//! rules and the permissions of the two routes differ. Only applications may
//! redirect and abort; only people may cancel.

use crate::json::Value;

use super::{CallFacts, Operation, PermissionKind, Request, encode};
use crate::ids::{JobId, PrinterId, ShareId};
use crate::permission::{
    Permissions, READ_JOBS_AS_APPLICATION, READ_JOBS_AS_USER, READ_PRINTER_AS_APPLICATION,
    READ_PRINTER_AS_USER,
};

/// <https://learn.microsoft.com/graph/api/printer-list-jobs>
pub static LIST_JOBS_OF_PRINTER: CallFacts = CallFacts {
    name: "list jobs of printer",
    least: ("PrintJob.ReadBasic", PermissionKind::Delegated),
    is_read: true,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printer-list-jobs",
        delegated: Some(&[READ_JOBS_AS_USER, READ_PRINTER_AS_USER]),
        application: Some(&[READ_JOBS_AS_APPLICATION, READ_PRINTER_AS_APPLICATION]),
    },
};

/// <https://learn.microsoft.com/graph/api/printjob-abort>
pub static ABORT: CallFacts = CallFacts {
    name: "abort",
    least: ("PrintJob.ReadWriteBasic.All", PermissionKind::Application),
    is_read: false,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printjob-abort",
        delegated: None,
        application: Some(&[
            &[
                "PrintJob.ReadWriteBasic.All",
                "PrintJob.ReadWrite.All",
                "PrintJob.Manage.All",
            ],
            READ_PRINTER_AS_APPLICATION,
        ]),
    },
};

/// What Graph sends with a job beyond the job's own members (`$expand`).
///
/// Documents carry the names that people know their jobs by. Tasks are sent to
/// applications only.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum JobExpand {
    /// The job alone.
    Nothing,
    /// The job with its documents.
    Documents,
    /// The job with its tasks.
    Tasks,
}

impl JobExpand {
    fn query(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Documents => "?$expand=documents",
            Self::Tasks => "?$expand=tasks",
        }
    }
}

impl Request {
    /// Lists the jobs of a share, with their documents: in v1.0 only documents
    /// have names. The user name is the only filter that Graph documents.
    /// Without it, the list may hold other people's jobs.
    pub fn jobs_of_share(share: &ShareId, user_principal_name: Option<&str>) -> Self {
        let documents = JobExpand::Documents.query();
        let share = encode(share.as_str());
        let mut path = ["/print/shares/", &share, "/jobs", documents].concat();
        if let Some(name) = user_principal_name {
            path.push_str("&$filter=createdBy/userPrincipalName%20eq%20%27");
            path.push_str(&encode(&name.replace('\'', "''")));
            path.push_str("%27");
        }
        Self::get(Operation::ListJobs, path)
    }

    /// Lists the jobs of a printer, everybody's: for an application.
    pub fn jobs_of_printer(printer: &PrinterId, expand: JobExpand) -> Self {
        let printer = encode(printer.as_str());
        let path = ["/print/printers/", &printer, "/jobs", expand.query()].concat();
        Self::get(Operation::Described(&LIST_JOBS_OF_PRINTER), path)
    }

    /// Reads one job through its share. The request never asks for tasks,
    /// which only an application may read, and never selects members, because
    /// a refused redirect is judged by all of them.
    pub fn job_of_share(share: &ShareId, job: &JobId) -> Self {
        let (share, job) = (encode(share.as_str()), encode(job.as_str()));
        let path = ["/print/shares/", &share, "/jobs/", &job].concat();
        Self::get(Operation::GetJob, path)
    }

    /// Reads one job through its printer. An application that reads the tasks
    /// sees whether it may redirect or abort the job: it may while its own task
    /// is `processing`.
    pub fn job_of_printer(printer: &PrinterId, job: &JobId, expand: JobExpand) -> Self {
        Self::get(Operation::GetJob, job_path(printer, job, expand.query()))
    }

    /// Sends a held job on to another printer. Ask [`crate::redirect`] when
    /// this may be sent.
    ///
    /// <https://learn.microsoft.com/graph/api/printjob-redirect#request-body>
    pub fn redirect(
        printer: &PrinterId,
        job: &JobId,
        destination_printer: &PrinterId,
        configuration: Option<Value>,
    ) -> Self {
        let mut body = vec![(
            "destinationPrinterId",
            Value::from(destination_printer.as_str()),
        )];
        body.extend(configuration.map(|configuration| ("configuration", configuration)));
        let path = job_path(printer, job, "/redirect");
        Self::post(Operation::Redirect, path, Some(Value::from_iter(body)))
    }

    /// Cancels the user's own job. No body; answered by 204.
    pub fn cancel(printer: &PrinterId, job: &JobId) -> Self {
        Self::post(Operation::Cancel, job_path(printer, job, "/cancel"), None)
    }

    /// Ends a job that this application's own task holds, with a reason for
    /// whoever looks into it. Answered by 204. Without a reason the body is `{}`:
    /// the documentation calls the body optional, but Microsoft's own description
    /// of the call requires one.
    pub fn abort(printer: &PrinterId, job: &JobId, reason: Option<&str>) -> Self {
        let body = Value::from_iter(reason.map(|reason| ("reason", reason)));
        let path = job_path(printer, job, "/abort");
        Self::post(Operation::Described(&ABORT), path, Some(body))
    }
}

/// The path of a job at its printer, and what follows it.
fn job_path(printer: &PrinterId, job: &JobId, rest: &str) -> String {
    let (printer, job) = (encode(printer.as_str()), encode(job.as_str()));
    ["/print/printers/", &printer, "/jobs/", &job, rest].concat()
}

#[cfg(test)]
mod tests {
    use super::super::{Method, path};
    use super::*;
    use crate::json;

    fn printer() -> PrinterId {
        PrinterId::new("ae63f617-4856-4b45-8ea9-69dfbeea230e").unwrap()
    }

    fn job() -> JobId {
        JobId::new("5182").unwrap()
    }

    #[test]
    fn redirect_is_the_documented_call() {
        let destination_printer = PrinterId::new("9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea").unwrap();
        let changes = json!({ "copies": 1 });
        let request = Request::redirect(&printer(), &job(), &destination_printer, Some(changes));

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
    fn an_apostrophe_in_a_user_name_is_escaped() {
        let share = ShareId::new("s").unwrap();
        let request = Request::jobs_of_share(&share, Some("mary.o'neil@contoso.com"));
        assert_eq!(
            path(&request),
            "/print/shares/s/jobs?$expand=documents&$filter=createdBy/userPrincipalName%20eq%20%27mary.o%27%27neil%40contoso.com%27"
        );
    }

    #[test]
    fn the_jobs_of_a_printer_have_a_route_and_a_name_of_their_own() {
        let printer = PrinterId::new("p").unwrap();
        let request = Request::jobs_of_printer(&printer, JobExpand::Documents);
        assert_eq!(path(&request), "/print/printers/p/jobs?$expand=documents");
        assert_eq!(request.operation.name(), "list jobs of printer");
        assert!(request.operation.is_read());
    }

    #[test]
    fn a_job_is_read_with_the_expansion_that_was_asked_for() {
        let read = |expand| {
            let request = Request::job_of_printer(&printer(), &job(), expand);
            path(&request).rsplit('/').next().unwrap().to_owned()
        };
        assert_eq!(read(JobExpand::Nothing), "5182");
        assert_eq!(read(JobExpand::Documents), "5182?$expand=documents");
        assert_eq!(read(JobExpand::Tasks), "5182?$expand=tasks");
    }

    #[test]
    fn abort_always_has_a_body() {
        let request = Request::abort(&printer(), &job(), Some("Not collected."));
        assert!(path(&request).ends_with("/jobs/5182/abort"));
        assert_eq!(request.body, Some(json!({ "reason": "Not collected." })));
        assert!(!request.operation.is_read());
        assert_eq!(
            Request::abort(&printer(), &job(), None).body,
            Some(json!({}))
        );
    }
}
