//! One page of a list, and the link to the next.
//!
//! Follows <https://learn.microsoft.com/graph/paging>: a page may be smaller
//! than `$top` asks, the last one has no link, and the token inside the link
//! means nothing to a client.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::{asked::Asked, refusal::Refusal};

/// The most that one page holds, whatever `$top` asks.
const LARGEST: usize = 100;

/// A page of `items`, of which only those shown are turned into JSON.
pub(crate) fn page<T>(
    items: &[T],
    context: &str,
    asked: &Asked,
    show: impl Fn(&T) -> Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    let start = match &asked.skip_token {
        Some(token) => position(token)
            .filter(|&start| start <= items.len())
            .ok_or_else(|| Refusal::bad_request("The skip token is not valid."))?,
        None => 0,
    };
    let size = asked.top.unwrap_or(LARGEST).min(LARGEST);
    let value: Vec<_> = items.iter().skip(start).take(size).map(show).collect();
    let mut body = Map::from_iter([(
        "@odata.context".to_owned(),
        json!(asked.version.context(context)),
    )]);
    let end = start + value.len();
    if end < items.len() {
        body.insert("@odata.nextLink".to_owned(), json!(next_link(asked, end)));
    }
    body.insert("value".to_owned(), json!(value));
    Ok(body)
}

fn next_link(asked: &Asked, start: usize) -> String {
    let mut link = format!(
        "{}/{}/{}?",
        asked.base,
        asked.version.segment(),
        asked.segments.join("/")
    );
    let expand: Vec<_> = asked.expand.iter().map(|each| each.name.clone()).collect();
    let top = asked.top.map(|top| top.to_string()).unwrap_or_default();
    for (name, value) in [
        ("$select", asked.select.join(",")),
        ("$expand", expand.join(",")),
        ("$filter", asked.filter.clone().unwrap_or_default()),
        ("$top", top),
    ] {
        if !value.is_empty() {
            let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
            for part in [name, "=", &value.to_string(), "&"] {
                link.push_str(part);
            }
        }
    }
    let token = URL_SAFE_NO_PAD.encode(format!("RFNwdAoAAQ{start}"));
    link.push_str("$skiptoken=");
    link.push_str(&token);
    link
}

fn position(token: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.strip_prefix("RFNwdAoAAQ")?.parse().ok()
}
