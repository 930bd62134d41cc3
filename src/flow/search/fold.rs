//! Folds texts, so that a search finds them without case, accents, widths and punctuation, and in
//! any digits.
//!
//! Both sides are folded in the same way: the texts of rows, once when they arrive, and queries.

/// Puts a text into lower case. In a page the browser does it, which has the tables.
pub type LowerCase = fn(&str) -> String;

/// Writes a text in lower case and decomposed: "Hà" is an "ha" with an accent behind it, and a
/// letter of full width is the plain letter. That is Unicode's form NFKD. In a page the browser does
/// that too.
pub type PlainLetters = fn(&str) -> String;

/// Folds a text to compare queries with it. A sign inside a word is left out: "A2.05" is "a205".
pub fn fold(text: &str, plain: PlainLetters) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, plain, &mut folded);
    folded
}

/// Appends a folded text to `into`.
pub(super) fn fold_into(text: &str, plain: PlainLetters, into: &mut String) {
    write(text, plain, false, into);
}

/// A word of a query, in pieces where a sign divides it: "A2.05" is "a2" and "05".
pub(super) type Pieces = Vec<String>;

/// The folded words of a query, without the signs around them.
pub(super) fn words(query: &str, plain: PlainLetters) -> Vec<Pieces> {
    let mut folded = String::with_capacity(query.len());
    write(query, plain, true, &mut folded);
    let mut words: Vec<Pieces> = Vec::new();
    let mut last = ' ';
    let mut ends = true;
    let mut divides = true;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' || is_sign(c) {
            let is_decimal = |next: Option<&char>| {
                last.is_ascii_digit() && next.is_some_and(char::is_ascii_digit)
            };
            divides = true;
            ends |= c == ' ' || (stands_between_words(c) && !is_decimal(chars.peek()));
        } else {
            if ends {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut() {
                if divides {
                    word.push(String::new());
                }
                if let Some(piece) = word.last_mut() {
                    piece.push(c);
                }
            }
            (ends, divides) = (false, false);
        }
        last = c;
    }
    words
}

/// Appends the folded text to `into`, with its signs or without them.
fn write(text: &str, plain: PlainLetters, with_signs: bool, into: &mut String) {
    if text.is_ascii() {
        // Most texts are ASCII, and need no call to the browser.
        for byte in text.bytes() {
            let c = char::from(byte.to_ascii_lowercase());
            if c <= ' ' || c == '\u{7f}' {
                push_space(into);
            } else if with_signs || !c.is_ascii_punctuation() {
                into.push(c);
            }
        }
        return;
    }
    for c in plain(text).chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => into.push(c),
            _ if is_unseen(c) => {}
            _ if c.is_whitespace() || c.is_control() => push_space(into),
            _ if is_sign(c) => {
                if with_signs {
                    into.push(c);
                }
            }
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'þ' => into.push_str("th"),
            c => into.push(base_letter(c)),
        }
    }
}

/// Several spaces, as around a sign that is left out, are one.
fn push_space(into: &mut String) {
    if !into.ends_with(' ') {
        into.push(' ');
    }
}

/// The letter that people type for one that Unicode does not take apart; the digit in ASCII, for the
/// digits of other scripts. Others stay as they are.
fn base_letter(c: char) -> char {
    match c {
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ĸ' => 'k',
        'ł' => 'l',
        'ŋ' => 'n',
        'ø' => 'o',
        'ŧ' => 't',
        // The form of sigma at the end of a word, where the query may not be yet.
        'ς' => 'σ',
        // Keyboards for Persian, Urdu and Arabic write the same letters in two ways.
        '\u{6cc}' | '\u{649}' => '\u{64a}',
        '\u{6a9}' => '\u{643}',
        c => digit(c).map_or(c, char::from),
    }
}

/// The ASCII digit for a decimal digit of any script.
pub fn digit(c: char) -> Option<u8> {
    /// The zeros of the scripts in Unicode's first plane. The other nine follow each.
    const ZEROS: [u16; 36] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
        0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
        0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
        0xff10,
    ];
    if c < '\u{660}' {
        return u8::try_from(c).ok().filter(u8::is_ascii_digit);
    }
    let mut values = ZEROS
        .iter()
        .map(|zero| u32::from(c).wrapping_sub(u32::from(*zero)));
    let value = values.find(|value| *value < 10)?;
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// Whether a sign stands between words, even without a space. Other signs stand inside them, as in
/// "A2.05" and "BER-A2".
fn stands_between_words(c: char) -> bool {
    ",;()[]{}|\"·•“”„«»\u{60c}\u{61b}、。".contains(c)
}

/// Punctuation.
fn is_sign(c: char) -> bool {
    const SIGNS: [(u16, u16); 21] = [
        (0x21, 0x2f),
        (0x3a, 0x40),
        (0x5b, 0x60),
        (0x7b, 0x7e),
        (0xa1, 0xbf),
        (0xd7, 0xd7),
        (0xf7, 0xf7),
        // Of Hebrew, Arabic and Indian scripts.
        (0x5be, 0x5be),
        (0x5f3, 0x5f4),
        (0x60c, 0x60c),
        (0x61b, 0x61b),
        (0x61f, 0x61f),
        (0x66a, 0x66d),
        (0x6d4, 0x6d4),
        (0x964, 0x965),
        // General punctuation, the minus, and punctuation of Chinese and Japanese.
        (0x2010, 0x2027),
        (0x2030, 0x205e),
        (0x2212, 0x2212),
        (0x3001, 0x3003),
        (0x3008, 0x301f),
        (0x30fb, 0x30fb),
    ];
    is_in(c, &SIGNS)
}

/// An accent or another mark on the letter before it, or a character that draws nothing.
fn is_unseen(c: char) -> bool {
    const UNSEEN: [(u16, u16); 33] = [
        (0xad, 0xad),
        (0x300, 0x36f),
        (0x483, 0x489),
        // Points of Hebrew and Arabic, and what lengthens an Arabic word.
        (0x591, 0x5bd),
        (0x5bf, 0x5bf),
        (0x5c1, 0x5c2),
        (0x5c4, 0x5c5),
        (0x5c7, 0x5c7),
        (0x610, 0x61a),
        (0x61c, 0x61c),
        (0x640, 0x640),
        (0x64b, 0x65f),
        (0x670, 0x670),
        (0x6d6, 0x6dc),
        (0x6df, 0x6e4),
        (0x6e7, 0x6e8),
        (0x6ea, 0x6ed),
        // The dot below letters of Indian scripts.
        (0x93c, 0x93c),
        (0x9bc, 0x9bc),
        (0xa3c, 0xa3c),
        (0xabc, 0xabc),
        (0xb3c, 0xb3c),
        // Joiners, selectors, and marks of direction.
        (0x180b, 0x180e),
        (0x1ab0, 0x1aff),
        (0x1dc0, 0x1dff),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x206f),
        (0x20d0, 0x20ff),
        (0xfe00, 0xfe0f),
        (0xfe20, 0xfe2f),
        (0xfeff, 0xfeff),
        (0xfff9, 0xfffb),
    ];
    is_in(c, &UNSEEN)
}

/// Whether a character is in one of the ranges, which ascend.
fn is_in(c: char, ranges: &[(u16, u16)]) -> bool {
    let c = u32::from(c);
    let mut begun = ranges
        .iter()
        .take_while(|(first, _)| u32::from(*first) <= c);
    begun.any(|(_, last)| u32::from(*last) >= c)
}
