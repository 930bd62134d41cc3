//! Calls Graph for one request, whose caller is known.
//!
//! Most calls use the app's own token. Only the destination share is read as
//! the caller. A call whose token Graph refuses (401) was not carried out, so it is made
//! once more with a new token. A call that changes something is never made again for
//! another reason, and never when the request has grown old.
//!
//! <https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2>

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::{Instant, timeout_at};
use universal_print::{answer::Answer, endpoint::Version, json::Value, request::Request};

use super::{
    answer::{ReadError, exchange_refusal, read_as_app, read_as_user},
    client::GraphClient,
};
use crate::{
    identity::caller::Caller,
    limits,
    refusal::Refusal,
    tokens::{GraphTokens, counts::TokenKind, token_refusal},
    trace::Trace,
    transport::NoAnswer,
};

/// Calls to Graph for one request whose caller was proven.
#[derive(Clone, Debug)]
pub(crate) struct GraphCalls {
    pub(crate) caller: Caller,
    pub(crate) trace: Trace,
    /// Graph's version: the one in the path of the request.
    pub(crate) version: Version,
    pub(crate) graph: Arc<GraphClient>,
    pub(crate) tokens: Arc<GraphTokens>,
}

impl GraphCalls {
    /// The app's own token, for a send that follows.
    pub(crate) async fn own_token(&self) -> Result<SecretString, Refusal> {
        let token = self.tokens.of_app(&self.caller.tenant).await;
        token.map_err(|error| token_refusal(&error, TokenKind::App, &self.trace))
    }

    /// Reads with the app's own token.
    pub(crate) async fn read(&self, request: Request) -> Result<Value, ReadError> {
        let read = async |token: SecretString| {
            self.graph
                .call(&request, self.version, &token, &self.trace, limits::READ)
                .await
        };
        let mut answer = read(self.own_token().await?).await;
        if self.forget_refused_own_token(&answer).await {
            answer = read(self.own_token().await?).await;
        }
        read_as_app(answer)
    }

    /// Reads a share as the caller. Only this call may pass a claims challenge
    /// on to the caller.
    pub(crate) async fn read_share_as_caller(&self, request: Request) -> Result<Value, Refusal> {
        let token = self.tokens.on_behalf_of(&self.caller).await;
        let token = token.map_err(|error| exchange_refusal(&error, &self.trace))?;
        let answer = self
            .graph
            .call(&request, self.version, &token, &self.trace, limits::READ)
            .await;
        if matches!(&answer, Ok(answer) if answer.status == 401) {
            self.tokens.forget_user(&self.caller).await;
        }
        read_as_user(answer)
    }

    /// Makes a call that changes something: once, unless Graph refuses the token.
    pub(crate) async fn send(
        &self,
        request: Request,
        token: &SecretString,
    ) -> Result<Answer, NoAnswer> {
        let send = async |token: &SecretString| {
            self.graph
                .call(&request, self.version, token, &self.trace, limits::SEND)
                .await
        };
        let mut answer = send(token).await;
        if self.forget_refused_own_token(&answer).await
            && let Some(new) = self.new_own_token(token).await
        {
            answer = send(&new).await;
            self.forget_refused_own_token(&answer).await;
        }
        // The reads that follow would hide the ids of the send.
        self.trace.keep();
        answer
    }

    /// A token in place of one that Graph refused, if there is another and the request may
    /// still be sent.
    async fn new_own_token(&self, refused: &SecretString) -> Option<SecretString> {
        let deadline = self.trace.arrived + limits::AGE_AT_SEND;
        let token = timeout_at(deadline, self.own_token()).await.ok()?.ok()?;
        let is_new = token.expose_secret() != refused.expose_secret();
        (is_new && Instant::now() < deadline).then_some(token)
    }

    /// The refusal for an object of Graph that lacks what was asked for.
    pub(crate) fn unreadable(&self) -> Refusal {
        tracing::warn!(
            request_id = self.trace.request_id(),
            client_request_id = &*self.trace.client_request_id,
            "Graph's answer cannot be read"
        );
        Refusal::GraphTroubled(None)
    }

    /// Forgets the app's token if Graph refused it. Returns whether it did.
    async fn forget_refused_own_token(&self, answer: &Result<Answer, NoAnswer>) -> bool {
        let refused = matches!(answer, Ok(answer) if answer.status == 401);
        if refused {
            self.tokens.forget_app(&self.caller.tenant).await;
        }
        refused
    }
}
