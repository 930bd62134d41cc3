//! A printer of a list: what its row shows and what it is sorted by.
//!
//! A tenant may have fifty thousand, and Graph tells much more about each than a row shows. So
//! only these texts are kept, in one allocation.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

use universal_print::ids::ShareId;
use universal_print::share::Share;

use crate::flow::coordinates::Coordinates;
use crate::flow::search::digit;

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
    /// Where it is on the ground.
    coordinates: Option<Coordinates>,
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
            coordinates: place.and_then(Coordinates::of),
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

    /// Whether it tells where it is on the ground.
    pub fn has_coordinates(&self) -> bool {
        self.coordinates.is_some()
    }

    /// How far it is from a point, in metres: to ten up to a kilometre, then to a hundred, and from
    /// ten kilometres on to a thousand. A browser hardly knows better, and two printers of one room
    /// are equally far.
    pub fn metres_from(&self, here: Coordinates) -> Option<u32> {
        let metres = here.metres_to(self.coordinates?);
        let step = match metres {
            0..995 => 10,
            995..9_950 => 100,
            _ => 1_000,
        };
        Some((metres.saturating_add(step / 2) / step * step).max(step))
    }

    /// Whether it is on the same floor of the same building.
    pub fn is_beside(&self, other: &Self) -> bool {
        const FLOOR: usize = 3;
        let place = |it: &Self| {
            let mut ends = it
                .texts
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == SEPARATOR as u8);
            let end = ends.nth(FLOOR - 1).map(|(end, _)| end);
            end.and_then(|end| it.texts.get(..end).map(str::len))
                .unwrap_or_default()
        };
        let (one, same) = (place(self), place(other));
        self.building().is_some() && one == same && self.texts.get(..one) == other.texts.get(..same)
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
            .then_with(|| natural(&self.texts, &other.texts))
    }
}

/// Compares texts character by character, and numbers in them by their value, in any digits.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.chars().peekable(), other.chars().peekable());
    loop {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (a, b) = (plain(one.peek()), plain(other.peek()));
        if is_digit(a) && is_digit(b) {
            let order = number(&mut one, &mut other);
            if order.is_ne() {
                return order;
            }
        } else if a != b || a.is_none() {
            return a.cmp(&b);
        } else {
            one.next();
            other.next();
        }
    }
}

/// A character, or the ASCII digit for a digit of another script.
fn plain(c: Option<&char>) -> Option<char> {
    c.map(|c| digit(*c).map_or(*c, char::from))
}

/// Compares the numbers that both texts go on with, and passes over them.
fn number(one: &mut Peekable<Chars<'_>>, other: &mut Peekable<Chars<'_>>) -> Ordering {
    let next =
        |text: &mut Peekable<Chars<'_>>| text.next_if(|c| digit(*c).is_some()).and_then(digit);
    let is_zero = |c: &char| digit(*c) == Some(b'0');
    while one.next_if(is_zero).is_some() {}
    while other.next_if(is_zero).is_some() {}
    let mut order = Ordering::Equal;
    loop {
        match (next(one), next(other)) {
            (Some(a), Some(b)) => order = order.then(a.cmp(&b)),
            // Without zeros in front, a longer number is larger.
            (a, b) => return a.is_some().cmp(&b.is_some()).then(order),
        }
    }
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

    #[test]
    fn numbers_in_other_digits_count_too() {
        for [one, other] in [["طابق ٢", "طابق ١٠"], ["२", "१०"], ["Ebene ２", "Ebene 10"]]
        {
            assert_eq!(natural(one, other), Ordering::Less, "{one} {other}");
            assert_eq!(natural(other, one), Ordering::Greater, "{one} {other}");
        }
        assert_eq!(natural("٠٢", "2"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn the_order_is_total(texts in proptest::collection::vec("[ab0-2٠-٢]{0,4}", 3)) {
            let order = natural;
            let [a, b, c] = texts.as_slice() else { unreachable!() };
            prop_assert_eq!(order(a, b), order(b, a).reverse());
            if order(a, b).is_le() && order(b, c).is_le() {
                prop_assert!(order(a, c).is_le());
            }
        }
    }
}
