//! A share on the administrator's list: whether the gateway can see where it
//! leads, which it has to before it sends anything there.
//!
//! Whether users can read the share shows only once one of them asks.
//!
//! <https://learn.microsoft.com/graph/api/printershare-get>

use secrecy::SecretString;

use super::Report;
use crate::{id::Share, setup::directory::Directory};

pub(super) async fn examine(
    report: &mut Report,
    directory: &Directory,
    own: &SecretString,
    share: &Share,
) {
    const READ: (&str, &str) = (
        "get printer of share",
        "the application permission Printer.Read.All, with admin consent",
    );
    let step = format!("destination {share}");
    let path = format!("/print/shares/{share}/printer?$select=id");
    match directory.get(own, &path, READ).await {
        Ok(_) => report.well(&step, "the printer behind it can be read"),
        Err(trouble) => report.ill(
            &step,
            &trouble.to_string(),
            "check the id in [[destinations.share]]: it is the share's, not the printer's",
        ),
    }
}
