//! What can go wrong with a request.
//!
//! Whether the tenant carries the request out all the same is part of the
//! trouble: that is the difference a client has to live with, and often
//! cannot see.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ChallengeForm;

/// Before or after the request took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum When {
    /// The tenant did nothing.
    Before,
    /// The tenant did what was asked; only the answer is lost.
    After,
}

/// How far an answer gets before its connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CutAt {
    /// Not a byte is sent.
    Start,
    /// The headers are not complete.
    Head,
    /// The body is shorter than its `Content-Length`.
    Body,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FaultKind {
    /// Refused with this status and body; nothing takes effect.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// The body; null for none.
        body: Value,
    },
    /// Refused with an error body as Graph writes it, ids and date included;
    /// nothing takes effect (<https://learn.microsoft.com/graph/errors>).
    Error {
        /// The HTTP status.
        status: u16,
        /// The member `code`, in whatever casing.
        code: String,
        /// The member `message`.
        message: String,
    },
    /// 429; nothing takes effect (<https://learn.microsoft.com/graph/throttling>).
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
    /// The connection closes without a byte of an answer.
    Lose {
        /// Whether the request took effect.
        when: When,
    },
    /// The connection breaks somewhere in the answer, which is the same to the
    /// byte whether or not the request took effect.
    Cut {
        /// Whether the request took effect.
        when: When,
        /// Where it breaks.
        at: CutAt,
        /// Whether it is reset rather than closed.
        #[serde(default)]
        reset: bool,
    },
    /// The request is held up: on its way there, or its answer on the way back.
    Delay {
        /// Whether the request took effect before it was held up.
        when: When,
        /// For how long by the tenant's clock, in ms; until it is released when absent.
        ms: Option<i64>,
    },
    /// The request takes effect, and the text of its answer stops in the
    /// middle, though the connection ends in good order.
    Garble,
    /// Another text in place of the answer's body, such as the page of a
    /// captive portal.
    Replace {
        /// Whether the request took effect; if not, the status is 200.
        when: When,
        /// The text.
        body: String,
    },
    /// The request takes effect, and one value in its answer is another.
    Alter {
        /// Where, as a JSON pointer; the last part may be new.
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
    /// The same, in one of the forms that the page allows.
    ChallengeIn {
        /// The form.
        form: ChallengeForm,
        /// The claims that a new token must satisfy, as JSON text.
        claims: String,
    },
    /// A read shows the printers and jobs as they were before the last request
    /// that changed any; until there was such a request no read is met.
    Stale {
        /// For how long after that change, in ms; however long when absent.
        for_ms: Option<i64>,
    },
}

impl FaultKind {
    /// Whether the tenant carries the request out before the trouble begins.
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

    /// Whether it is the connection that suffers and not the answer: such a
    /// trouble cannot meet one request inside a batch.
    pub(crate) fn is_of_the_connection(&self) -> bool {
        matches!(
            self,
            Self::Lose { .. } | Self::Cut { .. } | Self::Delay { .. }
        )
    }
}
