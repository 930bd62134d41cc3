//! What a query asks for: words, floors and rooms.

use super::fold::{Pieces, PlainLetters, words};

/// Stands before a printer's floor in its folded text.
pub(super) const FLOOR: char = '\u{1}';
/// Stands before a printer's room in its folded text.
pub(super) const ROOM: char = '\u{2}';

/// What a matching text contains. If both lists are empty, the query is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// All of these words, and pieces of words.
    pub(super) texts: Vec<String>,
    /// Of each pair, one: the word itself, such as "floor", or a floor or room that begins with the
    /// number. Or pieces with spaces between them, or without: a text has "BER A2" or "BER-A2".
    pub(super) pairs: Vec<(String, String)>,
}

/// The words for floor and room in the user's language, as a query may have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceWords {
    floor: PlaceWord,
    room: PlaceWord,
}

/// One of the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PlaceWord {
    /// Folded. Empty if the language has none.
    word: String,
    /// Whether it stands behind the number.
    follows: bool,
}

impl PlaceWords {
    /// Stands for the number in the sentences that [`PlaceWords::read`] takes. It is of private use,
    /// so the phrasebook keeps it, and no name has it.
    pub const NUMBER: &'static str = "\u{f8ff}";

    /// The words in the sentences about a floor and about a room.
    pub fn read(floor: &str, room: &str, plain: PlainLetters) -> Self {
        let word = |sentence: &str| {
            let (before, after) = sentence.split_once(Self::NUMBER).unwrap_or_default();
            let before = words(before, plain).pop();
            let follows = before.is_none();
            let word = before.or_else(|| words(after, plain).into_iter().next());
            PlaceWord {
                word: word.unwrap_or_default().concat(),
                follows,
            }
        };
        Self {
            floor: word(floor),
            room: word(room),
        }
    }

    /// What a match of the query contains.
    pub(super) fn wanted(&self, query: &str, plain: PlainLetters) -> Wanted {
        let mut wanted = Wanted::default();
        let mut tag_before: Option<(String, char)> = None;
        for pieces in words(query, plain) {
            let word = pieces.concat();
            let tagged = [(FLOOR, &self.floor), (ROOM, &self.room)];
            let mut places = tagged.into_iter();
            let place =
                places.find_map(|(tag, place)| Some((tag, place.follows, place.rest(&word)?)));
            if let Some((word_before, tag)) = tag_before.take() {
                if place.is_none() {
                    wanted.pairs.push((word_before, String::from(tag) + &word));
                    wanted.add(pieces, word);
                    continue;
                }
                // As in "second floor, room 5", it has no number.
                wanted.pairs.push((word_before, String::from(tag)));
            }
            match place {
                // The word and its number without a space between them.
                Some((tag, _, number)) if !number.is_empty() => {
                    let number = number.to_owned();
                    wanted.pairs.push((word, String::from(tag) + &number));
                    wanted.texts.push(number);
                }
                Some((tag, true, _)) => {
                    let number = wanted.texts.last().map_or("", String::as_str);
                    wanted.pairs.push((word, String::from(tag) + number));
                }
                Some((tag, false, _)) => tag_before = Some((word, tag)),
                None => wanted.add(pieces, word),
            }
        }
        // The user has not typed the number yet.
        let waiting = tag_before.map(|(word, tag)| (word, String::from(tag)));
        wanted.pairs.extend(waiting);
        wanted
    }
}

impl Wanted {
    /// Adds a word, which is its pieces together.
    fn add(&mut self, pieces: Pieces, word: String) {
        if pieces.len() > 1 {
            self.pairs.push((pieces.join(" "), word));
        }
        self.texts.extend(pieces);
    }

    pub(super) fn is_blank(&self) -> bool {
        self.texts.is_empty() && self.pairs.is_empty()
    }

    /// Whether everything that matches this also matches `other`.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        let has_text = |old: &String| {
            let mut new = self.texts.iter();
            new.any(|new| substring::contains(new.as_bytes(), old.as_bytes()))
        };
        let has_pair = |(one, other): &(String, String)| {
            let mut new = self.pairs.iter();
            new.any(|(new, new_other)| new == one && new_other.starts_with(other.as_str()))
        };
        other.texts.iter().all(has_text) && other.pairs.iter().all(has_pair)
    }

    pub(super) fn matches(&self, text: &[u8]) -> bool {
        let has = |wanted: &String| substring::contains(text, wanted.as_bytes());
        let has_one = |(one, other): &(String, String)| has(other) || has(one);
        self.texts.iter().all(has) && self.pairs.iter().all(has_one)
    }
}

impl PlaceWord {
    /// What a word of the query has beside this word, if it has it.
    fn rest<'a>(&self, word: &'a str) -> Option<&'a str> {
        if self.word.is_empty() {
            return None;
        }
        let rest = if self.follows {
            word.strip_suffix(self.word.as_str())
        } else {
            word.strip_prefix(self.word.as_str())
        };
        let is_number = |rest: &&str| rest.bytes().all(|byte| byte.is_ascii_digit());
        rest.filter(is_number)
    }
}

/// The words of a query for a job, to compare texts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextQuery {
    wanted: Wanted,
}

impl TextQuery {
    /// The words of a query.
    pub fn of(query: &str, plain: PlainLetters) -> Self {
        let wanted = PlaceWords::default().wanted(query, plain);
        Self { wanted }
    }

    /// Whether the query has no words, so that it matches everything.
    pub fn is_blank(&self) -> bool {
        self.wanted.is_blank()
    }

    /// Whether all words occur in a text, which `fold` made.
    pub fn matches(&self, folded: &str) -> bool {
        self.wanted.matches(folded.as_bytes())
    }
}
