//! JSON as a tree: what the types of this crate are read from, and what requests
//! are written from.
//!
//! [`parse`] reads a text. In a browser it uses the browser's own `JSON.parse`,
//! because a second parser would be a large part of a program's download; on every
//! other target it uses serde_json. Both give the same tree:
//!
//! - A byte order mark in front of the text is ignored.
//! - Half of a surrogate pair, such as `"\ud800"`, reads as U+FFFD. JSON allows it,
//!   and Rust's strings cannot hold it.
//! - Numbers keep their value exactly, however many digits they have; see [`Number`].
//! - A text that nests arrays and objects more than 127 deep is not read.
//!
//! `Display` writes the tree as JSON text without blanks. It calls nothing of the
//! browser, so a `toJSON` that a page put on a prototype never changes a request.
//!
//! ```
//! use universal_print::json::{self, Value};
//!
//! let value = json::parse(r#"{ "copies": 2, "mediaSize": "A4" }"#).unwrap();
//! assert_eq!(value.get("copies").and_then(Value::as_i64), Some(2));
//! assert_eq!(value.to_string(), r#"{"copies":2,"mediaSize":"A4"}"#);
//! assert_eq!(json::parse("<html>"), None);
//!
//! let written = Value::from_iter([("copies", Value::from(2)), ("mediaSize", "A4".into())]);
//! assert_eq!(written, value);
//! ```

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod browser;
#[cfg(any(test, all(target_arch = "wasm32", target_os = "unknown")))]
mod long_numbers;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native;
mod number;
mod object;
mod write;

use std::ops::Index;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use browser::{parse, parse_js, read_js, take_functions};
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use native::parse;
pub use number::Number;
pub use object::Object;

/// For [`json!`](crate::json!).
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
#[doc(hidden)]
pub use serde_json as __serde_json;

/// How deep arrays and objects may be nested, and one more.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
const TOO_DEEP: u8 = 128;

/// A value of JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The member `name`, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The text, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(it) => Some(*it),
            _ => None,
        }
    }

    /// The number, if this is a whole one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.as_i64(),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_array(&self) -> Option<&Vec<Self>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Whether this is an object.
    pub fn is_object(&self) -> bool {
        self.as_object().is_some()
    }
}

static NULL: Value = Value::Null;

/// The member of this name, or `null` if there is none.
impl Index<&str> for Value {
    type Output = Self;

    fn index(&self, name: &str) -> &Self {
        self.get(name).unwrap_or(&NULL)
    }
}

/// The item at this place, or `null` if there is none.
impl Index<usize> for Value {
    type Output = Self;

    fn index(&self, at: usize) -> &Self {
        self.as_array()
            .and_then(|items| items.get(at))
            .unwrap_or(&NULL)
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

impl From<bool> for Value {
    fn from(it: bool) -> Self {
        Self::Bool(it)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        i64::from(number).into()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Object> for Value {
    fn from(members: Object) -> Self {
        Self::Object(members)
    }
}

/// `None` becomes `null`.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// An object of these members.
impl<K: Into<String>, V: Into<Self>> FromIterator<(K, V)> for Value {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(members: T) -> Self {
        let members = members.into_iter();
        Self::Object(
            members
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    /// Any tree, with any text and with numbers of any length.
    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?"
                .prop_map(|text| Value::Number(Number::of_text(&text))),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
                prop::collection::vec((any::<String>(), inner), 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in any_value()) {
            prop_assert_eq!(parse(&value.to_string()), Some(value));
        }

        #[test]
        fn what_is_written_reads_the_same_with_another_reader(value in any_value()) {
            let other: serde_json::Value = serde_json::from_str(&value.to_string()).unwrap();
            prop_assert_eq!(Value::from(other), value);
        }

        #[test]
        fn no_text_is_fatal(text: String) {
            let _ = parse(&text);
        }
    }

    /// The texts and trees that `tests/web/json.rs` compares with the browser's.
    #[test]
    fn the_shared_vectors_are_read_natively() {
        let vectors = parse(include_str!("json/vectors.json")).unwrap();
        let vectors = vectors.as_array().unwrap();
        assert!(vectors.len() > 20);
        for vector in vectors {
            let text = vector["text"].as_str().unwrap();
            let written = parse(text).map(|value| value.to_string());
            assert_eq!(written.as_deref(), vector["written"].as_str(), "{text}");
        }
    }

    #[test]
    fn nesting_ends_at_a_limit_and_not_at_the_end_of_the_stack() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(127)).is_some());
        for depth in [128, 100_000] {
            assert_eq!(parse(&nested(depth)), None);
        }
    }

    #[test]
    fn an_object_is_equal_in_any_order_and_written_in_its_own() {
        let (one, other) = (json!({ "b": 1, "a": 2 }), json!({ "a": 2, "b": 1 }));
        assert_eq!(one, other);
        assert_eq!(one.to_string(), r#"{"b":1,"a":2}"#);
        assert_ne!(one, json!({ "a": 2, "b": 1, "c": null }));
        assert_ne!(one, json!({ "a": 2, "b": 2 }));
    }
}
