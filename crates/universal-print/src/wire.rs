//! Reading answers member by member, so that one odd member never costs more
//! than itself.
//!
//! Graph's documents and its behaviour disagree in places: members are
//! missing, null, of another type or of a newer vocabulary. A type that
//! implements [`Wire`] says how it is read from a JSON value; what cannot be
//! read is absent (`None`), and the rest of the answer stays. Only ids are
//! required. Nothing is validated here beyond its JSON type.

use serde_json::Value;

/// A value that can be read from Graph's JSON.
pub trait Wire: Sized {
    /// The value, or `None` when the JSON does not hold one.
    fn read(value: &Value) -> Option<Self>;
}

/// The member `name` of a JSON object, or `None` when it is absent, null or
/// not readable as a `T`.
pub fn member<T: Wire>(object: &Value, name: &str) -> Option<T> {
    object.get(name).and_then(T::read)
}

/// The readable items of the array member `name`; empty when there is none.
pub fn list<T: Wire>(object: &Value, name: &str) -> Vec<T> {
    member(object, name).unwrap_or_default()
}

/// The member `name` as text that says something: Graph sends `""` and blanks
/// where it means "none".
pub fn text(object: &Value, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Wire for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Wire for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Wire for i64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Wire for i32 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64().and_then(|number| number.try_into().ok())
    }
}

/// Items that cannot be read are left out; the others keep their order.
impl<T: Wire> Wire for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(T::read).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn an_odd_item_costs_only_itself() {
        let answer = json!({ "copies": [1, "two", 3, null] });
        assert_eq!(list::<i32>(&answer, "copies"), [1, 3]);
    }

    #[test]
    fn blank_text_means_none() {
        let answer = json!({ "empty": "", "blank": "  ", "name": " Lobby " });
        assert_eq!(text(&answer, "empty"), None);
        assert_eq!(text(&answer, "blank"), None);
        assert_eq!(text(&answer, "name").as_deref(), Some("Lobby"));
    }

    proptest! {
        #[test]
        fn a_number_outside_the_type_is_absent_not_wrapped(number: i64) {
            let read: Option<i32> = member(&json!({ "copies": number }), "copies");
            prop_assert_eq!(read, i32::try_from(number).ok());
        }
    }
}
