//! Reading printer shares, one or all; with a user's token only.
//!
//! No application permission reads shares
//! (<https://learn.microsoft.com/graph/api/print-list-shares>). The list is
//! paged, and short for everyone who is not a Printer Administrator.

use serde_json::json;

use super::{
    Switch, Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::Asked,
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
        if let Some(filter) = &asked.filter {
            return Err(Refusal::bad_request(format!(
                "Invalid filter clause: {filter}"
            )));
        }
        let administrator = matches!(self.caller(token), Some((_, true)));
        let shares: Vec<_> = self
            .shares
            .iter()
            .filter_map(|share| Some((share, self.printer(&share.printer_id).ok()?)))
            .collect();
        page(&shares, "print/shares", asked, |(share, printer)| {
            share.list_item(printer, asked, administrator)
        })
        .map(Reply::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printershare-get>
    pub(super) fn get_share(&self, token: &Token, share_id: &str, asked: &Asked) -> Answer {
        token.require(READ_SHARES_AS_USER, NONE)?;
        asked.only_expands(&["printer"])?;
        let (share, printer) = self.share(share_id)?;
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
