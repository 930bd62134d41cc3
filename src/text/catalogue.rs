//! The sentences of another language, as a file in `locales/` has them.
//!
//! A catalogue is plain data and may hold anything. Each sentence is looked up
//! when it is said, and one that is missing or no text is as if it were not
//! there, so a bad line costs that line alone.

use serde_json::Value;

/// A language, and what is said in it. English has no sentences here: it is
/// compiled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// The language of the words, for the `lang` attribute.
    pub tag: String,
    /// The language of numbers and times: the same, or a kind of it such as `de-CH`.
    pub locale: String,
    sentences: Value,
}

impl Catalogue {
    /// The language compiled in, with the numbers and times of one kind of it.
    pub fn english(locale: String) -> Self {
        Self {
            tag: "en".to_owned(),
            locale,
            sentences: Value::Null,
        }
    }

    /// A language with its sentences: the object that a file in `locales/` exports.
    pub fn new(tag: String, locale: String, sentences: Value) -> Self {
        Self {
            tag,
            locale,
            sentences,
        }
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.sentence("dir", None) == Some("rtl")
    }

    /// The sentence under a key, in the form for a plural category where it has forms.
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
