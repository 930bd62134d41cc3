//! Changes the configuration of a held job.
//!
//! Only the app that holds the job may change it, and only its configuration
//! (<https://learn.microsoft.com/graph/api/printjob-update>). Members that are not sent
//! keep their values.

use serde_json::{Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body, configuration,
    graph_error::GraphError,
    http::Request,
    odata_query::ODataQuery,
    permission::{ABORT_AS_APP, NONE, READ_PRINTERS_AS_APP},
    token::AccessToken,
};

impl Tenant {
    pub(super) fn update_job(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        job_id: &str,
        request: &Request,
        query: &ODataQuery,
    ) -> GraphResult {
        // The page names the permissions that abort needs.
        token.require(NONE, ABORT_AS_APP)?;
        token.require(NONE, READ_PRINTERS_AS_APP)?;
        let members = body::members(request, &["configuration"])?;
        let Some(changes) = members.get("configuration") else {
            return Err(GraphError::bad_request("The 'configuration' is missing."));
        };
        configuration::check(changes).map_err(GraphError::bad_request)?;
        let printer = self.inventory.printer(printer_id)?;
        let (printer_id, stopped) = (printer.id.clone(), printer.is_stopped());
        let job = self.held_job(token, &printer_id, job_id)?;
        if let (Value::Object(own), Value::Object(changes)) = (&mut job.configuration, changes) {
            own.extend(changes.clone());
        }
        let mut entity = job.entity(&printer_id, stopped, query);
        let context = format!("print/printers('{printer_id}')/jobs/$entity");
        entity.insert(
            "@odata.context".to_owned(),
            json!(query.version.context(&context)),
        );
        Ok(Success::Entity(entity))
    }
}
