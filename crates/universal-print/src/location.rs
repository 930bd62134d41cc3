//! The location of a printer, as its administrator described it.
//!
//! Every member may be missing, and blank text counts as missing. How a location is
//! written or compared is left to the program that shows it.
//!
//! ```
//! use universal_print::json;
//! use universal_print::location::Location;
//! use universal_print::wire::Wire;
//!
//! let location = Location::read(&json!({
//!     "latitude": 47.6450, "longitude": -122, "building": "E", "floor": "1", "roomName": " ",
//!     "subUnit": ["Main Plaza", "Unit 4"]
//! }))
//! .unwrap();
//! assert_eq!(location.latitude.unwrap().0, 47_645_000);
//! assert_eq!(location.floor.as_deref(), Some("1"));
//! assert_eq!(location.room_name, None);
//! assert_eq!(location.subunit, ["Main Plaza", "Unit 4"]);
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printerlocation>

use crate::json::Value;

use crate::decimal;
use crate::wire::{Wire, list, member, text};

/// An angle in millionths of a degree: a tenth of a metre on the ground.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct MicroDegrees(pub i64);

impl Wire for MicroDegrees {
    fn read(value: &Value) -> Option<Self> {
        let Value::Number(number) = value else {
            return None;
        };
        decimal::scaled(&number.text(), 6).map(Self)
    }
}

/// The location of a printer or share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Degrees north of the equator.
    pub latitude: Option<MicroDegrees>,
    /// Degrees east of Greenwich.
    pub longitude: Option<MicroDegrees>,
    /// Metres above sea level.
    pub altitude_in_meters: Option<i32>,
    /// Street and house number.
    pub street_address: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country or region.
    pub country_or_region: Option<String>,
    /// State or province.
    pub state_or_province: Option<String>,
    /// Site or campus.
    pub site: Option<String>,
    /// Building.
    pub building: Option<String>,
    /// Floor; a number or a name.
    pub floor: Option<String>,
    /// A description of the floor.
    pub floor_description: Option<String>,
    /// Room; a number or a name.
    pub room_name: Option<String>,
    /// A description of the room.
    pub room_description: Option<String>,
    /// The organizations the printer belongs to, the largest first.
    pub organization: Vec<String>,
    /// The political subdivisions it is in, the largest first.
    pub subdivision: Vec<String>,
    /// The parts of the address below the street, the largest first.
    pub subunit: Vec<String>,
}

impl Location {
    /// Whether no member is present.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The items of a list that are not blank.
fn texts(value: &Value, name: &str) -> Vec<String> {
    let mut texts: Vec<String> = list(value, name);
    texts.retain(|text| !text.trim().is_empty());
    texts
}

impl Wire for Location {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| {
            // The metadata writes `subunit`, every documented answer `subUnit`.
            let mut subunit = texts(value, "subunit");
            if subunit.is_empty() {
                subunit = texts(value, "subUnit");
            }
            Self {
                latitude: member(value, "latitude"),
                longitude: member(value, "longitude"),
                altitude_in_meters: member(value, "altitudeInMeters"),
                street_address: text(value, "streetAddress"),
                city: text(value, "city"),
                postal_code: text(value, "postalCode"),
                country_or_region: text(value, "countryOrRegion"),
                state_or_province: text(value, "stateOrProvince"),
                site: text(value, "site"),
                building: text(value, "building"),
                floor: text(value, "floor"),
                floor_description: text(value, "floorDescription"),
                room_name: text(value, "roomName"),
                room_description: text(value, "roomDescription"),
                organization: texts(value, "organization"),
                subdivision: texts(value, "subdivision"),
                subunit,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn both_spellings_of_subunit_are_read() {
        for name in ["subunit", "subUnit"] {
            let location = Location::read(&json!({ name: ["Hall B", "Desk 4"] })).unwrap();
            assert_eq!(location.subunit, ["Hall B", "Desk 4"], "{name}");
        }
    }

    #[test]
    fn coordinates_are_read_with_and_without_a_fraction() {
        let location = Location::read(&json!({ "latitude": 48, "longitude": -9.25 })).unwrap();
        assert_eq!(
            (location.latitude, location.longitude),
            (
                Some(MicroDegrees(48_000_000)),
                Some(MicroDegrees(-9_250_000))
            )
        );
    }

    #[test]
    fn a_location_of_blanks_and_nulls_is_empty() {
        let location = Location::read(&json!({
            "city": " ", "floor": "", "building": null, "organization": [""], "subUnit": [],
        }));
        assert!(location.unwrap().is_empty());
    }

    #[test]
    fn a_location_with_one_member_is_not_empty() {
        assert!(!Location::read(&json!({ "floor": "2" })).unwrap().is_empty());
    }
}
