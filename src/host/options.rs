//! Reads the options object that a page passes.
//!
//! Functions and tokens are checked here. `flow::options` checks the rest, which is plain data.
//! All refusals are thrown together, as
//! `{ name: "OptionsRefused", refusals: [{ option, given, allowed }] }`.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use serde::Serialize;
use universal_print::json::{self, Value};
use wasm_bindgen::{JsCast, JsValue};

use super::code::CodeResolver;
use super::functions::HostFunctions;
use super::token::{PlainTokens, TokenProvider};
use crate::browser::object;
use crate::flow::options::{OptionError, Options};

/// The checked options of a page.
pub struct HostOptions {
    /// The plain options.
    pub options: Options,
    /// The functions and tokens.
    pub functions: HostFunctions,
}

/// Reads the options, or returns an error that lists everything wrong with them.
pub fn read(given: &JsValue) -> Result<HostOptions, JsValue> {
    let mut refusals = Vec::new();
    // Without a prototype: what a page added to every object is no option.
    let plain: Object = object::dictionary(&[]).unchecked_into();
    if given.is_object() {
        Object::assign(&plain, given.unchecked_ref());
    }
    let take = |name: &'static str| {
        let value = Reflect::get(&plain, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let _ = Reflect::delete_property(&plain, &name.into());
        value
    };
    let (get_token, fetch) = (take("getToken"), take("fetch"));
    let resolve_code = take("resolveCode");
    let (graph, gateway) = (take("token"), take("gatewayToken"));
    let get_token = function("getToken", &get_token, &mut refusals);
    let fetch = function("fetch", &fetch, &mut refusals);
    let resolver = function("resolveCode", &resolve_code, &mut refusals);
    let plain_tokens = PlainTokens {
        graph: token("token", &graph, &mut refusals),
        gateway: token("gatewayToken", &gateway, &mut refusals),
    };
    let provider = get_token.map_or(TokenProvider::Plain(plain_tokens), TokenProvider::Function);
    let plain = data(&plain, &mut refusals);
    match Options::read(&plain) {
        Ok(mut options) if refusals.is_empty() => {
            options.resolves_codes = resolver.is_some();
            let resolver = resolver.map(|resolve| -> CodeResolver {
                Rc::new(move |code| resolve.call1(&JsValue::UNDEFINED, &code.into()))
            });
            Ok(HostOptions {
                options,
                functions: HostFunctions {
                    provider,
                    fetch,
                    resolver,
                },
            })
        }
        Ok(_) => Err(refused(&refusals)),
        Err(more) => {
            refusals.extend(more);
            Err(refused(&refusals))
        }
    }
}

/// The options as plain data. An option that is not, such as a function or `NaN`, is refused.
fn data(options: &Object, refusals: &mut Vec<OptionError>) -> Value {
    let mut members = json::Object::default();
    // Old libraries replace `Object.keys` by one that lists more.
    let names = Reflect::own_keys(options).unwrap_or_default();
    for name in names.iter() {
        let given = Reflect::get(options, &name).unwrap_or_default();
        let name = name.as_string().unwrap_or_default();
        match json::read_js(&given) {
            Some(value) => members.insert(name, value),
            None if given.is_undefined() => {}
            None => refusals.push(refusal(&name, &kind(&given), "plain data")),
        }
    }
    Value::Object(members)
}

/// Reads a token. A refusal never contains the value, because it could be a token.
fn token(name: &str, given: &JsValue, refusals: &mut Vec<OptionError>) -> Option<String> {
    let token = given.as_string();
    if token.is_none() && !given.is_null() && !given.is_undefined() {
        refusals.push(refusal(name, "something else (not shown)", "a string"));
    }
    token.filter(|token| !token.is_empty())
}

fn function(name: &str, given: &JsValue, refusals: &mut Vec<OptionError>) -> Option<Function> {
    if given.is_undefined() || given.is_null() {
        return None;
    }
    let function = given.dyn_ref::<Function>().cloned();
    if function.is_none() {
        refusals.push(refusal(name, &kind(given), "a function"));
    }
    function
}

fn kind(given: &JsValue) -> String {
    given.js_typeof().as_string().unwrap_or_default()
}

fn refusal(option: &str, given: &str, allowed: &str) -> OptionError {
    OptionError {
        option: option.to_owned(),
        given: given.to_owned(),
        allowed: allowed.to_owned(),
    }
}

/// What is thrown at the page.
#[derive(Serialize)]
struct OptionsRefused<'a> {
    name: &'static str,
    refusals: &'a [OptionError],
}

fn refused(refusals: &[OptionError]) -> JsValue {
    object::plain(&OptionsRefused {
        name: "OptionsRefused",
        refusals,
    })
}
