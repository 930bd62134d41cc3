//! Tries every operation with every permission: exactly those that the reference
//! lists are accepted.
//!
//! The lists here are copied from the permission table of each page
//! (<https://learn.microsoft.com/graph/permissions-reference>), independently of the
//! tenant's lists.

use simulator::{Request, token::AccessToken};

use crate::office::Office;

/// Every permission on jobs, printers, shares and task definitions.
const EVERY: &[&str] = &[
    "PrintJob.Create",
    "PrintJob.Manage.All",
    "PrintJob.Read",
    "PrintJob.Read.All",
    "PrintJob.ReadBasic",
    "PrintJob.ReadBasic.All",
    "PrintJob.ReadWrite",
    "PrintJob.ReadWrite.All",
    "PrintJob.ReadWriteBasic",
    "PrintJob.ReadWriteBasic.All",
    "PrintTaskDefinition.ReadWrite.All",
    "Printer.Create",
    "Printer.FullControl.All",
    "Printer.Read.All",
    "Printer.ReadWrite.All",
    "PrinterShare.Read.All",
    "PrinterShare.ReadBasic.All",
    "PrinterShare.ReadWrite.All",
];

/// An operation, the permissions needed besides, and the accepted permissions by kind
/// of token.
struct OfficeRow {
    method: &'static str,
    path: &'static str,
    beside: &'static [&'static str],
    user: &'static [&'static str],
    app: &'static [&'static str],
}

const SHARES: &[&str] = &[
    "PrinterShare.Read.All",
    "PrinterShare.ReadBasic.All",
    "PrinterShare.ReadWrite.All",
];
const PRINTERS: &[&str] = &[
    "Printer.FullControl.All",
    "Printer.Read.All",
    "Printer.ReadWrite.All",
];
const TRIGGERS: &[&str] = &["Printer.FullControl.All", "Printer.ReadWrite.All"];
const JOBS: &[&str] = &[
    "PrintJob.Read",
    "PrintJob.Read.All",
    "PrintJob.ReadBasic",
    "PrintJob.ReadBasic.All",
    "PrintJob.ReadWrite",
    "PrintJob.ReadWrite.All",
    "PrintJob.ReadWriteBasic",
    "PrintJob.ReadWriteBasic.All",
];
const CANCEL: &[&str] = &[
    "PrintJob.ReadWrite",
    "PrintJob.ReadWrite.All",
    "PrintJob.ReadWriteBasic",
    "PrintJob.ReadWriteBasic.All",
];
const JOBS_OF_ALL: &[&str] = &[
    "PrintJob.Read.All",
    "PrintJob.ReadBasic.All",
    "PrintJob.ReadWrite.All",
    "PrintJob.ReadWriteBasic.All",
];
const HELD_JOBS: &[&str] = &[
    "PrintJob.Manage.All",
    "PrintJob.ReadWrite.All",
    "PrintJob.ReadWriteBasic.All",
];
const DEFINITIONS: &[&str] = &["PrintTaskDefinition.ReadWrite.All"];
const PRINTER: &[&str] = &["Printer.Read.All"];
const SHARE: &[&str] = &["PrinterShare.ReadBasic.All"];
const APP_PRINTERS: &[&str] = &["Printer.Read.All", "Printer.ReadWrite.All"];
const NOBODY: &[&str] = &[];

