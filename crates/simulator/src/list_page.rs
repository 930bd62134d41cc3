//! Writes one page of a list, with the link to the next page.
//!
//! It follows <https://learn.microsoft.com/graph/paging>: a page may be smaller than
//! `$top`, even empty. The last page has no link. The token in a link means nothing
//! to a client.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::{
    graph_error::GraphError,
    odata_query::{Expansion, ODataQuery},
};

/// How a tenant divides its lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageRules {
    /// The most items of a page, also when `$top` asks for more.
    pub(crate) size: usize,
    /// Whether an empty page comes before each page with items.
    pub(crate) empty_pages: bool,
}

/// How a skip token starts: whether an empty page comes first, or items do.
const EMPTY: &str = "RFNwdAoAAR";
const ITEMS: &str = "RFNwdAoAAQ";

/// The page of `items` that the query asks for. Only its items become JSON.
pub(crate) fn page<T>(
    items: &[T],
    context: &str,
    query: &ODataQuery,
    paging: PageRules,
    show: impl Fn(&T) -> Map<String, Value>,
) -> Result<Map<String, Value>, GraphError> {
    let (kind, start) = match &query.skip_token {
        Some(token) => position(token)
            .filter(|&(_, start)| start <= items.len())
            .ok_or_else(|| GraphError::bad_request("The skip token is not valid."))?,
        None => (EMPTY, 0),
    };
    let is_empty = paging.empty_pages && kind == EMPTY;
    let size = match query.top {
        _ if is_empty => 0,
        Some(top) => top.min(paging.size),
        None => paging.size,
    };
    let value: Vec<_> = items.iter().skip(start).take(size).map(show).collect();
    let mut body = Map::from_iter([(
        "@odata.context".to_owned(),
        json!(query.version.context(context)),
    )]);
    let end = start + value.len();
    if end < items.len() {
        let next = if is_empty { ITEMS } else { EMPTY };
        let link = next_link(query, &format!("{next}{end}"));
        body.insert("@odata.nextLink".to_owned(), json!(link));
    }
    body.insert("value".to_owned(), json!(value));
    Ok(body)
}

fn next_link(query: &ODataQuery, position: &str) -> String {
    let mut link = format!(
        "{}/{}/{}?",
        query.base,
        query.version.segment(),
        query.segments.join("/")
    );
    let expand: Vec<_> = query.expand.iter().map(Expansion::text).collect();
    let top = query.top.map(|top| top.to_string()).unwrap_or_default();
    for (name, value) in [
        ("$select", query.select.join(",")),
        ("$expand", expand.join(",")),
        ("$filter", query.filter.clone().unwrap_or_default()),
        ("$top", top),
    ] {
        if !value.is_empty() {
            let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
            for part in [name, "=", &value.to_string(), "&"] {
                link.push_str(part);
            }
        }
    }
    let token = URL_SAFE_NO_PAD.encode(position);
    link.push_str("$skiptoken=");
    link.push_str(&token);
    link
}

fn position(token: &str) -> Option<(&'static str, usize)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    [EMPTY, ITEMS]
        .into_iter()
        .find_map(|kind| Some((kind, text.strip_prefix(kind)?.parse().ok()?)))
}
