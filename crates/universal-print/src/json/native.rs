//! Reads JSON with serde_json, wherever there is no browser.

use super::{Number, Object, Value};

/// Reads a JSON text; `None` if it is none.
pub fn parse(text: &str) -> Option<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = serde_json::from_str::<serde_json::Value>(text);
    // serde_json takes no half of a surrogate pair, which a browser does.
    let read = read.or_else(|_| serde_json::from_str(&without_half_pairs(text)));
    read.ok().map(Value::from)
}

/// The text with every escaped half of a surrogate pair replaced by U+FFFD.
fn without_half_pairs(text: &str) -> String {
    const HIGH: std::ops::Range<u16> = 0xd800..0xdc00;
    const LOW: std::ops::Range<u16> = 0xdc00..0xe000;
    /// The length of `\uXXXX`.
    const ESCAPE: usize = 6;
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        whole.push_str(before);
        let next = escape.get(ESCAPE..).and_then(unit);
        let (kept, length) = match unit(escape) {
            Some(first) if HIGH.contains(&first) && next.is_some_and(|it| LOW.contains(&it)) => {
                (None, 2 * ESCAPE)
            }
            Some(first) if HIGH.contains(&first) || LOW.contains(&first) => {
                (Some("\\ufffd"), ESCAPE)
            }
            // Any other escape has at least two characters.
            _ => (None, escape.chars().take(2).map(char::len_utf8).sum()),
        };
        let (escape, after) = escape.split_at(length);
        whole.push_str(kept.unwrap_or(escape));
        rest = after;
    }
    whole + rest
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value as Other;
        match value {
            Other::Null => Self::Null,
            Other::Bool(it) => Self::Bool(it),
            Other::Number(number) => Self::Number(Number::of_text(&number.to_string())),
            Other::String(text) => Self::String(text),
            Other::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Other::Object(members) => {
                let members = members.into_iter();
                let members = members.map(|(name, value)| (name, Self::from(value)));
                Self::Object(Object::of_distinct(members.collect()))
            }
        }
    }
}

/// Makes a [`Value`](crate::json::Value) of a literal. It takes what
/// `serde_json::json!` takes, and exists wherever there is no browser.
///
/// ```
/// use universal_print::json;
///
/// let value = json!({ "copies": 2, "finishings": ["staple"] });
/// assert_eq!(value["finishings"][0], "staple");
/// ```
#[macro_export]
macro_rules! json {
    ($($literal:tt)+) => {
        $crate::json::Value::from($crate::json::__serde_json::json!($($literal)+))
    };
}

/// So that a [`Value`] can stand in `json!`.
impl serde::Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::Value::from(self.clone()).serialize(serializer)
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(it) => Self::Bool(it),
            Value::Number(number) => {
                let number = number.to_string().parse();
                number.map_or(Self::Null, Self::Number)
            }
            Value::String(text) => Self::String(text),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}
