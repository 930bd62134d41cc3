//! Injects faults: which requests go wrong, in which way, and how often.
//!
//! A fault waits in a queue until a request matches it. A request meets at most one
//! fault: the first in the queue that matches and is ready. A fault selects requests
//! by method, by a pattern of the URL, by operation, and by their count. A
//! [`FaultKind`] says what goes wrong.

mod challenge;
mod kind;

use serde::{Deserialize, Serialize};

pub use challenge::ChallengeForm;
pub(crate) use challenge::headers as challenge_headers;
pub use kind::{CutAt, FaultKind, When};

use crate::graph_operation::GraphOperation;

/// A fault and the requests it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InjectedFault {
    /// The method it is for; every method when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// A part of the path and query it is for, in which `*` stands for anything.
    /// Empty matches every request.
    #[serde(default)]
    pub path: String,
    /// The operation it is for, `call` in JSON; every operation when absent.
    #[serde(default, rename = "call")]
    pub operation: Option<GraphOperation>,
    /// How many matching requests pass first: 2 means that the third meets the fault.
    #[serde(default)]
    pub after: u32,
    /// How many requests meet it; null for all of them.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// Headers that replace those of the same name in the answer, such as a
    /// `Retry-After` on a 503 or another `Content-Type`.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "serde's default has the type of the member"
)]
fn once() -> Option<u32> {
    Some(1)
}

/// The facts about a request by which faults select it.
pub(crate) struct FaultTarget<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) operation: Option<GraphOperation>,
    /// Whether it is a step of a batch.
    pub(crate) in_batch: bool,
    /// How long ago a request last changed something, in ms.
    pub(crate) changed_ms_ago: Option<i64>,
}

impl InjectedFault {
    /// A fault for the next request with this method and this pattern in its URL.
    pub fn once(method: &str, path: &str, kind: FaultKind) -> Self {
        Self {
            method: Some(method.to_owned()),
            path: path.to_owned(),
            ..Self::always(kind)
        }
        .times(1)
    }

    /// A fault for the next request of this operation.
    pub fn on(operation: GraphOperation, kind: FaultKind) -> Self {
        Self {
            operation: Some(operation),
            ..Self::always(kind)
        }
        .times(1)
    }

    /// A fault for every request.
    pub fn always(kind: FaultKind) -> Self {
        Self {
            method: None,
            path: String::new(),
            operation: None,
            after: 0,
            times: None,
            headers: Vec::new(),
            kind,
        }
    }

    fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    fn matches(&self, target: &FaultTarget<'_>) -> bool {
        let method_fits = self
            .method
            .as_ref()
            .is_none_or(|own| own.eq_ignore_ascii_case(target.method));
        let operation_fits = self
            .operation
            .is_none_or(|own| target.operation == Some(own));
        let kind_fits = match self.kind {
            FaultKind::Stale { for_ms } => {
                target.method == "GET"
                    && target
                        .changed_ms_ago
                        .is_some_and(|ago| for_ms.is_none_or(|lag| ago < lag))
            }
            _ => !(target.in_batch && self.kind.is_of_the_connection()),
        };
        method_fits && operation_fits && kind_fits && contains(target.url, &self.path)
    }
}

/// Whether the parts between the pattern's stars occur in the URL in this order.
fn contains(url: &str, pattern: &str) -> bool {
    let mut rest = url;
    pattern.split('*').all(|part| match rest.find(part) {
        Some(at) => {
            rest = rest.get(at + part.len()..).unwrap_or_default();
            true
        }
        None => false,
    })
}

/// Takes the fault that this request meets and counts it as used once. Every fault
/// that matches counts the request, also those it does not meet.
pub(crate) fn take(
    faults: &mut Vec<InjectedFault>,
    target: &FaultTarget<'_>,
) -> Option<InjectedFault> {
    let mut taken = None;
    for fault in faults.iter_mut().filter(|fault| fault.matches(target)) {
        if fault.after > 0 {
            fault.after -= 1;
        } else if taken.is_none() {
            fault.times = fault.times.map(|left| left.saturating_sub(1));
            taken = Some(fault.clone());
        }
    }
    faults.retain(|fault| fault.times != Some(0));
    taken
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn take_at(faults: &mut Vec<InjectedFault>, method: &str, url: &str) -> Option<FaultKind> {
        let target = FaultTarget {
            method,
            url,
            operation: None,
            in_batch: false,
            changed_ms_ago: None,
        };
        take(faults, &target).map(|fault| fault.kind)
    }

    #[test]
    fn a_fault_meets_matching_requests_as_often_as_set() {
        let mut faults = vec![InjectedFault::once("POST", "/redirect", FaultKind::Garble)];
        assert_eq!(take_at(&mut faults, "GET", "/v1.0/x/redirect"), None);
        assert_eq!(take_at(&mut faults, "POST", "/v1.0/x/cancel"), None);
        assert_eq!(
            take_at(&mut faults, "POST", "/v1.0/x/redirect"),
            Some(FaultKind::Garble)
        );
        assert_eq!(take_at(&mut faults, "POST", "/v1.0/x/redirect"), None);
    }

    #[test]
    fn a_fault_can_let_two_requests_pass_first() {
        let third = InjectedFault {
            after: 2,
            ..InjectedFault::once("GET", "/jobs", FaultKind::Garble)
        };
        let mut faults = vec![third];
        let target: Vec<_> = (0..4)
            .map(|_| take_at(&mut faults, "GET", "/v1.0/jobs").is_some())
            .collect();
        assert_eq!(target, [false, false, true, false]);
    }

    #[test]
    fn two_faults_count_the_same_requests() {
        let second = InjectedFault {
            after: 1,
            ..InjectedFault::once("GET", "", FaultKind::Lose { when: When::After })
        };
        let mut faults = vec![InjectedFault::once("GET", "", FaultKind::Garble), second];
        assert_eq!(take_at(&mut faults, "GET", "/"), Some(FaultKind::Garble));
        assert_eq!(
            take_at(&mut faults, "GET", "/"),
            Some(FaultKind::Lose { when: When::After })
        );
    }

    #[test]
    fn a_star_in_a_path_stands_for_anything() {
        assert!(contains("/print/printers/a/jobs/7", "/printers/*/jobs/"));
        assert!(!contains("/print/shares/a/jobs/7", "/printers/*/jobs/"));
        assert!(!contains("/jobs/7/printers/a", "/printers/*/jobs/"));
        assert!(contains("/anything", ""));
    }

    #[test]
    fn a_fault_is_read_from_json() {
        let once: InjectedFault = serde_json::from_value(json!({
            "method": "POST", "path": "/redirect", "kind": "throttle", "retryAfter": "2.5",
        }))
        .unwrap();
        assert_eq!(once.times, Some(1));
        assert_eq!(
            once.kind,
            FaultKind::Throttle {
                retry_after: Some("2.5".to_owned())
            }
        );
        let always: InjectedFault =
            serde_json::from_value(json!({ "times": null, "kind": "lose", "when": "after" }))
                .unwrap();
        assert_eq!(always.times, None);
        let named: InjectedFault = serde_json::from_value(json!({
            "call": "redirect", "after": 1, "kind": "cut", "when": "before", "at": "body", "reset": true,
        }))
        .unwrap();
        assert_eq!(
            (named.operation, named.after),
            (Some(GraphOperation::Redirect), 1)
        );
    }
}
