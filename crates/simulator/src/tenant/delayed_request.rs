//! A request that a fault holds up, and its answer once it is let through.

use crate::http::{Request, Response, Ticket};

/// A request that is held up.
#[derive(Clone, Debug)]
pub(super) struct DelayedRequest {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
    pub(super) until_ms: Option<i64>,
    /// The answer of a request that took effect before it was held up.
    pub(super) response: Option<Response>,
    pub(super) is_through: bool,
    /// Where it is in the record of requests.
    pub(super) entry: Option<usize>,
}
