//! What each relayed call does once its caller is known.
//!
//! Reads give Graph's answer on; what changes something is proven first, sent
//! once and finished even when the caller has gone.

mod abort;
mod job;
mod printer;
mod redirect;

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use secrecy::SecretString;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};
use universal_print::endpoint::Version;

use crate::{
    gateway::Gateway,
    graph::{GraphCall, ReadTrouble},
    identity::Caller,
    limits,
    ownership::OwnJob,
    refusal::Refusal,
    route::{Call, Place, Route},
    trace::Trace,
    transport::{Incoming, NoAnswer},
};

/// A success.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reply {
    /// 200 with this body.
    Entity(Value),
    /// 204.
    Nothing,
}

/// A request whose caller was proven, and Graph as this request asks it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) gateway: Arc<Gateway>,
    pub(crate) caller: Caller,
    pub(crate) version: Version,
    pub(crate) trace: Trace,
}

impl Asked {
    /// The job at this place, if it is the caller's.
    pub(crate) async fn own_job(&self, place: &Place, documents: bool) -> Result<OwnJob, Refusal> {
        self.gateway.ownership.job(self, place, documents).await
    }

    /// The app's own token, for a send that follows.
    pub(crate) async fn own_token(&self) -> Result<SecretString, Refusal> {
        self.gateway.graph.own_token(&self.caller.tenant).await
    }

    /// Reads from Graph with the app's own token.
    pub(crate) async fn read(&self, call: GraphCall<'_>) -> Result<Value, ReadTrouble> {
        let (graph, tenant) = (&self.gateway.graph, &self.caller.tenant);
        graph.read(tenant, self.version, call, &self.trace).await
    }

    /// Reads from Graph as the caller.
    pub(crate) async fn read_as_caller(&self, call: GraphCall<'_>) -> Result<Value, Refusal> {
        let graph = &self.gateway.graph;
        graph
            .read_share_as(&self.caller, self.version, call, &self.trace)
            .await
    }

    /// Sends to Graph what changes something, once.
    pub(crate) async fn send(
        &self,
        call: GraphCall<'_>,
        token: &SecretString,
    ) -> Result<Incoming, NoAnswer> {
        let (graph, tenant) = (&self.gateway.graph, &self.caller.tenant);
        graph
            .send(tenant, self.version, call, token, &self.trace)
            .await
    }

    /// Does what must be proven before a send, while the request is young.
    ///
    /// The age is looked at once more at the end: a timer is asked after what it
    /// limits, so where the whole program stood still both are done at once.
    async fn while_young<T>(
        &self,
        checks: impl Future<Output = Result<T, Refusal>>,
    ) -> Result<T, Refusal> {
        let deadline = self.trace.arrived + limits::AGE_AT_SEND;
        match timeout_at(deadline, checks).await {
            Ok(Ok(_)) if Instant::now() >= deadline => Err(Refusal::NotSent),
            Ok(checked) => checked,
            Err(_) => Err(Refusal::NotSent),
        }
    }
}

/// Carries a call out.
pub(crate) async fn relay(
    asked: Asked,
    route: Route,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    match route.call {
        Call::Redirect(place) => redirect::redirect(asked, place, headers, body).await,
        Call::Abort(place) => abort::abort(asked, place, headers, body).await,
        Call::Job { place, documents } => job::job(&asked, &place, documents).await,
        Call::PrinterOfShare(share) => printer::printer_of_share(&asked, &share).await,
    }
}

impl Reply {
    pub(crate) fn answer(&self) -> Response<Body> {
        match self {
            Self::Entity(entity) => {
                let mut answer = Response::new(Body::from(entity.to_string()));
                let kind = HeaderValue::from_static("application/json; charset=utf-8");
                answer.headers_mut().insert(header::CONTENT_TYPE, kind);
                answer
            }
            Self::Nothing => {
                let mut answer = Response::new(Body::empty());
                *answer.status_mut() = StatusCode::NO_CONTENT;
                answer
            }
        }
    }
}
