//! Numbers, sizes, ages and plurals in the user's language.

use print_redirect::browser::intl::{Formats, lower_case, plain_letters, take_functions};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::run;

/// Replaces the special spaces that languages put between number and unit.
fn spaced(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[wasm_bindgen_test]
fn german_numbers_sizes_and_ages_are_german() {
    let formats = Formats::new(Some("de"));
    assert_eq!(formats.number(1_234_567), "1.234.567");
    assert_eq!(spaced(&formats.size(1_284_096)), "1,3 MB");
    assert_eq!(spaced(&formats.size(276_604)), "277 kB");
    assert_eq!(spaced(&formats.size(1)), "1 kB");
    assert_eq!(formats.ago(5, "minute"), "vor 5 Minuten");
    assert_eq!(formats.ago(1, "day"), "gestern");
    assert_eq!(formats.ago(0, "second"), "jetzt");
    assert_eq!(
        (formats.plural(1), formats.plural(2)),
        ("one".into(), "other".into())
    );
}

#[wasm_bindgen_test]
fn arabic_has_six_plurals_and_its_own_digits() {
    let formats = Formats::new(Some("ar-EG"));
    let plurals = [0, 1, 2, 3, 11, 100].map(|number| formats.plural(number));
    assert_eq!(plurals, ["zero", "one", "two", "few", "many", "other"]);
    assert_eq!(formats.number(12), "١٢");
}

#[wasm_bindgen_test]
fn an_unknown_language_falls_back_without_throwing() {
    for locale in ["zz", "xx-unknown-zz", "not a language", "", "a"] {
        let formats = Formats::new(Some(locale));
        assert!(!formats.number(1_234).is_empty(), "{locale}");
        assert!(!formats.size(5_000).is_empty(), "{locale}");
        assert!(!formats.ago(1, "minute").is_empty(), "{locale}");
        assert!(!formats.plural(1).is_empty(), "{locale}");
    }
}

#[wasm_bindgen_test]
fn without_intl_numbers_are_still_formatted() {
    run("globalThis.real = Intl; globalThis.Intl = undefined");
    let formats = Formats::new(Some("de"));
    let (number, plural) = (formats.number(1_234), formats.plural(1));
    run("globalThis.Intl = real; delete globalThis.real");
    assert_eq!((number.as_str(), plural.as_str()), ("1234", "other"));
}

#[wasm_bindgen_test]
fn letters_are_decomposed_and_in_lower_case() {
    for (text, plain) in [
        ("Hà Nội", "ha\u{300} no\u{323}\u{302}i"),
        ("Ha\u{300}", "ha\u{300}"),
        ("Ｒ４７", "r47"),
        ("İ", "i\u{307}"),
        ("ﬁ №", "fi no"),
    ] {
        assert_eq!(plain_letters(text), plain);
    }
    assert_eq!(lower_case("ＡÀ"), "ａà");
}

#[wasm_bindgen_test]
fn functions_that_a_page_replaces_later_have_no_effect() {
    take_functions();
    run(
        "globalThis.kept = [String.prototype.normalize, String.prototype.toLowerCase];
        String.prototype.normalize = () => { throw 'by the page' };
        String.prototype.toLowerCase = () => 7;",
    );
    let plain = plain_letters("À");
    run("[String.prototype.normalize, String.prototype.toLowerCase] = kept");
    assert_eq!(plain, "a\u{300}");
}
