//! Reads the sentences of another language from the object that the page passes.

use universal_print::json;
use wasm_bindgen::JsValue;

use crate::text::Catalogue;

/// The catalogue of a language. `tag` names the language's file in `locales/`, `locale` is the
/// variant in which numbers and times are written, such as `de-CH`, and `sentences` is the object
/// that the file exports. Anything but plain data counts as empty.
pub fn read(tag: &str, locale: &str, sentences: &JsValue) -> Catalogue {
    let sentences = json::read_js(sentences).unwrap_or_default();
    Catalogue::new(tag.to_owned(), locale.to_owned(), sentences)
}
