//! Reads the URL of a request as an OData service does.
//!
//! A query is the version, the path segments after it, and the query options that
//! the print pages document. The part before the version is kept as the base of next
//! links, so that the links of a tenant behind a prefix lead back to it. Options that
//! the print pages exclude are refused, never ignored.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::{graph_error::GraphError, http::Request};

/// The version of Graph that was addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GraphVersion {
    V1,
    Beta,
}

impl GraphVersion {
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The start of an `@odata.context` in this version.
    pub(crate) fn context(self, rest: &str) -> String {
        format!(
            "https://graph.microsoft.com/{}/$metadata#{rest}",
            self.segment()
        )
    }
}

/// One entry of `$expand`, with the `$select` nested in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    pub(crate) name: String,
    pub(crate) select: Vec<String>,
}

impl Expansion {
    /// The entry as it is written in a URL.
    pub(crate) fn text(&self) -> String {
        if self.select.is_empty() {
            self.name.clone()
        } else {
            format!("{}($select={})", self.name, self.select.join(","))
        }
    }
}

/// The URL of a request and the preferences that shape its answer.
#[derive(Clone, Debug)]
pub(crate) struct ODataQuery {
    /// Origin and prefix, without the version: next links start with it.
    pub(crate) base: String,
    pub(crate) version: GraphVersion,
    /// Decoded path segments after the version.
    pub(crate) segments: Vec<String>,
    pub(crate) select: Vec<String>,
    pub(crate) expand: Vec<Expansion>,
    pub(crate) filter: Option<String>,
    pub(crate) top: Option<usize>,
    pub(crate) skip_token: Option<String>,
    /// Whether enum members after the sentinel may be shown
    /// (<https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations>).
    pub(crate) newer_members: bool,
}

impl ODataQuery {
    pub(crate) fn read(request: &Request) -> Result<Self, GraphError> {
        let (url, options) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let (origin, path) = split_origin(url);
        let mut prefix = String::new();
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let version = loop {
            match parts.next() {
                Some("v1.0") => break GraphVersion::V1,
                Some("beta") => break GraphVersion::Beta,
                Some(part) => {
                    prefix.push('/');
                    prefix.push_str(part);
                }
                None => return Err(GraphError::no_such_resource(path.trim_matches('/'))),
            }
        };
        let mut query = Self {
            base: format!("{origin}{prefix}"),
            version,
            segments: parts.map(decoded).collect(),
            select: Vec::new(),
            expand: Vec::new(),
            filter: None,
            top: None,
            skip_token: None,
            newer_members: prefers(request, NEWER_MEMBERS),
        };
        for pair in options.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            query.take_option(&decoded(name), decoded(&value.replace('+', " ")))?;
        }
        Ok(query)
    }

    fn take_option(&mut self, name: &str, value: String) -> Result<(), GraphError> {
        // The `$` may be left out: https://learn.microsoft.com/graph/query-parameters
        match name.strip_prefix('$').unwrap_or(name) {
            "select" => self.select = names(&value),
            "expand" => self.expand = split_outside_parentheses(&value).map(expansion).collect(),
            "filter" => self.filter = Some(value),
            "top" => {
                let top = value.parse().ok().filter(|&top| top > 0);
                self.top = Some(top.ok_or_else(|| {
                    GraphError::bad_request(format!(
                        "Invalid value '{value}' for $top query option found."
                    ))
                })?);
            }
            "skiptoken" => self.skip_token = Some(value),
            option @ ("count" | "search" | "orderby" | "skip" | "apply" | "format") => {
                return Err(GraphError::bad_request(format!(
                    "Query option '{option}' is not allowed."
                )));
            }
            _ if name.starts_with('$') => {
                return Err(GraphError::bad_request(format!(
                    "The query parameter '{name}' is not supported."
                )));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether there is any option.
    pub(crate) fn has_options(&self) -> bool {
        !self.select.is_empty()
            || !self.expand.is_empty()
            || self.filter.is_some()
            || self.top.is_some()
            || self.skip_token.is_some()
    }

    /// The nested `$select` of an expanded member; `None` when it is not expanded.
    pub(crate) fn expanded(&self, name: &str) -> Option<&[String]> {
        let found = self.expand.iter().find(|each| each.name == name);
        found.map(|each| each.select.as_slice())
    }

    pub(crate) fn selects(&self, name: &str) -> bool {
        self.select.iter().any(|each| each == name)
    }

    /// Keeps only members that `$select` and `$expand` name, or all without `$select`.
    pub(crate) fn cut(&self, mut entity: Map<String, Value>) -> Map<String, Value> {
        if !self.select.is_empty() {
            entity.retain(|name, _| {
                name.starts_with('@') || self.selects(name) || self.expanded(name).is_some()
            });
        }
        entity
    }

    /// Refuses `$filter`, which few lists document.
    pub(crate) fn no_filter(&self) -> Result<(), GraphError> {
        match &self.filter {
            Some(filter) => Err(GraphError::invalid_filter(filter)),
            None => Ok(()),
        }
    }

    /// Refuses `$select` and `$top`, which the lists of task definitions and
    /// tasks exclude
    /// (<https://learn.microsoft.com/graph/api/print-list-taskdefinitions#exceptions>).
    pub(crate) fn no_select_or_top(&self) -> Result<(), GraphError> {
        let excluded = if self.top.is_some() { "top" } else { "select" };
        if self.top.is_none() && self.select.is_empty() {
            Ok(())
        } else {
            Err(GraphError::bad_request(format!(
                "Query option '{excluded}' is not allowed."
            )))
        }
    }

    /// Refuses to expand anything but these members.
    pub(crate) fn only_expands(&self, allowed: &[&str]) -> Result<(), GraphError> {
        match self
            .expand
            .iter()
            .find(|each| !allowed.contains(&each.name.as_str()))
        {
            Some(other) => Err(GraphError::bad_request(format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{}'.",
                other.name
            ))),
            None => Ok(()),
        }
    }
}

/// Keeps only the named members, or all when none is named.
pub(crate) fn selected(mut entity: Map<String, Value>, names: &[String]) -> Map<String, Value> {
    if !names.is_empty() {
        entity.retain(|name, _| names.contains(name));
    }
    entity
}

/// The preference of clients that know newer enum members.
pub(crate) const NEWER_MEMBERS: &str = "include-unknown-enum-members";

/// Whether the request names this preference.
pub(crate) fn prefers(request: &Request, preference: &str) -> bool {
    request
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("Prefer"))
        .flat_map(|(_, value)| value.split(','))
        .any(|each| each.trim() == preference)
}

