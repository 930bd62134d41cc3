//! A print job, read from Graph's JSON.
//!
//! Only the id is required: lists leave members out, beta and v1.0 use different
//! names, and documents and tasks come only when the request expands them.
//! [`Job::hold_state`] says whether the job waits to be redirected; [`JobLink`]
//! says which job it was redirected to.
//!
//! ```
//! use universal_print::json;
//! use universal_print::job::{HeldJob, HoldState, Job};
//! use universal_print::wire::Wire;
//!
//! let job = Job::read(&json!({
//!     "id": "211",
//!     "createdDateTime": "2024-03-04T09:15:30.1234567Z",
//!     "createdBy": { "id": "5be0c4de", "userPrincipalName": "ada@example.org" },
//!     "status": { "state": "paused", "details": ["releaseWait"], "isAcquiredByPrinter": false },
//!     "redirectedTo": null,
//!     "isFetchable": false,
//!     "documents": [{ "id": "0d1e5c6e", "displayName": "Minutes.pdf", "size": 276604 }]
//! }))
//! .unwrap();
//! assert_eq!((job.name(), job.size()), (Some("Minutes.pdf"), Some(276_604)));
//! assert_eq!(job.hold_state(), HoldState::Held);
//! assert!(HeldJob::try_from(job.clone()).is_ok());
//!
//! let printed = Job::read(&json!({
//!     "id": "211",
//!     "status": { "state": "completed" },
//!     "redirectedTo": "https://graph.microsoft.com/v1.0/print/printers/c21e7e0a/jobs/9"
//! }))
//! .unwrap();
//! let HoldState::Released(link) = printed.hold_state() else { unreachable!() };
//! assert_eq!(link.target.unwrap().printer.as_str(), "c21e7e0a");
//! let error = HeldJob::try_from(printed).unwrap_err();
//! assert_eq!(error.to_string(), "the job is not held: it was redirected");
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printjob>

mod hold_state;
mod link;

use crate::json::Value;

use crate::configuration::Configuration;
use crate::ids::{DocumentId, JobId, UserId};
use crate::status::JobStatus;
use crate::task::Task;
use crate::time::Timestamp;
use crate::wire::{Wire, list, member, text};

pub use hold_state::{HeldJob, HoldState, NotHeldError};
pub use link::{JobLink, JobRef};

/// A job in the queue of a printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its id, unique within its printer only.
    pub id: JobId,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// Who created it, if Graph tells.
    pub created_by: Option<Owner>,
    /// Its status.
    pub status: JobStatus,
    /// The settings it is printed with.
    pub configuration: Option<Configuration>,
    /// Whether the printer may fetch the document. Once it may, the job can no
    /// longer be changed.
    pub is_fetchable: Option<bool>,
    /// The job that was redirected to become this one.
    pub redirected_from: Option<JobLink>,
    /// The job that this one was redirected to.
    pub redirected_to: Option<JobLink>,
    /// Graph's error number; the numbers are not documented.
    pub error_code: Option<i32>,
    /// When it was acknowledged.
    pub acknowledged_at: Option<Timestamp>,
    /// When it ended; beta only.
    pub completed_at: Option<Timestamp>,
    /// Its name; beta only, see [`Job::name`].
    pub display_name: Option<String>,
    /// Its documents; empty when they were not expanded.
    pub documents: Vec<Document>,
    /// Its tasks; `None` when they were not expanded.
    pub tasks: Option<Vec<Task>>,
}

impl Job {
    /// The job's name: its own, otherwise that of its first named document.
    pub fn name(&self) -> Option<&str> {
        let mut documents = self.documents.iter();
        let own = self.display_name.as_deref();
        own.or_else(|| documents.find_map(|document| document.display_name.as_deref()))
    }

    /// The size of its documents in bytes; `None` if Graph tells no size.
    pub fn size(&self) -> Option<i64> {
        // Graph writes 0 while it does not know a document's size.
        let sizes = self.documents.iter().filter_map(|document| document.size);
        let size = sizes.filter(|size| *size > 0).fold(0, i64::saturating_add);
        (size > 0).then_some(size)
    }
}

impl Wire for Job {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            id: member(value, "id")?,
            created_at: member(value, "createdDateTime"),
            created_by: member(value, "createdBy"),
            status: member(value, "status").unwrap_or_default(),
            configuration: member(value, "configuration"),
            is_fetchable: member(value, "isFetchable"),
            redirected_from: member(value, "redirectedFrom"),
            redirected_to: member(value, "redirectedTo"),
            error_code: member(value, "errorCode"),
            acknowledged_at: member(value, "acknowledgedDateTime"),
            completed_at: member(value, "completedDateTime"),
            display_name: text(value, "displayName"),
            documents: list(value, "documents"),
            tasks: member(value, "tasks"),
        })
    }
}

/// The user who created a job. At least one member is present: Graph sends empty
/// objects and empty text where it does not tell, and those are not read.
///
/// <https://learn.microsoft.com/graph/api/resources/useridentity>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The object id in the directory.
    pub id: Option<UserId>,
    /// The person's name.
    pub display_name: Option<String>,
    /// The sign-in name.
    pub user_principal_name: Option<String>,
}

impl Wire for Owner {
    fn read(value: &Value) -> Option<Self> {
        let owner = Self {
            id: member(value, "id"),
            display_name: text(value, "displayName"),
            user_principal_name: text(value, "userPrincipalName"),
        };
        let Self {
            id,
            display_name,
            user_principal_name,
        } = &owner;
        let told = id.is_some() || display_name.is_some() || user_principal_name.is_some();
        told.then_some(owner)
    }
}

