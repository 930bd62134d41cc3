//! A message to the user, before it is in any language.

use super::english;

/// A message to the user. `english.rs` defines a constructor for each sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The position of the sentence in the list of all.
    index: u16,
    arguments: Vec<Words>,
}

/// Text that is partly data and partly in the user's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// A name, which is not translated.
    Text(String),
    /// A message, in the user's language.
    Message(Message),
    /// A number, in the user's digits. It decides the plural form.
    Number(u32),
    /// Several, separated as the language does.
    List(Vec<Words>),
}

impl Message {
    #[inline(never)]
    pub(super) fn of<const N: usize>(index: u16, arguments: [Words; N]) -> Self {
        let arguments = Vec::from(arguments);
        Self { index, arguments }
    }

    pub(super) fn index(&self) -> usize {
        usize::from(self.index)
    }

    /// The values for the placeholders, in the order of the sentence's fields.
    pub(super) fn arguments(&self) -> &[Words] {
        &self.arguments
    }

    /// The key that hosts and catalogues use.
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
