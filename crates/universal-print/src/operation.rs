//! The calls that Graph documents, by name.
//!
//! An [`Operation`] says which call a request makes, an answer answers and a
//! fault belongs to. The calls of a page are members of the enumeration. The
//! calls of a service or of an administrator's tool are described by their
//! facts instead, which stand beside the constructor of the request: a program
//! that does not make the call does not carry them.

use std::hash::{Hash, Hasher};

use crate::permission::{PermissionKind, Permissions};

/// A call that Graph documents.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// <https://learn.microsoft.com/graph/api/printershare-list-jobs>
    ListJobs,
    /// <https://learn.microsoft.com/graph/api/printjob-get>
    GetJob,
    /// <https://learn.microsoft.com/graph/api/printjob-redirect>
    Redirect,
    /// <https://learn.microsoft.com/graph/api/printjob-cancel>
    Cancel,
    /// <https://learn.microsoft.com/graph/api/print-list-shares>
    ListShares,
    /// <https://learn.microsoft.com/graph/api/printershare-get>
    GetShare,
    /// <https://learn.microsoft.com/graph/api/printer-get>
    GetPrinterOfShare,
    /// <https://learn.microsoft.com/graph/api/print-list-recentshares>
    ListRecentShares,
    /// <https://learn.microsoft.com/graph/api/printer-list-shares>
    ListSharesOfPrinter,
    /// Another call, told by its facts.
    Described(&'static OperationFacts),
}

/// The facts of a call that no page makes by itself.
#[derive(Debug)]
pub struct OperationFacts {
    /// The name in diagnostics.
    pub name: &'static str,
    /// The least permission that Graph documents for it.
    pub least: (&'static str, PermissionKind),
    /// Whether it changes nothing, so that it may be repeated.
    pub is_read: bool,
    /// Every permission that Graph documents for it.
    pub permissions: Permissions,
}

/// Each call is described once, so it is known by where it stands.
impl PartialEq for OperationFacts {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for OperationFacts {}

impl Hash for OperationFacts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Operation {
    /// The name in diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::ListJobs => "list jobs",
            Self::GetJob => "get job",
            Self::Redirect => "redirect",
            Self::Cancel => "cancel",
            Self::ListShares => "list shares",
            Self::GetShare => "get share",
            Self::GetPrinterOfShare => "get printer of share",
            Self::ListRecentShares => "list recent shares",
            Self::ListSharesOfPrinter => "list shares of printer",
            Self::Described(call) => call.name,
        }
    }

    /// The least permission that Graph documents for the call; all of them are
    /// in [`Operation::permissions`].
    pub fn permission(self) -> (&'static str, PermissionKind) {
        match self {
            Self::ListJobs | Self::GetJob => ("PrintJob.ReadBasic", PermissionKind::Delegated),
            Self::Cancel => ("PrintJob.ReadWriteBasic", PermissionKind::Delegated),
            Self::Redirect => ("PrintJob.Manage.All", PermissionKind::Application),
            Self::ListShares
            | Self::GetShare
            | Self::ListRecentShares
            | Self::ListSharesOfPrinter => {
                ("PrinterShare.ReadBasic.All", PermissionKind::Delegated)
            }
            Self::GetPrinterOfShare => ("Printer.Read.All", PermissionKind::Delegated),
            Self::Described(call) => call.least,
        }
    }

    /// What to ask the host's token provider for before the call: only
    /// permissions a user can consent to. `Printer.Read.All` wants an
    /// administrator and `PrintJob.Manage.All` cannot be had by a user at all;
    /// asking for either would open a sign-in window that leads nowhere, so
    /// those calls go out with what the user has, and Graph decides.
    ///
    /// The calls of services are asked for by `.default`: what an
    /// administrator has consented to beforehand.
    /// <https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope>
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::ListJobs | Self::GetJob | Self::Redirect => {
                &["PrintJob.ReadBasic", "PrinterShare.ReadBasic.All"]
            }
            Self::Cancel => &["PrintJob.ReadWriteBasic"],
            Self::ListShares
            | Self::GetShare
            | Self::GetPrinterOfShare
            | Self::ListRecentShares
            | Self::ListSharesOfPrinter => &["PrinterShare.ReadBasic.All"],
            Self::Described(_) => &[".default"],
        }
    }

    /// Whether the call changes nothing, so that it may be repeated.
    pub fn is_read(self) -> bool {
        match self {
            Self::Redirect | Self::Cancel => false,
            Self::Described(call) => call.is_read,
            _ => true,
        }
    }
}
