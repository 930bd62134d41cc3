//! Defines the English of a message, and the macro that makes the messages from their table.
//!
//! All words are one long text that each phrasebook splits once, because a table of a thousand
//! pointers does not compress.

macro_rules! messages {
    ($($name:ident $(($($field:ident: $kind:ty),+))? = $key:literal: $one:literal $(/ $other:literal)?;)+) => {
        /// The position of each message's sentence.
        #[derive(Copy, Clone)]
        #[expect(non_camel_case_types, reason = "the constructors' own names")]
        enum MessageIndex {
            $($name),+
        }

        impl Message {
            $(
                #[doc = concat!("“", $one, "”")]
                pub fn $name($($($field: $kind),+)?) -> Self {
                    Self::of(MessageIndex::$name as u16, [$($(Words::from($field)),+)?])
                }
            )+
        }

        /// One line for each message: the key and the names of the fields, a tab,
        /// the words; then, where a count decides, a tab and the words for counts
        /// other than one.
        const ENGLISH: &str = concat!(
            $($key, $($(" ", stringify!($field)),+,)? "\t", $one, $("\t", $other,)? "\n"),+
        );
    };
}

pub(super) use messages;

/// The English of a message.
#[derive(Copy, Clone, Debug)]
pub(super) struct Sentence {
    pub(super) key: &'static str,
    /// The names of the fields, separated by spaces.
    pub(super) fields: &'static str,
    /// The words; where a count decides, those for one.
    pub(super) one: &'static str,
    /// The words for every count other than one.
    pub(super) other: Option<&'static str>,
}

/// The English of all messages in the text that the macro makes, each at its position.
pub(super) fn split(english: &'static str) -> impl Iterator<Item = Sentence> {
    english.lines().map(|line| {
        let (head, words) = line.split_once('\t').unwrap_or((line, ""));
        let (key, fields) = head.split_once(' ').unwrap_or((head, ""));
        let forms = words.split_once('\t');
        Sentence {
            key,
            fields,
            one: forms.map_or(words, |(one, _)| one),
            other: forms.map(|(_, other)| other),
        }
    })
}
