//! Finds printers by words of their name, model or location, and jobs by words of their row.
//!
//! Texts are folded once, when they arrive: case, accents, widths and punctuation are removed, so
//! "munchen" finds "München" and "a205" finds "A2.05". A query is a set of words in any order, and
//! each must occur somewhere in the text. "Floor 2" finds floor 2 and not room 2: the words
//! for floors and rooms are those of the user's language. A query that continues the
//! last one narrows the last hits instead of searching everything again.

mod fold;
mod query;

use universal_print::share::Share;

pub use fold::{LowerCase, PlainLetters, digit, fold};
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
    /// All positions in the order of their places.
    order: Vec<u32>,
    /// All positions in another order, in which they are shown instead, once the list is complete.
    nearest: Option<Vec<u32>>,
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
    pub fn add(&mut self, share: &Share, plain: PlainLetters) {
        let base = &share.base;
        let place = base.location.as_ref();
        let text = &mut self.texts;
        let mut add = |tag: Option<char>, part: Option<&String>| {
            if let Some(part) = part {
                text.extend(tag);
                fold_into(part, plain, text);
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
        self.nearest.as_deref().unwrap_or(&self.order)
    }

    /// All positions, in the order of their places.
    pub fn by_place(&self) -> &[u32] {
        &self.order
    }

    /// Shows all positions in this order instead of that of their places.
    pub fn set_nearest(&mut self, nearest: Option<Vec<u32>>) {
        self.nearest = nearest;
    }

    /// All matches. Narrows `last` where the query asks for more than its query.
    pub fn find(&self, query: &str, places: &PlaceWords, plain: PlainLetters, last: &Hits) -> Hits {
        let mut hits = Hits {
            wanted: places.wanted(query, plain),
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
        let is_all = wanted.texts.len() == 1 && wanted.pairs.is_empty();
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
        let order = self.order().iter().copied();
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
mod tests;
