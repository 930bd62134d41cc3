//! The ids of Universal Print, one type each, so that a share is never taken
//! for a printer.
//!
//! Printers and shares both have GUIDs, and the two differ: one printer has one
//! id as a printer and another as a share. `redirect` takes the printer's;
//! ordinary users see the share's. An id is opaque and never empty. It keeps
//! the spelling in which it arrived, and is percent-encoded only when a path is
//! built.
//!
//! Two ids are equal if they name the same thing: Graph reads a GUID in upper and
//! lower case alike, and so do `==`, `<` and hashing here. An id of another form is
//! equal only to the same text. Names and keys are made from `key`, which is the
//! same for equal ids:
//!
//! ```
//! use universal_print::ids::ShareId;
//!
//! let written = ShareId::new("6A0C1F52-8D3B-4E1A-9C07-2B5F4D6E8A90").unwrap();
//! let listed = ShareId::new("6a0c1f52-8d3b-4e1a-9c07-2b5f4d6e8a90").unwrap();
//! assert_eq!(written, listed);
//! assert_eq!(written.key(), listed.key());
//! assert_ne!(written.as_str(), listed.as_str());
//! ```

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::json::Value;

use crate::wire::Wire;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id, or `None` when the text is empty, blank or a dot segment:
            /// `.` and `..` change the path they stand in, even when they are
            /// percent-encoded.
            pub fn new(text: &str) -> Option<Self> {
                let text = text.trim();
                (!matches!(text, "" | "." | "..")).then(|| Self(text.into()))
            }

            /// The id as Graph wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the id has the form of a GUID.
            pub fn is_guid(&self) -> bool {
                is_guid(&self.0)
            }

            /// The id in the one spelling for keys and for the names of locks: a
            /// GUID in lower case, any other id as it is.
            pub fn key(&self) -> Cow<'_, str> {
                key(&self.0)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                // Most ids that are compared differ in their first letters.
                self.0 == other.0 || (self.0.eq_ignore_ascii_case(&other.0) && self.is_guid())
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.key().cmp(&other.key())
            }
        }

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key().hash(state);
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Wire for $name {
            fn read(value: &Value) -> Option<Self> {
                match value {
                    Value::String(text) => Self::new(text),
                    // Another number would be another thing's id.
                    Value::Number(number) if number.is_exact() => Self::new(&number.text()),
                    _ => None,
                }
            }
        }
    )+};
}

ids! {
    /// A print job: a counter such as `103`, unique only within its printer.
    JobId,
    /// A printer. What `redirect` calls `destinationPrinterId`.
    PrinterId,
    /// A printer share: what users are given access to.
    ShareId,
    /// A document of a job.
    DocumentId,
    /// A print task: what holds a job for an application.
    TaskId,
    /// A task definition: what an application does with the jobs it holds.
    TaskDefinitionId,
    /// A task trigger: what ties a printer to a task definition.
    TaskTriggerId,
    /// A user: the object id in the directory.
    UserId,
}

fn key(id: &str) -> Cow<'_, str> {
    if is_guid(id) && id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(id.to_ascii_lowercase())
    } else {
        Cow::Borrowed(id)
    }
}

/// Whether the text has the form of a GUID: 8-4-4-4-12 hexadecimal digits.
fn is_guid(text: &str) -> bool {
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| {
            if HYPHENS.contains(&at) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn an_id_is_never_empty_nor_a_dot_segment() {
        assert_eq!(JobId::new("  "), None);
        assert_eq!(JobId::new(".."), None);
        assert_eq!(JobId::read(&json!("")), None);
        assert_eq!(JobId::read(&json!(null)), None);
    }

    #[test]
    fn an_id_that_is_no_guid_is_equal_only_to_the_same_text() {
        for (one, other) in [
            ("AB-1", "ab-1"),
            ("6A0C1F52", "6a0c1f52"),
            (
                "6A0C1F52-8D3B-4E1A-9C07-2B5F4D6E8A9G",
                "6a0c1f52-8d3b-4e1a-9c07-2b5f4d6e8a9g",
            ),
        ] {
            assert_ne!(ShareId::new(one), ShareId::new(other));
        }
    }

    proptest! {
        #[test]
        fn a_guid_is_the_same_in_upper_and_lower_case(
            guid in "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
            other in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ) {
            let id = ShareId::new(&guid).unwrap();
            let upper = ShareId::new(&guid.to_uppercase()).unwrap();
            prop_assert_eq!(&id, &upper);
            prop_assert_eq!(id.cmp(&upper), Ordering::Equal);
            prop_assert_eq!(HashSet::from([id.clone(), upper]).len(), 1);
            let other = ShareId::new(&other).unwrap();
            prop_assert_eq!(id == other, id.key() == other.key());
        }
    }

    #[test]
    fn a_counter_sent_as_a_number_is_still_an_id() {
        assert_eq!(JobId::read(&json!(103)), JobId::new("103"));
    }
}
