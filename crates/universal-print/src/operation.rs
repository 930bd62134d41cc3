//! The calls that Graph documents, by name.
//!
//! An [`Operation`] identifies a call: every request, answer and fault carries
//! one. The calls that a web page makes are variants of the enum. The calls of
//! a service or of an administrator's tool are [`Operation::Described`] by
//! [`CallFacts`] instead. These stand beside the constructor of the request, so
//! that a program carries the facts only of calls it makes.

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
    /// Another call, identified by its facts.
    Described(&'static CallFacts),
}

/// What is known about a call that a web page does not make.
#[derive(Debug)]
pub struct CallFacts {
    /// The name in diagnostics.
    pub name: &'static str,
    /// The least permission that Graph documents for it.
    pub least: (&'static str, PermissionKind),
    /// Whether it changes nothing and may therefore be repeated.
    pub is_read: bool,
    /// Every permission that Graph documents for it.
    pub permissions: Permissions,
}

/// Each call is described by exactly one static, so its address identifies it.
impl PartialEq for CallFacts {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for CallFacts {}

impl Hash for CallFacts {
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

    /// The least privileged permission that Graph documents for the call.
    /// [`Operation::permissions`] has all of them.
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

    /// The scopes to request from the host's token provider before the call:
    /// only permissions that a user can consent to. `Printer.Read.All` needs an
    /// administrator's consent, and no user can hold `PrintJob.Manage.All`.
    /// Requesting either would open a sign-in window that cannot succeed. Those
    /// calls are made with the permissions the user has, and Graph decides.
    ///
    /// For the calls of services the scope is `.default`: everything that an
    /// administrator has consented to.
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

    /// Whether the call changes nothing and may therefore be repeated.
    pub fn is_read(self) -> bool {
        match self {
            Self::Redirect | Self::Cancel => false,
            Self::Described(call) => call.is_read,
            _ => true,
        }
    }
}
