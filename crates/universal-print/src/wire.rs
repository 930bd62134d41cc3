//! Reads answers member by member, so that an odd member costs only itself.
//!
//! Graph's documentation and its behaviour differ in places: members are missing,
//! null, of another type, or newer than the documentation. A type that implements
//! [`Wire`] says how it is read from JSON. A member that cannot be read is absent
//! (`None`), and the rest of the answer stays. Only ids are required. Nothing is
//! validated here beyond its JSON type.
//!
//! Implement [`Wire`] for your own type to read members that this crate leaves out:
//!
//! ```
//! use universal_print::json;
//! use universal_print::json::Value;
//! use universal_print::ids::PrinterId;
//! use universal_print::wire::{Wire, list, member, text};
//!
//! struct Badge {
//!     printer: PrinterId,
//!     label: Option<String>,
//!     levels: Vec<i32>,
//! }
//!
//! impl Wire for Badge {
//!     fn read(value: &Value) -> Option<Self> {
//!         Some(Self {
//!             printer: member(value, "id")?,
//!             label: text(value, "label"),
//!             levels: list(value, "levels"),
//!         })
//!     }
//! }
//!
//! let badge = Badge::read(&json!({ "id": "c21e7e0a", "label": " ", "levels": [1, "two", 3] }));
//! let badge = badge.unwrap();
//! assert_eq!(badge.printer.as_str(), "c21e7e0a");
//! assert_eq!(badge.label, None);
//! assert_eq!(badge.levels, [1, 3]);
//! assert!(Badge::read(&json!({ "label": "no id" })).is_none());
//! ```

use crate::json::Value;

/// A value that can be read from Graph's JSON.
pub trait Wire: Sized {
    /// Reads the value; `None` if the JSON does not hold one.
    fn read(value: &Value) -> Option<Self>;
}

/// Reads the member `name` of a JSON object; `None` if it is absent, null or not
/// a `T`.
pub fn member<T: Wire>(object: &Value, name: &str) -> Option<T> {
    object.get(name).and_then(T::read)
}

/// Reads the items of the array member `name`. Items that cannot be read are left
/// out; the list is empty if there is no array.
pub fn list<T: Wire>(object: &Value, name: &str) -> Vec<T> {
    member(object, name).unwrap_or_default()
}

/// Reads the member `name` as trimmed text; `None` if it is absent or blank. Graph
/// sends `""` and blanks where it means "none".
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
    use crate::json;
    use proptest::prelude::*;

    #[test]
    fn an_odd_item_costs_only_itself() {
        let answer = json!({ "copies": [1, "two", 3, null] });
        assert_eq!(list::<i32>(&answer, "copies"), [1, 3]);
    }

    #[test]
    fn blank_text_is_absent() {
        let answer = json!({ "empty": "", "blank": "  ", "name": " Lobby " });
        assert_eq!(text(&answer, "empty"), None);
        assert_eq!(text(&answer, "blank"), None);
        assert_eq!(text(&answer, "name").as_deref(), Some("Lobby"));
    }

    proptest! {
        #[test]
        fn a_number_too_large_for_its_type_is_absent(number: i64) {
            let read: Option<i32> = member(&json!({ "copies": number }), "copies");
            prop_assert_eq!(read, i32::try_from(number).ok());
        }
    }
}
