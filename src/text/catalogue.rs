//! The sentences of another language, as a file in `locales/` exports them.
//!
//! A catalogue is plain data and may hold anything. Each sentence is looked up
//! when it is needed. A missing sentence, or one that is no text, is ignored, so a
//! bad line affects only itself.

use universal_print::json::Value;

/// A language and its sentences. English has none here, because it is compiled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// The language of the words, for the `lang` attribute.
    pub tag: String,
    /// The locale of numbers and times: the same language, or a variant such as `de-CH`.
    pub locale: String,
    sentences: Value,
}

impl Catalogue {
    /// The compiled-in English, with the numbers and times of a variant.
    pub fn english(locale: String) -> Self {
        Self {
            tag: "en".to_owned(),
            locale,
            sentences: Value::Null,
        }
    }

    /// A language with its sentences, which are the object that a file in `locales/` exports.
    pub fn new(tag: String, locale: String, sentences: Value) -> Self {
        Self {
            tag,
            locale,
            sentences,
        }
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.sentence("dir", None) == Some("rtl")
    }

    /// The sentence under a key. Where it has plural forms, the form for the category.
    pub(super) fn sentence(&self, key: &str, category: Option<&str>) -> Option<&str> {
        match self.sentences.get(key)? {
            Value::String(text) => Some(text),
            forms => [category, Some("other")]
                .into_iter()
                .flatten()
                .find_map(|category| forms.get(category)?.as_str()),
        }
    }
}
