//! Reads the sentences of another language from the object that the page passes.

use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::browser::object::plain;
use crate::text::Catalogue;

/// The catalogue of a language. `tag` names the language's file in `locales/`, `locale` is the
/// variant in which numbers and times are written, such as `de-CH`, and `sentences` is the object
/// that the file exports. Anything but plain data counts as empty.
pub fn read(tag: &str, locale: &str, sentences: &JsValue) -> Catalogue {
    let sentences = plain(sentences).unwrap_or(Value::Null);
    Catalogue::new(tag.to_owned(), locale.to_owned(), sentences)
}
