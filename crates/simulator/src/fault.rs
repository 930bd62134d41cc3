//! Faults on demand: what should go wrong, for which requests, how often.
//!
//! A fault waits in a queue until a request matches it; the first that matches
//! is used up by one. Whether the tenant carries the request out before it
//! goes wrong is part of the fault, since that is the difference a client has
//! to live with.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::refusal::BEARER;

/// Before or after the request took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// The tenant did nothing.
    Before,
    /// The tenant did what was asked; only the answer is lost.
    After,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Trouble {
    /// Refused with this status and body; nothing takes effect.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// The body; null for none.
        body: Value,
    },
    /// 429; nothing takes effect.
    Throttle {
        /// The `Retry-After` header, in seconds; none when absent.
        retry_after: Option<String>,
    },
    /// A gateway or server error without a body of Graph's making.
    Unavailable {
        /// The HTTP status, from 500 on.
        status: u16,
        /// Whether the request took effect.
        when: When,
    },
    /// The connection breaks.
    Lose {
        /// Whether the request took effect.
        when: When,
    },
    /// The request takes effect, and its answer is cut off in the middle.
    Garble,
    /// 401 with a claims challenge; nothing takes effect
    /// (<https://learn.microsoft.com/entra/identity-platform/claims-challenge>).
    Challenge {
        /// The claims that a new token must satisfy, as JSON text.
        claims: String,
    },
}

/// A fault and the requests that meet it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The method it is for; any when absent.
    #[serde(default)]
    pub method: Option<String>,
    /// A part of the path and query it is for; empty matches all.
    #[serde(default)]
    pub path: String,
    /// How many more requests meet it; null for all of them.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// What goes wrong.
    #[serde(flatten)]
    pub trouble: Trouble,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "serde's default has the type of the member"
)]
fn once() -> Option<u32> {
    Some(1)
}

impl Fault {
    /// A fault for the next request with this method and part of a path.
    pub fn once(method: &str, path: &str, trouble: Trouble) -> Self {
        Self {
            method: Some(method.to_owned()),
            path: path.to_owned(),
            times: once(),
            trouble,
        }
    }

    /// A fault for every request.
    pub fn always(trouble: Trouble) -> Self {
        Self {
            method: None,
            path: String::new(),
            times: None,
            trouble,
        }
    }

    fn matches(&self, method: &str, url: &str) -> bool {
        let method_fits = self
            .method
            .as_ref()
            .is_none_or(|own| own.eq_ignore_ascii_case(method));
        self.times != Some(0) && method_fits && url.contains(&self.path)
    }
}

/// The fault that meets this request, used up by one.
pub(crate) fn take(faults: &mut Vec<Fault>, method: &str, url: &str) -> Option<Trouble> {
    let fault = faults.iter_mut().find(|fault| fault.matches(method, url))?;
    let trouble = fault.trouble.clone();
    fault.times = fault.times.map(|left| left.saturating_sub(1));
    faults.retain(|fault| fault.times != Some(0));
    Some(trouble)
}

impl Trouble {
    /// Whether the tenant carries the request out all the same.
    pub(crate) fn takes_effect(&self) -> bool {
        matches!(
            self,
            Self::Garble
                | Self::Unavailable {
                    when: When::After,
                    ..
                }
                | Self::Lose { when: When::After }
        )
    }
}

/// The body of a throttled answer, as documented
/// (<https://learn.microsoft.com/graph/throttling#sample-response>).
pub(crate) fn throttled_body(date: &str, request_id: &str) -> Value {
    json!({
        "error": {
            "code": "TooManyRequests",
            "innerError": {
                "code": "429",
                "date": date,
                "message": "Please retry after",
                "request-id": request_id,
                "status": "429",
            },
            "message": "Please retry again later.",
        },
    })
}

/// The `WWW-Authenticate` header of a claims challenge.
pub(crate) fn challenge_header(claims: &str) -> String {
    format!(
        "{BEARER}, error=\"insufficient_claims\", claims=\"{}\"",
        STANDARD.encode(claims)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_meets_only_its_requests_and_only_so_often() {
        let mut faults = vec![Fault::once("POST", "/redirect", Trouble::Garble)];
        assert_eq!(take(&mut faults, "GET", "/v1.0/x/redirect"), None);
        assert_eq!(take(&mut faults, "POST", "/v1.0/x/cancel"), None);
        assert_eq!(
            take(&mut faults, "POST", "/v1.0/x/redirect"),
            Some(Trouble::Garble)
        );
        assert_eq!(take(&mut faults, "POST", "/v1.0/x/redirect"), None);
    }

    #[test]
    fn a_fault_reads_from_the_json_that_tests_send() {
        let once: Fault = serde_json::from_value(json!({
            "method": "POST", "path": "/redirect", "kind": "throttle", "retryAfter": "2.5",
        }))
        .unwrap();
        assert_eq!(once.times, Some(1));
        assert_eq!(
            once.trouble,
            Trouble::Throttle {
                retry_after: Some("2.5".to_owned())
            }
        );
        let always: Fault =
            serde_json::from_value(json!({ "times": null, "kind": "lose", "when": "after" }))
                .unwrap();
        assert_eq!(always.times, None);
    }
}
