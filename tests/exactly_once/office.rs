//! The tenant at the start: a queue with one job, and the printers it can be sent to.

use simulator::job::{Document, NewJob};
use simulator::printer::Printer;
use simulator::share::Share;
use simulator::task::Trigger;
use simulator::token::AccessToken;
use simulator::user::User;
use simulator::{Switch, Tenant};

/// When the first tab opens.
pub(crate) const START_MS: i64 = 1_700_000_000_000;
pub(crate) const QUEUE: &str = "queue";
pub(crate) const QUEUE_SHARE: &str = "queue-share";
pub(crate) const JOB: &str = "101";
/// The printers a job can be sent to.
pub(crate) const PRINTERS: [&str; 3] = ["near", "far", "elsewhere"];
/// The id of the job's owner and of the owner's token.
pub(crate) const USER: &str = "adele";
/// The id of the application that holds the job and of its token.
pub(crate) const APP: &str = "app";

/// The tenant at the start.
pub(crate) fn tenant() -> Tenant {
    let mut tenant = Tenant::new(START_MS);
    let user = User::new(USER, "adele@contoso.example", "Adele");
    tenant.add_user(user.clone());
    let scopes = ["PrintJob.ReadWriteBasic", "PrinterShare.ReadBasic.All"];
    tenant.add_token(USER, AccessToken::delegated(USER, &scopes));
    let roles = [
        "PrintJob.Manage.All",
        "PrintJob.ReadBasic.All",
        "Printer.Read.All",
    ];
    tenant.add_token(APP, AccessToken::application(APP, &roles));
    let trigger = Trigger {
        id: "trigger".to_owned(),
        app_id: APP.to_owned(),
        definition_id: "definition".to_owned(),
    };
    tenant.add_printer(Printer::virtual_queue(QUEUE, "Queue", trigger));
    tenant.add_share(Share::new(QUEUE_SHARE, QUEUE, "Queue"));
    for printer in PRINTERS {
        tenant.add_printer(Printer::new(printer, printer));
    }
    tenant.set(Switch::RedirectAcceptsUserTokens, true);
    // The upload is not complete yet when the first tab opens.
    let uploaded_ms = START_MS + 50;
    let job = NewJob::of(&user, uploaded_ms, Document::pdf("Report.pdf", 1));
    assert_eq!(tenant.add_job(QUEUE, job).as_deref(), Some(JOB));
    tenant
}
