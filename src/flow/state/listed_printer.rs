//! A printer of a list: what its row shows and what it is sorted by.
//!
//! A tenant may have fifty thousand, and Graph tells much more about each than a row shows. So
//! only these texts are kept, in one allocation.

use std::cmp::Ordering;

use universal_print::ids::ShareId;
use universal_print::share::Share;

/// Stands between two texts. It is lower than every other character that a name has, so comparing
/// two whole texts compares member by member.
const SEPARATOR: char = '\u{1f}';
/// The texts that a place is made of come first.
const PLACE: usize = 4;

/// A printer of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPrinter {
    /// Its share.
    pub share: ShareId,
    /// Site, building, floor, room, name, description of the floor and of the room, manufacturer
    /// and model; what is not known is empty.
    texts: Box<str>,
}

impl ListedPrinter {
    /// What a row shows of this share.
    pub fn of(share: &Share) -> Self {
        let base = &share.base;
        let place = base.location.as_ref();
        let parts = [
            place.and_then(|it| it.site.as_ref().or(it.city.as_ref())),
            place.and_then(|it| it.building.as_ref().or(it.street_address.as_ref())),
            place.and_then(|it| it.floor.as_ref()),
            place.and_then(|it| it.room_name.as_ref()),
            base.display_name.as_ref(),
            place.and_then(|it| it.floor_description.as_ref()),
            place.and_then(|it| it.room_description.as_ref()),
            base.manufacturer.as_ref(),
            base.model.as_ref(),
        ];
        let mut texts = String::new();
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                texts.push(SEPARATOR);
            }
            texts.extend(
                part.into_iter()
                    .flat_map(|part| part.chars().filter(|c| *c != SEPARATOR)),
            );
        }
        Self {
            share: share.id.clone(),
            texts: texts.into(),
        }
    }

    fn text(&self, at: usize) -> Option<&str> {
        let text = self.texts.split(SEPARATOR).nth(at);
        text.filter(|text| !text.is_empty())
    }

    /// Its site, else its city.
    pub fn site(&self) -> Option<&str> {
        self.text(0)
    }

    /// Its building, else its street.
    pub fn building(&self) -> Option<&str> {
        self.text(1)
    }

    /// Its floor: a number or a name.
    pub fn floor(&self) -> Option<&str> {
        self.text(2)
    }

    /// Its room: a number or a name.
    pub fn room(&self) -> Option<&str> {
        self.text(3)
    }

    /// Its name.
    pub fn name(&self) -> Option<&str> {
        self.text(4)
    }

    /// The floor in the administrator's words.
    pub fn floor_description(&self) -> Option<&str> {
        self.text(5)
    }

    /// The room in the administrator's words.
    pub fn room_description(&self) -> Option<&str> {
        self.text(6)
    }

    /// Its manufacturer and its model.
    pub fn model(&self) -> Option<String> {
        match (self.text(7), self.text(8)) {
            (Some(make), Some(model))
                if !substring::contains(model.as_bytes(), make.as_bytes()) =>
            {
                Some([make, " ", model].concat())
            }
            (_, Some(model)) => Some(model.to_owned()),
            (make, None) => make.map(str::to_owned),
        }
    }

    /// Orders printers with a place first, by site, building, floor and room, then by name.
    /// Numbers in them count as numbers: floor 2 comes before floor 10.
    pub fn by_place(&self, other: &Self) -> Ordering {
        let is_unplaced = |it: &Self| {
            it.texts
                .bytes()
                .take(PLACE)
                .all(|byte| byte == SEPARATOR as u8)
        };
        is_unplaced(self)
            .cmp(&is_unplaced(other))
            .then_with(|| natural(self.texts.as_bytes(), other.texts.as_bytes()))
    }
}

/// Compares texts byte by byte, and numbers in them by their value.
fn natural(mut one: &[u8], mut other: &[u8]) -> Ordering {
    loop {
        match (one.split_first(), other.split_first()) {
            (Some((a, _)), Some((b, _))) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (a, b);
                (a, one) = number(one);
                (b, other) = number(other);
                // Without zeros in front, a longer number is larger.
                let order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
                if order.is_ne() {
                    return order;
                }
            }
            (Some((a, rest)), Some((b, rest_of_other))) => {
                if a != b {
                    return a.cmp(b);
                }
                (one, other) = (rest, rest_of_other);
            }
            (a, b) => return a.is_some().cmp(&b.is_some()),
        }
    }
}

/// The number that a text begins with, without zeros in front, and what follows it.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    let (digits, rest) = text
        .split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or_default();
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    (digits.get(zeros..).unwrap_or_default(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use universal_print::json;
    use universal_print::wire::Wire;

    fn printer(name: &str, location: &json::Value) -> ListedPrinter {
        let share = json!({ "id": name, "displayName": name, "location": location });
        ListedPrinter::of(&Share::read(&share).unwrap())
    }

    #[test]
    fn what_is_missing_is_not_known() {
        let lobby = printer("Lobby", &json!({ "floor": "2" }));
        assert_eq!((lobby.name(), lobby.floor()), (Some("Lobby"), Some("2")));
        assert_eq!(
            (lobby.site(), lobby.room(), lobby.model()),
            (None, None, None)
        );
    }

    #[test]
    fn printers_are_in_order_of_their_place_and_numbers_count() {
        let mut printers = [
            printer("nowhere", &json!({})),
            printer("ten", &json!({ "building": "A", "floor": "10" })),
            printer("2b", &json!({ "building": "A", "floor": "2" })),
            printer("2a", &json!({ "building": "A", "floor": "02" })),
            printer("other", &json!({ "building": "B" })),
        ];
        printers.sort_by(ListedPrinter::by_place);
        let names = printers.iter().map(|printer| printer.name().unwrap());
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["2a", "2b", "ten", "other", "nowhere"]
        );
    }

    proptest! {
        #[test]
        fn the_order_is_total(texts in proptest::collection::vec("[ab0-2]{0,4}", 3)) {
            let order = |a: &str, b: &str| natural(a.as_bytes(), b.as_bytes());
            let [a, b, c] = texts.as_slice() else { unreachable!() };
            prop_assert_eq!(order(a, b), order(b, a).reverse());
            if order(a, b).is_le() && order(b, c).is_le() {
                prop_assert!(order(a, c).is_le());
            }
        }
    }
}
