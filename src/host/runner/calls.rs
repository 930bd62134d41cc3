//! Sends calls to Graph and the gateway, and gets the token for each.
//!
//! While a token takes long, the workflow is told. When the runner stops, reads are aborted and
//! redirects are not.

use universal_print::fault::{Cause, Fault, NoToken};
use universal_print::preflight::{self, Lack};
use universal_print::request::Operation;
use universal_print::token::TokenReading;
use web_sys::AbortController;

use super::Runner;
use crate::browser::clock;
use crate::browser::fetch;
use crate::flow::service::Service;
use crate::flow::state::call::CallId;
use crate::flow::state::job_key::JobKey;
use crate::flow::state::sign_in::SignIn;
use crate::flow::{Event, TokenNeed};
use crate::host::early::EarlyRead;
use crate::host::token::{AccessToken, REDIRECT_PATIENCE_MS, TOKEN_PATIENCE_MS};
use crate::host::user::Told;
use crate::outgoing_request::OutgoingRequest;

impl Runner {
    pub(super) fn identify(&self, need: TokenNeed) {
        self.adopt_early_token(&need);
        let users = self.users_before.get();
        self.spawn(async move |me| {
            let token = me.token(&need, TOKEN_PATIENCE_MS).await;
            // What was asked for a user who has left tells nothing about the next one.
            if me.users_before.get() != users {
                return;
            }
            if let Ok(token) = &token
                && !me.is_of_user(&need, token)
            {
                return;
            }
            let account = token.map(|token| token.account);
            me.dispatch(Event::Identified(account));
        });
    }

    pub(super) fn renew(&self, job: JobKey, need: TokenNeed) {
        let users = self.users_before.get();
        self.spawn(async move |me| {
            let token = me.token(&need, TOKEN_PATIENCE_MS).await;
            if me.users_before.get() != users {
                return;
            }
            let result = match token {
                Ok(token) if !me.is_of_user(&need, &token) => return,
                Ok(token) => {
                    me.renewed.keep(job.clone(), need, token);
                    Ok(())
                }
                Err(reason) => Err(reason),
            };
            me.dispatch(Event::Renewed { job, result });
        });
    }

    pub(super) fn send(&self, call: CallId, mut outgoing: OutgoingRequest, need: TokenNeed) {
        let is_redirect = outgoing.request.operation == Operation::Redirect;
        let abort = (!is_redirect)
            .then(AbortController::new)
            .and_then(Result::ok);
        if let Some(abort) = &abort {
            self.reads.borrow_mut().insert(call, abort.clone());
        }
        let early = self.take_early(&outgoing, &need, abort.as_ref());
        let early_fetch = early.map(|read| {
            outgoing.client_request_id = read.client_request_id;
            read.fetch
        });
        self.spawn(async move |me| {
            let fetch = early_fetch.or_else(|| me.fetch.borrow().clone());
            let patience_ms = if is_redirect {
                REDIRECT_PATIENCE_MS
            } else {
                TOKEN_PATIENCE_MS
            };
            let redirected = me.state.with(|state| state.redirected_by(call).cloned());
            let mut lacks = None;
            let kept = me.kept_for(call, &need);
            let token = match kept {
                Some(token) => Ok(token),
                None => me.token(&need, patience_ms).await,
            };
            // A call that was forgotten meanwhile is another user's, or nobody wants its answer.
            let is_awaited = || me.state.with(|state| state.awaits(call));
            let token = match token {
                Ok(token) if !is_awaited() || !me.is_of_user(&need, &token) => {
                    Err(NoToken::Rejected)
                }
                token => token,
            };
            let result = match token {
                Ok(token) => {
                    let (fetch, abort) = (fetch.as_ref(), abort.as_ref());
                    let keepalive = &me.keepalive;
                    let sent = fetch::send(fetch, &outgoing, &token.text, abort, keepalive);
                    let result = sent.await;
                    if let Ok(answer) = &result
                        && matches!(answer.status, 401 | 403)
                    {
                        lacks = me.lacks(&token, &need, answer.operation);
                    }
                    result
                }
                Err(reason) => {
                    // An early read may still wait for this token.
                    if let Some(abort) = &abort {
                        abort.abort();
                    }
                    Err(Fault::without_answer(
                        outgoing.request.operation,
                        &outgoing.client_request_id,
                        Cause::NoToken(reason),
                    ))
                }
            };
            me.reads.borrow_mut().remove(&call);
            if let Some(job) = redirected.filter(|_| !is_awaited()) {
                // Its user has left, and the workflow no longer knows of the claim.
                drop(me.claims.borrow_mut().remove(&job));
            }
            me.dispatch(Event::Answered {
                call,
                result,
                lacks,
            });
        });
    }

