//! Tokens, from the host page to one request each.
//!
//! The provider is asked before each need, and its answer goes into the
//! request that needed it and nowhere else: it is not stored, logged or put
//! into the state. Needs that are the same at the same time share one asking.
//! A provider that hangs, rejects or answers garbage is a named situation.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect};
use serde_json::Value;
use universal_print::fault::NoToken;
use universal_print::wire::Wire;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::events::need_object;
use crate::flow::TokenNeed;
use crate::flow::account::Account;
use crate::flow::service::Service;
use crate::small_map::SmallMap;

/// How long a provider may take. It may have to open a sign-in window.
pub const PATIENCE_MS: u32 = 120_000;

/// How long it may take before a redirect. What was pressed is sent now or not
/// at all: less than the time after which its outcome is looked for.
pub const REDIRECT_PATIENCE_MS: u32 = 25_000;

/// A token, for one request. It has no `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct Token {
    /// The token itself.
    pub text: Rc<str>,
    /// Who it is for, where the provider says so.
    pub account: Option<Account>,
}

/// Tokens as strings, one for each service.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plain {
    /// For Graph.
    pub graph: Option<String>,
    /// For the gateway.
    pub gateway: Option<String>,
}

impl Plain {
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
pub enum Provider {
    /// The page's `getToken`.
    Function(Function),
    /// A Rust host's function: a promise of what `getToken` may answer.
    Rust(Rc<dyn Fn(TokenNeed) -> Promise>),
    /// The tokens that the page had, if any.
    Plain(Plain),
}

/// A question to the provider that is not answered yet.
#[derive(Clone)]
struct Asking {
    /// Settled by the first answer.
    answer: Promise,
    settle: Function,
}

/// Asks the provider, once for the same need at the same time.
pub struct Tokens {
    provider: RefCell<Provider>,
    /// Askings under way.
    asked: RefCell<SmallMap<TokenNeed, Asking>>,
    /// Called when a plain token no longer serves, or there is none.
    required: Box<dyn Fn(&TokenNeed)>,
}

impl Tokens {
    /// Tokens from a provider. `required` tells the host that it has to act.
    pub fn new(provider: Provider, required: impl Fn(&TokenNeed) + 'static) -> Self {
        Self {
            provider: RefCell::new(provider),
            asked: RefCell::default(),
            required: Box::new(required),
        }
    }

    /// Takes another provider; whether it may serve where the last did not.
    pub fn replace(&self, provider: Provider) -> bool {
        let last = self.provider.replace(provider.clone());
        match (last, provider) {
            (Provider::Plain(last), Provider::Plain(new)) => last != new && new != Plain::default(),
            (Provider::Plain(last), _) => last == Plain::default(),
            _ => false,
        }
    }

    /// A token for a need, unless it comes later than `patience_ms`.
    pub async fn get(&self, need: &TokenNeed, patience_ms: u32) -> Result<Token, NoToken> {
        let provider = self.provider.borrow().clone();
        match provider {
            Provider::Function(_) | Provider::Rust(_) => {}
            Provider::Plain(plain) => {
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
        let under_way = self.asked.borrow().get(need).cloned();
        let asking = under_way.map_or_else(|| self.ask(need), Ok)?;
        self.asked.borrow_mut().insert(need.clone(), asking.clone());
        let answer = answer_in_time(patience_ms, &asking.answer).await;
        self.asked.borrow_mut().remove(need);
        read(&answer?)
    }

    /// Asks the provider once more for everything it has not answered yet.
    /// Called while the page may open windows, so a provider that could not
    /// before may now; a refusal leaves the first question standing.
    pub fn ask_again(&self) {
        let asked = self.asked.borrow().clone();
        for (need, asking) in asked.iter() {
            if let Ok(answer) = self.call(need) {
                pass_on(answer, asking.settle.clone(), None);
            }
        }
    }

    fn ask(&self, need: &TokenNeed) -> Result<Asking, NoToken> {
        let first = self.call(need)?;
        let mut settle = None;
        let answer = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        let (settle, refuse) = settle.ok_or(NoToken::Rejected)?;
        pass_on(first, settle.clone(), Some(refuse));
        Ok(Asking { answer, settle })
    }

    fn call(&self, need: &TokenNeed) -> Result<Promise, NoToken> {
        // Not borrowed while the page's function runs: it may bring another provider.
        let provider = self.provider.borrow().clone();
        match provider {
            Provider::Function(function) => {
                let answer = function.call1(&JsValue::UNDEFINED, &need_object(need));
                answer
                    .map(|answer| Promise::resolve(&answer))
                    .map_err(|_| NoToken::Rejected)
            }
            Provider::Rust(function) => Ok(function(need.clone())),
            Provider::Plain(_) => Err(NoToken::NoProvider),
        }
    }
}

/// Settles a question with an answer to it, once there is one.
fn pass_on(answer: Promise, settle: Function, refuse: Option<Function>) {
    spawn_local(async move {
        let (settle, word) = match JsFuture::from(answer).await {
            Ok(token) => (Some(settle), token),
            Err(reason) => (refuse, reason),
        };
        let _ = settle.map(|settle| settle.call1(&JsValue::UNDEFINED, &word));
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

/// A token in what a provider answered: a string, or an object like MSAL's
/// AuthenticationResult, whose other members need not be plain data.
fn read(answer: &JsValue) -> Result<Token, NoToken> {
    if let Some(text) = answer.as_string() {
        return token_of(&text, None);
    }
    let member = |name: &str| Reflect::get(answer, &name.into()).ok();
    let text = member("accessToken").and_then(|text| text.as_string());
    let account = member("account").and_then(|account| {
        let name = |name: &str| Reflect::get(&account, &name.into()).ok()?.as_string();
        let members =
            ["username", "localAccountId"].map(|member| (member.to_owned(), name(member).into()));
        Account::read(&Value::Object(members.into_iter().collect()))
    });
    token_of(text.as_deref().unwrap_or_default(), account)
}

/// A token is visible ASCII: anything else could not stand in a header, or
/// could end it.
fn token_of(text: &str, account: Option<Account>) -> Result<Token, NoToken> {
    let visible = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    visible
        .then(|| Token {
            text: text.into(),
            account,
        })
        .ok_or(NoToken::Garbage)
}
