//! Where something is on the ground, and how far two such points are apart.
//!
//! Whole numbers are enough: a browser knows its position to a few metres at best. The user's own
//! position is compared here and goes nowhere, so it is not even written in a debug text.

use std::fmt;

use universal_print::location::Location;

/// A point, in millionths of a degree.
#[derive(Copy, Clone, PartialEq, Eq)]
pub struct Coordinates {
    /// North of the equator.
    latitude: i32,
    /// East of Greenwich.
    longitude: i32,
}

impl fmt::Debug for Coordinates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Coordinates")
    }
}

const DEGREE: i64 = 1_000_000;
const TURN: i64 = 360 * DEGREE;

impl Coordinates {
    /// A point, if there is one of these degrees.
    pub fn new(latitude: i64, longitude: i64) -> Option<Self> {
        let is_within =
            |value: i64, degrees: i64| value.unsigned_abs() <= (degrees * DEGREE).unsigned_abs();
        let in_range = is_within(latitude, 90) && is_within(longitude, 180);
        let (latitude, longitude) = (i32::try_from(latitude), i32::try_from(longitude));
        Some(Self {
            latitude: latitude.ok()?,
            longitude: longitude.ok()?,
        })
        .filter(|_| in_range)
    }

    /// Where a printer is, if its administrator has told. Zero and zero is in the sea, and is what
    /// forms send that were left blank.
    pub fn of(location: &Location) -> Option<Self> {
        let (latitude, longitude) = (location.latitude?.0, location.longitude?.0);
        Self::new(latitude, longitude).filter(|_| latitude != 0 || longitude != 0)
    }

    /// The distance in metres, on a plane that touches the ground between the two points. It is
    /// good to a hundredth in a city, and tells near from far elsewhere.
    pub fn metres_to(self, other: Self) -> u32 {
        let north = i64::from(self.latitude) - i64::from(other.latitude);
        let mut east = (i64::from(self.longitude) - i64::from(other.longitude)).abs();
        east = east.min(TURN - east);
        let middle = i64::midpoint(i64::from(self.latitude), i64::from(other.latitude));
        let east = east * cosine(middle) / COSINE_OF_ZERO;
        // A millionth of a degree is 0.1112 m.
        let squares = (north * north + east * east).unsigned_abs();
        let metres = square_root(squares) * 1_112 / 10_000;
        u32::try_from(metres).unwrap_or(u32::MAX)
    }
}

const COSINE_OF_ZERO: i64 = 1 << 20;

/// The cosine of an angle of at most a right one, by Bhaskara's formula. It is off by 0.0016 at most.
fn cosine(angle: i64) -> i64 {
    const RIGHT_ANGLE: i64 = 90_000;
    let square = (angle / 1_000) * (angle / 1_000);
    let whole = 4 * RIGHT_ANGLE * RIGHT_ANGLE;
    // (π² - 4x²) / (π² + x²), with π as twice a right angle.
    COSINE_OF_ZERO * (whole - 4 * square) / (whole + square)
}

/// The largest number whose square is not larger. The library's own has a table.
fn square_root(square: u64) -> u64 {
    let mut root = 0;
    let mut bit = 1 << 31;
    while bit > 0 {
        let longer: u64 = root | bit;
        if longer * longer <= square {
            root = longer;
        }
        bit >>= 1;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(latitude: f64, longitude: f64) -> Coordinates {
        #[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
        let micro = |degrees: f64| (degrees * 1e6).round() as i64;
        Coordinates::new(micro(latitude), micro(longitude)).unwrap()
    }

    /// The distance on a sphere.
    fn haversine(one: Coordinates, other: Coordinates) -> f64 {
        let radians = |micro: i32| (f64::from(micro) / 1e6).to_radians();
        let (a, b) = (radians(one.latitude), radians(other.latitude));
        let east = radians(one.longitude) - radians(other.longitude);
        let half = ((a - b) / 2.0).sin().powi(2) + a.cos() * b.cos() * (east / 2.0).sin().powi(2);
        2.0 * 6_371_009.0 * half.sqrt().asin()
    }

    #[test]
    fn known_distances_are_right() {
        let gate = point(52.5163, 13.3777);
        assert_eq!(gate.metres_to(gate), 0);
        // The parliament is 290 m north of the gate.
        let metres = gate.metres_to(point(52.5186, 13.3762));
        assert!((265..285).contains(&metres), "{metres}");
        let lyon = gate.metres_to(point(45.7640, 4.8357));
        assert!((960_000..990_000).contains(&lyon), "{lyon}");
    }

    #[test]
    fn the_date_line_is_no_wall() {
        let metres = point(-16.8, 179.999).metres_to(point(-16.8, -179.999));
        assert!((205..220).contains(&metres), "{metres}");
    }

    #[test]
    fn degrees_that_do_not_exist_are_no_point() {
        let all = [
            (91, 0),
            (-91, 0),
            (0, 181),
            (0, -181),
            (0, i64::MIN),
            (i64::MIN, 0),
        ];
        for (latitude, longitude) in all {
            let micro = |degrees: i64| degrees.saturating_mul(DEGREE);
            assert_eq!(Coordinates::new(micro(latitude), micro(longitude)), None);
        }
    }

    #[test]
    fn a_debug_text_does_not_tell_where() {
        assert_eq!(format!("{:?}", point(52.5, 13.4)), "Coordinates");
    }

    proptest! {
        #[test]
        fn a_root_is_the_largest_that_fits(square in 0..1_u64 << 62) {
            let root = square_root(square);
            prop_assert!(root * root <= square && (root + 1) * (root + 1) > square);
        }

        #[test]
        fn within_a_town_the_distance_is_right(
            latitude in -70.0..70.0_f64, longitude in -179.9..179.9_f64,
            north in -0.05..0.05_f64, east in -0.05..0.05_f64,
        ) {
            let (one, other) = (point(latitude, longitude), point(latitude + north, longitude + east));
            let (metres, right) = (f64::from(one.metres_to(other)), haversine(one, other));
            prop_assert!((metres - right).abs() <= right / 100.0 + 2.0, "{metres} {right}");
            prop_assert_eq!(one.metres_to(other), other.metres_to(one));
        }
    }
}
