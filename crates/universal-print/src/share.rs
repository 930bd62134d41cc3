//! A printer share: what users are given to print on.
//!
//! A share has its own id and may be pointed at another printer, so nothing
//! remembers a share's printer for long; the printer's id is known here only
//! when the answer was asked to carry it (`$expand=printer`).
//!
//! <https://learn.microsoft.com/graph/api/resources/printershare>

use serde_json::Value;

use crate::ids::{PrinterId, ShareId};
use crate::printer::PrinterBase;
use crate::time::Timestamp;
use crate::wire::{Wire, member};

/// A share of a printer.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Its id; never the id of its printer.
    pub id: ShareId,
    /// What it has in common with its printer.
    pub base: PrinterBase,
    /// Whether everybody in the organization may print on it.
    pub allow_all_users: Option<bool>,
    /// When it was shared.
    pub created_at: Option<Timestamp>,
    /// When the signed-in user last printed on it; known for recent shares.
    pub last_used_at: Option<Timestamp>,
    /// The printer behind it, when the answer carried one.
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
    use serde_json::json;

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
    fn the_older_name_serves_where_there_is_no_display_name() {
        for absent in [json!(null), json!(""), json!(7)] {
            let share = Share::read(&json!({ "id": "s", "displayName": absent, "name": "Lobby" }));
            assert_eq!(share.unwrap().base.display_name.as_deref(), Some("Lobby"));
        }
    }

    #[test]
    fn the_printer_is_known_only_when_it_was_expanded() {
        let expanded = json!({ "id": "s", "printer": { "id": "p" } });
        assert_eq!(Share::read(&expanded).unwrap().printer, PrinterId::new("p"));
        assert_eq!(Share::read(&json!({ "id": "s" })).unwrap().printer, None);
    }

    #[test]
    fn what_ordinary_users_get_is_enough() {
        let share = Share::read(&json!({ "id": "s", "displayName": "Lobby" })).unwrap();
        assert_eq!(share.base.status, None);
        assert_eq!(share.base.is_accepting_jobs, None);
    }
}
