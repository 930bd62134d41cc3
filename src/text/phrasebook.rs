//! Turns messages into words.
//!
//! A sentence has named placeholders. It comes from the host where the host
//! replaced it, else from the catalogue, else from the compiled-in English. A
//! sentence of the catalogue whose placeholders are not exactly the message's
//! fields is ignored. The rules of the language (plural categories, the digits of
//! numbers) come from the caller: in a page, from the browser's `Intl`.

use std::rc::Rc;

use super::Catalogue;
use super::english;
use super::message::{Message, Words};
use super::name::{harmless, turns};
use super::sentence::Sentence;
use crate::small_map::SmallMap;

/// The user's language.
#[derive(Clone)]
pub struct Phrasebook {
    english: Rc<[Sentence]>,
    catalogue: Rc<Catalogue>,
    replaced: Rc<SmallMap<String, String>>,
    /// The plural category of a number, such as `one` or `other`.
    plural: Rc<dyn Fn(u32) -> String>,
    /// A number in the user's digits.
    number: Rc<dyn Fn(u32) -> String>,
}

/// A sentence with its placeholders filled.
struct Filled {
    words: String,
    /// Whether every placeholder has a field and every field but numbers a placeholder.
    whole: bool,
    /// Whether every number has a placeholder.
    counted: bool,
}

impl Phrasebook {
    /// A language with some sentences replaced: by key, or by `key.one` and
    /// `key.other` where a count decides.
    pub fn new(
        catalogue: Catalogue,
        replaced: SmallMap<String, String>,
        plural: impl Fn(u32) -> String + 'static,
        number: impl Fn(u32) -> String + 'static,
    ) -> Self {
        Self {
            english: english::sentences().collect(),
            catalogue: Rc::new(catalogue),
            replaced: Rc::new(replaced),
            plural: Rc::new(plural),
            number: Rc::new(number),
        }
    }

    /// The language of the words and of the numbers.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The words of a message.
    pub fn say(&self, message: &Message) -> String {
        let Some(sentence) = self.english.get(message.index()) else {
            return String::new();
        };
        let arguments = message.arguments();
        let count = arguments.iter().find_map(|argument| match argument {
            Words::Number(number) => Some(*number),
            _ => None,
        });
        let category = count.map(|count| (self.plural)(count));
        let category = category.as_deref();
        if let Some(pattern) = self.replaced(sentence.key, category) {
            return self.fill(pattern, sentence.fields, arguments).words;
        }
        let foreign = self
            .catalogue
            .sentence(sentence.key, category)
            .map(|pattern| self.fill(pattern, sentence.fields, arguments))
            .filter(|filled| filled.whole && (filled.counted || says_the_count(category)));
        let english = || {
            let other = sentence.other.filter(|_| count != Some(1));
            self.fill(other.unwrap_or(sentence.one), sentence.fields, arguments)
        };
        foreign.unwrap_or_else(english).words
    }

    /// The text of names, messages and lists.
    pub fn words(&self, words: &Words) -> String {
        match words {
            Words::Text(text) => harmless(text),
            Words::Message(message) => self.say(message),
            Words::Number(number) => (self.number)(*number),
            Words::List(list) => {
                let separator = self.say(&Message::list_separator());
                let mut text = String::new();
                // Without this mark, the list would take the direction of its first name.
                let mut between = if self.catalogue.is_right_to_left() {
                    "\u{200f}"
                } else {
                    ""
                };
                for item in list {
                    let item = self.apart(item, false);
                    if !item.is_empty() {
                        text.push_str(between);
                        between = &separator;
                        text.push_str(&item);
                    }
                }
                text
            }
        }
    }

    /// A value inside a sentence or a list. It is isolated where a part of it, or of what stands
    /// around it, runs from right to left: else its brackets and digits would be drawn at the wrong
    /// end, or it would turn the words behind it. `around` says whether what stands around it does,
    /// in a language that does not.
    pub fn apart(&self, value: &Words, around: bool) -> String {
        const FIRST_STRONG_ISOLATE: &str = "\u{2068}";
        const POP_DIRECTIONAL_ISOLATE: &str = "\u{2069}";
        let words = self.words(value);
        let given = match value {
            Words::Text(given) => given,
            _ => &words,
        };
        let apart = around || self.catalogue.is_right_to_left() || turns(given);
        if apart && !words.is_empty() {
            [FIRST_STRONG_ISOLATE, &words, POP_DIRECTIONAL_ISOLATE].concat()
        } else {
            words
        }
    }

