//! Printers' codes: what the page knows of them, and what the camera sees.
//!
//! The page's `resolveCode` says which share a code stands for; it may hang,
//! throw and answer anything, and the workflow bounds how long it is waited
//! for. The camera belongs to the shell in `js/`, which hands over a function
//! where there is one; it is asked for nothing before the user's press.

use std::rc::Rc;

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::flow::state::code::CodeSourceError;

/// Asks the page what a code stands for: a share id, null, or a promise of one.
pub type Resolver = Rc<dyn Fn(String) -> Result<JsValue, JsValue>>;

/// The text in an answer, or nothing where there is none on purpose.
pub async fn read(answer: Result<JsValue, JsValue>) -> Result<Option<String>, CodeSourceError> {
    let answer = match answer {
        Ok(answer) => JsFuture::from(Promise::resolve(&answer)).await,
        thrown => thrown,
    };
    match answer {
        Ok(answer) if answer.is_null() || answer.is_undefined() => Ok(None),
        Ok(answer) => answer.as_string().map(Some).ok_or(CodeSourceError::Garbage),
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).unwrap_or_default();
            Err(if name == "NotAllowedError" {
                CodeSourceError::Refused
            } else {
                CodeSourceError::Failed
            })
        }
    }
}
