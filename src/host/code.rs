//! Printers' codes: what the page knows of them, and what the camera sees.
//!
//! The page's `resolveCode` says which share a code stands for; it may hang,
//! throw and answer anything, and the workflow bounds how long it is waited
//! for. The camera belongs to the shell in `js/`, which hands over a function
//! where there is one; it is asked for nothing before the user's press.

use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use universal_print::ids::ShareId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::flow::code::{Camera, Unresolved};

/// Asks the page what a code stands for: a promise of a share id, or of null.
#[derive(Clone)]
pub enum Resolver {
    /// The page's `resolveCode`.
    Function(Function),
    /// A Rust host's function.
    Rust(Rc<dyn Fn(String) -> Promise>),
}

/// What the page says a code stands for.
pub async fn resolve(
    resolver: Option<Resolver>,
    code: String,
) -> Result<Option<ShareId>, Unresolved> {
    let answer = match resolver {
        Some(Resolver::Function(resolve)) => resolve
            .call1(&JsValue::UNDEFINED, &code.into())
            .map(|answer| Promise::resolve(&answer)),
        Some(Resolver::Rust(resolve)) => Ok(resolve(code)),
        None => return Ok(None),
    };
    let answer = answer.map_err(|_| Unresolved::Failed)?;
    let answer = JsFuture::from(answer).await;
    let answer = answer.map_err(|_| Unresolved::Failed)?;
    if answer.is_null() || answer.is_undefined() {
        return Ok(None);
    }
    let share = answer.as_string().and_then(|text| ShareId::new(&text));
    share.map(Some).ok_or(Unresolved::Garbage)
}

/// What the camera sees: the first code in front of it, until `signal` ends it.
pub async fn scan(camera: &Function, signal: &AbortSignal) -> Result<String, Camera> {
    let seen = camera
        .call1(&JsValue::UNDEFINED, signal)
        .map(|seen| Promise::resolve(&seen));
    let seen = match seen {
        Ok(seen) => JsFuture::from(seen).await,
        Err(error) => Err(error),
    };
    match seen {
        Ok(text) => text.as_string().ok_or(Camera::Broken),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
            Err(if name == "NotAllowedError" {
                Camera::Refused
            } else {
                Camera::Broken
            })
        }
    }
}
