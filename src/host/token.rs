//! Requests tokens from the host page.
//!
//! The provider is asked anew for each request. There are two exceptions: equal needs at the same
//! time share one call, and the first need takes the answer that the shell has asked for. A token
//! goes into its requests only: it is never stored, logged or put into the state. If the provider
//! hangs, rejects or answers garbage, the caller gets a named error.
//!
//! Different needs are asked for side by side, which is right while the provider answers by
//! itself. A page can open one sign-in window only. So a need that was rejected because the user
//! has to act stands in a row: it is asked for again when the others have had their answer, and
//! one need of the row at a time. If the user closes the window, the whole row ends. Every wait
//! ends with the patience of the caller.

mod access;
mod answer;
mod interaction;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use universal_print::fault::NoToken;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::browser::object;
use crate::flow::TokenNeed;
use crate::flow::service::Service;
use crate::small_map::SmallMap;
pub use access::AccessToken;
use answer::{answer_in_time, read, timer, token_of};
use interaction::Interaction;

/// How long a provider may take, in milliseconds. It may have to open a sign-in window.
pub const TOKEN_PATIENCE_MS: u32 = 120_000;

/// How long a provider may take for a redirect, in milliseconds. It is shorter than the time
/// after which the outcome of a redirect is looked for: a late token must not send one.
pub const REDIRECT_PATIENCE_MS: u32 = 25_000;

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

/// A need that the provider has not answered yet.
struct PendingToken {
    /// Resolves with the first answer.
    answer: Promise,
    settle: Function,
    refuse: Function,
    is_settled: Cell<bool>,
    /// Whether the provider is at work on it, and may have opened a window.
    is_asked: Cell<bool>,
    /// How many callers wait for it.
    callers: Cell<u32>,
}

impl PendingToken {
    fn new() -> Option<Rc<Self>> {
        let mut functions = None;
        let answer = Promise::new(&mut |settle, refuse| functions = Some((settle, refuse)));
        let (settle, refuse) = functions?;
        Some(Rc::new(Self {
            answer,
            settle,
            refuse,
            is_settled: Cell::new(false),
            is_asked: Cell::new(true),
            callers: Cell::new(0),
        }))
    }

    /// Passes the first result on.
    fn end(&self, result: &Result<JsValue, JsValue>) {
        if !self.is_settled.replace(true) {
            let _ = match result {
                Ok(token) => self.settle.call1(&JsValue::UNDEFINED, token),
                Err(reason) => self.refuse.call1(&JsValue::UNDEFINED, reason),
            };
        }
    }
}

/// Calls the provider, once for equal needs at the same time.
#[derive(Clone)]
pub struct TokenRequester {
    shared: Rc<Shared>,
}

struct Shared {
    provider: RefCell<TokenProvider>,
    /// The needs that are not answered yet.
    pending: RefCell<SmallMap<TokenNeed, Rc<PendingToken>>>,
    /// Those of them whose turn comes after the others'.
    row: RefCell<Vec<Rc<PendingToken>>>,
    /// Called when a plain token is missing or no longer valid.
    required: Box<dyn Fn(&TokenNeed)>,
}

impl TokenRequester {
    /// Requests tokens from `provider`. `required` tells the host that it must provide one.
    pub fn new(provider: TokenProvider, required: Box<dyn Fn(&TokenNeed)>) -> Self {
        Self {
            shared: Rc::new(Shared {
                provider: RefCell::new(provider),
                pending: RefCell::default(),
                row: RefCell::default(),
                required,
            }),
        }
    }

    /// Replaces the provider. Returns whether the new one may succeed where the last one failed.
    pub fn replace(&self, provider: TokenProvider) -> bool {
        let last = self.shared.provider.replace(provider.clone());
        match (last, provider) {
            (TokenProvider::Plain(last), TokenProvider::Plain(new)) => {
                last != new && new != PlainTokens::default()
            }
            (TokenProvider::Plain(last), _) => last == PlainTokens::default(),
            _ => false,
        }
    }

