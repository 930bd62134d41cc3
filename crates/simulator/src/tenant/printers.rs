//! Reading one printer, by its own id or through its share.
//!
//! Users need a `Printer.*` scope and the role of Printer Administrator; apps
//! need a `Printer.*` role (<https://learn.microsoft.com/graph/api/printer-get>).
//! This is the way from a share id to the printer id that redirect wants.

use serde_json::json;

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::Asked,
    permission::{READ_PRINTERS_AS_APP, READ_PRINTERS_AS_USER},
    printer::Printer,
    refusal::Refusal,
    share::Share,
    token::Token,
};

impl Tenant {
    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer(&self, token: &Token, printer_id: &str, asked: &Asked) -> Answer {
        self.require_printers(token)?;
        asked.only_expands(&[])?;
        let printer = self.printer(printer_id)?;
        let is_shared = self
            .shares
            .iter()
            .any(|share| share.printer_id.eq_ignore_ascii_case(&printer.id));
        Ok(show(printer, is_shared, asked))
    }

    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer_of_share(
        &self,
        token: &Token,
        share_id: &str,
        asked: &Asked,
    ) -> Answer {
        self.require_printers(token)?;
        asked.only_expands(&[])?;
        let (_, printer) = self.share(share_id)?;
        Ok(show(printer, true, asked))
    }

    fn require_printers(&self, token: &Token) -> Result<(), Refusal> {
        token.require(READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)?;
        match self.caller(token) {
            Some((_, false)) => Err(Refusal::not_allowed(
                "The user is not a Printer Administrator.",
            )),
            _ => Ok(()),
        }
    }

    pub(super) fn printer(&self, id: &str) -> Result<&Printer, Refusal> {
        let found = self.printers.get(&id.to_ascii_lowercase());
        found.ok_or_else(|| Refusal::no_printer(id))
    }

    pub(super) fn printer_mut(&mut self, id: &str) -> Result<&mut Printer, Refusal> {
        let found = self.printers.get_mut(&id.to_ascii_lowercase());
        found.ok_or_else(|| Refusal::no_printer(id))
    }

    /// A share and the printer behind it.
    pub(super) fn share(&self, id: &str) -> Result<(&Share, &Printer), Refusal> {
        self.shares
            .iter()
            .find(|share| share.id.eq_ignore_ascii_case(id))
            .and_then(|share| Some((share, self.printer(&share.printer_id).ok()?)))
            .ok_or_else(|| Refusal::no_share(id))
    }
}

fn show(printer: &Printer, is_shared: bool, asked: &Asked) -> Reply {
    let mut entity = printer.entity(is_shared, &asked.select, asked);
    let context = asked.version.context("print/printers/$entity");
    entity.insert("@odata.context".to_owned(), json!(context));
    Reply::Entity(entity)
}
