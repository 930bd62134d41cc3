//! Reads jobs of a share or of a printer, one or all.
//!
//! Ordinary users see only their own jobs. Apps, and Printer Administrators with an
//! `.All` scope, see all jobs (<https://learn.microsoft.com/graph/api/printjob-get>).
//! The path through a share needs access to shares, which no application permission
//! gives. The path through a printer needs access to printers.

use serde_json::json;

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    graph_error::GraphError,
    job::Job,
    list_page::page,
    odata_query::ODataQuery,
    permission::{
        NONE, OTHERS_JOBS, READ_JOBS_AS_APP, READ_JOBS_AS_USER, READ_PRINTERS_AS_APP,
        READ_PRINTERS_AS_USER, READ_SHARES_AS_USER,
    },
    printer::Printer,
    token::AccessToken,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printershare-list-jobs>
    pub(super) fn list_jobs_of_share(
        &self,
        token: &AccessToken,
        share_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        require_jobs_of_share(token)?;
        let (_, printer) = self.inventory.share(share_id)?;
        self.list_jobs(
            token,
            printer,
            &format!("print/shares('{share_id}')/jobs"),
            query,
        )
    }

    /// <https://learn.microsoft.com/graph/api/printer-list-jobs>
    pub(super) fn list_jobs_of_printer(
        &self,
        token: &AccessToken,
        printer_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        require_jobs_of_printer(token)?;
        let printer = self.inventory.printer(printer_id)?;
        self.list_jobs(
            token,
            printer,
            &format!("print/printers('{printer_id}')/jobs"),
            query,
        )
    }

    /// <https://learn.microsoft.com/graph/api/printjob-get>
    pub(super) fn get_job_of_share(
        &self,
        token: &AccessToken,
        share_id: &str,
        job_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        require_jobs_of_share(token)?;
        let (_, printer) = self.inventory.share(share_id)?;
        let context = format!("print/shares('{share_id}')/jobs/$entity");
        self.get_job(token, printer, job_id, &context, query)
    }

    /// <https://learn.microsoft.com/graph/api/printjob-get>
    pub(super) fn get_job_of_printer(
        &self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        require_jobs_of_printer(token)?;
        let printer = self.inventory.printer(printer_id)?;
        let context = format!("print/printers('{printer_id}')/jobs/$entity");
        self.get_job(token, printer, job_id, &context, query)
    }

    fn list_jobs(
        &self,
        token: &AccessToken,
        printer: &Printer,
        context: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        query.only_expands(&["documents", "tasks"])?;
        let submitter = query.filter.as_deref().map(submitter).transpose()?;
        let jobs: Vec<_> = printer
            .jobs
            .iter()
            .filter(|job| self.may_see(token, job))
            .filter(|job| submitter.as_deref().is_none_or(|upn| was_sent_by(job, upn)))
            .collect();
        let stopped = printer.is_stopped();
        page(&jobs, context, query, self.paging(), |job| {
            query.cut(job.entity(&printer.id, stopped, query))
        })
        .map(Success::Entity)
    }

    fn get_job(
        &self,
        token: &AccessToken,
        printer: &Printer,
        job_id: &str,
        context: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        query.only_expands(&["documents", "tasks"])?;
        let job = printer
            .job(job_id)
            .ok_or_else(|| GraphError::no_job(job_id))?;
        if !self.may_see(token, job) {
            return Err(GraphError::not_allowed(
                "The user is not authorized to read this print job.",
            ));
        }
        let mut entity = job.entity(&printer.id, printer.is_stopped(), query);
        entity.insert(
            "@odata.context".to_owned(),
            json!(query.version.context(context)),
        );
        Ok(Success::Entity(query.cut(entity)))
    }

    fn may_see(&self, token: &AccessToken, job: &Job) -> bool {
        match self.caller(token) {
            None => true,
            Some((user_id, administrator)) => {
                job.belongs_to(user_id)
                    || (administrator && token.require(OTHERS_JOBS, NONE).is_ok())
            }
        }
    }
}

fn require_jobs_of_share(token: &AccessToken) -> Result<(), GraphError> {
    token.require(READ_JOBS_AS_USER, READ_JOBS_AS_APP)?;
    token.require(READ_SHARES_AS_USER, NONE)
}

fn require_jobs_of_printer(token: &AccessToken) -> Result<(), GraphError> {
    token.require(READ_JOBS_AS_USER, READ_JOBS_AS_APP)?;
    token.require(READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)
}

/// The user name in the only documented filter,
/// `createdBy/userPrincipalName eq '{upn}'`, with doubled quotes undone
/// (<https://learn.microsoft.com/graph/query-parameters#escaping-single-quotes>).
fn submitter(filter: &str) -> Result<String, GraphError> {
    let literal = filter
        .trim()
        .strip_prefix("createdBy/userPrincipalName")
        .and_then(|rest| rest.trim_start().strip_prefix("eq "))
        .and_then(|rest| rest.trim().strip_prefix('\'')?.strip_suffix('\''))
        .ok_or_else(|| GraphError::invalid_filter(filter))?;
    if literal.replace("''", "").contains('\'') {
        return Err(GraphError::invalid_filter(filter));
    }
    Ok(literal.replace("''", "'"))
}

fn was_sent_by(job: &Job, upn: &str) -> bool {
    job.created_by
        .as_ref()
        .is_some_and(|user| user.user_principal_name.eq_ignore_ascii_case(upn))
}