    fn replaced(&self, key: &str, category: Option<&str>) -> Option<&str> {
        let form = |category: &str| self.replaced.get([key, ".", category].concat().as_str());
        category
            .and_then(|category| form(category).or_else(|| form("other")))
            .or_else(|| self.replaced.get(key))
            .map(String::as_str)
    }

    /// Fills the placeholders. One that names no field stays as it is, so that a
    /// mistake in a replaced text is visible.
    fn fill(&self, pattern: &str, fields: &str, arguments: &[Words]) -> Filled {
        let mut words = String::with_capacity(pattern.len());
        let turns = turns(pattern);
        let mut whole = true;
        let mut taken = 0u32;
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let argument = after.split_once('}').and_then(|(name, after)| {
                let at = fields.split(' ').position(|field| field == name)?;
                Some((at, arguments.get(at)?, after))
            });
            if let Some((at, argument, after)) = argument {
                taken |= 1 << at;
                match argument {
                    Words::Number(number) => words.push_str(&(self.number)(*number)),
                    argument => words.push_str(&self.apart(argument, turns)),
                }
                rest = after;
            } else {
                whole = false;
                words.push('{');
                rest = after;
            }
        }
        words.push_str(rest);
        let mut counted = true;
        for (at, argument) in arguments.iter().enumerate() {
            let there = taken & (1 << at) != 0;
            match argument {
                Words::Number(_) => counted &= there,
                _ => whole &= there,
            }
        }
        Filled {
            words,
            whole,
            counted,
        }
    }
}

