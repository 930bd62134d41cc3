//! A printer share: the printer as users see it.
//!
//! A share has its own id, and an administrator may point it at another printer. So
//! do not remember the printer of a share for long. Its id is known here only when
//! the request expanded it (`$expand=printer`).
//!
//! ```
//! use universal_print::json;
//! use universal_print::share::Share;
//! use universal_print::wire::Wire;
//!
//! let share = Share::read(&json!({
//!     "id": "e4a7d0b2",
//!     "displayName": "Lobby",
//!     "isAcceptingJobs": true,
//!     "allowAllUsers": false,
//!     "printer": { "id": "c21e7e0a" }
//! }))
//! .unwrap();
//! assert_eq!(share.base.display_name.as_deref(), Some("Lobby"));
//! assert_eq!(share.printer.unwrap().as_str(), "c21e7e0a");
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printershare>

use crate::json::Value;

use crate::ids::{PrinterId, ShareId};
use crate::printer::PrinterBase;
use crate::time::Timestamp;
use crate::wire::{Wire, member};

/// A share of a printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Its id, which differs from its printer's.
    pub id: ShareId,
    /// The members it has in common with printers.
    pub base: PrinterBase,
    /// Whether everybody in the organization may print on it.
    pub allow_all_users: Option<bool>,
    /// When it was shared.
    pub created_at: Option<Timestamp>,
    /// When the signed-in user last printed on it; present in recent shares.
    pub last_used_at: Option<Timestamp>,
    /// Its printer, if the request expanded it.
    pub printer: Option<PrinterId>,
}

impl Wire for Share {
    fn read(value: &Value) -> Option<Self> {
        let inside = |object: &str| value.get(object).unwrap_or(&Value::Null);
        Some(Self {
            id: member(value, "id")?,
            base: PrinterBase::read(value)?,
            allow_all_users: member(value, "allowAllUsers"),
            created_at: member(value, "createdDateTime"),
            last_used_at: member(inside("viewPoint"), "lastUsedDateTime"),
            printer: member(inside("printer"), "id"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_recent_share_tells_when_it_was_used() {
        let share = Share::read(&json!({
            "id": "04cc", "displayName": "Lobby", "name": "older name",
            "viewPoint": { "lastUsedDateTime": "1970-01-01T00:00:01Z" },
        }))
        .unwrap();
        assert_eq!(share.last_used_at, Some(Timestamp::from_millis(1000)));
        assert_eq!(share.base.display_name.as_deref(), Some("Lobby"));
    }

    #[test]
    fn without_a_display_name_the_older_name_is_read() {
        for absent in [json!(null), json!(""), json!(7)] {
            let share = Share::read(&json!({ "id": "s", "displayName": absent, "name": "Lobby" }));
            assert_eq!(share.unwrap().base.display_name.as_deref(), Some("Lobby"));
        }
    }

    #[test]
    fn the_printer_is_read_when_it_was_expanded() {
        let expanded = json!({ "id": "s", "printer": { "id": "p" } });
        assert_eq!(Share::read(&expanded).unwrap().printer, PrinterId::new("p"));
        assert_eq!(Share::read(&json!({ "id": "s" })).unwrap().printer, None);
    }

    #[test]
    fn a_share_with_id_and_name_alone_is_read() {
        let share = Share::read(&json!({ "id": "s", "displayName": "Lobby" })).unwrap();
        assert_eq!(share.base.status, None);
        assert_eq!(share.base.is_accepting_jobs, None);
    }
}
