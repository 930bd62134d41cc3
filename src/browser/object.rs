//! Makes JavaScript values: plain ones from Rust's types, and dictionaries for browser APIs.

use js_sys::{Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// A value as a page receives it: plain objects and arrays, with `null` for `None`. `undefined` if
/// the page has made that impossible.
pub fn plain(value: &impl Serialize) -> JsValue {
    let serializer = Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or_default()
}

/// An object to pass to a browser API. It has no prototype, so that members which a page added to
/// `Object.prototype` do not reach the API.
pub fn dictionary(members: &[(&str, JsValue)]) -> JsValue {
    let object: Object = Object::create(JsValue::NULL.unchecked_ref());
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
