//! The calls about printers and their shares.
//!
//! Graph leaves capabilities and defaults out of lists, and sends those of one
//! printer or share only when they are selected.

use super::{CallFacts, Operation, PermissionKind, Request, encode};
use crate::ids::{PrinterId, ShareId};
use crate::permission::{Permissions, READ_PRINTER_AS_APPLICATION, READ_PRINTER_AS_USER};

/// <https://learn.microsoft.com/graph/api/printer-get>
pub static GET_PRINTER: CallFacts = CallFacts {
    name: "get printer",
    least: ("Printer.Read.All", PermissionKind::Delegated),
    is_read: true,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printer-get",
        delegated: Some(&[READ_PRINTER_AS_USER]),
        application: Some(&[READ_PRINTER_AS_APPLICATION]),
    },
};

/// The members that tell a share's state, what its printer can do and what it does by
/// default: those of [`crate::defaults::ShareWithDefaults`]. Lists do not carry them.
pub const SHARE_DETAIL: &str =
    "id,displayName,manufacturer,model,isAcceptingJobs,status,location,capabilities,defaults";

/// The members that tell a share's name and place, as lists carry them.
pub const SHARE_ROW: &str = "id,displayName,manufacturer,model,location";

/// The members of [`crate::defaults::PrinterDetail`]: a printer with its state,
/// what it can do and what it does by default.
pub const PRINTER_DETAIL: &str = "id,displayName,manufacturer,model,isShared,hasPhysicalDevice,registeredDateTime,lastSeenDateTime,isAcceptingJobs,status,location,capabilities,defaults";

impl Request {
    /// Lists the shares this user can see: the first page.
    pub fn shares() -> Self {
        Self::get(Operation::ListShares, "/print/shares".to_owned())
    }

    /// Reads one share: the members in `select`, such as [`SHARE_DETAIL`].
    pub fn share(share: &ShareId, select: &'static str) -> Self {
        let share = encode(share.as_str());
        let path = ["/print/shares/", &share, "?$select=", select].concat();
        Self::get(Operation::GetShare, path)
    }

    /// Reads the id of the printer behind a share, and nothing else of it.
    pub fn printer_of_share(share: &ShareId) -> Self {
        let share = encode(share.as_str());
        let path = ["/print/shares/", &share, "/printer?$select=id"].concat();
        Self::get(Operation::GetPrinterOfShare, path)
    }

    /// Reads a share with the id of the printer behind it: a second way to that
    /// id. Whether an ordinary user may expand it is not documented.
    pub fn share_with_printer(share: &ShareId) -> Self {
        let query = "?$select=id,displayName&$expand=printer($select=id)";
        let path = ["/print/shares/", &encode(share.as_str()), query].concat();
        Self::get(Operation::GetShare, path)
    }

    /// Lists the shares this user printed to recently. The documentation has the call
    /// in beta only; the metadata of v1.0 has it too, so the path is the same in both.
    /// Where it is missing after all, the answer is 404.
    pub fn recent_shares() -> Self {
        Self::get(
            Operation::ListRecentShares,
            "/me/print/recentPrinterShares".to_owned(),
        )
    }

    /// Lists the shares of a printer: at most one.
    /// <https://learn.microsoft.com/graph/api/printer-list-shares>
    pub fn shares_of_printer(printer: &PrinterId) -> Self {
        let path = format!("/print/printers/{}/shares", encode(printer.as_str()));
        Self::get(Operation::ListSharesOfPrinter, path)
    }

    /// Reads one printer: the members in `select`, such as [`PRINTER_DETAIL`].
    pub fn printer(printer: &PrinterId, select: &'static str) -> Self {
        let path = format!(
            "/print/printers/{}?$select={select}",
            encode(printer.as_str())
        );
        Self::get(Operation::Described(&GET_PRINTER), path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::path;
    use super::*;

    #[test]
    fn capabilities_are_selected_because_graph_leaves_them_out_otherwise() {
        let share = Request::share(&ShareId::new("s").unwrap(), SHARE_DETAIL);
        assert!(path(&share).ends_with(",capabilities,defaults"));
        let printer = Request::printer(&PrinterId::new("p").unwrap(), PRINTER_DETAIL);
        assert!(path(&printer).starts_with("/print/printers/p?$select=id,"));
        assert!(path(&printer).ends_with(",capabilities,defaults"));
    }

    #[test]
    fn the_share_of_a_printer_is_asked_for_by_the_printers_id() {
        let request = Request::shares_of_printer(&PrinterId::new("p").unwrap());
        assert_eq!(path(&request), "/print/printers/p/shares");
    }

    #[test]
    fn the_printer_behind_a_share_is_asked_for_its_id_alone() {
        let request = Request::printer_of_share(&ShareId::new("s").unwrap());
        assert_eq!(path(&request), "/print/shares/s/printer?$select=id");
    }
}
