//! Compares a request with the description of one version.

use serde_json::Value;
use universal_print::endpoint::{Cloud, Endpoint, Version};
use universal_print::request::{Method, Request, RequestTarget};

pub(crate) const VERSIONS: [Version; 2] = [Version::V1, Version::Beta];

/// The part of Microsoft's description that is about one version.
pub(crate) struct Description {
    version: Version,
    described: Value,
}

impl Description {
    pub(crate) fn of(version: Version) -> Self {
        let extract: Value = serde_json::from_str(include_str!("extract.json")).unwrap();
        let described = extract[version.as_str()].clone();
        Self { version, described }
    }

    /// The method and path, with `{}` for each id.
    pub(crate) fn call_of(&self, request: &Request) -> String {
        let (path, _) = split(request);
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
        };
        let calls = self.described["calls"].as_object().unwrap().keys();
        let exact = format!("{method} {path}");
        let mut fitting = calls.filter(|call| fits(call, &exact));
        fitting.next().cloned().unwrap_or(exact)
    }

    pub(crate) fn describes(&self, call: &str) -> bool {
        self.described["calls"].get(call).is_some()
    }

    /// In what a request differs from the description.
    pub(crate) fn differences(&self, request: &Request) -> Vec<String> {
        let call = self.call_of(request);
        let mut differences = headers(request);
        match call.as_str() {
            "POST /$batch" => differences.extend(self.batch(request)),
            // Its page excludes `$count`, `$orderby` and `$search`. The request has no query.
            "GET /me/print/recentPrinterShares" => {}
            _ => match self.described["calls"].get(&call) {
                Some(described) => {
                    differences.extend(self.query(described, split(request).1));
                    differences.extend(self.body(described, request));
                }
                None => differences.push("the call is not described".to_owned()),
            },
        }
        differences
    }

    /// Each step is a read with a relative address, a unique id, and no body.
    fn batch(&self, request: &Request) -> Vec<String> {
        let body: Value =
            serde_json::from_str(&request.body.as_ref().unwrap().to_string()).unwrap();
        let steps = body["requests"].as_array().unwrap();
        let mut ids: Vec<_> = steps
            .iter()
            .map(|step| step["id"].as_str().unwrap())
            .collect();
        ids.dedup();
        assert!(ids.len() == steps.len() && steps.len() <= 20);
        let steps = steps.iter().flat_map(|step| {
            let read = Request {
                method: Method::Get,
                target: RequestTarget::Path(step["url"].as_str().unwrap().to_owned()),
                body: None,
                ..super::jobs()
            };
            assert_eq!((&step["method"], step.get("body")), (&"GET".into(), None));
            self.differences(&read)
        });
        steps.collect()
    }

    fn query(&self, described: &Value, query: &str) -> Vec<String> {
        let mut differences = Vec::new();
        let answer = described["answer"].as_str().unwrap_or_default();
        for option in query.split('&').filter(|option| !option.is_empty()) {
            let (name, value) = option.split_once('=').unwrap();
            let options = described["query"].as_array().unwrap();
            if !options.iter().any(|known| known == name) {
                differences.push(format!("{name} is no query option"));
                continue;
            }
            match name {
                "$select" => differences.extend(self.select(answer, value)),
                "$expand" => differences.extend(self.expand(answer, value)),
                "$filter" => differences.extend(self.filter(answer, &decoded(value))),
                _ => panic!("a test of {name} is missing"),
            }
        }
        differences
    }

    fn select(&self, of: &str, names: &str) -> Vec<String> {
        let unknown = names
            .split(',')
            .filter(|name| self.member(of, name).is_none());
        unknown.map(|name| format!("{name} is no member")).collect()
    }

    /// One member, perhaps with a `$select` of its own.
    fn expand(&self, of: &str, value: &str) -> Vec<String> {
        let (name, nested) = value.split_once("($select=").unwrap_or((value, ""));
        let Some(kind) = self.member(of, name) else {
            return vec![format!("{name} is no member")];
        };
        let entity = kind.trim_matches(['[', ']', '@']);
        let entities = self.described["entities"].as_array().unwrap();
        if !entities.iter().any(|known| known == entity) {
            return vec![format!("{name} cannot be expanded")];
        }
        match nested.strip_suffix(')') {
            Some(names) => self.select(entity, names),
            None => Vec::new(),
        }
    }

    /// `member/member eq 'text'`, with quotes doubled inside the text.
    fn filter(&self, of: &str, filter: &str) -> Vec<String> {
        let (path, text) = filter.split_once(" eq '").unwrap();
        let mut kind = format!("@{of}");
        for name in path.split('/') {
            match self.member(kind.trim_start_matches('@'), name) {
                Some(member) => kind = member,
                None => return vec![format!("{name} is no member")],
            }
        }
        assert!(kind.starts_with("string"));
        let text = text.strip_suffix('\'').unwrap().replace("''", "");
        if text.contains('\'') {
            return vec!["the filter has an open quote".to_owned()];
        }
        Vec::new()
    }

    fn member(&self, of: &str, name: &str) -> Option<String> {
        let members = &self.described["types"].get(of)?["members"];
        members.get(name)?.as_str().map(str::to_owned)
    }

    fn body(&self, described: &Value, request: &Request) -> Vec<String> {
        let body = request.body.as_ref().map(ToString::to_string);
        let body: Option<Value> = body.map(|text| serde_json::from_str(&text).unwrap());
        match (described.get("body"), &body) {
            (None, Some(_)) => vec!["no body is described".to_owned()],
            (Some(known), None) if known["required"] == true => {
                vec!["the body is missing".to_owned()]
            }
            (_, None) => Vec::new(),
            (Some(known), Some(body)) => {
                assert_eq!(known["content"], "application/json");
                match known["type"].as_str() {
                    Some(name) => self.object(&self.described["types"][name]["members"], body),
                    None => self.object(&known["members"], body),
                }
            }
        }
    }

    fn object(&self, members: &Value, body: &Value) -> Vec<String> {
        let given = body.as_object().unwrap().iter();
        given
            .flat_map(|(name, value)| match name.split_once("@odata.bind") {
                Some((name, "")) => self.bind(&members[name], value),
                _ => match members.get(name) {
                    Some(kind) => self.value(name, kind.as_str().unwrap(), value),
                    None => vec![format!("{name} is no member")],
                },
            })
            .collect()
    }

    /// A reference to an entity is its absolute address in the same version.
    /// <https://learn.microsoft.com/graph/api/printer-post-tasktriggers#request>
    fn bind(&self, kind: &Value, address: &Value) -> Vec<String> {
        assert_eq!(kind, "@printTaskDefinition");
        let graph = Endpoint::of_cloud(Cloud::Global, self.version);
        let address = address.as_str().unwrap();
        assert!(address.starts_with(&graph.url("/print/taskDefinitions/")));
        Vec::new()
    }

    /// Null is allowed where the description says so, and for enumerations, objects and
    /// lists, of which the description does not speak: the documented request of redirect
    /// has `"finishings": null`.
    fn value(&self, name: &str, kind: &str, value: &Value) -> Vec<String> {
        let (plain, nullable) = match kind.strip_suffix('?') {
            Some(plain) => (plain, true),
            None => (kind, kind.contains('@')),
        };
        if value.is_null() && nullable {
            return Vec::new();
        }
        if let Some(item) = plain.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            let items = value.as_array().unwrap().iter();
            return items
                .flat_map(|each| self.value(name, item, each))
                .collect();
        }
        let fits = match plain.strip_prefix('@') {
            Some(of) => {
                let known = &self.described["types"][of];
                match known["enum"].as_array() {
                    Some(known) => known.contains(value) && value != "unknownFutureValue",
                    None if value.is_object() => return self.object(&known["members"], value),
                    None => false,
                }
            }
            None => match plain {
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "int64" => value.as_i64().is_some(),
                "int32" => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
                _ => panic!("a test of {plain} is missing"),
            },
        };
        let kind = plain.trim_start_matches('@');
        let wrong = (!fits).then(|| format!("{name} is no {kind}"));
        wrong.into_iter().collect()
    }
}

/// Only these headers are sent, besides authorization and `client-request-id`.
fn headers(request: &Request) -> Vec<String> {
    let mut expected = vec![("accept", "application/json")];
    if request.body.is_some() {
        expected.push(("content-type", "application/json"));
    }
    if request.operation.is_read() {
        expected.push(("prefer", "include-unknown-enum-members"));
    }
    let odd = (request.headers() != expected).then(|| "the headers differ".to_owned());
    odd.into_iter().collect()
}

fn split(request: &Request) -> (&str, &str) {
    let RequestTarget::Path(path) = &request.target else {
        panic!("a next link is Graph's own")
    };
    path.split_once('?').unwrap_or((path, ""))
}

fn fits(call: &str, exact: &str) -> bool {
    let (call, exact) = (call.split('/'), exact.split('/'));
    let pairs = call.clone().zip(exact.clone());
    let same = pairs
        .into_iter()
        .all(|(part, own)| part == "{}" || part == own);
    same && call.count() == exact.count()
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
