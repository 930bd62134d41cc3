//! The bodies that callers send: read within limits, taken apart, made anew.
//!
//! What goes to Graph is written from what was understood, never passed on as
//! it came: two programs that read the same text differently would let a
//! caller show one destination here and another there.

use std::{pin::pin, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use http_body_util::{BodyExt as _, Limited};
use serde_json::{Map, Value, json};
use tokio::time::timeout;

use crate::{id::Printer, refusal::Refusal};

/// A redirect as the caller asks for it
/// (<https://learn.microsoft.com/graph/api/printjob-redirect#request-body>).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) destination: Printer,
    /// What Graph is sent.
    pub(crate) body: Value,
}

/// Reads a body of at most `most` bytes within `time`.
pub(crate) async fn read(body: Body, most: usize, time: Duration) -> Result<Bytes, Refusal> {
    let limited = pin!(Limited::new(body, most));
    match timeout(time, limited.collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            Err(Refusal::BodyTooLarge)
        }
        Ok(Err(_)) => Err(Refusal::BadBody("The body did not arrive in full.")),
        Err(_) => Err(Refusal::BodyTooSlow),
    }
}

/// Reads what a redirect is asked to do.
pub(crate) fn order(headers: &HeaderMap, bytes: &[u8]) -> Result<Order, Refusal> {
    let mut members = object(headers, bytes)?;
    let destination = members.remove("destinationPrinterId");
    let destination = destination
        .as_ref()
        .and_then(Value::as_str)
        .and_then(Printer::parse);
    let destination = destination.ok_or(Refusal::BadBody(
        "destinationPrinterId must be a printer's id.",
    ))?;
    let mut body = json!({ "destinationPrinterId": destination.as_str() });
    match members.remove("configuration") {
        None | Some(Value::Null) => {}
        Some(configuration @ Value::Object(_)) => {
            if let Some(body) = body.as_object_mut() {
                body.insert("configuration".to_owned(), configuration);
            }
        }
        Some(_) => return Err(Refusal::BadBody("configuration must be an object.")),
    }
    only(&members)?;
    Ok(Order { destination, body })
}

/// Reads the reason of an abort, which may be absent
/// (<https://learn.microsoft.com/graph/api/printjob-abort#request-body>).
pub(crate) fn reason(headers: &HeaderMap, bytes: &[u8]) -> Result<Option<Value>, Refusal> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let mut members = object(headers, bytes)?;
    let reason = members.remove("reason");
    only(&members)?;
    match reason {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(reason)) => Ok(Some(json!({ "reason": reason }))),
        Some(_) => Err(Refusal::BadBody("reason must be text.")),
    }
}

fn object(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err(Refusal::NotJson);
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Refusal::BadBody("The body must be a JSON object.")),
    }
}

fn only(left: &Map<String, Value>) -> Result<(), Refusal> {
    if left.is_empty() {
        Ok(())
    } else {
        Err(Refusal::BadBody(
            "The body has a member that the call does not take.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_headers() -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            "content-type",
            "application/json; charset=utf-8".parse().unwrap(),
        );
        headers
    }

    fn order_of(text: &str) -> Result<Order, Refusal> {
        order(&json_headers(), text.as_bytes())
    }

    #[test]
    fn what_is_sent_is_what_was_understood() {
        let text = r#"{"destinationPrinterId":"a","destinationPrinterId":"b","configuration":{"copies":2,"margin":{"top":1.50}}}"#;
        let order = order_of(text).unwrap();
        assert_eq!(order.destination.as_str(), "b");
        let sent =
            r#"{"destinationPrinterId":"b","configuration":{"copies":2,"margin":{"top":1.50}}}"#;
        assert_eq!(order.body.to_string(), sent);
        let bare = order_of(r#"{"destinationPrinterId":"b","configuration":null}"#).unwrap();
        assert_eq!(bare.body.to_string(), r#"{"destinationPrinterId":"b"}"#);
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "null",
            "[]",
            "{",
            "{}",
            r#"{"destinationPrinterId":7}"#,
            r#"{"destinationPrinterId":"a/../b"}"#,
            r#"{"destinationPrinterId":"a","extra":1}"#,
            r#"{"destinationPrinterId":"a","configuration":[]}"#,
            r#"{"destinationPrinterId":"a"} x"#,
        ] {
            assert!(matches!(order_of(text), Err(Refusal::BadBody(_))), "{text}");
        }
        let text = br#"{"destinationPrinterId":"a"}"#;
        assert_eq!(order(&HeaderMap::new(), text), Err(Refusal::NotJson));
    }

    #[test]
    fn an_abort_may_say_why() {
        assert_eq!(reason(&HeaderMap::new(), b""), Ok(None));
        let why = reason(&json_headers(), br#"{"reason":"mistake"}"#).unwrap();
        assert_eq!(why, Some(json!({ "reason": "mistake" })));
        assert!(reason(&json_headers(), br#"{"reason":1}"#).is_err());
        assert!(reason(&json_headers(), br#"{"other":"x"}"#).is_err());
    }
}
