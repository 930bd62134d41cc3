//! Finds printers by words of their name, model or location.
//!
//! Texts are folded once, when they arrive: case and accents are removed, so
//! "munchen" finds "München". A query is a set of words in any order, and each
//! must occur somewhere in a printer's text. A query that continues the last one
//! narrows the last hits instead of searching everything again.

use universal_print::location::Location;
use universal_print::share::Share;

/// Puts a text into lower case. In a page the browser does it, which has the tables.
pub type LowerCase = fn(&str) -> String;

/// The folded texts of all shares, in the order they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    texts: Vec<String>,
}

/// The shares that match a query: positions in the index, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    query: String,
    /// How many texts were searched.
    searched: usize,
    /// Positions of the matches.
    pub found: Vec<usize>,
}

impl Index {
    /// Adds a share.
    pub fn add(&mut self, share: &Share, lower_case: LowerCase) {
        let base = &share.base;
        let mut text = String::new();
        let parts = [&base.display_name, &base.model, &base.manufacturer];
        for part in parts.into_iter().flatten() {
            fold_into(part, lower_case, &mut text);
            text.push(' ');
        }
        for part in base.location.iter().flat_map(searched_members) {
            fold_into(part, lower_case, &mut text);
            text.push(' ');
        }
        self.texts.push(text);
    }

    /// All matches. Narrows `last` where the query continues its query.
    pub fn find(&self, query: &str, lower_case: LowerCase, last: &Hits) -> Hits {
        let mut folded = String::new();
        fold_into(query, lower_case, &mut folded);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let matches = |text: &String| words.iter().all(|word| text.contains(word));
        let goes_on = !last.query.is_empty() && folded.starts_with(&last.query);
        let (known, from) = if goes_on {
            (last.found.as_slice(), last.searched)
        } else {
            (&[][..], 0)
        };
        let known = known
            .iter()
            .copied()
            .filter(|&at| self.texts.get(at).is_some_and(matches));
        let new = self.texts.iter().enumerate().skip(from);
        let new = new.filter_map(|(at, text)| matches(text).then_some(at));
        Hits {
            found: known.chain(new).collect(),
            searched: self.texts.len(),
            query: folded,
        }
    }
}

fn searched_members(location: &Location) -> impl Iterator<Item = &String> {
    [
        &location.site,
        &location.building,
        &location.floor,
        &location.floor_description,
        &location.room_name,
        &location.room_description,
        &location.city,
        &location.street_address,
    ]
    .into_iter()
    .flatten()
}

/// Appends a text to `into`, in lower case and without accents.
fn fold_into(text: &str, lower_case: LowerCase, into: &mut String) {
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

/// The letter without its accent, for the lower-case letters of Latin-1 and Latin
/// Extended-A, which cover the languages of Europe. Other letters stay as they are.
fn base_letter(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use universal_print::json;
    use universal_print::wire::Wire;

    fn index(names: &[&str]) -> Index {
        let mut index = Index::default();
        for name in names {
            let share = json!({ "id": "s", "displayName": name, "location": { "building": "Háskóli", "floor": "2" } });
            index.add(&Share::read(&share).unwrap(), str::to_lowercase);
        }
        index
    }

    fn found(index: &Index, query: &str) -> Vec<usize> {
        index.find(query, str::to_lowercase, &Hits::default()).found
    }

    #[test]
    fn words_match_in_any_order_without_accents_and_case() {
        let index = index(&["Drucker München", "Kitchen"]);
        assert_eq!(found(&index, "MUNCHEN druck"), [0]);
        assert_eq!(found(&index, "haskoli 2 kitchen"), [1]);
        assert_eq!(found(&index, "cellar"), [] as [usize; 0]);
        assert_eq!(found(&index, "  "), [0, 1]);
    }

    #[test]
    fn a_decomposed_accent_is_the_same_letter() {
        assert_eq!(found(&index(&["Mu\u{308}nchen"]), "münchen"), [0]);
    }

    #[test]
    fn a_final_sigma_matches_before_the_word_is_complete() {
        assert_eq!(found(&index(&["ΟΔΟΣ 5"]), "οδοσ"), [0]);
        assert_eq!(found(&index(&["οδός"]), "ΟΔΌΣ"), [0]);
    }

    proptest! {
        #[test]
        fn narrowing_finds_the_same_as_a_new_search(
            names in proptest::collection::vec("[a-c ]{0,8}", 0..20),
            first in "[a-c ]{0,3}",
            more in "[a-c ]{0,3}",
            early in 0usize..20
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let before = index(&names[..early.min(names.len())]);
            let all = index(&names);
            let last = before.find(&first, str::to_lowercase, &Hits::default());
            let query = format!("{first}{more}");
            prop_assert_eq!(all.find(&query, str::to_lowercase, &last).found, found(&all, &query));
        }
    }
}
