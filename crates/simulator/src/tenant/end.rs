//! Ends a job without paper: a user cancels it, or an app aborts it.
//!
//! Cancel is for users only. Abort is only for the app that holds the job
//! (<https://learn.microsoft.com/graph/api/printjob-cancel>,
//! <https://learn.microsoft.com/graph/api/printjob-abort>).

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body,
    graph_error::GraphError,
    http::Request,
    job::{Job, JobPhase},
    permission::{ABORT_AS_APP, CANCEL_AS_USER, NONE, OTHERS_JOBS, READ_PRINTERS_AS_APP},
    task::TaskState,
    token::{AccessToken, Principal},
};

impl Tenant {
    /// The page asks for access to the printer as well. The permissions metadata
    /// grants that to `PrinterShare.*` scopes too, so a permission for the job is
    /// enough here.
    pub(super) fn cancel(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
    ) -> GraphResult {
        token.require(CANCEL_AS_USER, NONE)?;
        let caller = self.caller(token);
        let job = self.running_job(printer_id, job_id)?;
        let allowed = caller.is_some_and(|(user_id, administrator)| {
            job.belongs_to(user_id) || (administrator && token.require(OTHERS_JOBS, NONE).is_ok())
        });
        if !allowed {
            return Err(GraphError::not_allowed(
                "The user is not the owner of this print job.",
            ));
        }
        job.end_task(TaskState::Aborted);
        job.phase = JobPhase::Canceled;
        Ok(Success::Nothing)
    }

    /// The page calls the body optional. Microsoft's OpenAPI description requires
    /// one, and the tenant does as well: a client has to send what both accept. The
    /// member `reason` is optional.
    pub(super) fn abort(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
        request: &Request,
    ) -> GraphResult {
        token.require(NONE, ABORT_AS_APP)?;
        token.require(NONE, READ_PRINTERS_AS_APP)?;
        let members = body::members(request, &["reason"])?;
        if members
            .get("reason")
            .is_some_and(|reason| !reason.is_null())
        {
            body::text(&members, "reason")?;
        }
        let job = self.held_job(token, printer_id, job_id)?;
        job.end_task(TaskState::Aborted);
        job.phase = JobPhase::Aborted;
        Ok(Success::Nothing)
    }

    /// A job that the app behind the token holds.
    pub(super) fn held_job(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
    ) -> Result<&mut Job, GraphError> {
        let job = self.running_job(printer_id, job_id)?;
        let own_task = match &token.principal {
            Principal::Application(app_id) => job
                .task
                .as_ref()
                .is_some_and(|task| task.is_open_to(app_id)),
            Principal::User(_) => false,
        };
        if own_task {
            Ok(job)
        } else {
            Err(GraphError::no_own_task())
        }
    }

    fn running_job(&mut self, printer_id: &str, job_id: &str) -> Result<&mut Job, GraphError> {
        let job = self
            .inventory
            .printer_mut(printer_id)?
            .job_mut(job_id)
            .ok_or_else(|| GraphError::no_job(job_id))?;
        if job.is_over() {
            return Err(GraphError::conflict("The print job has already ended."));
        }
        Ok(job)
    }
}
