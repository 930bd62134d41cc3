//! Reads printers: all, one by its id, or one through its share.
//!
//! Users need a `Printer.*` scope and the role Printer Administrator. Apps need a
//! `Printer.*` role and may read single printers only
//! (<https://learn.microsoft.com/graph/api/printer-get>). Reading a printer through its
//! share leads from a share id to the printer id that redirect needs.

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    graph_error::GraphError,
    list_page::page,
    odata_query::{ODataQuery, selected},
    permission::{NONE, READ_PRINTERS_AS_APP, READ_PRINTERS_AS_USER, READ_SHARES_AS_USER},
    printer::Printer,
    token::AccessToken,
};

impl Tenant {
    /// Without defaults and capabilities
    /// (<https://learn.microsoft.com/graph/api/print-list-printers>).
    pub(super) fn list_printers(&self, token: &AccessToken, query: &ODataQuery) -> GraphResult {
        self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        self.require_expansions(token, query, &["shares"])?;
        query.no_filter()?;
        let printers: Vec<_> = self.inventory.printers().collect();
        page(
            &printers,
            "print/printers",
            query,
            self.paging(),
            |printer| {
                let mut entity = self.shown_printer(printer, query);
                entity.retain(|name, _| name != "defaults" && name != "capabilities");
                entity
            },
        )
        .map(Success::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer(
        &self,
        token: &AccessToken,
        printer_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        self.require_administrator(token, READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)?;
        self.require_expansions(token, query, &["shares", "taskTriggers"])?;
        let printer = self.inventory.printer(printer_id)?;
        Ok(self.show(printer, query))
    }

    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer_of_share(
        &self,
        token: &AccessToken,
        share_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        self.require_administrator(token, READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)?;
        self.require_expansions(token, query, &["shares", "taskTriggers"])?;
        let (_, printer) = self.inventory.share(share_id)?;
        Ok(self.show(printer, query))
    }

    /// Passes for an app with one of the application permissions, and for a Printer
    /// Administrator with one of the delegated permissions.
    pub(super) fn require_administrator(
        &self,
        token: &AccessToken,
        delegated: &[&str],
        application: &[&str],
    ) -> Result<(), GraphError> {
        token.require(delegated, application)?;
        match self.caller(token) {
            Some((_, false)) => Err(GraphError::not_allowed(
                "The user is not a Printer Administrator.",
            )),
            _ => Ok(()),
        }
    }

    /// An expanded member needs the permission that reading it alone needs.
    fn require_expansions(
        &self,
        token: &AccessToken,
        query: &ODataQuery,
        allowed: &[&str],
    ) -> Result<(), GraphError> {
        query.only_expands(allowed)?;
        if query.expanded("shares").is_some() {
            token.require(READ_SHARES_AS_USER, NONE)?;
        }
        if query.expanded("taskTriggers").is_some() {
            self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        }
        Ok(())
    }

    fn show(&self, printer: &Printer, query: &ODataQuery) -> Success {
        let mut entity = self.shown_printer(printer, query);
        let context = query.version.context("print/printers/$entity");
        entity.insert("@odata.context".to_owned(), json!(context));
        Success::Entity(entity)
    }

    fn shown_printer(&self, printer: &Printer, query: &ODataQuery) -> Map<String, Value> {
        let is_shared = self.inventory.shares_of(printer).next().is_some();
        let mut entity = printer.entity(is_shared, &query.select, query);
        if let Some(select) = query.expanded("shares") {
            let shares = self.inventory.shares_of(printer);
            let shares = shares.map(|share| selected(share.entity(printer, query), select));
            entity.insert("shares".to_owned(), shares.map(Value::Object).collect());
        }
        if let Some(select) = query.expanded("taskTriggers") {
            let triggers = printer.trigger.iter();
            let triggers = triggers.map(|trigger| selected(trigger.entity(), select));
            entity.insert(
                "taskTriggers".to_owned(),
                triggers.map(Value::Object).collect(),
            );
        }
        entity
    }
}
