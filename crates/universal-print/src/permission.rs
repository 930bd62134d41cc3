//! The permissions that Graph documents for each call, and who can grant them.
//!
//! A call takes a user's token, an application's token, or both. Each kind has its
//! own permissions: one name means different things in the two kinds. Permissions
//! are listed as Graph lists them, the least privileged first. Compare a token with
//! them in [`crate::preflight`]; only Graph decides.
//!
//! ```
//! use universal_print::permission::{Consent, PermissionKind, consent};
//! use universal_print::request::Operation;
//!
//! let permissions = Operation::Redirect.permissions();
//! assert!(permissions.delegated.is_none(), "no user's token can redirect");
//! let needs = permissions.application.unwrap();
//! assert_eq!(needs[0], ["PrintJob.Manage.All"]);
//! assert_eq!(needs[1], ["Printer.Read.All", "Printer.ReadWrite.All"]);
//!
//! assert_eq!(consent("PrintJob.ReadBasic", PermissionKind::Delegated), Consent::User);
//! assert_eq!(consent("PrintJob.ReadBasic", PermissionKind::Application), Consent::Administrator);
//! ```
//!
//! <https://learn.microsoft.com/graph/permissions-reference#universal-print-permissions>

use crate::operation::Operation;

/// The kinds of permission.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PermissionKind {
    /// An application acts for a signed-in user.
    Delegated,
    /// An application acts by itself.
    Application,
}

impl PermissionKind {
    /// Graph's name of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::Application => "application",
        }
    }
}

/// The permissions a token must hold: one of every list. Each list starts with
/// the least privileged permission; the others serve as well.
pub type Needs = &'static [&'static [&'static str]];

/// The permissions of one call.
#[derive(Debug)]
pub struct Permissions {
    /// The page of Microsoft's documentation that lists them.
    pub page: &'static str,
    /// What a user's token needs; `None` if the call takes no user's token.
    pub delegated: Option<Needs>,
    /// What an application's token needs; `None` if the call takes no
    /// application's token.
    pub application: Option<Needs>,
}

impl Permissions {
    /// What a token of this kind needs; `None` if the call takes no such token.
    pub fn of_kind(&self, kind: PermissionKind) -> Option<Needs> {
        match kind {
            PermissionKind::Delegated => self.delegated,
            PermissionKind::Application => self.application,
        }
    }
}

/// Who can grant a permission.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The user, unless the organization forbids that.
    User,
    /// An administrator of the organization.
    Administrator,
}

/// Who can grant `permission`. Only an administrator grants permissions of kind
/// application, and most permissions about printers.
pub fn consent(permission: &str, kind: PermissionKind) -> Consent {
    let by_user = matches!(
        permission,
        "PrintJob.Create"
            | "PrintJob.Read"
            | "PrintJob.ReadBasic"
            | "PrintJob.ReadWrite"
            | "PrintJob.ReadWriteBasic"
            | "PrinterShare.Read.All"
            | "PrinterShare.ReadBasic.All"
    );
    if by_user && kind == PermissionKind::Delegated {
        Consent::User
    } else {
        Consent::Administrator
    }
}

/// A job belongs to a printer or a share, so a call that reads jobs needs access
/// to that as well.
pub(crate) const READ_JOBS_AS_USER: &[&str] = &[
    "PrintJob.ReadBasic",
    "PrintJob.ReadBasic.All",
    "PrintJob.Read",
    "PrintJob.Read.All",
    "PrintJob.ReadWriteBasic",
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite",
    "PrintJob.ReadWrite.All",
];
pub(crate) const READ_JOBS_AS_APPLICATION: &[&str] = &[
    "PrintJob.ReadBasic.All",
    "PrintJob.Read.All",
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite.All",
];
pub(crate) const READ_PRINTER_AS_USER: &[&str] = &[
    "Printer.Read.All",
    "Printer.ReadWrite.All",
    "Printer.FullControl.All",
];
pub(crate) const READ_PRINTER_AS_APPLICATION: &[&str] =
    &["Printer.Read.All", "Printer.ReadWrite.All"];
const READ_SHARES: &[&str] = &[
    "PrinterShare.ReadBasic.All",
    "PrinterShare.Read.All",
    "PrinterShare.ReadWrite.All",
];

