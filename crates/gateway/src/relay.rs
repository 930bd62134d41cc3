//! Carries out relayed calls, once their caller is known.
//!
//! A read returns Graph's answer. A call that changes something is checked
//! first, sent once, and finished even if the caller has gone.

mod abort;
mod job;
mod links;
mod once;
mod printer;
mod redirect;
pub(crate) mod reply;
mod rules;
mod send;

use std::sync::Arc;

use axum::{body::Bytes, http::HeaderMap};

use crate::{
    audit::AuditedCall, destination::DestinationPolicy, graph::calls::GraphCalls,
    identity::caller::Caller, metrics::Metrics, ownership::Ownership, refusal::Refusal,
    route::RelayedCall, trace::Trace,
};

use once::Sends;
use reply::RelayReply;
use rules::Rules;

/// The rules of relaying, and the sends that have begun.
#[derive(Debug)]
pub struct Relay {
    rules: Rules,
    sends: Sends,
}

impl Relay {
    /// A relay with the administrator's rules.
    pub fn new(
        destinations: DestinationPolicy,
        ownership: Ownership,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            rules: Rules {
                ownership,
                destinations,
            },
            sends: Sends::new(metrics),
        }
    }

    /// Carries a call out.
    pub(crate) async fn relay(
        &self,
        calls: GraphCalls,
        call: RelayedCall,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<RelayReply, Refusal> {
        let Self { rules, sends } = self;
        match call {
            RelayedCall::Redirect(job) => {
                redirect::relay(sends, rules, calls, job, headers, body).await
            }
            RelayedCall::Abort(job) => abort::relay(sends, rules, calls, job, headers, body).await,
            RelayedCall::Job(job, expand) => job::relay(rules, &calls, &job, expand).await,
            RelayedCall::PrinterOfShare(share) => printer::relay(&calls, &share).await,
        }
    }

    /// Counts and audits a call that is refused before it is relayed.
    pub(crate) fn refused(
        &self,
        call: &RelayedCall,
        caller: &Caller,
        trace: &Trace,
        refusal: &Refusal,
    ) {
        let (call, job) = match call {
            RelayedCall::Redirect(job) => (AuditedCall::Redirect, job),
            RelayedCall::Abort(job) => (AuditedCall::Abort, job),
            RelayedCall::Job(..) | RelayedCall::PrinterOfShare(_) => return,
        };
        let attempt = self.sends.begin(call, caller, job, trace);
        attempt.end(refusal.into());
    }

    /// Waits until every send that has begun has come to its end.
    pub async fn finish(&self) {
        self.sends.finish().await;
    }
}
