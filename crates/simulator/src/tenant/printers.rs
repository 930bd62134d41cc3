//! Reading printers: all of them, one by its own id, or one through its share.
//!
//! Users need a `Printer.*` scope and the role of Printer Administrator; apps
//! need a `Printer.*` role and may read one at a time
//! (<https://learn.microsoft.com/graph/api/printer-get>). This is the way from
//! a share id to the printer id that redirect wants.

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{
    asked::{Asked, selected},
    page::page,
    permission::{NONE, READ_PRINTERS_AS_APP, READ_PRINTERS_AS_USER, READ_SHARES_AS_USER},
    printer::Printer,
    refusal::Refusal,
    token::Token,
};

impl Tenant {
    /// Without defaults and capabilities
    /// (<https://learn.microsoft.com/graph/api/print-list-printers>).
    pub(super) fn list_printers(&self, token: &Token, asked: &Asked) -> Answer {
        self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        self.require_expansions(token, asked, &["shares"])?;
        asked.no_filter()?;
        let printers: Vec<_> = self.world.printers().collect();
        page(
            &printers,
            "print/printers",
            asked,
            self.paging(),
            |printer| {
                let mut entity = self.shown_printer(printer, asked);
                entity.retain(|name, _| name != "defaults" && name != "capabilities");
                entity
            },
        )
        .map(Reply::Entity)
    }

    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer(&self, token: &Token, printer_id: &str, asked: &Asked) -> Answer {
        self.require_administrator(token, READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)?;
        self.require_expansions(token, asked, &["shares", "taskTriggers"])?;
        let printer = self.world.printer(printer_id)?;
        Ok(self.show(printer, asked))
    }

    /// <https://learn.microsoft.com/graph/api/printer-get>
    pub(super) fn get_printer_of_share(
        &self,
        token: &Token,
        share_id: &str,
        asked: &Asked,
    ) -> Answer {
        self.require_administrator(token, READ_PRINTERS_AS_USER, READ_PRINTERS_AS_APP)?;
        self.require_expansions(token, asked, &["shares", "taskTriggers"])?;
        let (_, printer) = self.world.share(share_id)?;
        Ok(self.show(printer, asked))
    }

    /// Passes for an app with one of its permissions, and for a Printer
    /// Administrator with one of theirs.
    pub(super) fn require_administrator(
        &self,
        token: &Token,
        delegated: &[&str],
        application: &[&str],
    ) -> Result<(), Refusal> {
        token.require(delegated, application)?;
        match self.caller(token) {
            Some((_, false)) => Err(Refusal::not_allowed(
                "The user is not a Printer Administrator.",
            )),
            _ => Ok(()),
        }
    }

    /// What is expanded needs the permission that reading it alone needs.
    fn require_expansions(
        &self,
        token: &Token,
        asked: &Asked,
        allowed: &[&str],
    ) -> Result<(), Refusal> {
        asked.only_expands(allowed)?;
        if asked.expanded("shares").is_some() {
            token.require(READ_SHARES_AS_USER, NONE)?;
        }
        if asked.expanded("taskTriggers").is_some() {
            self.require_administrator(token, READ_PRINTERS_AS_USER, NONE)?;
        }
        Ok(())
    }

    fn show(&self, printer: &Printer, asked: &Asked) -> Reply {
        let mut entity = self.shown_printer(printer, asked);
        let context = asked.version.context("print/printers/$entity");
        entity.insert("@odata.context".to_owned(), json!(context));
        Reply::Entity(entity)
    }

    fn shown_printer(&self, printer: &Printer, asked: &Asked) -> Map<String, Value> {
        let is_shared = self.world.shares_of(printer).next().is_some();
        let mut entity = printer.entity(is_shared, &asked.select, asked);
        if let Some(select) = asked.expanded("shares") {
            let shares = self.world.shares_of(printer);
            let shares = shares.map(|share| selected(share.entity(printer, asked), select));
            entity.insert("shares".to_owned(), shares.map(Value::Object).collect());
        }
        if let Some(select) = asked.expanded("taskTriggers") {
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
