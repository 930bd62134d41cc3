//! The user's position, in browsers and pages that tell it, refuse it, or are broken.

use print_redirect::browser::position::{PositionRefusal, ask, can_be_asked};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::run;

/// Puts an object in the place of `navigator.geolocation`.
fn replace(geolocation: &str) {
    run(&format!(
        "Object.defineProperty(navigator, 'geolocation', {{ configurable: true, value: {geolocation} }})"
    ));
}

fn restore() {
    run("delete navigator.geolocation");
}

#[wasm_bindgen_test]
async fn a_position_is_told_in_millionths_of_a_degree() {
    replace(
        "({ getCurrentPosition(found, refused, options) {
            if (options.timeout === 10000) found({ coords: { latitude: 52.5163, longitude: -0.25 } });
        } })",
    );
    assert!(can_be_asked());
    let position = ask().await;
    restore();
    assert_eq!(position, Ok((52_516_300, -250_000)));
}

#[wasm_bindgen_test]
async fn a_refusal_is_told_apart_from_a_failure() {
    for (code, is_denied) in [("1", true), ("2", false), ("3", false), ("'1'", false)] {
        replace(&format!(
            "({{ getCurrentPosition(found, refused) {{ refused({{ code: {code} }}) }} }})"
        ));
        let position = ask().await;
        restore();
        assert_eq!(position, Err(PositionRefusal { is_denied }), "{code}");
    }
}

#[wasm_bindgen_test]
async fn a_page_that_broke_it_has_no_position() {
    for geolocation in ["undefined", "null", "({})", "({ getCurrentPosition: 7 })"] {
        replace(geolocation);
        assert!(!can_be_asked(), "{geolocation}");
        assert!(ask().await.is_err(), "{geolocation}");
        restore();
    }
    for body in [
        "throw new Error('broken')",
        "throw undefined",
        "refused()",
        "found()",
        "found({})",
        "found({ coords: {} })",
        "found({ coords: { latitude: '52', longitude: 13 } })",
        "found({ coords: { latitude: NaN, longitude: Infinity } })",
    ] {
        replace(&format!(
            "({{ getCurrentPosition(found, refused) {{ {body} }} }})"
        ));
        let position = ask().await;
        restore();
        let is_denied = false;
        assert_eq!(position, Err(PositionRefusal { is_denied }), "{body}");
    }
}