/// A document of a job.
///
/// <https://learn.microsoft.com/graph/api/resources/printdocument>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Its name.
    pub display_name: Option<String>,
    /// Its media type, such as `application/pdf`.
    pub content_type: Option<String>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// When its upload was complete.
    pub uploaded_at: Option<Timestamp>,
    /// When the printer fetched it.
    pub downloaded_at: Option<Timestamp>,
}

impl Wire for Document {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            id: member(value, "id")?,
            display_name: text(value, "displayName"),
            content_type: text(value, "contentType"),
            size: member(value, "size"),
            uploaded_at: member(value, "uploadedDateTime"),
            downloaded_at: member(value, "downloadedDateTime"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::status::{JobDetail, JobState};

    fn job(members: Value) -> Job {
        let Value::Object(mut members) = members else {
            unreachable!("a job is an object")
        };
        members.insert("id".to_owned(), "77".into());
        Job::read(&members.into()).unwrap()
    }

    #[test]
    fn a_job_in_the_form_of_v1_is_read() {
        let job = Job::read(&json!({
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#print/printers('p')/jobs/$entity",
            "id": "5310",
            "createdDateTime": "2020-06-26T04:20:06.5715544Z",
            "createdBy": { "id": "u", "displayName": "Ada", "userPrincipalName": "ada@example.org", "oDataType": null },
            "status": { "state": "processing", "description": "Printing.", "details": ["interpreting"], "isAcquiredByPrinter": true },
            "configuration": {}, "redirectedTo": null, "redirectedFrom": "print/printers/q/jobs/1",
            "isFetchable": false, "errorCode": 4, "acknowledgedDateTime": "1970-01-01T00:00:01Z",
        }))
        .unwrap();
        assert_eq!(job.id.as_str(), "5310");
        assert_eq!(
            job.created_at,
            Timestamp::parse("2020-06-26T04:20:06.5715544Z")
        );
        let owner = job.created_by.unwrap();
        assert_eq!(owner.id, UserId::new("u"));
        assert_eq!(
            owner.user_principal_name.as_deref(),
            Some("ada@example.org")
        );
        assert_eq!(job.status.state, Some(JobState::Processing));
        assert_eq!(job.status.details, [JobDetail::Interpreting]);
        assert!(job.status.acquired_by_printer);
        assert_eq!(job.configuration, Some(Configuration::default()));
        assert_eq!(job.redirected_to, None);
        assert_eq!(
            job.redirected_from.unwrap().target.unwrap().job.as_str(),
            "1"
        );
        assert_eq!((job.is_fetchable, job.error_code), (Some(false), Some(4)));
        assert_eq!(job.acknowledged_at, Some(Timestamp::from_millis(1000)));
        assert_eq!(job.tasks, None);
    }

    #[test]
    fn a_job_in_the_form_of_beta_is_read() {
        let job = job(json!({
            "displayName": "Minutes", "completedDateTime": "1969-12-31T17:00:01-07:00",
            "status": { "processingState": "completed", "acquiredByPrinter": true },
        }));
        assert_eq!(job.name(), Some("Minutes"));
        assert_eq!(job.completed_at, Some(Timestamp::from_millis(1000)));
        assert_eq!(job.status.state, Some(JobState::Completed));
        assert_eq!((job.configuration, job.is_fetchable), (None, None));
    }

    #[test]
    fn an_owner_without_members_is_absent() {
        for nobody in [
            json!(null),
            json!({}),
            json!({ "id": "", "displayName": "", "userPrincipalName": "" }),
            json!({ "oDataType": null }),
        ] {
            assert_eq!(job(json!({ "createdBy": nobody })).created_by, None);
        }
    }

    #[test]
    fn a_job_without_a_name_takes_its_first_documents() {
        let documents = json!([
            { "id": "1", "displayName": "", "size": 0 },
            { "id": "2", "displayName": "Plan.pdf" },
            { "id": "3", "displayName": "Other.pdf" },
        ]);
        let named = job(json!({ "displayName": " ", "documents": documents }));
        assert_eq!(named.name(), Some("Plan.pdf"));
        assert_eq!(job(json!({})).name(), None);
    }

    #[test]
    fn sizes_are_added_and_an_unknown_size_is_not_zero() {
        let sized = |sizes: &[i64]| {
            let documents = sizes.iter().map(|size| json!({ "id": "d", "size": size }));
            job(json!({ "documents": documents.collect::<Vec<_>>() })).size()
        };
        assert_eq!(sized(&[276_604, 0, 1000]), Some(277_604));
        assert_eq!(sized(&[i64::MAX, 1, -5]), Some(i64::MAX));
        assert_eq!(sized(&[0]), None);
        assert_eq!(sized(&[]), None);
    }

    #[test]
    fn a_document_without_an_id_costs_only_itself() {
        let job = job(
            json!({ "documents": [{ "size": 1 }, { "id": "d", "contentType": "application/oxps" }] }),
        );
        assert_eq!(job.documents.len(), 1);
        assert_eq!(
            job.documents[0].content_type.as_deref(),
            Some("application/oxps")
        );
    }

    #[test]
    fn without_an_id_there_is_no_job() {
        assert_eq!(Job::read(&json!({ "status": { "state": "paused" } })), None);
    }
}
