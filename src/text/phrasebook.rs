//! Messages turned into words.
//!
//! A wording is a pattern with named placeholders, or several by plural
//! category. Replacements that the host gives are looked up by key, and by
//! `key.one`, `key.other` where a count decides. The rules of the language
//! (plural categories, the digits of numbers) come from outside: from the
//! browser's `Intl` in a page.

use std::rc::Rc;

use super::Message;
use crate::table::Table;

/// Words of which some come from the service and some from the language.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Words {
    /// A name, as it is.
    Text(String),
    /// In the user's language.
    Message(Box<Message>),
    /// One after the other.
    List(Vec<Words>),
}

impl Clone for Words {
    // Messages of every kind hold words: one copy of this serves them all.
    #[inline(never)]
    fn clone(&self) -> Self {
        match self {
            Self::Text(text) => Self::Text(text.clone()),
            Self::Message(message) => Self::Message(message.clone()),
            Self::List(list) => Self::List(list.clone()),
        }
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

impl From<Message> for Words {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// What is filled into a message.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Words, as they are.
    Words(&'a Words),
    /// A number: written in the user's digits, and deciding the plural.
    Number(u32),
}

impl<'a> From<&'a Words> for Argument<'a> {
    fn from(words: &'a Words) -> Self {
        Self::Words(words)
    }
}

impl From<&u32> for Argument<'_> {
    fn from(number: &u32) -> Self {
        Self::Number(*number)
    }
}

/// The English for a message.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// The same for every count.
    Plain(&'static str),
    /// One, and all others.
    Plural(&'static str, &'static str),
}

/// The language the user reads.
#[derive(Clone)]
pub struct Phrasebook {
    replaced: Rc<Table<String, String>>,
    /// The plural category of a number, such as `one` or `other`.
    plural: Rc<dyn Fn(u32) -> String>,
    /// A number in the user's digits.
    number: Rc<dyn Fn(u32) -> String>,
}

impl Phrasebook {
    /// English, with some texts replaced by key.
    pub fn new(
        replaced: Table<String, String>,
        plural: impl Fn(u32) -> String + 'static,
        number: impl Fn(u32) -> String + 'static,
    ) -> Self {
        Self {
            replaced: Rc::new(replaced),
            plural: Rc::new(plural),
            number: Rc::new(number),
        }
    }

    /// The words of a message.
    pub fn say(&self, message: &Message) -> String {
        let arguments = message.arguments();
        let count = arguments.iter().find_map(|(_, argument)| match argument {
            Argument::Number(number) => Some(*number),
            Argument::Words(_) => None,
        });
        let key = message.key();
        let category = count.map(|count| (self.plural)(count));
        let replaced = category
            .as_ref()
            .and_then(|category| self.replaced.get(format!("{key}.{category}").as_str()))
            .or_else(|| {
                self.replaced
                    .get(&format!("{key}.other"))
                    .filter(|_| count.is_some())
            })
            .or_else(|| self.replaced.get(key));
        let pattern = match (replaced, message.wording()) {
            (Some(pattern), _) => pattern.as_str(),
            (None, Wording::Plain(pattern)) => pattern,
            (None, Wording::Plural(one, other)) => {
                if category.as_deref() == Some("one") {
                    one
                } else {
                    other
                }
            }
        };
        self.fill(pattern, &arguments)
    }

    /// Names and messages as one text.
    pub fn words(&self, words: &Words) -> String {
        match words {
            Words::Text(text) => text.clone(),
            Words::Message(message) => self.say(message),
            Words::List(list) => {
                let list: Vec<String> = list.iter().map(|words| self.words(words)).collect();
                list.join(", ")
            }
        }
    }

    /// Fills the placeholders; one that names nothing stays as it is, so that
    /// a mistake in a replaced text is seen.
    fn fill(&self, pattern: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
        let mut words = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let argument = after.split_once('}').and_then(|(name, after)| {
                let (_, argument) = arguments.iter().find(|(known, _)| *known == name)?;
                Some((argument, after))
            });
            if let Some((argument, after)) = argument {
                match argument {
                    Argument::Words(argument) => words.push_str(&self.words(argument)),
                    Argument::Number(number) => words.push_str(&(self.number)(*number)),
                }
                rest = after;
            } else {
                words.push('{');
                rest = after;
            }
        }
        words.push_str(rest);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(replaced: &[(&str, &str)]) -> Phrasebook {
        let replaced = replaced
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        let plural = |count| if count == 1 { "one" } else { "other" }.to_owned();
        Phrasebook::new(replaced.collect(), plural, |number| number.to_string())
    }

    #[test]
    fn the_count_decides_the_words() {
        let book = english(&[]);
        let words = |count| book.say(&Message::PrintersFound { count });
        assert_eq!(words(1), "1 printer found.");
        assert_eq!(words(2), "2 printers found.");
    }

    #[test]
    fn a_host_may_replace_a_text_by_key_and_count() {
        let book = english(&[
            ("jobsHeading", "Ready for you"),
            ("printersFound.one", "Just one"),
            ("printersFound.other", "{count} of {nothing}"),
        ]);
        assert_eq!(book.say(&Message::JobsHeading), "Ready for you");
        assert_eq!(book.say(&Message::PrintersFound { count: 1 }), "Just one");
        assert_eq!(
            book.say(&Message::PrintersFound { count: 3 }),
            "3 of {nothing}"
        );
    }

    #[test]
    fn what_is_filled_in_is_never_read_as_a_pattern() {
        let job = "{count} report.pdf".into();
        let words = english(&[]).say(&Message::JobCancelled { job });
        assert_eq!(words, "“{count} report.pdf” was cancelled.");
    }
}
