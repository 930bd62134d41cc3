//! The calls about printers and their shares.
//!
//! Lists are short on purpose: Graph leaves capabilities and defaults out of
//! them, and gives one printer's or share's only when they are selected.

use super::{Operation, OperationFacts, PermissionKind, Request, encode};
use crate::ids::{PrinterId, ShareId};
use crate::permission::{Permissions, READ_PRINTER_AS_APPLICATION, READ_PRINTER_AS_USER};

/// <https://learn.microsoft.com/graph/api/printer-get>
pub static GET_PRINTER: OperationFacts = OperationFacts {
    name: "get printer",
    least: ("Printer.Read.All", PermissionKind::Delegated),
    is_read: true,
    permissions: Permissions {
        page: "https://learn.microsoft.com/graph/api/printer-get",
        delegated: Some(&[READ_PRINTER_AS_USER]),
        application: Some(&[READ_PRINTER_AS_APPLICATION]),
    },
};

impl Request {
    /// The first page of the shares this user can see.
    pub fn shares() -> Self {
        Self::get(Operation::ListShares, "/print/shares".to_owned())
    }

    /// One share with its state and what it can do, which lists do not carry.
    pub fn share(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}?$select=id,displayName,manufacturer,model,isAcceptingJobs,status,location,capabilities",
            encode(share.as_str())
        );
        Self::get(Operation::GetShare, path)
    }

    /// The printer behind a share: its id alone.
    pub fn printer_of_share(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}/printer?$select=id",
            encode(share.as_str())
        );
        Self::get(Operation::GetPrinterOfShare, path)
    }

    /// A share with the id of the printer behind it. A second way to learn it:
    /// whether an ordinary user may expand it is not documented.
    pub fn share_with_printer(share: &ShareId) -> Self {
        let path = format!(
            "/print/shares/{}?$select=id,displayName&$expand=printer($select=id)",
            encode(share.as_str())
        );
        Self::get(Operation::GetShare, path)
    }

    /// The shares this user printed to of late.
    pub fn recent_shares() -> Self {
        Self::get(
            Operation::ListRecentShares,
            "/me/print/recentPrinterShares".to_owned(),
        )
    }

    /// The share of a printer: at most one.
    /// <https://learn.microsoft.com/graph/api/printer-list-shares>
    pub fn shares_of_printer(printer: &PrinterId) -> Self {
        let path = format!("/print/printers/{}/shares", encode(printer.as_str()));
        Self::get(Operation::ListSharesOfPrinter, path)
    }

    /// One printer with its state, what it can do and what it does by default;
    /// read it as [`crate::defaults::PrinterDetail`].
    pub fn printer(printer: &PrinterId) -> Self {
        let path = format!(
            "/print/printers/{}?$select=id,displayName,manufacturer,model,isShared,hasPhysicalDevice,registeredDateTime,lastSeenDateTime,isAcceptingJobs,status,location,capabilities,defaults",
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
        let share = Request::share(&ShareId::new("s").unwrap());
        assert!(path(&share).ends_with(",capabilities"));
        let printer = Request::printer(&PrinterId::new("p").unwrap());
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
