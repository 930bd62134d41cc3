//! The gateway's calls to Graph, and what their answers mean here.
//!
//! Addresses are made of the configured endpoint and of ids that were checked;
//! nothing from an answer is ever followed. Trouble with the gateway's own
//! token or permission is the gateway's trouble and never looks like the
//! caller's. A read whose token is refused is tried once more with a new one;
//! what changes something is sent once, here and nowhere else.
//!
//! <https://learn.microsoft.com/graph/api/resources/print>

mod answer;
mod call;

use std::{fmt, sync::Arc, time::Duration};

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::Instant;
use universal_print::endpoint::{Endpoint, Version};

use crate::{
    identity::{Caller, TenantId},
    limits,
    metrics::Metrics,
    refusal::Refusal,
    tokens::{TokenTrouble, Tokens, own_trouble},
    trace::Trace,
    transport::{Incoming, NoAnswer, Outgoing, Transport},
};

pub(crate) use answer::{ReadTrouble, refused};
pub(crate) use call::GraphCall;

/// Graph, as the gateway uses it.
pub struct Graph {
    v1: Endpoint,
    beta: Endpoint,
    transport: Arc<dyn Transport>,
    tokens: Arc<Tokens>,
    metrics: Arc<Metrics>,
}

impl fmt::Debug for Graph {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Graph")
            .field("at", &self.v1.origin())
            .finish_non_exhaustive()
    }
}

impl Graph {
    /// Graph in its two versions.
    pub fn new(
        endpoint: impl Fn(Version) -> Endpoint,
        transport: Arc<dyn Transport>,
        tokens: Arc<Tokens>,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            v1: endpoint(Version::V1),
            beta: endpoint(Version::Beta),
            transport,
            tokens,
            metrics,
        }
    }

    /// Reads with the app's own token.
    pub(crate) async fn read(
        &self,
        tenant: &TenantId,
        version: Version,
        call: GraphCall<'_>,
        trace: &Trace,
    ) -> Result<Value, ReadTrouble> {
        let mut token = self.own_token(tenant).await?;
        let mut answer = self
            .exchange(version, &call, &token, trace, limits::READ)
            .await;
        if matches!(&answer, Ok(answer) if answer.status == 401) {
            self.tokens.forget_app(tenant).await;
            token = self.own_token(tenant).await?;
            answer = self
                .exchange(version, &call, &token, trace, limits::READ)
                .await;
        }
        answer::read_as_app(&call, answer)
    }

    /// Reads a share as the caller. Only here may a challenge go to the caller.
    pub(crate) async fn read_share_as(
        &self,
        caller: &Caller,
        version: Version,
        call: GraphCall<'_>,
        trace: &Trace,
    ) -> Result<Value, Refusal> {
        let token = self
            .tokens
            .on_behalf_of(caller)
            .await
            .map_err(|trouble| answer::of_exchange(&trouble))?;
        let answer = self
            .exchange(version, &call, &token, trace, limits::READ)
            .await;
        if matches!(&answer, Ok(answer) if answer.status == 401) {
            self.tokens.forget_user(caller).await;
        }
        answer::read_as_user(answer)
    }

    /// The app's own token, for a send that follows.
    pub(crate) async fn own_token(&self, tenant: &TenantId) -> Result<SecretString, Refusal> {
        let token: Result<_, TokenTrouble> = self.tokens.of_app(tenant).await;
        token.map_err(|trouble| own_trouble(&trouble))
    }

    /// Sends what changes something: once, whatever comes of it.
    pub(crate) async fn send(
        &self,
        tenant: &TenantId,
        version: Version,
        call: GraphCall<'_>,
        token: &SecretString,
        trace: &Trace,
    ) -> Result<Incoming, NoAnswer> {
        let answer = self
            .exchange(version, &call, token, trace, limits::SEND)
            .await;
        if matches!(&answer, Ok(answer) if answer.status == 401) {
            self.tokens.forget_app(tenant).await;
        }
        answer
    }

    async fn exchange(
        &self,
        version: Version,
        call: &GraphCall<'_>,
        token: &SecretString,
        trace: &Trace,
        limit: Duration,
    ) -> Result<Incoming, NoAnswer> {
        let endpoint = match version {
            Version::V1 => &self.v1,
            Version::Beta => &self.beta,
        };
        let mut headers = vec![
            ("authorization", format!("Bearer {}", token.expose_secret())),
            ("accept", "application/json".to_owned()),
            ("client-request-id", trace.client_request_id.to_string()),
        ];
        let body = call.body();
        if body.is_some() {
            headers.push(("content-type", "application/json".to_owned()));
        }
        if !call.changes() {
            // Else newer members arrive as `unknownFutureValue`:
            // https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations
            headers.push(("prefer", "include-unknown-enum-members".to_owned()));
        }
        let request = Outgoing {
            method: call.method(),
            url: endpoint.url(&call.path()),
            headers,
            body,
            changes: call.changes(),
        };
        let began = Instant::now();
        let answer = self.transport.send(request, limit).await;
        let status = answer.as_ref().ok().map(|answer| answer.status);
        self.metrics.graph(call.name(), status, began.elapsed());
        if let Ok(answer) = &answer {
            trace.heard(answer.request_id.as_deref());
        }
        answer
    }
}
