//! Waits for the answer of a provider, and reads the token in it.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise, Reflect};
use universal_print::fault::NoToken;
use universal_print::json::Value;
use universal_print::wire::Wire;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::access::AccessToken;
use crate::flow::account::Account;

/// Adds a promise that resolves after a pause.
pub(super) fn timer(pause_ms: u32, promises: &Array) -> Option<Timeout> {
    let mut timeout = None;
    promises.push(&Promise::new(&mut |resolve, _| {
        timeout = Some(Timeout::new(pause_ms, move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    }));
    timeout
}

/// The answer, or an error if there is none in time.
pub(super) async fn answer_in_time(patience_ms: u32, answer: &Promise) -> Result<JsValue, NoToken> {
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
pub(super) fn read(answer: &JsValue) -> Result<AccessToken, NoToken> {
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
pub(super) fn token_of(text: &str, account: Option<Account>) -> Result<AccessToken, NoToken> {
    let visible = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    visible
        .then(|| AccessToken {
            text: text.into(),
            account,
        })
        .ok_or(NoToken::Garbage)
}
