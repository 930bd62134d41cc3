//! Applies faults: finds the one that a request meets and changes its answer.
//!
//! A fault of the answer can meet a single step of a batch, as throttling does
//! (<https://learn.microsoft.com/graph/throttling#throttling-and-batching>). A fault of
//! the connection meets the whole batch.

use std::mem;

use serde_json::{Value, json};

use super::{Switch, Tenant, envelope::Envelope};
use crate::{
    fault::{
        ChallengeForm, CutAt, FaultKind, FaultTarget, InjectedFault, When, challenge_headers, take,
    },
    graph_error::GraphError,
    graph_operation::GraphOperation,
    http::{Delivery, PartialResponse, Request, Response},
    odata_query::ODataQuery,
};

impl Tenant {
    /// The fault that meets this request.
    pub(super) fn take_fault(
        &mut self,
        request: &Request,
        in_batch: bool,
    ) -> Option<InjectedFault> {
        if self.is_on(Switch::Offline) && !in_batch {
            let when = When::Before;
            return Some(InjectedFault::always(FaultKind::Lose { when }));
        }
        if self.faults.is_empty() {
            return None;
        }
        // The operation is looked up only when a fault selects by it.
        let asks_for_operation = self.faults.iter().any(|fault| fault.operation.is_some());
        let query = asks_for_operation
            .then(|| ODataQuery::read(request).ok())
            .flatten();
        let operation = query.and_then(|query| {
            let operation = GraphOperation::of(&request.method, &query.segments).ok()?;
            Some(operation.0)
        });
        let target = FaultTarget {
            method: &request.method,
            url: &request.url,
            operation,
            in_batch,
            changed_ms_ago: self
                .before
                .as_ref()
                .map(|before| self.now_ms - before.changed_ms),
        };
        take(&mut self.faults, &target)
    }

    /// What goes onto the wire when the request meets this fault.
    pub(super) fn deliver_with_fault(
        &mut self,
        request: &Request,
        fault: &InjectedFault,
        entry: usize,
    ) -> Delivery {
        match fault.kind {
            FaultKind::Lose { when } => {
                if when == When::After {
                    self.respond(request);
                }
                Delivery::Cut {
                    part: PartialResponse::Start,
                    reset: false,
                }
            }
            FaultKind::Cut { when, at, reset } => {
                let response = match when {
                    When::After => self.respond(request),
                    // The answer as it would be, without its effect.
                    When::Before => self.clone().respond(request),
                };
                let has_body = response.body.as_ref().is_some_and(|body| body.len() > 1);
                let part = match at {
                    CutAt::Start => PartialResponse::Start,
                    CutAt::Body if has_body => PartialResponse::Body(response),
                    CutAt::Head | CutAt::Body => PartialResponse::Head(response),
                };
                Delivery::Cut { part, reset }
            }
            FaultKind::Delay { when, ms } => {
                let response = (when == When::After).then(|| self.respond(request));
                Delivery::Delayed(self.delay(request, response, ms, entry))
            }
            _ => Delivery::Answer(self.respond_with_fault(request, fault)),
        }
    }

