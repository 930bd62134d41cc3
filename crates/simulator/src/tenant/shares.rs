//! Reading printer shares, one or all; with a user's token only.
//!
//! No application permission reads shares
//! (<https://learn.microsoft.com/graph/api/print-list-shares>). The list is
//! paged, and short for everyone who is not a Printer Administrator.

use serde_json::{Value, json};

use super::{
    Switch, Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::Asked,
    filter::Filter,
    page::page,
    permission::{NONE, READ_PRINTERS_AS_USER, READ_SHARES_AS_USER},
    refusal::Refusal,
    token::Token,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/print-list-shares>
    pub(super) fn list_shares(&self, token: &Token, asked: &Asked) -> Answer {
        token.require(READ_SHARES_AS_USER, NONE)?;
        asked.only_expands(&[])?;
        let filter = asked.filter.as_deref().map(Filter::parse).transpose()?;
        let looks_at = |name| filter.as_ref().is_some_and(|filter| filter.looks_at(name));
        // Filtered by either, the list is as short for administrators as for others.
        let is_long = matches!(self.caller(token), Some((_, true)))
            && !looks_at("capabilities")
            && !looks_at("location");
        let shares: Vec<_> = self
            .world
            .shares()
            .filter(|(share, printer)| {
                let whole = || Value::Object(share.whole(printer, asked));
                filter
                    .as_ref()
                    .is_none_or(|filter| filter.accepts(&whole()))
            })
            .collect();
        page(
            &shares,
            "print/shares",
            asked,
            self.paging(),
            |(share, printer)| share.list_item(printer, asked, is_long),
        )
        .map(Reply::Entity)
    }

    /// At most one (<https://learn.microsoft.com/graph/api/printer-list-shares>).
    pub(super) fn list_shares_of_printer(
        &self,
        token: &Token,
        printer_id: &str,
        asked: &Asked,
    ) -> Answer {
        token.require(READ_SHARES_AS_USER, NONE)?;
        asked.only_expands(&[])?;
        asked.no_filter()?;
        let printer = self.world.printer(printer_id)?;
        let shares: Vec<_> = self.world.shares_of(printer).collect();
        let is_long = matches!(self.caller(token), Some((_, true)));
        let context = format!("print/printers('{}')/shares", printer.id);
        page(&shares, &context, asked, self.paging(), |share| {
            share.list_item(printer, asked, is_long)
        })
        .map(Reply::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printershare-get>
    pub(super) fn get_share_of_printer(
        &self,
        token: &Token,
        printer_id: &str,
        share_id: &str,
        asked: &Asked,
    ) -> Answer {
        let printer = self.world.printer(printer_id)?;
        let mut shares = self.world.shares_of(printer);
        if !shares.any(|share| share.id.eq_ignore_ascii_case(share_id)) {
            return Err(Refusal::no_share(share_id));
        }
        self.get_share(token, share_id, asked)
    }

    /// <https://learn.microsoft.com/graph/api/printershare-get>
    pub(super) fn get_share(&self, token: &Token, share_id: &str, asked: &Asked) -> Answer {
        token.require(READ_SHARES_AS_USER, NONE)?;
        asked.only_expands(&["printer"])?;
        let (share, printer) = self.world.share(share_id)?;
        let mut entity = share.entity(printer, asked);
        if let Some(select) = asked.expanded("printer") {
            if !self.is_on(Switch::ExpandPrinterForUsers) {
                token.require(READ_PRINTERS_AS_USER, NONE)?;
            }
            entity.insert(
                "printer".to_owned(),
                json!(printer.entity(true, select, asked)),
            );
        }
        let context = asked.version.context("print/shares/$entity");
        entity.insert("@odata.context".to_owned(), json!(context));
        Ok(Reply::Entity(asked.cut(entity)))
    }
}