fn split_origin(url: &str) -> (&str, &str) {
    match url.find("://") {
        Some(scheme) => {
            let path = url
                .char_indices()
                .skip(scheme + 3)
                .find(|&(_, letter)| letter == '/')
                .map_or(url.len(), |(at, _)| at);
            url.split_at(path)
        }
        None => ("https://graph.microsoft.com", url),
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn names(list: &str) -> Vec<String> {
    list.split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn split_outside_parentheses(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    list.split(move |letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    })
}

fn expansion(entry: &str) -> Expansion {
    let (name, options) = entry.split_once('(').unwrap_or((entry, ""));
    let options = options.trim_end_matches(')');
    let select = options
        .split(';')
        .find_map(|option| option.trim().strip_prefix("$select="));
    Expansion {
        name: name.trim().to_owned(),
        select: select.map(names).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> ODataQuery {
        ODataQuery::read(&Request::new("GET", url, "t")).unwrap()
    }

    #[test]
    fn a_prefix_stays_in_the_base_of_next_links() {
        let query = read("http://127.0.0.1:8080/t/one/v1.0/print/shares");
        assert_eq!(query.base, "http://127.0.0.1:8080/t/one");
        assert_eq!(query.segments, ["print", "shares"]);
        assert_eq!(
            read("/beta/print/shares").base,
            "https://graph.microsoft.com"
        );
    }

    #[test]
    fn options_are_decoded_and_nested_selects_are_read() {
        let query = read(
            "/v1.0/print/shares/x?%24select=id,capabilities&$expand=printer($select=id,model),jobs\
             &$filter=createdBy/userPrincipalName%20eq+'o''neil%40contoso.example'",
        );
        assert_eq!(query.select, ["id", "capabilities"]);
        assert_eq!(query.expanded("printer").unwrap(), ["id", "model"]);
        assert!(query.expanded("jobs").unwrap().is_empty());
        assert_eq!(
            query.filter.unwrap(),
            "createdBy/userPrincipalName eq 'o''neil@contoso.example'"
        );
    }

    #[test]
    fn a_query_option_that_print_excludes_is_refused() {
        let request = Request::new("GET", "/v1.0/print/shares?$count=true", "t");
        assert_eq!(ODataQuery::read(&request).unwrap_err().status, 400);
    }
}
