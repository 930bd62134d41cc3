//! The ids of Universal Print, one type each, so that a share is never taken
//! for a printer.
//!
//! Printers and shares both have GUIDs, and the two differ: one printer has one
//! id as a printer and another as a share. `redirect` takes the printer's;
//! ordinary users see the share's. An id is opaque and never empty. It keeps
//! the spelling in which it arrived, and is percent-encoded only when a path is
//! built.

use std::fmt;
use std::sync::Arc;

use crate::json::Value;

use crate::wire::Wire;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

            /// Whether both ids name the same thing: a GUID is the same in
            /// upper and lower case. `==` compares the spelling.
            pub fn same_as(&self, other: &Self) -> bool {
                self.0.eq_ignore_ascii_case(&other.0)
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
                    Value::Number(number) if number.is_exact() => Self::new(&number.to_string()),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn an_id_is_never_empty_nor_a_dot_segment() {
        assert_eq!(JobId::new("  "), None);
        assert_eq!(JobId::new(".."), None);
        assert_eq!(JobId::read(&json!("")), None);
        assert_eq!(JobId::read(&json!(null)), None);
    }

    #[test]
    fn a_guid_is_the_same_in_upper_and_lower_case() {
        let (upper, lower) = (ShareId::new("AB-1"), ShareId::new("ab-1"));
        assert_ne!(upper, lower);
        assert!(upper.unwrap().same_as(&lower.unwrap()));
    }

    #[test]
    fn a_counter_sent_as_a_number_is_still_an_id() {
        assert_eq!(JobId::read(&json!(103)), JobId::new("103"));
    }
}
