//! Compares paper sizes, whatever they are called.
//!
//! Graph's documentation names some sizes
//! (<https://learn.microsoft.com/graph/api/resources/printercapabilities#mediasizes-values>),
//! and devices send IPP's own names as well, which say the size: `iso_a4_210x297mm`
//! (<https://ftp.pwg.org/pub/pwg/candidates/cs-pwgmsn20-20130328-5101.1.pdf>). Names
//! whose size is not known are compared as text.

use crate::decimal::scaled;

/// Graph's names in small letters, each with its size. `Business Card` and `Photo` are
/// missing: no page says how large they are.
const NAMED: &str = "a3=297x420mm;a4=210x297mm;a5=148x210mm;a6=105x148mm;\
    jis b4=257x364mm;jis b5=182x257mm;jpn hagaki=100x148mm;\
    north america 5x7in=5x7in;north america executive=7.25x10.5in;\
    north america goverment letter=8x10in;north america government letter=8x10in;\
    north america index 3x5in=3x5in;north america index 4x8in=4x8in;\
    north america index 5x8in=5x8in;north america invoice=5.5x8.5in;\
    north america ledger=11x17in;north america legal=8.5x14in;\
    north america letter=8.5x11in;photo l 3.5x5in=3.5x5in";

/// Sizes that differ by less, in microns, are one size: names in millimetres and in
/// inches round differently.
const ROUNDING: i64 = 500;

/// Whether two names stand for the same size. A sheet stays the same when it is turned.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    if one.eq_ignore_ascii_case(other) {
        return true;
    }
    let (Some(one), Some(other)) = (microns(one), microns(other)) else {
        return false;
    };
    (one.0 - other.0).abs() < ROUNDING && (one.1 - other.1).abs() < ROUNDING
}

/// The shorter and the longer edge in microns, where the name is known.
fn microns(name: &str) -> Option<(i64, i64)> {
    let name = name.trim();
    let named = NAMED.split(';').find_map(|entry| {
        let (known, size) = entry.split_once('=')?;
        known.eq_ignore_ascii_case(name).then_some(size)
    });
    // IPP's names have three parts: class, name and size.
    let size = named.or_else(|| {
        let (rest, size) = name.rsplit_once('_')?;
        rest.contains('_').then_some(size)
    })?;
    let (numbers, numerator, denominator) = match size.strip_suffix("mm") {
        Some(numbers) => (numbers, 1, 1),
        // A thousandth of an inch is 25.4 microns.
        None => (size.strip_suffix("in")?, 254, 10),
    };
    let (width, height) = numbers.split_once('x')?;
    let edge = |text| {
        let edge = scaled(text, 3)?.checked_mul(numerator)? / denominator;
        (edge > 0).then_some(edge)
    };
    let (width, height) = (edge(width)?, edge(height)?);
    Some((width.min(height), width.max(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_documentation_is_a_size_except_two() {
        for name in [
            "A3",
            "A4",
            "A5",
            "A6",
            "JIS B4",
            "JIS B5",
            "JPN Hagaki",
            "North America 5x7in",
            "North America Executive",
            "North America Goverment Letter",
            "North America Index 3x5in",
            "North America Index 4x8in",
            "North America Index 5x8in",
            "North America Invoice",
            "North America Ledger",
            "North America Legal",
            "North America Letter",
            "Photo l 3.5x5in",
        ] {
            assert!(microns(name).is_some(), "{name}");
        }
        assert_eq!(microns("Business Card"), None);
        assert_eq!(microns("Photo"), None);
    }

    #[test]
    fn one_size_under_two_names_is_the_same() {
        for (one, other) in [
            ("A4", "iso_a4_210x297mm"),
            ("a4", "A4"),
            ("A4", "custom_turned_297x210mm"),
            ("A4", "custom_rounded_8.27x11.69in"),
            ("A3", "iso_a3_297x420mm"),
            ("JIS B5", "jis_b5_182x257mm"),
            ("JPN Hagaki", "jpn_hagaki_100x148mm"),
            ("North America Letter", "na_letter_8.5x11in"),
            ("North America Letter", "custom_metric_215.9x279.4mm"),
            ("North America Legal", "na_legal_8.5x14in"),
            ("North America Ledger", "na_ledger_11x17in"),
            ("North America Executive", "na_executive_7.25x10.5in"),
            ("North America Invoice", "na_invoice_5.5x8.5in"),
            ("North America Government Letter", "na_govt-letter_8x10in"),
            ("Photo l 3.5x5in", "oe_photo-l_3.5x5in"),
            ("Business Card", "business card"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one}, {other}");
        }
    }

    #[test]
    fn other_sizes_and_unknown_names_differ() {
        for (one, other) in [
            ("A4", "A3"),
            ("A4", "North America Letter"),
            ("A4", "iso_b4_250x353mm"),
            ("JIS B5", "iso_b5_176x250mm"),
            ("A4", "iso_a4"),
            ("Photo", "Business Card"),
            ("A4", "a_b_210x297"),
            ("A4", "a_b_210mm"),
            ("A4", "a_b_0x0mm"),
            ("A4", "210x297mm"),
            ("A4", "a_b_99999999999999999x9999999999999999in"),
            ("A4", ""),
        ] {
            assert!(
                !is_same(one, other) && !is_same(other, one),
                "{one}, {other}"
            );
        }
    }
}
