//! Reads the bodies of callers' requests, within limits.
//!
//! The text of a body is never passed on. Graph gets a new body, written from
//! the values that were read here. Otherwise a body that two programs read
//! differently could name one destination to the gateway and another to Graph.

use std::{pin::pin, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use http_body_util::{BodyExt as _, Limited};
use serde_json::{Map, Value};
use tokio::time::timeout;
use universal_print::{ids::PrinterId, json};

use crate::{id, refusal::Refusal};

/// What a redirect's body asks for
/// (<https://learn.microsoft.com/graph/api/printjob-redirect#request-body>).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RedirectBody {
    pub(crate) destination_printer: PrinterId,
    pub(crate) configuration: Option<json::Value>,
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

/// Reads the body of a redirect.
pub(crate) fn redirect(headers: &HeaderMap, bytes: &[u8]) -> Result<RedirectBody, Refusal> {
    let mut members = object(headers, bytes)?;
    let destination_printer = members.remove("destinationPrinterId");
    let destination_printer = destination_printer
        .as_ref()
        .and_then(Value::as_str)
        .and_then(id::printer);
    let destination_printer = destination_printer.ok_or(Refusal::BadBody(
        "destinationPrinterId must be a printer's id.",
    ))?;
    let configuration = match members.remove("configuration") {
        None | Some(Value::Null) => None,
        Some(configuration @ Value::Object(_)) => Some(configuration.into()),
        Some(_) => return Err(Refusal::BadBody("configuration must be an object.")),
    };
    refuse_others(&members)?;
    Ok(RedirectBody {
        destination_printer,
        configuration,
    })
}

/// Reads the reason in the body of an abort, which may be absent
/// (<https://learn.microsoft.com/graph/api/printjob-abort#request-body>).
pub(crate) fn reason(headers: &HeaderMap, bytes: &[u8]) -> Result<Option<String>, Refusal> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let mut members = object(headers, bytes)?;
    let reason = members.remove("reason");
    refuse_others(&members)?;
    match reason {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(reason)) => Ok(Some(reason)),
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
    // Browsers write half of a surrogate pair as an escape. It costs only itself.
    let text = str::from_utf8(bytes).ok();
    match text.and_then(json::parse).map(Value::from) {
        Some(Value::Object(members)) => Ok(members),
        _ => Err(Refusal::BadBody("The body must be a JSON object.")),
    }
}

fn refuse_others(left: &Map<String, Value>) -> Result<(), Refusal> {
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
    use universal_print::{ids::JobId, request::Request};

    fn json_headers() -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            "content-type",
            "application/json; charset=utf-8".parse().unwrap(),
        );
        headers
    }

    fn read_redirect(text: &str) -> Result<RedirectBody, Refusal> {
        redirect(&json_headers(), text.as_bytes())
    }

    /// The body that Graph gets.
    fn sent(body: &RedirectBody) -> String {
        let queue = PrinterId::new("q").unwrap();
        let job = JobId::new("1").unwrap();
        let configuration = body.configuration.clone();
        let request = Request::redirect(&queue, &job, &body.destination_printer, configuration);
        request.body.unwrap().to_string()
    }

    #[test]
    fn graph_gets_the_values_that_were_read() {
        let text = r#"{"destinationPrinterId":"a","destinationPrinterId":"b","configuration":{"copies":2,"margin":{"top":1.50},"novel":12345678901234567890}}"#;
        let body = read_redirect(text).unwrap();
        assert_eq!(body.destination_printer.as_str(), "b");
        let expected = r#"{"destinationPrinterId":"b","configuration":{"copies":2,"margin":{"top":1.5},"novel":12345678901234567890}}"#;
        assert_eq!(sent(&body), expected);
        let bare = read_redirect(r#"{"destinationPrinterId":"b","configuration":null}"#).unwrap();
        assert_eq!(sent(&bare), r#"{"destinationPrinterId":"b"}"#);
    }

    #[test]
    fn half_a_surrogate_pair_in_a_body_costs_only_itself() {
        let text = r#"{"destinationPrinterId":"b","configuration":{"x":"a\ud83d"}}"#;
        let body = read_redirect(text).unwrap();
        let expected = "{\"destinationPrinterId\":\"b\",\"configuration\":{\"x\":\"a\u{fffd}\"}}";
        assert_eq!(sent(&body), expected);
        let why = reason(&json_headers(), br#"{"reason":"\udc00 oops"}"#).unwrap();
        assert_eq!(why.as_deref(), Some("\u{fffd} oops"));
        assert!(reason(&json_headers(), b"{\"reason\":\"\xff\"}").is_err());
    }

    #[test]
    fn a_redirect_with_any_other_body_is_refused() {
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
            assert!(
                matches!(read_redirect(text), Err(Refusal::BadBody(_))),
                "{text}"
            );
        }
        let text = br#"{"destinationPrinterId":"a"}"#;
        assert_eq!(redirect(&HeaderMap::new(), text), Err(Refusal::NotJson));
    }

    #[test]
    fn an_abort_may_give_a_reason() {
        assert_eq!(reason(&HeaderMap::new(), b""), Ok(None));
        let why = reason(&json_headers(), br#"{"reason":"mistake"}"#).unwrap();
        assert_eq!(why.as_deref(), Some("mistake"));
        assert!(reason(&json_headers(), br#"{"reason":1}"#).is_err());
        assert!(reason(&json_headers(), br#"{"other":"x"}"#).is_err());
    }
}
