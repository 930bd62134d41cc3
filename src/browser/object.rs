//! PlainTokens JavaScript objects, made of their members, and read as data.

use js_sys::{Array, Object, Reflect};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

/// An object with these members.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    with_members(Object::new(), members)
}

/// An object for the browser's own calls. It inherits nothing, so that what a
/// page has put on the prototype of all objects does not reach the call.
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

/// A text, or null where there is none.
pub fn text_or_null(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from)
}

/// What an object has to say as JSON; none where it is no plain data.
pub fn plain(object: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(object).ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
