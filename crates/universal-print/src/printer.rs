//! A printer, and the members that printers and shares have in common.
//!
//! Only the id is required. Graph leaves out capabilities unless they are selected,
//! and most members for people who are not printer administrators. A share of a
//! printer is a different thing with a different id, see [`crate::share`].
//!
//! ```
//! use universal_print::json;
//! use universal_print::printer::Printer;
//! use universal_print::status::PrinterState;
//! use universal_print::wire::Wire;
//!
//! let printer = Printer::read(&json!({
//!     "id": "c21e7e0a",
//!     "displayName": "Lobby",
//!     "isShared": true,
//!     "hasPhysicalDevice": true,
//!     "status": { "state": "idle", "details": [], "description": "" }
//! }))
//! .unwrap();
//! assert_eq!(printer.base.display_name.as_deref(), Some("Lobby"));
//! assert_eq!(printer.base.status.unwrap().state, Some(PrinterState::Idle));
//! assert_eq!(printer.base.is_accepting_jobs, None, "not told");
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printer>

use crate::json::Value;

use crate::capabilities::Capabilities;
use crate::ids::PrinterId;
use crate::location::Location;
use crate::status::PrinterStatus;
use crate::time::Timestamp;
use crate::wire::{Wire, member, text};

/// The members that printers and shares have in common.
///
/// <https://learn.microsoft.com/graph/api/resources/printerbase>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrinterBase {
    /// Its name.
    pub display_name: Option<String>,
    /// Its manufacturer.
    pub manufacturer: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Whether it accepts new jobs.
    pub is_accepting_jobs: Option<bool>,
    /// Its status.
    pub status: Option<PrinterStatus>,
    /// Its location.
    pub location: Option<Location>,
    /// Its capabilities; Graph sends them only when they are selected.
    pub capabilities: Option<Capabilities>,
}

impl Wire for PrinterBase {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            // Beta's deprecated members `name` and `acceptingJobs` are read second.
            display_name: text(value, "displayName").or_else(|| text(value, "name")),
            manufacturer: text(value, "manufacturer"),
            model: text(value, "model"),
            is_accepting_jobs: member(value, "isAcceptingJobs")
                .or_else(|| member(value, "acceptingJobs")),
            status: member(value, "status"),
            location: member(value, "location"),
            capabilities: member(value, "capabilities"),
        })
    }
}

/// A printer, as registered by its administrator.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Its id, which `redirect` takes as destination.
    pub id: PrinterId,
    /// The members it has in common with shares.
    pub base: PrinterBase,
    /// Whether it has a share.
    pub is_shared: Option<bool>,
    /// False for a virtual printer, such as a queue that holds jobs.
    pub has_physical_device: Option<bool>,
    /// When it was registered.
    pub registered_at: Option<Timestamp>,
    /// When it last contacted the service.
    pub last_seen_at: Option<Timestamp>,
}

impl Wire for Printer {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            id: member(value, "id")?,
            base: PrinterBase::read(value)?,
            is_shared: member(value, "isShared"),
            has_physical_device: member(value, "hasPhysicalDevice"),
            registered_at: member(value, "registeredDateTime"),
            last_seen_at: member(value, "lastSeenDateTime"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn every_member_of_a_printer_is_read() {
        let printer = Printer::read(&json!({
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#print/printers/$entity",
            "@odata.type": "#microsoft.graph.somethingNewer",
            "id": "6d2b", "displayName": "Lobby", "manufacturer": "Acme", "model": "P1",
            "isShared": true, "hasPhysicalDevice": false, "isAcceptingJobs": true,
            "registeredDateTime": "1970-01-01T00:00:01.0000000Z",
            "lastSeenDateTime": "1970-01-01T00:00:02-00:00",
            "status": { "state": "idle", "details": [], "description": "" },
            "location": { "floor": "2" },
            "capabilities": { "collation": true },
        }))
        .unwrap();
        assert_eq!(printer.id.as_str(), "6d2b");
        assert_eq!(printer.base.display_name.as_deref(), Some("Lobby"));
        assert_eq!(printer.base.is_accepting_jobs, Some(true));
        assert_eq!(printer.has_physical_device, Some(false));
        assert_eq!(printer.registered_at, Some(Timestamp::from_millis(1000)));
        assert_eq!(printer.last_seen_at, Some(Timestamp::from_millis(2000)));
        assert!(printer.base.status.is_some() && printer.base.location.is_some());
        assert_eq!(printer.base.capabilities.unwrap().collation, Some(true));
    }

    #[test]
    fn a_printer_needs_only_an_id() {
        assert!(Printer::read(&json!({ "id": "6d2b" })).is_some());
        assert_eq!(Printer::read(&json!({ "displayName": "Lobby" })), None);
    }
}