    /// Whether the page gives no tokens.
    pub fn has_none(&self) -> bool {
        matches!(&*self.shared.provider.borrow(), TokenProvider::Plain(plain) if *plain == PlainTokens::default())
    }

    /// Gets a token, or an error if it takes longer than `patience_ms`.
    pub async fn get(&self, need: &TokenNeed, patience_ms: u32) -> Result<AccessToken, NoToken> {
        let shared = &self.shared;
        let provider = shared.provider.borrow().clone();
        match provider {
            TokenProvider::Function(_) | TokenProvider::Rust(_) => {}
            TokenProvider::Plain(plain) => {
                return match plain.of(need) {
                    Some(token) if !need.force_refresh => token_of(token, None),
                    token => {
                        (shared.required)(need);
                        let had_one = token.map(|_| NoToken::Rejected);
                        Err(had_one.unwrap_or(NoToken::NoProvider))
                    }
                };
            }
        }
        let under_way = shared.pending.borrow().get(need).cloned();
        let pending = under_way.map_or_else(|| self.ask(need), Ok)?;
        pending.callers.set(pending.callers.get() + 1);
        let answer = answer_in_time(patience_ms, &pending.answer).await;
        pending.callers.set(pending.callers.get() - 1);
        shared.leave(need, &pending);
        read(&answer?)
    }

    /// Uses an answer of the provider that was asked for before, for the next call with this need.
    /// A call under way stays as it is.
    pub fn adopt(&self, need: &TokenNeed, answer: Promise) {
        let shared = &self.shared;
        let is_plain = matches!(*shared.provider.borrow(), TokenProvider::Plain(_));
        if !is_plain && shared.pending.borrow().get(need).is_none() {
            self.pursue(need, answer);
        }
    }

    /// Calls the provider again for everything that it has not answered yet. Call this during a
    /// user's press: the browser then allows the provider to open a sign-in window. If the new
    /// call is rejected, the first one still counts.
    pub fn ask_again(&self) {
        let shared = &self.shared;
        let pending = shared.pending.borrow().clone();
        for (need, pending) in pending.iter() {
            if shared.is_in_row(pending) && !shared.is_next(pending) {
                continue;
            }
            if let Ok(answer) = shared.call(need) {
                let pending = Rc::clone(pending);
                spawn_local(async move {
                    if let Ok(token) = JsFuture::from(answer).await {
                        pending.end(&Ok(token));
                    }
                });
            }
        }
    }

    /// Ends everything that is not answered yet: it was asked for a user who has left, or for a
    /// widget that is gone.
    pub fn forget(&self) {
        let shared = &self.shared;
        shared.row.borrow_mut().clear();
        let pending = shared.pending.borrow_mut().clear();
        for (_, pending) in pending {
            pending.end(&Err(JsValue::UNDEFINED));
        }
    }

    fn ask(&self, need: &TokenNeed) -> Result<Rc<PendingToken>, NoToken> {
        let answer = self.shared.call(need)?;
        self.pursue(need, answer).ok_or(NoToken::Rejected)
    }

    /// Waits for an answer of the provider, and asks again in turn where the user has to act.
    fn pursue(&self, need: &TokenNeed, answer: Promise) -> Option<Rc<PendingToken>> {
        let pending = PendingToken::new()?;
        let mut all = self.shared.pending.borrow_mut();
        all.insert(need.clone(), Rc::clone(&pending));
        let (shared, need) = (Rc::clone(&self.shared), need.clone());
        let pursued = Rc::clone(&pending);
        spawn_local(async move {
            let result = shared.answer_in_turn(&need, &pursued, answer).await;
            shared
                .row
                .borrow_mut()
                .retain(|other| !Rc::ptr_eq(other, &pursued));
            pursued.end(&result);
        });
        Some(pending)
    }
}

/// How long a need waits for a window that is not of its own widget, in milliseconds: at first,
/// and at most.
const PAUSES_MS: (u32, u32) = (1_000, 16_000);