    /// The answer to the request with this fault.
    pub(super) fn respond_with_fault(
        &mut self,
        request: &Request,
        fault: &InjectedFault,
    ) -> Response {
        let kind = &fault.kind;
        let carried_out = match kind {
            FaultKind::Stale { .. } => Some(self.respond_as_before(request)),
            _ => kind.takes_effect().then(|| self.respond(request)),
        };
        let envelope = self.envelope(request);
        let whole = carried_out.unwrap_or_else(|| envelope.respond(200, None));
        let response = match kind {
            FaultKind::Refuse { status, body } => {
                envelope.respond(*status, Some(body.clone()).filter(|body| !body.is_null()))
            }
            FaultKind::Error {
                status,
                code,
                message,
            } => envelope.refuse(&GraphError::new(*status, code.clone(), message.clone())),
            FaultKind::Throttle { retry_after } => throttled(&envelope, retry_after.as_deref()),
            FaultKind::Unavailable { status, .. } => envelope.respond(*status, None),
            FaultKind::Garble => with_text(whole, |body| {
                let half = body.chars().count() / 2;
                body.chars().take(half).collect()
            }),
            FaultKind::Replace { body, .. } => Response {
                body: Some(body.clone()),
                ..whole
            },
            FaultKind::Alter { pointer, value } => {
                with_json(whole, |body| put(body, pointer, Some(value.clone())))
            }
            FaultKind::Omit { pointer } => with_json(whole, |body| put(body, pointer, None)),
            FaultKind::Challenge { claims } => challenge(&envelope, ChallengeForm::Common, claims),
            FaultKind::ChallengeIn { form, claims } => challenge(&envelope, *form, claims),
            FaultKind::Stale { .. }
            | FaultKind::Lose { .. }
            | FaultKind::Cut { .. }
            | FaultKind::Delay { .. } => whole,
        };
        with_own_headers(response, &fault.headers)
    }

    /// The answer from the inventory before the last change.
    fn respond_as_before(&mut self, request: &Request) -> Response {
        match self.before.clone() {
            Some(before) => {
                let now = mem::replace(&mut self.inventory, before.inventory);
                let response = self.respond(request);
                self.inventory = now;
                response
            }
            None => self.respond(request),
        }
    }
}

/// 429 as documented (<https://learn.microsoft.com/graph/throttling#sample-response>).
fn throttled(envelope: &Envelope, retry_after: Option<&str>) -> Response {
    let body = json!({
        "error": {
            "code": "TooManyRequests",
            "innerError": {
                "code": "429",
                "date": envelope.date,
                "message": "Please retry after",
                "request-id": envelope.request_id,
                "status": "429",
            },
            "message": "Please retry again later.",
        },
    });
    let wait = retry_after.map(|wait| ("Retry-After".to_owned(), wait.to_owned()));
    envelope.respond(429, Some(body)).with_headers(wait)
}

fn challenge(envelope: &Envelope, form: ChallengeForm, claims: &str) -> Response {
    let error = GraphError::unauthenticated(
        "Continuous access evaluation resulted in challenge with result: InteractionRequired.",
    );
    let mut response = envelope.refuse(&error);
    response
        .headers
        .retain(|(name, _)| name != "WWW-Authenticate");
    let challenges = challenge_headers(form, claims).into_iter();
    response.with_headers(challenges.map(|value| ("WWW-Authenticate".to_owned(), value)))
}

fn with_own_headers(mut response: Response, own: &[(String, String)]) -> Response {
    let is_own = |name: &str| own.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    response.headers.retain(|(name, _)| !is_own(name));
    response.with_headers(own.iter().cloned())
}

fn with_text(response: Response, change: impl FnOnce(&str) -> String) -> Response {
    Response {
        body: response.body.as_deref().map(change),
        ..response
    }
}

fn with_json(response: Response, change: impl FnOnce(&mut Value)) -> Response {
    with_text(response, |text| match serde_json::from_str(text) {
        Ok(mut body) => {
            change(&mut body);
            body.to_string()
        }
        Err(_) => text.to_owned(),
    })
}

/// Sets or removes the value at a JSON pointer.
fn put(body: &mut Value, pointer: &str, value: Option<Value>) {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        *body = value.unwrap_or_default();
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    match (body.pointer_mut(parent), value) {
        (Some(Value::Object(members)), Some(value)) => {
            members.insert(name, value);
        }
        (Some(Value::Object(members)), None) => {
            members.remove(&name);
        }
        (Some(Value::Array(items)), value) => {
            let at = name.parse().unwrap_or(usize::MAX);
            match (items.get_mut(at), value) {
                (Some(item), Some(value)) => *item = value,
                (Some(_), None) => {
                    items.remove(at);
                }
                (None, Some(value)) => items.push(value),
                (None, None) => {}
            }
        }
        _ => {}
    }
}
