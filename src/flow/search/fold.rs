//! Folds texts, so that a search finds them without case, accents and widths.

/// Puts a text into lower case. In a page the browser does it, which has the tables.
pub type LowerCase = fn(&str) -> String;

/// A text as queries are compared with it.
pub fn fold(text: &str, lower_case: LowerCase) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, lower_case, &mut folded);
    folded
}

/// The folded words of a query, without punctuation around them.
pub(super) fn words(query: &str, lower_case: LowerCase) -> Vec<String> {
    let folded = fold(query, lower_case);
    let is_sign =
        |c: char| c.is_ascii_punctuation() || "·،、，。…“”„‘’«»".chars().any(|sign| sign == c);
    // No-break spaces, and the marks that isolate names in right-to-left text, divide words too.
    let divides = |c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
    };
    let words = folded.split(divides).map(|word| word.trim_matches(is_sign));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Appends a text to `into`, in lower case and without accents.
pub(super) fn fold_into(text: &str, lower_case: LowerCase, into: &mut String) {
    if text.is_ascii() {
        // Most texts are ASCII, and need no call to the browser.
        into.extend(
            text.bytes()
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    for c in lower_case(text).chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ß' => into.push_str("ss"),
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'þ' => into.push_str("th"),
            // The form of sigma at the end of a word, where the query may not be yet.
            'ς' => into.push('σ'),
            c => into.push(base_letter(c)),
        }
    }
}

/// The letter without its accent, for the lower-case letters of Latin-1, Latin Extended-A and
/// Vietnamese; the digit in ASCII, for the digits of other scripts. Others stay as they are.
fn base_letter(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        // Letters and signs of full width.
        '\u{ff01}'..='\u{ff5e}' => shifted(c, '\u{ff01}', '!').to_ascii_lowercase(),
        '\u{3000}' => ' ',
        '٠'..='٩' => shifted(c, '٠', '0'),
        '۰'..='۹' => shifted(c, '۰', '0'),
        '०'..='९' => shifted(c, '०', '0'),
        '๐'..='๙' => shifted(c, '๐', '0'),
        c => c,
    }
}

/// The character as far from `to` as `c` is from `from`.
fn shifted(c: char, from: char, to: char) -> char {
    let distance = u32::from(c).wrapping_sub(u32::from(from));
    char::from_u32(u32::from(to) + distance).unwrap_or(c)
}