impl Operation {
    /// Every permission that Graph documents for the call.
    pub fn permissions(self) -> &'static Permissions {
        match self {
            Self::ListJobs => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printershare-list-jobs",
                delegated: Some(&[READ_JOBS_AS_USER, READ_SHARES]),
                // No permission lets an application read a share, so none is listed for it.
                application: Some(&[READ_JOBS_AS_APPLICATION]),
            },
            Self::GetJob => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printjob-get",
                delegated: Some(&[READ_JOBS_AS_USER, READ_SHARES]),
                application: Some(&[READ_JOBS_AS_APPLICATION]),
            },
            Self::Redirect => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printjob-redirect",
                delegated: None,
                application: Some(&[&["PrintJob.Manage.All"], READ_PRINTER_AS_APPLICATION]),
            },
            Self::Cancel => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printjob-cancel",
                delegated: Some(&[
                    &[
                        "PrintJob.ReadWriteBasic",
                        "PrintJob.ReadWrite",
                        "PrintJob.ReadWriteBasic.All",
                        "PrintJob.ReadWrite.All",
                    ],
                    READ_PRINTER_AS_USER,
                ]),
                application: None,
            },
            Self::ListShares => &Permissions {
                page: "https://learn.microsoft.com/graph/api/print-list-shares",
                delegated: Some(&[READ_SHARES]),
                application: None,
            },
            Self::GetShare => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printershare-get",
                delegated: Some(&[READ_SHARES]),
                application: None,
            },
            Self::GetPrinterOfShare => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printer-get",
                delegated: Some(&[READ_PRINTER_AS_USER]),
                application: Some(&[READ_PRINTER_AS_APPLICATION]),
            },
            Self::ListRecentShares => &Permissions {
                page: "https://learn.microsoft.com/graph/api/print-list-recentshares?view=graph-rest-beta",
                delegated: Some(&[READ_SHARES]),
                application: None,
            },
            Self::ListSharesOfPrinter => &Permissions {
                page: "https://learn.microsoft.com/graph/api/printer-list-shares",
                delegated: Some(&[READ_SHARES]),
                application: None,
            },
            Self::Described(call) => &call.permissions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{CALLS_BY_FACTS, WIDGET_CALLS};

    fn every_call() -> impl Iterator<Item = Operation> {
        let described = CALLS_BY_FACTS.iter().map(|call| Operation::Described(call));
        WIDGET_CALLS.into_iter().chain(described)
    }

    #[test]
    fn the_least_permission_is_first_in_its_list() {
        for operation in every_call() {
            let (least, kind) = operation.permission();
            let needs = operation.permissions().of_kind(kind).unwrap();
            assert_eq!(needs[0][0], least, "{operation:?}");
        }
    }

    #[test]
    fn users_can_grant_every_scope_they_are_asked_for() {
        for operation in WIDGET_CALLS {
            for scope in operation.scopes() {
                let consent = consent(scope, PermissionKind::Delegated);
                assert_eq!(consent, Consent::User, "{operation:?} {scope}");
            }
        }
    }

    #[test]
    fn every_call_links_its_page_and_takes_some_token() {
        for operation in every_call() {
            let permissions = operation.permissions();
            assert!(
                permissions
                    .page
                    .starts_with("https://learn.microsoft.com/graph/api/print")
            );
            assert!(permissions.delegated.is_some() || permissions.application.is_some());
        }
    }

    #[test]
    fn only_applications_redirect_and_abort_only_users_cancel() {
        assert!(Operation::Redirect.permissions().delegated.is_none());
        assert!(
            Operation::Described(&crate::request::ABORT)
                .permissions()
                .delegated
                .is_none()
        );
        assert!(Operation::Cancel.permissions().application.is_none());
    }

    #[test]
    fn an_administrator_grants_every_permission_of_an_application() {
        let permission = "PrintJob.ReadBasic";
        assert_eq!(
            consent(permission, PermissionKind::Delegated),
            Consent::User
        );
        assert_eq!(
            consent(permission, PermissionKind::Application),
            Consent::Administrator
        );
        assert_eq!(
            consent("Printer.Read.All", PermissionKind::Delegated),
            Consent::Administrator
        );
    }
}
