//! A printer share: a printer as users see it.
//!
//! A share has its own id and shows members of its printer. In lists, ordinary users
//! get a short form, and nobody gets defaults or capabilities. A single share is
//! shown whole
//! (<https://learn.microsoft.com/graph/api/print-list-shares>).

use serde_json::{Map, Value, json};

use crate::{instant::TimeForm, odata_query::ODataQuery, printer::Printer};

/// A printer share (<https://learn.microsoft.com/graph/api/resources/printershare>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The share id, a GUID; never the id of its printer.
    pub id: String,
    /// The id of its printer.
    pub printer_id: String,
    /// The name users see.
    pub display_name: String,
    /// When it was shared, in ms since 1970 UTC.
    pub created_ms: i64,
    /// Whether every user in the tenant may print.
    pub allow_all_users: bool,
}

impl Share {
    /// A share that every user may print on.
    pub fn new(id: &str, printer_id: &str, display_name: &str) -> Self {
        Self {
            id: id.to_owned(),
            printer_id: printer_id.to_owned(),
            display_name: display_name.to_owned(),
            created_ms: 0,
            allow_all_users: true,
        }
    }

    /// The whole share. Capabilities come only when they are selected.
    pub(crate) fn entity(&self, printer: &Printer, query: &ODataQuery) -> Map<String, Value> {
        let mut entity = Map::from_iter([("id".to_owned(), json!(self.id))]);
        entity.extend(printer.base(&query.select, query.newer_members));
        entity.insert("displayName".to_owned(), json!(self.display_name));
        entity.insert(
            "createdDateTime".to_owned(),
            json!(TimeForm::SevenDigits.write(self.created_ms)),
        );
        entity.insert("allowAllUsers".to_owned(), json!(self.allow_all_users));
        entity
    }

    /// The share with every member that a filter may name.
    pub(crate) fn filterable(&self, printer: &Printer, query: &ODataQuery) -> Map<String, Value> {
        let mut entity = self.entity(printer, query);
        entity.insert("capabilities".to_owned(), (*printer.capabilities).clone());
        entity
    }

    /// The share as an item of a list, long or short.
    pub(crate) fn list_item(
        &self,
        printer: &Printer,
        query: &ODataQuery,
        is_long: bool,
    ) -> Map<String, Value> {
        let mut item = self.entity(printer, query);
        if is_long {
            item.retain(|name, _| name != "defaults" && name != "capabilities");
            // The documented v1.0 list carries the context inside its items.
            let context = query.version.context("print/shares");
            item.insert("@odata.context".to_owned(), json!(context));
        } else {
            item.retain(|name, _| SHORT.contains(&name.as_str()));
        }
        query.cut(item)
    }
}

/// The members in a list for users without the role Printer Administrator.
const SHORT: &[&str] = &["id", "displayName", "manufacturer", "model", "location"];
