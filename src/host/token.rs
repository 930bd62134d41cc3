//! Requests tokens from the host page.
//!
//! The provider is asked anew for each request. There are two exceptions: equal needs at the same
//! time share one call, and the first need takes the answer that the shell has asked for. A token
//! goes into its requests only: it is never stored, logged or put into the state. If the provider
//! hangs, rejects or answers garbage, the caller gets a named error.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect};
use universal_print::fault::NoToken;
use universal_print::json::Value;
use universal_print::wire::Wire;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::browser::object;
use crate::flow::TokenNeed;
use crate::flow::account::Account;
use crate::flow::service::Service;
use crate::small_map::SmallMap;

/// How long a provider may take, in milliseconds. It may have to open a sign-in window.
pub const TOKEN_PATIENCE_MS: u32 = 120_000;

/// How long a provider may take for a redirect, in milliseconds. It is shorter than the time
/// after which the outcome of a redirect is looked for: a late token must not send one.
pub const REDIRECT_PATIENCE_MS: u32 = 25_000;

/// A token for one request. It does not implement `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct AccessToken {
    /// The token's text.
    pub text: Rc<str>,
    /// Whose token it is, if the provider says so.
    pub account: Option<Account>,
}

/// Tokens that the page set as plain strings, one for each service.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PlainTokens {
    /// The token for Graph.
    pub graph: Option<String>,
    /// The token for the gateway.
    pub gateway: Option<String>,
}

impl PlainTokens {
    fn of(&self, need: &TokenNeed) -> Option<&str> {
        let token = match need.audience {
            Service::Gateway => &self.gateway,
            Service::Graph => &self.graph,
        };
        token.as_deref()
    }
}

/// Where tokens come from.
#[derive(Clone)]
pub enum TokenProvider {
    /// The page's `getToken`.
    Function(Function),
    /// A Rust host's function. It returns a promise of anything that `getToken` may return.
    Rust(Rc<dyn Fn(TokenNeed) -> Promise>),
    /// Tokens that the page set, possibly none.
    Plain(PlainTokens),
}

/// A call of the provider that is not answered yet.
#[derive(Clone)]
struct PendingToken {
    /// Resolves with the first answer.
    answer: Promise,
    settle: Function,
}

impl PendingToken {
    fn of(first: Promise) -> Option<Self> {
        let mut settle = None;
        let answer = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        let (settle, refuse) = settle?;
        pass_on(first, settle.clone(), Some(refuse));
        Some(Self { answer, settle })
    }
}

/// Calls the provider, once for equal needs at the same time.
pub struct TokenRequester {
    provider: RefCell<TokenProvider>,
    /// The calls that are not answered yet.
    pending: RefCell<SmallMap<TokenNeed, PendingToken>>,
    /// Called when a plain token is missing or no longer valid.
    required: Box<dyn Fn(&TokenNeed)>,
}

impl TokenRequester {
    /// Requests tokens from `provider`. `required` tells the host that it must provide one.
    pub fn new(provider: TokenProvider, required: Box<dyn Fn(&TokenNeed)>) -> Self {
        Self {
            provider: RefCell::new(provider),
            pending: RefCell::default(),
            required,
        }
    }

    /// Replaces the provider. Returns whether the new one may succeed where the last one failed.
    pub fn replace(&self, provider: TokenProvider) -> bool {
        let last = self.provider.replace(provider.clone());
        match (last, provider) {
            (TokenProvider::Plain(last), TokenProvider::Plain(new)) => {
                last != new && new != PlainTokens::default()
            }
            (TokenProvider::Plain(last), _) => last == PlainTokens::default(),
            _ => false,
        }
    }

    /// Gets a token, or an error if it takes longer than `patience_ms`.
    pub async fn get(&self, need: &TokenNeed, patience_ms: u32) -> Result<AccessToken, NoToken> {
        let provider = self.provider.borrow().clone();
        match provider {
            TokenProvider::Function(_) | TokenProvider::Rust(_) => {}
            TokenProvider::Plain(plain) => {
                return match plain.of(need) {
                    Some(token) if !need.force_refresh => token_of(token, None),
                    token => {
                        (self.required)(need);
                        let had_one = token.map(|_| NoToken::Rejected);
                        Err(had_one.unwrap_or(NoToken::NoProvider))
                    }
                };
            }
        }
        let under_way = self.pending.borrow().get(need).cloned();
        let pending_token = under_way.map_or_else(|| self.ask(need), Ok)?;
        self.pending
            .borrow_mut()
            .insert(need.clone(), pending_token.clone());
        let answer = answer_in_time(patience_ms, &pending_token.answer).await;
        self.pending.borrow_mut().remove(need);
        read(&answer?)
    }