#[rustfmt::skip]
const ROWS: &[OfficeRow] = &[
    OfficeRow { method: "GET", path: "/print/shares", beside: NOBODY, user: SHARES, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/shares/{share}", beside: NOBODY, user: SHARES, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/shares", beside: NOBODY, user: SHARES, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/shares/{share}", beside: NOBODY, user: SHARES, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/shares/{share}/printer", beside: NOBODY, user: PRINTERS, app: APP_PRINTERS },
    OfficeRow { method: "GET", path: "/print/shares/{share}/jobs", beside: SHARE, user: JOBS, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/shares/{share}/jobs/{job}", beside: SHARE, user: JOBS, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/printers", beside: NOBODY, user: PRINTERS, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/printers/{printer}", beside: NOBODY, user: PRINTERS, app: APP_PRINTERS },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/jobs", beside: PRINTER, user: JOBS, app: JOBS_OF_ALL },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/jobs/{job}", beside: PRINTER, user: JOBS, app: JOBS_OF_ALL },
    OfficeRow { method: "PATCH", path: "/print/printers/{printer}/jobs/{job}", beside: PRINTER, user: NOBODY, app: HELD_JOBS },
    OfficeRow { method: "POST", path: "/print/printers/{printer}/jobs/{job}/redirect", beside: PRINTER, user: NOBODY, app: &["PrintJob.Manage.All"] },
    OfficeRow { method: "POST", path: "/print/printers/{printer}/jobs/{job}/cancel", beside: PRINTER, user: CANCEL, app: NOBODY },
    OfficeRow { method: "POST", path: "/print/printers/{printer}/jobs/{job}/abort", beside: PRINTER, user: NOBODY, app: HELD_JOBS },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/taskTriggers", beside: NOBODY, user: PRINTERS, app: NOBODY },
    OfficeRow { method: "POST", path: "/print/printers/{printer}/taskTriggers", beside: NOBODY, user: TRIGGERS, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/printers/{printer}/taskTriggers/x", beside: NOBODY, user: PRINTERS, app: NOBODY },
    OfficeRow { method: "DELETE", path: "/print/printers/{printer}/taskTriggers/x", beside: NOBODY, user: TRIGGERS, app: NOBODY },
    OfficeRow { method: "GET", path: "/print/taskDefinitions", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "POST", path: "/print/taskDefinitions", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "GET", path: "/print/taskDefinitions/x", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "PATCH", path: "/print/taskDefinitions/x", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "DELETE", path: "/print/taskDefinitions/x", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "GET", path: "/print/taskDefinitions/x/tasks", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "GET", path: "/print/taskDefinitions/x/tasks/x", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
    OfficeRow { method: "PATCH", path: "/print/taskDefinitions/x/tasks/x", beside: NOBODY, user: NOBODY, app: DEFINITIONS },
];

const SCOPE_MISSING: &str = "\"The token does not have one or more required security scopes.\"";
/// The id of Megan Bowen, who has the role Printer Administrator.
const MEGAN: &str = "MeganB@contoso.example";

#[test]
fn each_operation_accepts_exactly_the_documented_permissions() {
    let mut office = Office::new("as-graph-answers");
    let job = office.job_named("Quarterly report.pdf");
    let megan = office.tenant.user(MEGAN).unwrap().id.clone();
    let (start, now_ms) = (office.tenant.clone(), office.now_ms);
    let (printer, share) = (office.queue_printer(), office.queue_share());
    for row in ROWS {
        let path = row.path.replace("{printer}", &printer);
        let path = path.replace("{share}", &share).replace("{job}", &job);
        for permission in EVERY {
            let held: Vec<_> = row.beside.iter().copied().chain([*permission]).collect();
            for (kind, token, listed) in [
                ("user", AccessToken::delegated(&megan, &held), row.user),
                ("app", AccessToken::application("another", &held), row.app),
            ] {
                let mut tenant = start.clone();
                tenant.add_token("tried", token);
                let url = format!("/v1.0{path}");
                let request = Request::new(row.method, &url, "tried");
                let answer = tenant.answer(&request, now_ms).response().unwrap();
                let missing =
                    answer.status == 403 && answer.json()["error"]["message"] == SCOPE_MISSING;
                assert_eq!(
                    !missing,
                    listed.contains(permission),
                    "{} {path} with {permission} for {kind}: {:?}",
                    row.method,
                    answer.body,
                );
            }
        }
    }
}

#[test]
fn administrator_operations_refuse_users_with_the_same_scopes() {
    let mut office = Office::new("one-job");
    let adele = office.host.account.local_account_id.clone();
    let scopes = ["Printer.FullControl.All", "PrinterShare.ReadWrite.All"];
    let token = AccessToken::delegated(&adele, &scopes);
    office.tenant.add_token("all", token);
    let printer = format!("/v1.0/print/printers/{}", office.queue_printer());
    for path in [
        "/v1.0/print/printers",
        &printer,
        &format!("{printer}/taskTriggers"),
    ] {
        let answer = office.get_as("all", path);
        assert_eq!(
            (answer.status, crate::office::code(&answer).as_str()),
            (403, "Forbidden"),
            "{path}"
        );
    }
}
