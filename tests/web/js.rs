//! JavaScript as a page would write it, and its values as plain data.

use js_sys::{Function, JSON, Promise};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Runs a script and gives its last value.
pub(crate) fn run(script: &str) -> JsValue {
    js_sys::eval(script).unwrap()
}

/// A function of the page's.
pub(crate) fn function(arguments: &str, body: &str) -> Function {
    Function::new_with_args(arguments, body)
}

/// A value as JSON has it; null where JSON has nothing.
pub(crate) fn plain(value: &JsValue) -> Value {
    let text = JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string());
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// The last value of a script, as plain data.
pub(crate) fn look(script: &str) -> Value {
    plain(&run(script))
}

/// Lets everything happen that is due now.
pub(crate) async fn turn() {
    let soon = Promise::new(&mut |resolve, _| {
        let set_timeout = function("then", "setTimeout(then, 0)");
        set_timeout.call1(&JsValue::UNDEFINED, &resolve).unwrap();
    });
    JsFuture::from(soon).await.unwrap();
}

/// Takes turns until a script says true; fails after a good many.
pub(crate) async fn until(script: &str) {
    for _ in 0..500 {
        if run(script).is_truthy() {
            return;
        }
        turn().await;
    }
    panic!("never came true: {script}");
}
