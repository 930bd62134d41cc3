//! Keeps a token that was fetched for a redirect, until the redirect is sent.
//!
//! A refused redirect has its job checked again before it is sent once more. The provider may have
//! only its old token in its cache by then. So the new token is kept for this one send: for this
//! job, this service and these scopes, at most as long as a provider may take for a redirect, and
//! not if the user or the options change. It is used once and then gone.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use universal_print::time::Timestamp;

use crate::browser::clock;
use crate::flow::TokenNeed;
use crate::flow::state::job_key::JobKey;
use crate::host::token::{AccessToken, REDIRECT_PATIENCE_MS};

/// A token for one send.
struct RenewedToken {
    job: JobKey,
    need: TokenNeed,
    token: AccessToken,
    came_at: Timestamp,
    /// Drops the token at the end of its time.
    _end: Timeout,
}

/// The tokens that wait for their send, one for each job.
#[derive(Default)]
pub(super) struct RenewedTokens {
    kept: Rc<RefCell<Vec<RenewedToken>>>,
}

impl RenewedTokens {
    /// Keeps a token for the redirect of a job.
    pub(super) fn keep(&self, job: JobKey, need: TokenNeed, token: AccessToken) {
        let (kept, of_job) = (Rc::downgrade(&self.kept), job.clone());
        let end = Timeout::new(REDIRECT_PATIENCE_MS, move || {
            if let Some(kept) = kept.upgrade() {
                kept.borrow_mut().retain(|it| it.job != of_job);
            }
        });
        let mut kept = self.kept.borrow_mut();
        kept.retain(|it| it.job != job);
        kept.push(RenewedToken {
            job,
            need,
            token,
            came_at: clock::now(),
            _end: end,
        });
    }

    /// Takes the token that was kept for this redirect.
    pub(super) fn take(&self, job: &JobKey, need: &TokenNeed) -> Option<AccessToken> {
        let mut kept = self.kept.borrow_mut();
        let at = kept.iter().position(|it| it.job == *job)?;
        let it = kept.remove(at);
        // A timer of a page that slept is late.
        let age = clock::now().millis() - it.came_at.millis();
        let is_fresh = (0..=i64::from(REDIRECT_PATIENCE_MS)).contains(&age);
        let is_for_it = it.need.audience == need.audience && it.need.scopes == need.scopes;
        (is_fresh && is_for_it).then_some(it.token)
    }

    /// Drops all.
    pub(super) fn clear(&self) {
        self.kept.borrow_mut().clear();
    }
}
