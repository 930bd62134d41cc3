//! Task triggers, which make a printer hold its jobs for an app.
//!
//! A Printer Administrator creates them, in the app that created the task definition. A
//! printer has at most one trigger
//! (<https://learn.microsoft.com/graph/api/printer-post-tasktriggers>).

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    body,
    graph_error::GraphError,
    guid::IdKind,
    http::Request,
    list_page::page,
    odata_query::ODataQuery,
    permission::{CHANGE_PRINTERS_AS_USER, NONE, READ_PRINTERS_AS_USER},
    task::Trigger,
    token::AccessToken,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printer-list-tasktriggers>
    pub(super) fn list_triggers(
        &self,
        token: &AccessToken,
        printer_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        query.no_filter()?;
        query.only_expands(&["definition"])?;
        let printer = self.inventory.printer(printer_id)?;
        let triggers: Vec<_> = printer.trigger.iter().collect();
        let context = format!("print/printers('{}')/taskTriggers", printer.id);
        page(&triggers, &context, query, self.paging(), |trigger| {
            query.cut(self.shown_trigger(trigger, query))
        })
        .map(Success::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>
    pub(super) fn create_trigger(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        request: &Request,
    ) -> GraphResult {
        self.require_administrator(token, CHANGE_PRINTERS_AS_USER, NONE)?;
        let members = body::members(request, &["event", "definition@odata.bind"])?;
        let event = body::text(&members, "event")?;
        if event != "jobStarted" {
            return Err(GraphError::bad_request(format!(
                "'{event}' is not a member of printEvent."
            )));
        }
        let bound = body::text(&members, "definition@odata.bind")?;
        let definition_id = bound.rsplit('/').next().unwrap_or_default();
        let definitions = self.inventory.definitions().iter();
        let definition = definitions
            .filter(|_| bound.contains("/print/taskDefinitions/"))
            .find(|each| each.id.eq_ignore_ascii_case(definition_id))
            .ok_or_else(|| GraphError::no_definition(definition_id))?;
        // The page says that the two appIds should be the same. The error is not
        // documented.
        if token.app_id() != Some(&definition.app_id) {
            return Err(GraphError::not_allowed(
                "The task definition was created by another app.",
            ));
        }
        let trigger = Trigger {
            id: self.new_id(IdKind::Trigger),
            app_id: definition.app_id.clone(),
            definition_id: definition.id.clone(),
        };
        if self.inventory.printer(printer_id)?.trigger.is_some() {
            return Err(GraphError::conflict(
                "The printer already has a task trigger.",
            ));
        }
        let mut entity = trigger.entity();
        // As in the documented answer, with its host.
        entity.insert(
            "@odata.context".to_owned(),
            json!("https://graph.print.microsoft.com/v1.0/$metadata#Collection(Microsoft.Graph.PrintTaskTrigger)"),
        );
        self.inventory.printer_mut(printer_id)?.trigger = Some(trigger);
        Ok(Success::Created(entity))
    }

    /// <https://learn.microsoft.com/graph/api/printtasktrigger-get>
    pub(super) fn get_trigger(
        &self,
        token: &AccessToken,
        printer_id: &str,
        trigger_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        query.only_expands(&["definition"])?;
        let trigger = self.trigger(printer_id, trigger_id)?;
        let mut entity = self.shown_trigger(trigger, query);
        let context = format!("print/printers('{printer_id}')/taskTriggers/$entity");
        entity.insert(
            "@odata.context".to_owned(),
            json!(query.version.context(&context)),
        );
        Ok(Success::Entity(query.cut(entity)))
    }

    /// The tasks that it started stay and go on holding their jobs.
    ///
    /// <https://learn.microsoft.com/graph/api/printer-delete-tasktrigger>
    pub(super) fn delete_trigger(
        &mut self,
        token: &AccessToken,
        printer_id: &str,
        trigger_id: &str,
    ) -> GraphResult {
        self.require_administrator(token, CHANGE_PRINTERS_AS_USER, NONE)?;
        self.trigger(printer_id, trigger_id)?;
        self.inventory.printer_mut(printer_id)?.trigger = None;
        Ok(Success::Nothing)
    }

    fn trigger(&self, printer_id: &str, trigger_id: &str) -> Result<&Trigger, GraphError> {
        let printer = self.inventory.printer(printer_id)?;
        printer
            .trigger
            .as_ref()
            .filter(|trigger| trigger.id.eq_ignore_ascii_case(trigger_id))
            .ok_or_else(|| GraphError::no_trigger(trigger_id))
    }

    /// A trigger, with its definition if that is expanded.
    pub(super) fn shown_trigger(
        &self,
        trigger: &Trigger,
        query: &ODataQuery,
    ) -> Map<String, Value> {
        let mut entity = trigger.entity();
        if query.expanded("definition").is_some() {
            let mut all = self.inventory.definitions().iter();
            let definition = all.find(|each| each.id == trigger.definition_id);
            let definition = definition.map(crate::task::TaskDefinition::entity);
            entity.insert("definition".to_owned(), json!(definition));
        }
        entity
    }
}
