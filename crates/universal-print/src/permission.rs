//! Which permissions Graph documents for each call, and who can consent to
//! them.
//!
//! A call takes a user's token, an application's, or both, and each kind has
//! permissions of its own: the same name means another thing in the other
//! kind. Permissions stand as Graph lists them, the least privileged first.
//! What a token really holds is compared with this in [`crate::preflight`];
//! Graph alone decides.
//!
//! <https://learn.microsoft.com/graph/permissions-reference#universal-print-permissions>

use crate::operation::Operation;

/// The kinds of permission Graph knows.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PermissionKind {
    /// Granted to a user through an application.
    Delegated,
    /// Granted to an application on its own.
    Application,
}

impl PermissionKind {
    /// Graph's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::Application => "application",
        }
    }
}

/// What a token must hold: one permission of every list. Each list has the
/// least privileged permission first; those after it serve as well.
pub type Needs = &'static [&'static [&'static str]];

/// The permissions of one call.
#[derive(Debug)]
pub struct Permissions {
    /// The page that documents them.
    pub page: &'static str,
    /// What a user's token needs; `None` when Graph takes none.
    pub delegated: Option<Needs>,
    /// What an application's token needs; `None` when Graph takes none.
    pub application: Option<Needs>,
}

impl Permissions {
    /// What a token of this kind needs, or `None` when Graph takes none.
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
    /// The user, unless the organization forbids it.
    User,
    /// An administrator of the organization.
    Administrator,
}

/// Who can grant `permission`: everything an application holds on its own is
/// an administrator's to give, and so is most of what concerns printers.
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

/// Jobs live in a printer or a share, so a call that reads them needs access
/// to both.
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
                // No permission lets an application read a share, so none can be named for it.
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
    fn the_least_permission_stands_first_in_its_list() {
        for operation in every_call() {
            let (least, kind) = operation.permission();
            let needs = operation.permissions().of_kind(kind).unwrap();
            assert_eq!(needs[0][0], least, "{operation:?}");
        }
    }

    #[test]
    fn what_a_user_is_asked_for_is_the_users_to_give() {
        for operation in WIDGET_CALLS {
            for scope in operation.scopes() {
                let consent = consent(scope, PermissionKind::Delegated);
                assert_eq!(consent, Consent::User, "{operation:?} {scope}");
            }
        }
    }

    #[test]
    fn every_call_names_its_page_and_takes_some_token() {
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
    fn redirect_and_abort_take_no_users_token_and_cancel_no_applications() {
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
    fn an_application_has_everything_from_an_administrator() {
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