impl Shared {
    /// The final result for a need whose first answer is `answer`.
    async fn answer_in_turn(
        &self,
        need: &TokenNeed,
        pending: &Rc<PendingToken>,
        mut answer: Promise,
    ) -> Result<JsValue, JsValue> {
        let mut pause_ms = PAUSES_MS.0;
        loop {
            let reason = match JsFuture::from(answer).await {
                Ok(token) => return Ok(token),
                Err(reason) => reason,
            };
            pending.is_asked.set(false);
            let others_are_asked = || self.others(pending).any(|it| it.is_asked.get());
            match Interaction::of(&reason) {
                Some(Interaction::InProgress) => {}
                Some(Interaction::Required) if others_are_asked() => {}
                _ => return Err(reason),
            }
            if !self.is_in_row(pending) {
                self.row.borrow_mut().push(Rc::clone(pending));
            }
            loop {
                let first = self.first_answer(pending, pause_ms).await;
                pause_ms = PAUSES_MS.1.min(pause_ms * 2);
                if let Err(other) = first
                    && Interaction::of(&other) == Some(Interaction::Ended)
                {
                    return Err(other);
                }
                if pending.is_settled.get() || !self.is_wanted(pending) {
                    return Err(reason);
                }
                if self.is_next(pending) {
                    break;
                }
            }
            pending.is_asked.set(true);
            answer = self.call(need).map_err(|_| reason)?;
        }
    }

    /// The first answer that another need gets, or nothing after a pause.
    async fn first_answer(
        &self,
        pending: &Rc<PendingToken>,
        pause_ms: u32,
    ) -> Result<JsValue, JsValue> {
        let answers: Array = self.others(pending).map(|it| it.answer.clone()).collect();
        let timeout = timer(pause_ms, &answers);
        let first = JsFuture::from(Promise::race(&answers)).await;
        drop(timeout);
        first
    }

    /// The other needs that are not answered yet.
    fn others(&self, pending: &Rc<PendingToken>) -> impl Iterator<Item = Rc<PendingToken>> {
        let all: Vec<_> = self.pending.borrow().values().cloned().collect();
        let pending = Rc::clone(pending);
        let is_other =
            move |it: &Rc<PendingToken>| !it.is_settled.get() && !Rc::ptr_eq(it, &pending);
        all.into_iter().filter(is_other)
    }

    fn is_in_row(&self, pending: &Rc<PendingToken>) -> bool {
        self.row.borrow().iter().any(|it| Rc::ptr_eq(it, pending))
    }

    /// Whether it is this need's turn in the row.
    fn is_next(&self, pending: &Rc<PendingToken>) -> bool {
        let row = self.row.borrow();
        let mut row = row.iter().filter(|it| self.is_wanted(it));
        row.next().is_some_and(|first| Rc::ptr_eq(first, pending))
    }

    /// Whether somebody waits for this need, or will.
    fn is_wanted(&self, pending: &Rc<PendingToken>) -> bool {
        let all = self.pending.borrow();
        pending.callers.get() > 0 || all.values().any(|it| Rc::ptr_eq(it, pending))
    }

    /// A caller no longer waits: the next need of the same kind asks anew.
    fn leave(&self, need: &TokenNeed, pending: &Rc<PendingToken>) {
        let mut all = self.pending.borrow_mut();
        if all.get(need).is_some_and(|it| Rc::ptr_eq(it, pending)) {
            all.remove(need);
        }
    }

    fn call(&self, need: &TokenNeed) -> Result<Promise, NoToken> {
        // Cloned, because the page's function may replace the provider while it runs.
        let provider = self.provider.borrow().clone();
        match provider {
            TokenProvider::Function(function) => {
                let answer = function.call1(&JsValue::UNDEFINED, &object::plain(need));
                // What is thrown tells as much as what is rejected with.
                Ok(answer.map_or_else(
                    |reason| Promise::reject(&reason),
                    |answer| Promise::resolve(&answer),
                ))
            }
            TokenProvider::Rust(function) => Ok(function(need.clone())),
            TokenProvider::Plain(_) => Err(NoToken::NoProvider),
        }
    }
}