    /// Uses an answer of the provider that was asked for before, for the next call with this need.
    /// A call under way stays as it is.
    pub fn adopt(&self, need: &TokenNeed, answer: Promise) {
        if matches!(*self.provider.borrow(), TokenProvider::Plain(_))
            || self.pending.borrow().get(need).is_some()
        {
            return;
        }
        if let Some(pending_token) = PendingToken::of(answer) {
            let mut pending = self.pending.borrow_mut();
            pending.insert(need.clone(), pending_token);
        }
    }

    /// Calls the provider again for everything that it has not answered yet. Call this during a
    /// user's press: the browser then allows the provider to open a sign-in window. If the new
    /// call is rejected, the first one still counts.
    pub fn ask_again(&self) {
        let pending = self.pending.borrow().clone();
        for (need, pending_token) in pending.iter() {
            if let Ok(answer) = self.call(need) {
                pass_on(answer, pending_token.settle.clone(), None);
            }
        }
    }

    fn ask(&self, need: &TokenNeed) -> Result<PendingToken, NoToken> {
        PendingToken::of(self.call(need)?).ok_or(NoToken::Rejected)
    }

    fn call(&self, need: &TokenNeed) -> Result<Promise, NoToken> {
        // Cloned, because the page's function may replace the provider while it runs.
        let provider = self.provider.borrow().clone();
        match provider {
            TokenProvider::Function(function) => {
                let answer = function.call1(&JsValue::UNDEFINED, &object::plain(need));
                answer
                    .map(|answer| Promise::resolve(&answer))
                    .map_err(|_| NoToken::Rejected)
            }
            TokenProvider::Rust(function) => Ok(function(need.clone())),
            TokenProvider::Plain(_) => Err(NoToken::NoProvider),
        }
    }
}

/// Waits for `answer` and passes its result to `settle` or `refuse`.
fn pass_on(answer: Promise, settle: Function, refuse: Option<Function>) {
    spawn_local(async move {
        let (settle, value) = match JsFuture::from(answer).await {
            Ok(token) => (Some(settle), token),
            Err(reason) => (refuse, reason),
        };
        let _ = settle.map(|settle| settle.call1(&JsValue::UNDEFINED, &value));
    });
}

async fn answer_in_time(patience_ms: u32, answer: &Promise) -> Result<JsValue, NoToken> {
    let silent = Rc::new(Cell::new(false));
    let too_late = Rc::clone(&silent);
    let mut timeout = None;
    let patience = Promise::new(&mut |_, reject| {
        let too_late = Rc::clone(&too_late);
        timeout = Some(Timeout::new(patience_ms, move || {
            too_late.set(true);
            let _ = reject.call0(&JsValue::UNDEFINED);
        }));
    });
    let answer = JsFuture::from(Promise::race(&Array::of2(answer, &patience))).await;
    drop(timeout);
    answer.map_err(|_| {
        if silent.get() {
            NoToken::Silent
        } else {
            NoToken::Rejected
        }
    })
}

/// Reads the token in a provider's answer: a string, or an object like MSAL's
/// `AuthenticationResult`. Other members of the object are ignored.
fn read(answer: &JsValue) -> Result<AccessToken, NoToken> {
    if let Some(text) = answer.as_string() {
        return token_of(&text, None);
    }
    let member = |name: &str| Reflect::get(answer, &name.into()).ok();
    let text = member("accessToken").and_then(|text| text.as_string());
    let account = member("account").and_then(|account| {
        let name = |name: &str| Reflect::get(&account, &name.into()).ok()?.as_string();
        let members = ["username", "localAccountId"].map(|member| (member, name(member)));
        Account::read(&Value::from_iter(members))
    });
    token_of(text.as_deref().unwrap_or_default(), account)
}

/// Checks that a token is visible ASCII. Other characters are not allowed in a header, or would
/// end it.
fn token_of(text: &str, account: Option<Account>) -> Result<AccessToken, NoToken> {
    let visible = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    visible
        .then(|| AccessToken {
            text: text.into(),
            account,
        })
        .ok_or(NoToken::Garbage)
}
