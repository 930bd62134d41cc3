//! The printer behind a share, cut to its id.
//!
//! Users may not read printers, and need this one id to say where a job goes
//! (<https://learn.microsoft.com/graph/api/printer-get>).

use serde_json::json;

use super::{Asked, Reply};
use crate::{destination::printer_of, id::Share, refusal::Refusal};

pub(super) async fn printer_of_share(asked: &Asked, share: &Share) -> Result<Reply, Refusal> {
    match printer_of(asked, share).await {
        Ok(id) => Ok(Reply::Entity(json!({ "id": id }))),
        Err(Refusal::ShareMismatch) => Err(Refusal::GraphRefused {
            status: 404,
            code: Some("UnknownError".to_owned()),
            message: Some("The printer share was not found.".to_owned()),
        }),
        Err(other) => Err(other),
    }
}
