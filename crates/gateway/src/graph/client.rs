//! Makes single calls to Graph and measures them.
//!
//! Each call is made once. Which token is used and what an answer means is left
//! to `calls`.

use std::{fmt, sync::Arc, time::Duration};

use secrecy::SecretString;
use tokio::time::Instant;
use universal_print::{
    answer::{Answer, AnswerHeaders},
    endpoint::{Endpoint, Version},
    json,
    request::Request,
};

use super::outgoing::outgoing;
use crate::{
    metrics::Metrics,
    trace::{GraphIds, Trace},
    transport::{NoAnswer, Transport},
};

/// Graph in its two versions.
pub struct GraphClient {
    v1: Endpoint,
    beta: Endpoint,
    transport: Arc<dyn Transport>,
    metrics: Arc<Metrics>,
}

impl fmt::Debug for GraphClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("GraphClient")
            .field("at", &self.v1.origin())
            .finish_non_exhaustive()
    }
}

impl GraphClient {
    /// A client of the Graph whose versions are at these endpoints.
    pub fn new(
        endpoint: impl Fn(Version) -> Endpoint,
        transport: Arc<dyn Transport>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            v1: endpoint(Version::V1),
            beta: endpoint(Version::Beta),
            transport,
            metrics,
        }
    }

    /// Makes a call and waits for its answer for at most `limit`.
    pub(super) async fn call(
        &self,
        request: &Request,
        version: Version,
        token: &SecretString,
        trace: &Trace,
        limit: Duration,
    ) -> Result<Answer, NoAnswer> {
        let endpoint = match version {
            Version::V1 => &self.v1,
            Version::Beta => &self.beta,
        };
        let outgoing = outgoing(request, endpoint, token, &trace.client_request_id);
        let began = Instant::now();
        let answer = self.transport.send(outgoing, limit).await;
        let status = answer.as_ref().ok().map(|answer| answer.status);
        self.metrics
            .graph(request.operation, status, began.elapsed());
        let incoming = answer.inspect_err(|_| trace.heard(GraphIds::default()))?;
        let body = json::parse(&incoming.body);
        let told = GraphIds::read(incoming.request_id.as_deref(), body.as_ref());
        trace.heard(told);
        Ok(Answer {
            operation: request.operation,
            client_request_id: trace.client_request_id.to_string(),
            time: None,
            status: incoming.status,
            headers: AnswerHeaders {
                retry_after: incoming.retry_after,
                www_authenticate: incoming.www_authenticate,
                request_id: incoming.request_id,
            },
            body,
        })
    }
}
