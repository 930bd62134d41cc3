//! Graph's enumerations, which keep members they do not know.
//!
//! Each enumeration has a variant `Other` that holds Graph's own spelling. So
//! reading never fails, and sending the value back changes nothing. Known members
//! are compared without regard to case: the documentation writes
//! `counterClockwise…` where the service writes `counterclockwise…`.
//!
//! ```
//! use universal_print::json;
//! use universal_print::status::JobState;
//! use universal_print::wire::Wire;
//!
//! assert_eq!(JobState::read(&json!("PAUSED")), Some(JobState::Paused));
//!
//! let newer = JobState::read(&json!("hibernating")).unwrap();
//! assert_eq!(newer, JobState::Other("hibernating".into()));
//! assert_eq!(newer.as_str(), "hibernating");
//!
//! assert!(JobState::from("unknownFutureValue").is_sentinel());
//! ```

/// Graph's stand-in for a member that is newer than the client said it
/// understands. It names no value and must never be sent back.
///
/// <https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations>
pub const SENTINEL: &str = "unknownFutureValue";

macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$member_doc])* #[doc = concat!("`", $text, "`")] $member,)+
            /// A member that this crate does not know, in Graph's spelling.
            Other(Box<str>),
        }

        impl $name {
            /// The documented members.
            pub const KNOWN: &'static [Self] = &[$(Self::$member),+];

            /// Graph's spelling.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $text,)+
                    Self::Other(text) => text,
                }
            }

            /// Whether this is Graph's stand-in for a member that it did not tell.
            pub fn is_sentinel(&self) -> bool {
                self.as_str() == $crate::enums::SENTINEL
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                let mut known = Self::KNOWN.iter();
                let known = known.find(|known| text.eq_ignore_ascii_case(known.as_str()));
                known.cloned().unwrap_or_else(|| Self::Other(text.into()))
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(value: &$crate::json::Value) -> Option<Self> {
                value.as_str().map(Self::from)
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
#[allow(
    unreachable_pub,
    dead_code,
    reason = "a sample of the macro; the tests use part of it"
)]
mod tests {
    use crate::json;
    use crate::wire::Wire;
    use proptest::prelude::*;

    open_enum! {
        /// Two members, to try the macro on.
        Sample { First = "firstOne", Second = "secondOne" }
    }

    #[test]
    fn a_known_member_is_read_in_any_case() {
        assert_eq!(Sample::read(&json!("FIRSTONE")), Some(Sample::First));
    }

    proptest! {
        #[test]
        fn an_unknown_member_keeps_its_spelling(text in "[a-zA-Z]{1,20}") {
            prop_assume!(!text.eq_ignore_ascii_case("firstOne") && !text.eq_ignore_ascii_case("secondOne"));
            let read = Sample::from(text.as_str());
            prop_assert_eq!(read.as_str(), text.as_str());
        }
    }
}
