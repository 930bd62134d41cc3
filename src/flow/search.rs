//! Finds printers by words of their name, model or location, and jobs by words of their row.
//!
//! Texts are folded once, when they arrive: case and accents are removed, so
//! "munchen" finds "München". A query is a set of words in any order, and each
//! must occur somewhere in the text. "Floor 2" finds floor 2 and not room 2: the words
//! for floors and rooms are those of the user's language. A query that continues the
//! last one narrows the last hits instead of searching everything again.

mod fold;
mod query;

use universal_print::share::Share;

pub use fold::{LowerCase, fold};
pub use query::{PlaceWords, TextQuery};

use fold::fold_into;
use query::{FLOOR, ROOM, Wanted};

/// Ends a folded text.
const END: char = '\n';

/// The folded texts of all printers, in the order they were added, and the order of their places.
///
/// The texts are one long text, which is searched from one end to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// All positions in the order in which they are shown.
    order: Vec<u32>,
}

/// The printers that match a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    wanted: Wanted,
    /// How many texts were searched.
    searched: usize,
    /// Positions of the matches, in the order in which they are shown.
    pub found: Vec<u32>,
}

impl Index {
    /// Adds a share.
    pub fn add(&mut self, share: &Share, lower_case: LowerCase) {
        let base = &share.base;
        let place = base.location.as_ref();
        let text = &mut self.texts;
        let mut add = |tag: Option<char>, part: Option<&String>| {
            if let Some(part) = part {
                text.extend(tag);
                fold_into(part, lower_case, text);
                text.push(' ');
            }
        };
        let parts = [&base.display_name, &base.model, &base.manufacturer];
        for part in parts {
            add(None, part.as_ref());
        }
        if let Some(place) = place {
            let parts = [
                &place.site,
                &place.building,
                &place.city,
                &place.street_address,
            ];
            for part in parts {
                add(None, part.as_ref());
            }
            for part in [&place.floor, &place.floor_description] {
                add(Some(FLOOR), part.as_ref());
            }
            for part in [&place.room_name, &place.room_description] {
                add(Some(ROOM), part.as_ref());
            }
        }
        text.push(END);
        self.ends
            .push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    }

    /// Puts the texts that were added since the last time in their place in the order. `compare`
    /// compares two positions.
    pub fn put_in_order(&mut self, compare: impl Fn(u32, u32) -> std::cmp::Ordering) {
        let count = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let known = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        // A page has few; a sort would be compiled once more for them.
        let mut new: Vec<u32> = Vec::new();
        for at in known..count {
            let place = new.partition_point(|before| compare(*before, at).is_le());
            new.insert(place, at);
        }
        let mut order = Vec::with_capacity(self.ends.len());
        let mut rest = self.order.as_slice();
        for at in new {
            let before = rest.partition_point(|known| compare(*known, at).is_le());
            let (first, later) = rest.split_at_checked(before).unwrap_or_default();
            order.extend_from_slice(first);
            order.push(at);
            rest = later;
        }
        order.extend_from_slice(rest);
        self.order = order;
    }

    /// All positions, in the order in which they are shown.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// All matches. Narrows `last` where the query asks for more than its query.
    pub fn find(
        &self,
        query: &str,
        places: &PlaceWords,
        lower_case: LowerCase,
        last: &Hits,
    ) -> Hits {
        let mut hits = Hits {
            wanted: places.wanted(query, lower_case),
            searched: self.ends.len(),
            found: Vec::new(),
        };
        let wanted = &hits.wanted;
        if wanted.is_blank() {
            return hits;
        }
        let mut from = 0;
        if !last.wanted.is_blank() && wanted.narrows(&last.wanted) {
            from = last.searched;
            let known = last.found.iter().copied();
            hits.found = known.filter(|at| self.matches(*at, wanted)).collect();
        }
        let new = self.scan(from, wanted);
        if !new.is_empty() {
            hits.found = self.ordered(&hits.found, &new);
        }
        hits
    }

    /// The matches from a position on, ascending.
    fn scan(&self, from: usize, wanted: &Wanted) -> Vec<u32> {
        // The longest text is in the fewest. Without one, each ends with a line feed.
        let longest = wanted.texts.iter().max_by_key(|text| text.len());
        let longest = longest.map_or(&[END as u8][..], |text| text.as_bytes());
        let is_all = wanted.texts.len() == 1 && wanted.places.is_empty();
        let mut found = Vec::new();
        let mut at = from;
        let mut start = self.start(at);
        // The texts between two places of the longest one are passed over unseen.
        while let Some(place) = self
            .texts
            .as_bytes()
            .get(start..)
            .and_then(|rest| substring::find(rest, longest))
        {
            let place = start + place;
            let later = self.ends.get(at..).unwrap_or_default();
            at += later
                .iter()
                .take_while(|end| **end as usize <= place)
                .count();
            let position = u32::try_from(at).unwrap_or(u32::MAX);
            if is_all || self.matches(position, wanted) {
                found.push(position);
            }
            at += 1;
            start = self.start(at);
        }
        found
    }

