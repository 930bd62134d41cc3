//! Up to twenty requests in one.
//!
//! Each inner request is answered as if it came alone, with the outer token; a
//! request that depends on one that failed is answered 424
//! (<https://learn.microsoft.com/graph/json-batching>). Faults meet the batch
//! as a whole, and answers come back in another order than the requests, which
//! the page allows.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Tenant,
    answer::{Answer, Reply},
};
use crate::{asked::Asked, http::Request, refusal::Refusal};

const MOST: usize = 20;

impl Tenant {
    pub(super) fn batch(&mut self, outer: &Request, asked: &Asked) -> Answer {
        let body: Value = outer
            .body
            .as_deref()
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default();
        let Some(requests) = body.get("requests").and_then(Value::as_array) else {
            return Err(Refusal::bad_request("Invalid batch payload format."));
        };
        if requests.is_empty() || requests.len() > MOST {
            return Err(Refusal::bad_request(format!(
                "Number of batch request steps must be from 1 to {MOST}."
            )));
        }
        let mut ids = BTreeSet::new();
        let mut failed = BTreeSet::new();
        let mut responses = Vec::new();
        for step in requests {
            let text = |name| step.get(name).and_then(Value::as_str);
            let (Some(id), Some(method), Some(url)) = (text("id"), text("method"), text("url"))
            else {
                return Err(Refusal::bad_request(
                    "A batch step needs id, method and url.",
                ));
            };
            if !ids.insert(id.to_ascii_lowercase()) {
                return Err(Refusal::bad_request(format!(
                    "The batch step id '{id}' is not unique."
                )));
            }
            let mut depends_on = step
                .get("dependsOn")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            let response =
                if depends_on.any(|each| each.as_str().is_some_and(|id| failed.contains(id))) {
                    failed_dependency(id)
                } else {
                    self.batch_step(id, &inner(outer, asked, method, url, step))
                };
            if response
                .get("status")
                .and_then(Value::as_u64)
                .is_some_and(|status| status >= 400)
            {
                failed.insert(id.to_owned());
            }
            responses.insert(0, response);
        }
        Ok(Reply::Entity(Map::from_iter([(
            "responses".to_owned(),
            json!(responses),
        )])))
    }

    fn batch_step(&mut self, id: &str, request: &Request) -> Value {
        if request.url.contains("$batch") {
            return json!({ "id": id, "status": 400, "headers": {}, "body": null });
        }
        let response = self.respond(request);
        let headers: Map<_, _> = response
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        json!({ "id": id, "status": response.status, "headers": headers, "body": response.json() })
    }
}

fn inner(outer: &Request, asked: &Asked, method: &str, url: &str, step: &Value) -> Request {
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
            asked.base,
            asked.version.segment(),
            url.trim_start_matches('/')
        ),
        headers,
        body: step.get("body").map(Value::to_string),
    }
}

fn failed_dependency(id: &str) -> Value {
    json!({
        "id": id,
        "status": 424,
        "headers": {},
        "body": { "error": { "code": "FailedDependency", "message": "A step that this one depends on failed." } },
    })
}