/// Whether the words for a plural category may express the number without a
/// digit, as Arabic does for one and two.
fn says_the_count(category: Option<&str>) -> bool {
    matches!(category, Some("zero" | "one" | "two"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use universal_print::json;
    use universal_print::json::Value;

    fn book(tag: &str, sentences: Value, replaced: &[(&str, &str)]) -> Phrasebook {
        let replaced = replaced
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        let plural = |count| match count {
            1 => "one",
            2 => "two",
            _ => "other",
        };
        Phrasebook::new(
            Catalogue::new(tag.to_owned(), tag.to_owned(), sentences),
            replaced.collect(),
            move |count| plural(count).to_owned(),
            |number| number.to_string(),
        )
    }

    fn english(replaced: &[(&str, &str)]) -> Phrasebook {
        book("en", Value::Null, replaced)
    }

    fn german(sentences: Value) -> Phrasebook {
        book("de", sentences, &[])
    }

    #[test]
    fn the_count_decides_the_words() {
        let book = english(&[]);
        let words = |count| book.say(&Message::printers_found(count));
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
        assert_eq!(book.say(&Message::jobs_heading()), "Ready for you");
        assert_eq!(book.say(&Message::printers_found(1)), "Just one");
        assert_eq!(book.say(&Message::printers_found(3)), "3 of {nothing}");
    }

    #[test]
    fn a_value_with_braces_is_not_a_pattern() {
        let job = "{count} report.pdf".into();
        let words = english(&[]).say(&Message::job_cancelled(job));
        assert_eq!(words, "“{count} report.pdf” was canceled.");
    }

    #[test]
    fn a_catalogue_gives_the_form_for_the_count() {
        let book = german(json!({
            "refresh": "Aktualisieren",
            "printersFound": { "one": "{count} Drucker gefunden.", "two": 2, "other": "{count} Drucker." },
        }));
        assert_eq!(book.say(&Message::refresh()), "Aktualisieren");
        let found = |count| book.say(&Message::printers_found(count));
        assert_eq!(found(1), "1 Drucker gefunden.");
        assert_eq!(found(2), "2 Drucker.");
        assert_eq!(found(3), "3 Drucker.");
    }

    #[test]
    fn only_a_catalogues_bad_sentences_fall_back_to_english() {
        for bad in [
            json!(7),
            json!(null),
            json!(["{job}"]),
            json!({}),
            json!({ "other": 7 }),
            json!("Der Auftrag wurde abgebrochen."),
            json!("„{job}“ wurde am {printer} abgebrochen."),
            json!("„{job}“ wurde {abgebrochen"),
        ] {
            let book = german(json!({ "jobCancelled": bad, "refresh": "Aktualisieren" }));
            let words = book.say(&Message::job_cancelled("a.pdf".into()));
            assert_eq!(words, "“a.pdf” was canceled.", "{bad}");
            assert_eq!(book.say(&Message::refresh()), "Aktualisieren");
        }
        for no_object in [json!(null), json!("text"), json!([1])] {
            assert_eq!(german(no_object).say(&Message::refresh()), "Refresh");
        }
    }

    #[test]
    fn only_forms_for_one_number_may_omit_the_number() {
        let book = german(json!({ "printersFound": { "two": "Beide.", "other": "Viele." } }));
        assert_eq!(book.say(&Message::printers_found(2)), "Beide.");
        assert_eq!(book.say(&Message::printers_found(5)), "5 printers found.");
    }

    #[test]
    fn a_hosts_text_replaces_that_of_any_language() {
        let sentences = json!({ "refresh": "Aktualisieren", "printersFound": { "one": "Einer" } });
        let book = book(
            "de",
            sentences,
            &[("refresh", "Neu laden"), ("printersFound", "Da")],
        );
        assert_eq!(book.say(&Message::refresh()), "Neu laden");
        assert_eq!(book.say(&Message::printers_found(1)), "Da");
    }

    #[test]
    fn a_list_has_the_separator_of_the_language() {
        let nothing = Words::List(Vec::new());
        let list = || Words::List(vec!["A".into(), nothing.clone(), "B".into()]);
        assert_eq!(english(&[]).words(&list()), "A, B");
        assert_eq!(
            german(json!({ "listSeparator": "、" })).words(&list()),
            "A、B"
        );
    }

    #[test]
    fn names_are_isolated_in_right_to_left_text() {
        let sentences = json!({ "dir": "rtl", "jobCancelled": "تم إلغاء {job}." });
        let book = book("ar", sentences, &[]);
        let words = book.say(&Message::job_cancelled("a (1)".into()));
        assert_eq!(words, "تم إلغاء \u{2068}a (1)\u{2069}.");
        let place = Words::List(vec!["A".into(), "B".into()]);
        assert_eq!(
            book.words(&place),
            "\u{200f}\u{2068}A\u{2069}, \u{2068}B\u{2069}"
        );
    }

    #[test]
    fn a_name_never_turns_the_rest_of_a_sentence() {
        let book = english(&[]);
        let sent = |name: &str| book.say(&Message::sent(name.into(), "Lobby".into()));
        for (name, expected) in [
            ("a (1).pdf", "“a (1).pdf” was sent to Lobby."),
            ("Hà Nội – ３号", "“Hà Nội – ３号” was sent to Lobby."),
            ("דוח 3", "“\u{2068}דוח 3\u{2069}” was sent to Lobby."),
            (
                "x\u{202e}fdp.exe",
                "“\u{2068}xfdp.exe\u{2069}” was sent to Lobby.",
            ),
            (
                "a\u{2069}\u{2067}b",
                "“\u{2068}ab\u{2069}” was sent to Lobby.",
            ),
            (
                "a\u{200f}!",
                "“\u{2068}a\u{200f}!\u{2069}” was sent to Lobby.",
            ),
            ("a\r\nb\u{2028}c\u{85}d", "“a  b c d” was sent to Lobby."),
        ] {
            assert_eq!(sent(name), expected);
        }
    }

    #[test]
    fn a_name_alone_has_no_character_that_turns() {
        assert_eq!(english(&[]).words(&"דוח\u{202e}\n".into()), "דוח ");
    }

    #[test]
    fn a_name_inside_a_list_is_isolated_if_it_may_turn() {
        let place = || Words::List(vec!["דוח".into(), Message::floor("2".into()).into()]);
        let book = english(&[]);
        assert_eq!(book.words(&place()), "\u{2068}דוח\u{2069}, Floor 2");
        let words = book.say(&Message::instead("Lobby".into(), place()));
        assert_eq!(
            words,
            "Lobby (\u{2068}\u{2068}דוח\u{2069}, Floor 2\u{2069})"
        );
    }

    #[test]
    fn names_are_isolated_in_a_hosts_right_to_left_text() {
        let book = english(&[("jobCancelled", "{job} בוטל")]);
        let words = book.say(&Message::job_cancelled("a (1)".into()));
        assert_eq!(words, "\u{2068}a (1)\u{2069} בוטל");
    }
}
