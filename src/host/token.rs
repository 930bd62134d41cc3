//! Tokens, from the host page to one request each.
//!
//! The provider is asked before each need, and its answer goes into the
//! request that needed it and nowhere else: it is not stored, logged or put
//! into the state. Needs that are the same at the same time share one asking.
//! A provider that hangs, rejects or answers garbage is a named situation.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use futures::future::{Either, FutureExt, Shared, select};
use gloo_timers::future::sleep;
use js_sys::{Function, Promise, Reflect};
use serde_json::Value;
use universal_print::fault::NoToken;
use universal_print::wire::Wire;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::flow::TokenNeed;
use crate::flow::account::Account;

/// How long a provider may take. It may have to open a sign-in window.
const PATIENCE: Duration = Duration::from_secs(120);

/// A token, for one request. It has no `Debug`, so that it cannot be logged.
#[derive(Clone)]
pub struct Token {
    /// The token itself.
    pub text: Rc<str>,
    /// Who it is for, where the provider says so.
    pub account: Option<Account>,
}

/// A future that gives a token.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<Token, NoToken>>>>;

/// Where tokens come from.
#[derive(Clone)]
pub enum Provider {
    /// The page's `getToken`.
    Function(Function),
    /// One token the page had.
    Token(String),
    /// A Rust host's function.
    Rust(Rc<dyn Fn(TokenNeed) -> TokenFuture>),
    /// The page gave nothing.
    Absent,
}

/// Asks the provider, once for the same need at the same time.
pub struct Tokens {
    provider: RefCell<Provider>,
    asked: RefCell<BTreeMap<TokenNeed, Shared<TokenFuture>>>,
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

    /// Takes another provider; whether it is another plain token, which may serve where the last did not.
    pub fn replace(&self, provider: Provider) -> bool {
        let last = self.provider.replace(provider.clone());
        match (last, provider) {
            (Provider::Token(last), Provider::Token(new)) => last != new,
            (Provider::Absent, new) => !matches!(new, Provider::Absent),
            _ => false,
        }
    }

    /// A token for a need.
    pub async fn get(&self, need: &TokenNeed) -> Result<Token, NoToken> {
        let asking = {
            let mut asked = self.asked.borrow_mut();
            let asking = asked
                .entry(need.clone())
                .or_insert_with(|| self.ask(need).shared());
            asking.clone()
        };
        let token = asking.await;
        self.asked.borrow_mut().remove(need);
        token
    }

    fn ask(&self, need: &TokenNeed) -> TokenFuture {
        let asking: TokenFuture = match &*self.provider.borrow() {
            Provider::Function(function) => Box::pin(ask_page(function.clone(), need.clone())),
            Provider::Rust(function) => function(need.clone()),
            Provider::Token(token) if !need.force_refresh => {
                return Box::pin(std::future::ready(token_of(token, None)));
            }
            Provider::Token(_) => {
                (self.required)(need);
                return Box::pin(std::future::ready(Err(NoToken::Rejected)));
            }
            Provider::Absent => {
                (self.required)(need);
                return Box::pin(std::future::ready(Err(NoToken::NoProvider)));
            }
        };
        Box::pin(async move {
            match select(asking, std::pin::pin!(sleep(PATIENCE))).await {
                Either::Left((token, _)) => token,
                Either::Right(_) => Err(NoToken::Silent),
            }
        })
    }
}

async fn ask_page(function: Function, need: TokenNeed) -> Result<Token, NoToken> {
    let need = serde_wasm_bindgen::to_value(&need).map_err(|_| NoToken::Rejected)?;
    let answer = function
        .call1(&JsValue::UNDEFINED, &need)
        .map_err(|_| NoToken::Rejected)?;
    let answer = JsFuture::from(Promise::resolve(&answer))
        .await
        .map_err(|_| NoToken::Rejected)?;
    if let Some(text) = answer.as_string() {
        return token_of(&text, None);
    }
    // The rest of MSAL's AuthenticationResult need not be plain data.
    let member = |name: &str| Reflect::get(&answer, &name.into()).ok();
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
