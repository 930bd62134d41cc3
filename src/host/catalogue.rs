//! The sentences of another language, as a page gives them: an object.

use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::browser::object::plain;
use crate::text::Catalogue;

/// The catalogue of a language: the object that a file in `locales/` exports,
/// which files there are for it, and the kind of it that numbers and times are
/// written in, such as `de-CH`. What is no plain data counts as empty.
pub fn read(tag: &str, locale: &str, sentences: &JsValue) -> Catalogue {
    let sentences = plain(sentences).unwrap_or(Value::Null);
    Catalogue::new(tag.to_owned(), locale.to_owned(), sentences)
}
