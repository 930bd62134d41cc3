//! What is said, before it is in any language.

use super::english;

/// Something that is said to the user. There is a constructor for each
/// sentence, made in `english.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Where the sentence stands in the list of all.
    index: u8,
    arguments: Vec<Words>,
}

/// Words of which some come from the service and some from the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// A name, as it is.
    Text(String),
    /// In the user's language.
    Message(Message),
    /// A number: written in the user's digits, and deciding the plural.
    Number(u32),
    /// One after the other.
    List(Vec<Words>),
}

impl Message {
    #[inline(never)]
    pub(super) fn of<const N: usize>(index: u8, arguments: [Words; N]) -> Self {
        let arguments = Vec::from(arguments);
        Self { index, arguments }
    }

    pub(super) fn index(&self) -> usize {
        usize::from(self.index)
    }

    /// What is filled in, in the order of the sentence's fields.
    pub(super) fn arguments(&self) -> &[Words] {
        &self.arguments
    }

    /// The name that hosts and catalogues use.
    pub fn key(&self) -> &'static str {
        let sentence = english::sentences().nth(self.index());
        sentence.map_or("", |sentence| sentence.key)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Words {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<Message> for Words {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}
