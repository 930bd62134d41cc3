//! Reading jobs: of a share or of a printer, one or all.
//!
//! Ordinary users see their own jobs and no others; a Printer Administrator
//! with an `.All` scope, and an app, see all of them
//! (<https://learn.microsoft.com/graph/api/printjob-get>). The route through a
//! share needs access to shares, which no application permission gives; the
//! route through a printer needs access to printers.

use serde_json::json;

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::Asked,
    job::Job,
    page::page,
    permission::{
        NONE, OTHERS_JOBS, READ_JOBS_AS_APP, READ_JOBS_AS_USER, READ_PRINTERS_AS_APP,
        READ_PRINTERS_AS_USER, READ_SHARES_AS_USER,
    },
    printer::Printer,
    refusal::Refusal,
    token::Token,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printershare-list-jobs>
    pub(super) fn list_jobs_of_share(
        &self,
        token: &Token,
        share_id: &str,
        asked: &Asked,
    ) -> Answer {
        require_jobs_of_share(token)?;
        let (_, printer) = self.world.share(share_id)?;
        self.list_jobs(
            token,
            printer,
            &format!("print/shares('{share_id}')/jobs"),
            asked,
        )
    }

    /// <https://learn.microsoft.com/graph/api/printer-list-jobs>
    pub(super) fn list_jobs_of_printer(
        &self,
        token: &Token,
        printer_id: &str,
        asked: &Asked,
    ) -> Answer {
        require_jobs_of_printer(token)?;
        let printer = self.world.printer(printer_id)?;
        self.list_jobs(
            token,
            printer,
            &format!("print/printers('{printer_id}')/jobs"),
            asked,
        )
    }

    /// <https://learn.microsoft.com/graph/api/printjob-get>
    pub(super) fn get_job_of_share(
        &self,
        token: &Token,
        share_id: &str,
        job_id: &str,
        asked: &Asked,
    ) -> Answer {
        require_jobs_of_share(token)?;
        let (_, printer) = self.world.share(share_id)?;
        let context = format!("print/shares('{share_id}')/jobs/$entity");
        self.get_job(token, printer, job_id, &context, asked)
    }

    /// <https://learn.microsoft.com/graph/api/printjob-get>
    pub(super) fn get_job_of_printer(
        &self,
        token: &Token,
        printer_id: &str,
        job_id: &str,
        asked: &Asked,
    ) -> Answer {
        require_jobs_of_printer(token)?;
        let printer = self.world.printer(printer_id)?;
        let context = format!("print/printers('{printer_id}')/jobs/$entity");
        self.get_job(token, printer, job_id, &context, asked)
    }

    fn list_jobs(&self, token: &Token, printer: &Printer, context: &str, asked: &Asked) -> Answer {
        asked.only_expands(&["documents", "tasks"])?;
        let submitter = asked.filter.as_deref().map(submitter).transpose()?;
        let jobs: Vec<_> = printer
            .jobs
            .iter()
            .filter(|job| self.may_see(token, job))
            .filter(|job| submitter.as_deref().is_none_or(|upn| was_sent_by(job, upn)))
            .collect();
        let stopped = printer.is_stopped();
        page(&jobs, context, asked, self.paging(), |job| {
            asked.cut(job.entity(&printer.id, stopped, asked))
        })
        .map(Reply::Entity)
    }

    fn get_job(
        &self,
        token: &Token,
        printer: &Printer,
        job_id: &str,
        context: &str,
        asked: &Asked,
    ) -> Answer {
        asked.only_expands(&["documents", "tasks"])?;
        let job = printer.job(job_id).ok_or_else(|| Refusal::no_job(job_id))?;
        if !self.may_see(token, job) {
            return Err(Refusal::not_allowed(
                "The user is not authorized to read this print job.",
            ));
        }
        let mut entity = job.entity(&printer.id, printer.is_stopped(), asked);
        entity.insert(
            "@odata.context".to_owned(),
            json!(asked.version.context(context)),
        );
        Ok(Reply::Entity(asked.cut(entity)))
    }

    fn may_see(&self, token: &Token, job: &Job) -> bool {
        match self.caller(token) {
            None => true,
            Some((user_id, administrator)) => {
                job.belongs_to(user_id)
                    || (administrator && token.require(OTHERS_JOBS, NONE).is_ok())
            }
        }
    }
}

fn require_jobs_of_share(token: &Token) -> Result<(), Refusal> {
    token.require(READ_JOBS_AS_USER, READ_JOBS_AS_APP)?;
    token.require(READ_SHARES_AS_USER, NONE)
}

fn require_jobs_of_printer(token: &Token) -> Result<(), Refusal> {
    token.require(READ_JOBS_AS_USER, READ_JOBS_AS_APP)?;
    token.require(READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)
}

/// The user name in the only documented filter,
/// `createdBy/userPrincipalName eq '{upn}'`, with doubled quotes undone
/// (<https://learn.microsoft.com/graph/query-parameters#escaping-single-quotes>).
fn submitter(filter: &str) -> Result<String, Refusal> {
    let literal = filter
        .trim()
        .strip_prefix("createdBy/userPrincipalName")
        .and_then(|rest| rest.trim_start().strip_prefix("eq "))
        .and_then(|rest| rest.trim().strip_prefix('\'')?.strip_suffix('\''))
        .ok_or_else(|| Refusal::invalid_filter(filter))?;
    if literal.replace("''", "").contains('\'') {
        return Err(Refusal::invalid_filter(filter));
    }
    Ok(literal.replace("''", "'"))
}

fn was_sent_by(job: &Job, upn: &str) -> bool {
    job.created_by
        .as_ref()
        .is_some_and(|user| user.user_principal_name.eq_ignore_ascii_case(upn))
}
