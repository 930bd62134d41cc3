//! Writes a job as Graph's JSON.
//!
//! Members and their forms follow
//! <https://learn.microsoft.com/graph/api/resources/printjob>. The name and the time
//! of completion are in beta only. Documents and tasks come only when expanded.

use serde_json::{Map, Value, json};

use super::{Job, JobPhase, job_url};
use crate::{
    evolvable,
    odata_query::{GraphVersion, ODataQuery},
    user::User,
};

impl Job {
    /// The job as a JSON object.
    pub(crate) fn entity(
        &self,
        printer_id: &str,
        printer_stopped: bool,
        query: &ODataQuery,
    ) -> Map<String, Value> {
        let created_by = self.created_by.as_ref().map_or(json!({}), User::identity);
        let fetchable = matches!(
            self.phase,
            JobPhase::Pending { .. } | JobPhase::Printing { .. }
        );
        let acknowledged = self.acknowledged_ms.map(|ms| self.time_form.write(ms));
        let mut entity = Map::from_iter([
            ("id".to_owned(), json!(self.id)),
            (
                "createdDateTime".to_owned(),
                json!(self.time_form.write(self.created_ms)),
            ),
            ("createdBy".to_owned(), created_by),
            (
                "configuration".to_owned(),
                evolvable::with_visible_finishings(&self.configuration, query.newer_members),
            ),
            ("status".to_owned(), self.status(printer_stopped)),
            ("redirectedTo".to_owned(), json!(self.redirected_to)),
            ("redirectedFrom".to_owned(), json!(self.redirected_from)),
            ("isFetchable".to_owned(), json!(fetchable)),
            ("acknowledgedDateTime".to_owned(), json!(acknowledged)),
            ("errorCode".to_owned(), Value::Null),
        ]);
        if query.version == GraphVersion::Beta {
            let completed = match self.phase {
                JobPhase::Completed { at_ms } => Some(self.time_form.write(at_ms)),
                _ => None,
            };
            entity.insert("displayName".to_owned(), json!(self.name()));
            entity.insert("completedDateTime".to_owned(), json!(completed));
        }
        if query.expanded("documents").is_some() {
            entity.insert("documents".to_owned(), self.documents_json());
        }
        if query.expanded("tasks").is_some() {
            let url = job_url(printer_id, &self.id);
            let tasks: Vec<_> = self.task.iter().map(|task| task.entity(&url)).collect();
            entity.insert("tasks".to_owned(), json!(tasks));
        }
        entity
    }

    fn documents_json(&self) -> Value {
        let documents = self.documents.iter().map(|(id, document)| {
            json!({
                "id": id,
                "displayName": document.display_name,
                "contentType": document.content_type,
                "size": document.size,
            })
        });
        documents.collect()
    }

    /// The status, in the words of
    /// <https://learn.microsoft.com/graph/api/resources/printjobstatus>.
    fn status(&self, printer_stopped: bool) -> Value {
        let (state, details, description): (_, &[&str], _) = match self.phase {
            JobPhase::Arriving { .. } => (
                "paused",
                &["uploadPending"],
                "The job is not a candidate for processing yet.",
            ),
            JobPhase::Held => (
                "paused",
                &["releaseWait"],
                "The job is not a candidate for processing for any number of reasons.",
            ),
            JobPhase::Pending { .. } | JobPhase::Printing { .. } if printer_stopped => (
                "stopped",
                &[],
                "The print job has been stopped because the printer is stopped.",
            ),
            JobPhase::Pending { .. } => ("pending", &[], "The print job is pending processing."),
            JobPhase::Printing { .. } => (
                "processing",
                &["interpreting"],
                "The print job is currently being processed by the printer.",
            ),
            JobPhase::Completed { .. } => (
                "completed",
                &["completedSuccessfully"],
                "The print job has completed successfully and no further processing will take place.",
            ),
            JobPhase::Canceled => ("canceled", &[], "The print job was canceled by the user."),
            JobPhase::Aborted => ("aborted", &[], "The print job was aborted."),
        };
        json!({
            "state": state,
            "description": description,
            "details": details,
            "isAcquiredByPrinter": self.acknowledged_ms.is_some(),
        })
    }
}
