//! A request that a fault delays, and its answer once the delay has ended.

use crate::http::{Request, Response, Ticket};

/// A delayed request.
#[derive(Clone, Debug)]
pub(super) struct DelayedRequest {
    pub(super) ticket: Ticket,
    pub(super) request: Request,
    pub(super) until_ms: Option<i64>,
    /// The answer, if the request has taken effect.
    pub(super) response: Option<Response>,
    pub(super) is_through: bool,
    /// Its index in the record of requests.
    pub(super) entry: Option<usize>,
}
