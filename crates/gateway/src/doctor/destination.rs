//! Checks a share on the administrator's list: can the gateway read its printer?
//!
//! The gateway reads it before each send. Whether users can read the share is
//! known only when one of them sends a job there.
//!
//! <https://learn.microsoft.com/graph/api/printershare-get>

use secrecy::SecretString;
use universal_print::{ids::ShareId, request::Request};

use super::report::Report;
use crate::graph::directory::{Bearer, Directory};

pub(super) async fn examine(
    report: &mut Report,
    directory: &Directory,
    own: &SecretString,
    share: &ShareId,
) {
    let step = format!("destination {share}");
    let printer = Request::printer_of_share(share);
    match directory.call(Bearer::App(own), printer).await {
        Ok(_) => report.passed(&step, "the printer behind it can be read"),
        Err(error) => report.failed(
            &step,
            &error.to_string(),
            &error.remedy(
                "check the id in [[destinations.share]]: it must be the share's, not the printer's",
            ),
        ),
    }
}
