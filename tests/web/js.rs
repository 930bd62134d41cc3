//! Runs JavaScript as a page would, and reads its values as JSON.

use js_sys::{Function, JSON, Promise};
use print_redirect::flow::options::Options;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Runs a script and returns its last value.
pub(crate) fn run(script: &str) -> JsValue {
    js_sys::eval(script).unwrap()
}

/// A JavaScript function.
pub(crate) fn function(arguments: &str, body: &str) -> Function {
    Function::new_with_args(arguments, body)
}

/// The plain options of these members, as a page gives them.
pub(crate) fn options(members: &Value) -> Options {
    let members = universal_print::json::parse(&members.to_string()).unwrap();
    Options::read(&members).unwrap()
}

/// A value as JSON, or null if JSON cannot represent it.
pub(crate) fn plain(value: &JsValue) -> Value {
    let text = JSON::stringify(value)
        .ok()
        .and_then(|text| text.as_string());
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Runs a script and returns its last value as JSON.
pub(crate) fn look(script: &str) -> Value {
    plain(&run(script))
}

/// Lets the event loop run everything that is due.
pub(crate) async fn turn() {
    let soon = Promise::new(&mut |resolve, _| {
        let set_timeout = function("then", "setTimeout(then, 0)");
        set_timeout.call1(&JsValue::UNDEFINED, &resolve).unwrap();
    });
    JsFuture::from(soon).await.unwrap();
}

/// Takes turns until a script returns a truthy value. Fails after 500 turns.
pub(crate) async fn until(script: &str) {
    for _ in 0..500 {
        if run(script).is_truthy() {
            return;
        }
        turn().await;
    }
    panic!("never came true: {script}");
}
