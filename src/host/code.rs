//! Reads what the page's `resolveCode` or the camera returns for a printer's code.
//!
//! `resolveCode` maps a code to a share. It may hang, throw or return anything; the workflow
//! limits how long it waits. The camera is a function of the shell in `js/`. It is called only
//! after the user pressed a button.

use std::rc::Rc;

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::flow::state::code::CodeSourceError;

/// The page's function that resolves a code: it returns a share id, null, or a promise of either.
pub type CodeResolver = Rc<dyn Fn(String) -> Result<JsValue, JsValue>>;

/// Waits for an answer and reads its text. `None` means the page knows the code stands for nothing.
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
