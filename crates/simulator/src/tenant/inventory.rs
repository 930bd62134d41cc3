//! The inventory of a tenant: printers with their jobs, shares and task definitions.
//!
//! Requests and the clock change it; nothing else in a tenant changes with them. Each
//! part is shared between copies until it changes, so a copy costs three reference
//! counts however many printers there are. Cheap copies let a read show an earlier
//! state, and let a test try a hundred thousand schedules from one start.

use std::{collections::BTreeMap, sync::Arc};

use crate::{graph_error::GraphError, printer::Printer, share::Share, task::TaskDefinition};

#[derive(Clone, Debug, Default)]
pub(super) struct Inventory {
    /// By id in lower case, because the case of ids does not matter.
    printers: Arc<BTreeMap<Arc<str>, Arc<Printer>>>,
    shares: Arc<Vec<Share>>,
    definitions: Arc<Vec<TaskDefinition>>,
}

impl Inventory {
    pub(super) fn add_printer(&mut self, printer: Printer) {
        let id = printer.id.to_ascii_lowercase().into();
        Arc::make_mut(&mut self.printers).insert(id, Arc::new(printer));
    }

    pub(super) fn add_share(&mut self, share: Share) {
        Arc::make_mut(&mut self.shares).push(share);
    }

    pub(super) fn printers(&self) -> impl Iterator<Item = &Printer> {
        self.printers.values().map(AsRef::as_ref)
    }

    pub(super) fn printer(&self, id: &str) -> Result<&Printer, GraphError> {
        // Most ids are in lower case already, and a list looks up every printer.
        let found = self.printers.get(id);
        let found = found.or_else(|| self.printers.get(id.to_ascii_lowercase().as_str()));
        found
            .map(AsRef::as_ref)
            .ok_or_else(|| GraphError::no_printer(id))
    }

    pub(super) fn printer_mut(&mut self, id: &str) -> Result<&mut Printer, GraphError> {
        let found = Arc::make_mut(&mut self.printers).get_mut(id.to_ascii_lowercase().as_str());
        found
            .map(Arc::make_mut)
            .ok_or_else(|| GraphError::no_printer(id))
    }

    /// Every share with its printer, in the order in which they were added.
    pub(super) fn shares(&self) -> impl Iterator<Item = (&Share, &Printer)> {
        self.shares
            .iter()
            .filter_map(|share| Some((share, self.printer(&share.printer_id).ok()?)))
    }

    /// A share and its printer.
    pub(super) fn share(&self, id: &str) -> Result<(&Share, &Printer), GraphError> {
        self.shares
            .iter()
            .find(|share| share.id.eq_ignore_ascii_case(id))
            .and_then(|share| Some((share, self.printer(&share.printer_id).ok()?)))
            .ok_or_else(|| GraphError::no_share(id))
    }

    pub(super) fn share_mut(&mut self, id: &str) -> Option<&mut Share> {
        let mut shares = Arc::make_mut(&mut self.shares).iter_mut();
        shares.find(|share| share.id.eq_ignore_ascii_case(id))
    }

    /// The shares of a printer. Graph allows one.
    pub(super) fn shares_of<'a>(&'a self, printer: &'a Printer) -> impl Iterator<Item = &'a Share> {
        self.shares
            .iter()
            .filter(|share| share.printer_id.eq_ignore_ascii_case(&printer.id))
    }

    pub(super) fn definitions(&self) -> &[TaskDefinition] {
        &self.definitions
    }

    pub(super) fn definitions_mut(&mut self) -> &mut Vec<TaskDefinition> {
        Arc::make_mut(&mut self.definitions)
    }

    /// Moves every job on to its phase at `now_ms`.
    pub(super) fn settle(&mut self, now_ms: i64) {
        if self.printers().any(|printer| printer.is_due(now_ms)) {
            for printer in Arc::make_mut(&mut self.printers).values_mut() {
                if printer.is_due(now_ms) {
                    Arc::make_mut(printer).settle(now_ms);
                }
            }
        }
    }

    /// Removes the triggers of this definition from all printers.
    pub(super) fn remove_triggers_of(&mut self, definition_id: &str) {
        let has_one = |printer: &Printer| {
            let trigger = printer.trigger.as_ref();
            trigger.is_some_and(|trigger| trigger.definition_id == definition_id)
        };
        for printer in Arc::make_mut(&mut self.printers).values_mut() {
            if has_one(printer) {
                Arc::make_mut(printer).trigger = None;
            }
        }
    }

    /// Whether nothing has changed since one was copied from the other.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.printers, &other.printers)
            && Arc::ptr_eq(&self.shares, &other.shares)
            && Arc::ptr_eq(&self.definitions, &other.definitions)
    }
}
