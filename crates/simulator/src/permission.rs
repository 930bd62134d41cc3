//! Lists the permissions that each operation accepts.
//!
//! Each list is a row of a page in the Graph reference, least privileged first. An
//! empty list stands for "Not supported". An operation on a job needs one permission
//! for the job and one for the printer or share that contains it
//! (<https://learn.microsoft.com/graph/permissions-reference#universal-print-permissions>).

/// Reading jobs with a delegated token: <https://learn.microsoft.com/graph/api/printjob-get>.
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

/// Reading jobs with an application token, same page.
pub(crate) const READ_JOBS_AS_APP: &[&str] = &[
    "PrintJob.ReadBasic.All",
    "PrintJob.Read.All",
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite.All",
];

/// Reading shares, delegated only: <https://learn.microsoft.com/graph/api/printershare-get>.
pub(crate) const READ_SHARES_AS_USER: &[&str] = &[
    "PrinterShare.ReadBasic.All",
    "PrinterShare.Read.All",
    "PrinterShare.ReadWrite.All",
];

/// Reading printers with a delegated token: <https://learn.microsoft.com/graph/api/printer-get>.
pub(crate) const READ_PRINTERS_AS_USER: &[&str] = &[
    "Printer.Read.All",
    "Printer.ReadWrite.All",
    "Printer.FullControl.All",
];

/// Reading printers with an application token, same page.
pub(crate) const READ_PRINTERS_AS_APP: &[&str] = &["Printer.Read.All", "Printer.ReadWrite.All"];

/// Setting task triggers, delegated only:
/// <https://learn.microsoft.com/graph/api/printer-post-tasktriggers>.
pub(crate) const CHANGE_PRINTERS_AS_USER: &[&str] =
    &["Printer.ReadWrite.All", "Printer.FullControl.All"];

/// Task definitions and tasks, application only:
/// <https://learn.microsoft.com/graph/api/print-list-taskdefinitions>.
pub(crate) const TASK_DEFINITIONS_AS_APP: &[&str] = &["PrintTaskDefinition.ReadWrite.All"];

/// Cancelling, delegated only: <https://learn.microsoft.com/graph/api/printjob-cancel>.
pub(crate) const CANCEL_AS_USER: &[&str] = &[
    "PrintJob.ReadWriteBasic",
    "PrintJob.ReadWrite",
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite.All",
];

/// Aborting, application only: <https://learn.microsoft.com/graph/api/printjob-abort>.
pub(crate) const ABORT_AS_APP: &[&str] = &[
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite.All",
    "PrintJob.Manage.All",
];

/// Redirecting, application only: <https://learn.microsoft.com/graph/api/printjob-redirect>.
pub(crate) const REDIRECT_AS_APP: &[&str] = &["PrintJob.Manage.All"];

/// Not supported with that kind of token.
pub(crate) const NONE: &[&str] = &[];

/// The permissions that, with the role of Printer Administrator, open other
/// users' jobs: <https://learn.microsoft.com/graph/api/printjob-get>.
pub(crate) const OTHERS_JOBS: &[&str] = &[
    "PrintJob.ReadBasic.All",
    "PrintJob.Read.All",
    "PrintJob.ReadWriteBasic.All",
    "PrintJob.ReadWrite.All",
];
