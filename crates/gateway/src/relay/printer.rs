//! Relays the id of the printer behind a share.
//!
//! Users may not read printers, but the widget needs this id to name the
//! destination of a redirect (<https://learn.microsoft.com/graph/api/printer-get>).

use universal_print::{
    ids::{PrinterId, ShareId},
    json,
    request::Request,
    wire::member,
};

use super::reply::RelayReply;
use crate::{graph::calls::GraphCalls, refusal::Refusal};

pub(super) async fn relay(calls: &GraphCalls, share: &ShareId) -> Result<RelayReply, Refusal> {
    match printer_of(calls, share).await {
        Ok(id) => Ok(RelayReply::Entity(json!({ "id": id.as_str() }))),
        Err(Refusal::ShareMismatch) => Err(Refusal::GraphRefused {
            status: 404,
            code: Some("UnknownError".to_owned()),
            message: Some("The printer share was not found.".to_owned()),
        }),
        Err(other) => Err(other),
    }
}

/// The printer behind a share.
pub(super) async fn printer_of(calls: &GraphCalls, share: &ShareId) -> Result<PrinterId, Refusal> {
    let printer = calls.read(Request::printer_of_share(share)).await;
    let printer = printer.map_err(|error| error.or_not_found(Refusal::ShareMismatch))?;
    member(&printer, "id").ok_or_else(|| calls.unreadable())
}
