//! Options as a page gives them: one JavaScript object.
//!
//! Functions and tokens are taken out first and checked here; the rest is
//! plain data and is checked by `flow::options`. All refusals are thrown
//! together as `{ name: "OptionsRefused", refusals: [{ option, given, allowed }] }`.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

use super::code::Resolver;
use super::token::{Plain, Provider};
use crate::browser::object::{self, array, object};
use crate::flow::options::{OptionError, Options};

/// What a page gave, checked.
pub struct Given {
    /// The plain options.
    pub options: Options,
    /// Where tokens come from.
    pub provider: Provider,
    /// The page's own `fetch`.
    pub fetch: Option<Function>,
    /// What the page knows of printers' codes.
    pub resolver: Option<Resolver>,
}

/// Reads the options, or says everything that is wrong with them.
pub fn read(given: &JsValue) -> Result<Given, JsValue> {
    let mut refusals = Vec::new();
    let plain = Object::new();
    if let Some(object) = given.dyn_ref::<Object>() {
        Object::assign(&plain, object);
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
    let plain_tokens = Plain {
        graph: token("token", &graph, &mut refusals),
        gateway: token("gatewayToken", &gateway, &mut refusals),
    };
    let provider = get_token.map_or(Provider::Plain(plain_tokens), Provider::Function);
    let plain = data(&plain, &mut refusals);
    match Options::read(&plain) {
        Ok(mut options) if refusals.is_empty() => {
            options.resolves_codes = resolver.is_some();
            let resolver = resolver.map(|resolve| -> Resolver {
                Rc::new(move |code| resolve.call1(&JsValue::UNDEFINED, &code.into()))
            });
            Ok(Given {
                options,
                provider,
                fetch,
                resolver,
            })
        }
        Ok(_) => Err(refused(&refusals)),
        Err(more) => {
            refusals.extend(more);
            Err(refused(&refusals))
        }
    }
}

/// The options as JSON. What JSON would drop or make another thing of, such as
/// a function or what is not a number, is refused.
fn data(options: &Object, refusals: &mut Vec<OptionError>) -> Value {
    let mut members = Map::new();
    for name in Object::keys(options).iter() {
        let given = Reflect::get(options, &name).unwrap_or_default();
        let name = name.as_string().unwrap_or_default();
        match object::plain(&given) {
            Some(value) if value.is_null() == given.is_null() => drop(members.insert(name, value)),
            _ if given.is_undefined() => {}
            _ => refusals.push(refusal(&name, &kind(&given), "plain data")),
        }
    }
    Value::Object(members)
}

/// What was given for a token is never repeated, not even in a refusal.
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

fn refused(refusals: &[OptionError]) -> JsValue {
    let refusals = refusals.iter().map(|refusal| {
        object(&[
            ("option", (&refusal.option).into()),
            ("given", (&refusal.given).into()),
            ("allowed", (&refusal.allowed).into()),
        ])
    });
    object(&[
        ("name", "OptionsRefused".into()),
        ("refusals", array(refusals)),
    ])
}