    /// The positions of both lists, in the order in which they are shown.
    fn ordered(&self, known: &[u32], new: &[u32]) -> Vec<u32> {
        let mut is_found = vec![false; self.ends.len()];
        for at in known.iter().chain(new) {
            if let Some(is_found) = is_found.get_mut(*at as usize) {
                *is_found = true;
            }
        }
        let order = self.order.iter().copied();
        order
            .filter(|at| is_found.get(*at as usize) == Some(&true))
            .collect()
    }

    fn matches(&self, at: u32, wanted: &Wanted) -> bool {
        let at = at as usize;
        let text = self
            .texts
            .as_bytes()
            .get(self.start(at)..self.start(at + 1));
        text.is_some_and(|text| wanted.matches(text))
    }

    /// Where a text starts.
    fn start(&self, at: usize) -> usize {
        let before = at.checked_sub(1).map(|before| self.ends.get(before));
        before.map_or(0, |end| end.map_or(self.texts.len(), |end| *end as usize))
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
        index.put_in_order(|one, other| one.cmp(&other));
        index
    }

    fn english() -> PlaceWords {
        PlaceWords::read("Floor \u{1}", "room \u{1}", str::to_lowercase)
    }

    fn find(index: &Index, query: &str, last: &Hits) -> Vec<u32> {
        index.find(query, &english(), str::to_lowercase, last).found
    }

    fn found(index: &Index, query: &str) -> Vec<u32> {
        find(index, query, &Hits::default())
    }

    #[test]
    fn words_match_in_any_order_without_accents_and_case() {
        let index = index(&["Drucker München", "Kitchen"]);
        assert_eq!(found(&index, "MUNCHEN druck"), [0]);
        assert_eq!(found(&index, "haskoli 2 kitchen"), [1]);
        assert_eq!(found(&index, "cellar"), [] as [u32; 0]);
        assert_eq!(found(&index, "kitchen, (2)"), [1]);
    }

    #[test]
    fn a_decomposed_accent_is_the_same_letter() {
        assert_eq!(found(&index(&["Mu\u{308}nchen"]), "münchen"), [0]);
        assert_eq!(found(&index(&["Hà Nội"]), "ha noi"), [0]);
    }

    #[test]
    fn digits_and_widths_of_other_scripts_are_the_same() {
        assert_eq!(found(&index(&["Raum 47"]), "٤٧"), [0]);
        assert_eq!(found(&index(&["Ｒ４７"]), "r47"), [0]);
    }

    #[test]
    fn a_final_sigma_matches_before_the_word_is_complete() {
        assert_eq!(found(&index(&["ΟΔΟΣ 5"]), "οδοσ"), [0]);
        assert_eq!(found(&index(&["οδός"]), "ΟΔΌΣ"), [0]);
    }

    #[test]
    fn the_words_for_floor_and_room_find_only_those() {
        let index = index(&["Lobby", "Room 7"]);
        assert_eq!(found(&index, "floor 2"), [0, 1]);
        assert_eq!(found(&index, "lobby, floor2"), [0]);
        assert_eq!(found(&index, "room 7"), [1], "the name has both words");
        assert_eq!(found(&index, "floor"), [0, 1]);
        assert_eq!(found(&index, "floor 7"), [] as [u32; 0]);
        let finnish = PlaceWords::read("\u{1}. kerros", "huone \u{1}", str::to_lowercase);
        let find = |query| index.find(query, &finnish, str::to_lowercase, &Hits::default());
        assert_eq!(find("2. kerros").found, [0, 1]);
        assert_eq!(find("7. kerros").found, [] as [u32; 0]);
        let chinese = PlaceWords::read("\u{1}楼", "\u{1}室", str::to_lowercase);
        let find = |query| index.find(query, &chinese, str::to_lowercase, &Hits::default());
        assert_eq!(find("2楼").found, [0, 1]);
    }

    #[test]
    fn matches_come_in_the_order_of_their_places() {
        let mut index = index(&["c 1", "a 1"]);
        index.order.clear();
        index.put_in_order(|one, other| other.cmp(&one));
        let share = json!({ "id": "s", "displayName": "b 1" });
        index.add(&Share::read(&share).unwrap(), str::to_lowercase);
        index.put_in_order(|one, other| other.cmp(&one));
        assert_eq!(index.order(), [2, 1, 0]);
        assert_eq!(found(&index, "1"), [2, 1, 0]);
    }

    #[test]
    fn a_query_for_a_row_has_words_in_any_order() {
        let row = fold("Quarterly Report.pdf Colour · 3 copies", str::to_lowercase);
        let matches = |query| TextQuery::of(query, str::to_lowercase).matches(&row);
        assert!(matches("copies report") && matches("report.pdf, colour") && matches(" · "));
        assert!(!matches("4 copies"));
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
            let last = before.find(&first, &english(), str::to_lowercase, &Hits::default());
            let query = format!("{first}{more}");
            prop_assert_eq!(find(&all, &query, &last), found(&all, &query));
        }
    }
}
