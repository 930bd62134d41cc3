//! The ids that callers bring, checked once.
//!
//! What reaches a URL of Graph is made of letters, digits, `-`, `_`, `~` and
//! inner dots only, so that no encoding, case or separator can turn one path
//! into another. Printers and shares have GUIDs, jobs have counters; anything
//! else is no id.
//!
//! <https://learn.microsoft.com/graph/api/resources/printjob>

use std::fmt;

const LONGEST: usize = 64;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id, or `None` when it has a letter that ids do not have.
            pub fn parse(text: &str) -> Option<Self> {
                is_plain(text).then(|| Self(text.to_owned()))
            }

            /// The id as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether both name the same thing: GUIDs have no case.
            pub fn is(&self, other: &str) -> bool {
                self.0.eq_ignore_ascii_case(other)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A printer.
    Printer,
    /// A printer share.
    Share,
    /// A job, unique within its printer.
    Job,
}

fn is_plain(text: &str) -> bool {
    let letters = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~' | b'.'));
    letters && !text.starts_with('.') && (1..=LONGEST).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_text_is_an_id() {
        assert!(Job::parse("103").is_some());
        assert!(Printer::parse("0b1c2d3e-0000-4000-8000-000000000000").is_some());
        for odd in [
            "", ".", "..", "a/b", "a%2Fb", "a?b", "a#b", "a b", "a\\b", "é", "a;b", "a:b", "$ref",
        ] {
            assert_eq!(Job::parse(odd), None, "{odd}");
        }
        assert_eq!(Job::parse(&"1".repeat(65)), None);
    }

    #[test]
    fn the_case_of_a_guid_says_nothing() {
        assert!(Share::parse("ABCD").unwrap().is("abcd"));
    }
}