    /// The token that was renewed for this call, if it is a redirect that was refused.
    fn kept_for(&self, call: CallId, need: &TokenNeed) -> Option<AccessToken> {
        let job = self
            .state
            .with(|state| state.redirected_by(call).cloned())?;
        self.renewed.take(&job, need)
    }

    /// Compares the user of a token with the last one. Reports another user, whose token must not
    /// be used for what the last one wanted.
    fn is_of_user(&self, need: &TokenNeed, token: &AccessToken) -> bool {
        let told = self.users.borrow_mut().note(need.audience, token);
        match told {
            Told::Nothing => true,
            Told::User(user) => {
                self.dispatch(Event::TokenUser(user));
                true
            }
            Told::Another(account) => {
                self.dispatch(Event::UserChanged(account));
                false
            }
        }
    }

    /// Takes over what the shell has read of a list, which happens only when the lists are read for
    /// the first time.
    fn take_early(
        &self,
        outgoing: &OutgoingRequest,
        need: &TokenNeed,
        abort: Option<&AbortController>,
    ) -> Option<EarlyRead> {
        if outgoing.request.operation != Operation::ListJobs {
            return None;
        }
        let early = self.early.borrow().clone()?;
        self.adopt_early_token(need);
        early.take(&outgoing.url, &abort?.signal())
    }

    /// Lets the next call for this need use the token that the shell has asked for.
    fn adopt_early_token(&self, need: &TokenNeed) {
        let early = self.early.borrow().clone();
        if let Some(token) = early.and_then(|early| early.token(need)) {
            self.tokens.adopt(need, token);
        }
    }

    /// The permissions that a refused token lacks, if the token can be read. Nothing of the token
    /// is kept.
    fn lacks(
        &self,
        token: &AccessToken,
        need: &TokenNeed,
        operation: Operation,
    ) -> Option<Vec<Lack>> {
        // The gateway reports by itself what a token for the gateway lacks.
        let of_graph = need.audience == Service::Graph;
        let reading = TokenReading::of(&token.text).ok().filter(|_| of_graph)?;
        self.state.with(|state| {
            let endpoint = &state.options.endpoint;
            Some(preflight::lacks(
                &reading,
                operation,
                endpoint,
                clock::now(),
            ))
        })
    }

    /// Gets a token, and reports to the workflow if that takes long.
    async fn token(&self, need: &TokenNeed, patience_ms: u32) -> Result<AccessToken, NoToken> {
        if self.pending_tokens.replace(self.pending_tokens.get() + 1) == 0 {
            self.time_sign_in();
        }
        let token = self.tokens.get(need, patience_ms).await;
        if self.pending_tokens.replace(self.pending_tokens.get() - 1) == 1 {
            self.sign_in_timers.replace(None);
            if self.sign_in_told.take() {
                self.dispatch(Event::SignInTook(SignIn::Quick));
            }
        }
        token
    }

    /// Starts the timers that report a slow sign-in and then a stalled one.
    pub(super) fn time_sign_in(&self) {
        let say = |after_ms, sign_in| {
            let me = self.me.clone();
            clock::after(after_ms, move || {
                if let Some(me) = me.upgrade() {
                    me.sign_in_told.set(true);
                    me.dispatch(Event::SignInTook(sign_in));
                }
            })
        };
        let waits = [say(1_000, SignIn::Slow), say(10_000, SignIn::Stalled)];
        self.sign_in_timers.replace(Some(waits));
    }
}
