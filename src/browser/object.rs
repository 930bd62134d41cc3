//! Creates plain JavaScript objects, and reads them as JSON.

use js_sys::{Array, Object, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

/// An object with these members.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    with_members(Object::new(), members)
}

/// An object to pass to a browser API. It has no prototype, so that members which a page added to
/// `Object.prototype` do not reach the API.
pub fn dictionary(members: &[(&str, JsValue)]) -> JsValue {
    with_members(Object::create(JsValue::NULL.unchecked_ref()), members)
}

fn with_members(object: Object, members: &[(&str, JsValue)]) -> JsValue {
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// An array of these items.
pub fn array(items: impl Iterator<Item = JsValue>) -> JsValue {
    items.collect::<Array>().into()
}

/// A text, or null.
pub fn text_or_null(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}

/// A value as JSON, or `None` if it is not plain data.
pub fn plain(object: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(object).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
