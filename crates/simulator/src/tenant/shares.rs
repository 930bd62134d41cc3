//! Reads printer shares, one or all, for users only.
//!
//! No application permission reads shares
//! (<https://learn.microsoft.com/graph/api/print-list-shares>). The list is paged. Its
//! items are short for every user who is not a Printer Administrator.

use serde_json::{Value, json};

use super::{
    Switch, Tenant,
    answer::{GraphResult, Success},
};
use crate::{
    filter::Filter,
    graph_error::GraphError,
    list_page::page,
    odata_query::ODataQuery,
    permission::{NONE, READ_PRINTERS_AS_USER, READ_SHARES_AS_USER},
    token::AccessToken,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/print-list-shares>
    pub(super) fn list_shares(&self, token: &AccessToken, query: &ODataQuery) -> GraphResult {
        token.require(READ_SHARES_AS_USER, NONE)?;
        query.only_expands(&[])?;
        let filter = query.filter.as_deref().map(Filter::parse).transpose()?;
        let looks_at = |name| filter.as_ref().is_some_and(|filter| filter.looks_at(name));
        // A list filtered by these is short for administrators too.
        let is_long = matches!(self.caller(token), Some((_, true)))
            && !looks_at("capabilities")
            && !looks_at("location");
        let shares: Vec<_> = self
            .inventory
            .shares()
            .filter(|(share, printer)| {
                let whole = || Value::Object(share.filterable(printer, query));
                filter
                    .as_ref()
                    .is_none_or(|filter| filter.accepts(&whole()))
            })
            .collect();
        page(
            &shares,
            "print/shares",
            query,
            self.paging(),
            |(share, printer)| share.list_item(printer, query, is_long),
        )
        .map(Success::Entity)
    }

    /// Lists at most one share (<https://learn.microsoft.com/graph/api/printer-list-shares>).
    pub(super) fn list_shares_of_printer(
        &self,
        token: &AccessToken,
        printer_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        token.require(READ_SHARES_AS_USER, NONE)?;
        query.only_expands(&[])?;
        query.no_filter()?;
        let printer = self.inventory.printer(printer_id)?;
        let shares: Vec<_> = self.inventory.shares_of(printer).collect();
        let is_long = matches!(self.caller(token), Some((_, true)));
        let context = format!("print/printers('{}')/shares", printer.id);
        page(&shares, &context, query, self.paging(), |share| {
            share.list_item(printer, query, is_long)
        })
        .map(Success::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printershare-get>
    pub(super) fn get_share_of_printer(
        &self,
        token: &AccessToken,
        printer_id: &str,
        share_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        let printer = self.inventory.printer(printer_id)?;
        let mut shares = self.inventory.shares_of(printer);
        if !shares.any(|share| share.id.eq_ignore_ascii_case(share_id)) {
            return Err(GraphError::no_share(share_id));
        }
        self.get_share(token, share_id, query)
    }

    /// <https://learn.microsoft.com/graph/api/printershare-get>
    pub(super) fn get_share(
        &self,
        token: &AccessToken,
        share_id: &str,
        query: &ODataQuery,
    ) -> GraphResult {
        token.require(READ_SHARES_AS_USER, NONE)?;
        query.only_expands(&["printer"])?;
        let (share, printer) = self.inventory.share(share_id)?;
        let mut entity = share.entity(printer, query);
        if let Some(select) = query.expanded("printer") {
            if !self.is_on(Switch::ExpandPrinterForUsers) {
                token.require(READ_PRINTERS_AS_USER, NONE)?;
            }
            entity.insert(
                "printer".to_owned(),
                json!(printer.entity(true, select, query)),
            );
        }
        let context = query.version.context("print/shares/$entity");
        entity.insert("@odata.context".to_owned(), json!(context));
        Ok(Success::Entity(query.cut(entity)))
    }
}
