//! `$batch`: up to twenty requests in one.
//!
//! Each step is answered as if it came alone, with the token of the batch. A step that
//! depends on a failed one is answered 424
//! (<https://learn.microsoft.com/graph/json-batching>). A fault of the connection meets
//! the whole batch; any other fault meets single steps. The answers come in another
//! order than the steps, which the documentation allows.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{GraphResult, Success},
};
use crate::{body, graph_error::GraphError, http::Request, odata_query::ODataQuery};

const MOST: usize = 20;

/// One request inside a batch.
struct BatchStep {
    /// The id as it came. The answer repeats it.
    id: String,
    /// The ids of the steps it waits for, in lower case.
    depends_on: Vec<String>,
    request: Request,
}

impl BatchStep {
    fn key(&self) -> String {
        self.id.to_ascii_lowercase()
    }
}

impl Tenant {
    pub(super) fn batch(&mut self, outer: &Request, query: &ODataQuery) -> GraphResult {
        let steps = in_order(steps(outer, query)?)?;
        let mut failed = BTreeSet::new();
        let mut responses = Vec::new();
        for step in &steps {
            let response = if step.depends_on.iter().any(|other| failed.contains(other)) {
                failed_dependency(&step.id)
            } else {
                self.batch_step(&step.id, &step.request)
            };
            let status = response.get("status").and_then(Value::as_u64);
            if status.is_some_and(|status| status >= 400) {
                failed.insert(step.key());
            }
            responses.insert(0, response);
        }
        Ok(Success::Entity(Map::from_iter([(
            "responses".to_owned(),
            json!(responses),
        )])))
    }

    fn batch_step(&mut self, id: &str, request: &Request) -> Value {
        let response = match step_error(request) {
            Some(error) => self.envelope(request).refuse(&error),
            None => match self.take_fault(request, true) {
                Some(fault) => self.respond_with_fault(request, &fault),
                None => self.respond(request),
            },
        };
        let headers: Map<_, _> = response
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        json!({ "id": id, "status": response.status, "headers": headers, "body": response.json() })
    }
}

/// Reads all steps of a batch, before any is carried out.
fn steps(outer: &Request, query: &ODataQuery) -> Result<Vec<BatchStep>, GraphError> {
    let body = body::members(outer, &["requests"])?;
    let Some(requests) = body.get("requests").and_then(Value::as_array) else {
        return Err(GraphError::bad_request("Invalid batch payload format."));
    };
    if requests.is_empty() || requests.len() > MOST {
        return Err(GraphError::bad_request(format!(
            "Number of batch request steps must be from 1 to {MOST}."
        )));
    }
    let mut ids = BTreeSet::new();
    let mut steps = Vec::new();
    for step in requests {
        let text = |name| step.get(name).and_then(Value::as_str);
        let (Some(id), Some(method), Some(url)) = (text("id"), text("method"), text("url")) else {
            return Err(GraphError::bad_request(
                "A batch step needs id, method and url.",
            ));
        };
        if !ids.insert(id.to_ascii_lowercase()) {
            return Err(GraphError::bad_request(format!(
                "The batch step id '{id}' is not unique."
            )));
        }
        let depends_on = step.get("dependsOn").and_then(Value::as_array);
        let depends_on = depends_on.into_iter().flatten();
        steps.push(BatchStep {
            id: id.to_owned(),
            depends_on: depends_on
                .map(|other| other.as_str().unwrap_or_default().to_ascii_lowercase())
                .collect(),
            request: inner(outer, query, method, url, step),
        });
    }
    Ok(steps)
}

/// Puts every step after those it depends on. A circle, or an id that is not in the
/// batch, is refused.
fn in_order(mut steps: Vec<BatchStep>) -> Result<Vec<BatchStep>, GraphError> {
    let mut done = BTreeSet::new();
    let mut ordered = Vec::new();
    while !steps.is_empty() {
        let ready = |step: &BatchStep| step.depends_on.iter().all(|other| done.contains(other));
        let Some(at) = steps.iter().position(ready) else {
            return Err(GraphError::bad_request(
                "A batch step depends on one that is absent, or on itself.",
            ));
        };
        let step = steps.remove(at);
        done.insert(step.key());
        ordered.push(step);
    }
    Ok(ordered)
}

fn inner(outer: &Request, query: &ODataQuery, method: &str, url: &str, step: &Value) -> Request {
    let mut headers: Vec<_> = outer
        .header("Authorization")
        .map(|token| ("Authorization".to_owned(), token.to_owned()))
        .into_iter()
        .collect();
    if let Some(own) = step.get("headers").and_then(Value::as_object) {
        let own = own
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        headers.extend(own);
    }
    Request {
        method: method.to_owned(),
        url: format!(
            "{}/{}/{}",
            query.base,
            query.version.segment(),
            url.trim_start_matches('/')
        ),
        headers,
        body: step.get("body").map(Value::to_string),
    }
}

/// Why a step is refused: it is a batch itself, its URL is absolute, or it has a body
/// without `Content-Type` (<https://learn.microsoft.com/graph/json-batching#request-format>).
fn step_error(request: &Request) -> Option<GraphError> {
    let path = request.url.split('?').next().unwrap_or_default();
    if path.ends_with("/$batch") {
        return Some(GraphError::bad_request(
            "A batch cannot hold another batch.",
        ));
    }
    if path.matches("://").count() > 1 {
        return Some(GraphError::bad_request(
            "The url of a batch step is relative.",
        ));
    }
    let untyped = request.body.is_some() && request.header("Content-Type").is_none();
    untyped
        .then(|| GraphError::bad_request("A batch step with a body needs a Content-Type header."))
}

fn failed_dependency(id: &str) -> Value {
    json!({
        "id": id,
        "status": 424,
        "headers": {},
        "body": { "error": { "code": "FailedDependency", "message": "A step that this one depends on failed." } },
    })
}
