//! The kinds of faults that can meet a request.
//!
//! A kind also says whether the tenant carries the request out. A client often
//! cannot see that difference and must work in both cases.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ChallengeForm;

/// Whether a fault strikes before or after the request takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// The request does not take effect.
    Before,
    /// The request takes effect; only its answer suffers.
    After,
}

/// How far an answer gets before its connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CutAt {
    /// Not a byte is sent.
    Start,
    /// A part of the headers is sent.
    Head,
    /// The headers and a part of the body are sent.
    Body,
}

/// A kind of fault.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FaultKind {
    /// An answer with this status and body; nothing takes effect.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// The body; null for none.
        body: Value,
    },
    /// An error body as Graph writes it, with ids and date; nothing takes effect (<https://learn.microsoft.com/graph/errors>).
    Error {
        /// The HTTP status.
        status: u16,
        /// The member `code`, in any casing.
        code: String,
        /// The member `message`.
        message: String,
    },
    /// 429; nothing takes effect (<https://learn.microsoft.com/graph/throttling>).
    Throttle {
        /// The `Retry-After` header, in seconds; no header when absent.
        retry_after: Option<String>,
    },
    /// A gateway or server error without a body of Graph's making.
    Unavailable {
        /// The HTTP status, from 500 on.
        status: u16,
        /// Whether the request took effect.
        when: When,
    },
    /// The connection closes without a byte of an answer.
    Lose {
        /// Whether the request took effect.
        when: When,
    },
    /// The connection breaks within the answer. The bytes sent are the same whether
    /// or not the request took effect.
    Cut {
        /// Whether the request took effect.
        when: When,
        /// Where it breaks.
        at: CutAt,
        /// Whether the connection is reset rather than closed.
        #[serde(default)]
        reset: bool,
    },
    /// The request is held up: on its way there, or its answer on the way back.
    Delay {
        /// Whether the request took effect before it was held up.
        when: When,
        /// For how long by the tenant's clock, in ms. Without it, until
        /// [`Tenant::release`](crate::Tenant::release).
        ms: Option<i64>,
    },
    /// The request takes effect. The body of its answer stops in the middle, though
    /// the connection ends properly.
    Garble,
    /// Another text replaces the body, such as the page of a captive portal.
    Replace {
        /// Whether the request took effect. If not, the status is 200.
        when: When,
        /// The text.
        body: String,
    },
    /// The request takes effect, and one value in its answer is replaced.
    Alter {
        /// Where, as a JSON pointer. The last part may be a new member.
        pointer: String,
        /// The value there.
        value: Value,
    },
    /// The request takes effect, and one value in its answer is left out.
    Omit {
        /// Where, as a JSON pointer.
        pointer: String,
    },
    /// 401 with a claims challenge; nothing takes effect
    /// (<https://learn.microsoft.com/entra/identity-platform/claims-challenge>).
    Challenge {
        /// The claims that a new token must satisfy, as JSON text.
        claims: String,
    },
    /// The same in one of the forms that the documentation allows.
    ChallengeIn {
        /// The form.
        form: ChallengeForm,
        /// The claims that a new token must satisfy, as JSON text.
        claims: String,
    },
    /// A read shows the printers and jobs as they were before the last request that
    /// changed any. Before there is such a request, no read meets the fault.
    Stale {
        /// For how long after that change, in ms; without end when absent.
        for_ms: Option<i64>,
    },
}

impl FaultKind {
    /// Whether the tenant carries the request out before the fault strikes.
    pub(crate) fn takes_effect(&self) -> bool {
        match self {
            Self::Garble | Self::Alter { .. } | Self::Omit { .. } | Self::Stale { .. } => true,
            Self::Unavailable { when, .. }
            | Self::Lose { when }
            | Self::Cut { when, .. }
            | Self::Delay { when, .. }
            | Self::Replace { when, .. } => *when == When::After,
            Self::Refuse { .. }
            | Self::Error { .. }
            | Self::Throttle { .. }
            | Self::Challenge { .. }
            | Self::ChallengeIn { .. } => false,
        }
    }

    /// Whether the fault strikes the connection and not the answer. Such a fault
    /// cannot meet a single step of a batch.
    pub(crate) fn is_of_the_connection(&self) -> bool {
        matches!(
            self,
            Self::Lose { .. } | Self::Cut { .. } | Self::Delay { .. }
        )
    }
}
