//! JSON, read by the browser into the tree that natively serde_json gives.

use print_redirect::universal_print::json::{parse, parse_js, read_js};
use universal_print::configuration::{Changes, Configuration, overlay};
use universal_print::wire::Wire;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::run;

/// What the script's value reads as, written as JSON.
fn read(script: &str) -> Option<String> {
    read_js(&run(script)).map(|value| value.to_string())
}

/// The native tests of `universal-print` read the same file.
#[wasm_bindgen_test]
fn the_browser_reads_the_tree_that_is_read_natively() {
    let vectors = include_str!("../../crates/universal-print/src/json/vectors.json");
    let vectors = parse(vectors).unwrap();
    let vectors = vectors.as_array().unwrap();
    assert!(vectors.len() > 20);
    for vector in vectors {
        let text = vector["text"].as_str().unwrap();
        for read in [parse(text), parse_js(&text.into())] {
            let written = read.as_ref().map(ToString::to_string);
            assert_eq!(written.as_deref(), vector["written"].as_str(), "{text}");
            // Reading what was written gives the same tree.
            assert_eq!(written.and_then(|text| parse(&text)), read, "{text}");
        }
    }
}

#[wasm_bindgen_test]
fn nesting_ends_at_the_same_depth_as_natively() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(127)).is_some());
    for depth in [128, 100_000] {
        assert_eq!(parse(&nested(depth)), None);
    }
}

#[wasm_bindgen_test]
fn half_of_a_surrogate_pair_costs_one_character() {
    let text = run("'{\"name\": \"a' + String.fromCharCode(0xd800) + '\", \"id\": \"7\"}'");
    let value = parse_js(&text).unwrap();
    assert_eq!(
        (&value["name"], &value["id"]),
        (&"a\u{fffd}".into(), &"7".into())
    );
}

#[wasm_bindgen_test]
fn only_plain_data_is_read() {
    for (script, expected) in [
        (
            "({ a: [1, undefined, null], b: undefined, c: () => 1 })",
            "{\"a\":[1,null,null]}",
        ),
        (
            "Object.create(null, { a: { value: 1, enumerable: true }, b: { value: 2 } })",
            "{\"a\":1}",
        ),
        (
            "({ large: 1e300, small: 1.5 })",
            "{\"large\":1e300,\"small\":1.5}",
        ),
        ("new Proxy({ a: 1 }, {})", "{\"a\":1}"),
    ] {
        assert_eq!(read(script).as_deref(), Some(expected), "{script}");
    }
    for script in [
        "undefined",
        "() => 1",
        "Symbol('a')",
        "5n",
        "NaN",
        "[Infinity]",
        "({ a: 5n })",
        "[Symbol('a')]",
        "({ get a() { throw undefined } })",
        "new Proxy({}, { ownKeys() { throw 1 } })",
        "(() => { const circle = {}; circle.circle = circle; return circle })()",
        "({ get me() { return this } })",
    ] {
        assert_eq!(read(script), None, "{script}");
    }
}

#[wasm_bindgen_test]
fn a_number_that_may_have_changed_is_not_exact() {
    use print_redirect::universal_print::json::Value;
    for (script, exact) in [
        ("5", true),
        ("2 ** 53 - 1", true),
        ("0.1", true),
        ("2 ** 53", false),
        ("0.1 + 0.2", false),
        ("1e-7", false),
    ] {
        let Some(Value::Number(number)) = read_js(&run(script)) else {
            panic!("{script} is a number");
        };
        assert_eq!(number.is_exact(), exact, "{script}");
    }
}

/// Only a page that replaced `JSON.parse` before the program was loaded gives such a number.
#[wasm_bindgen_test]
fn a_setting_that_is_not_exact_is_refused_by_name() {
    let source = read_js(&run(
        "({ copies: 2, dpi: 2 ** 60, novel: { inner: [1e-7], kept: 1 } })",
    ));
    let source = Configuration::read(&source.unwrap());
    let changes = Changes {
        copies: Some(1),
        ..Changes::default()
    };
    let error = overlay(source.as_ref(), &changes).unwrap_err();
    assert_eq!(error.settings, ["dpi", "novel"]);
}

/// The functions were taken by an earlier read, or are taken by the first.
#[wasm_bindgen_test]
fn what_a_page_replaces_later_has_no_effect() {
    assert!(parse("[]").is_some());
    run("globalThis.kept = [JSON.parse, JSON.stringify, Object.entries, Array.isArray, RegExp.prototype.exec];
        JSON.parse = JSON.stringify = Object.entries = Array.isArray = RegExp.prototype.exec = () => { throw 1 };
        for (const { prototype } of [Array, Object, String, Number])
            Object.defineProperty(prototype, 'toJSON', { configurable: true, value: () => 'by the page' })");
    let value = parse("{\"a\": [1, \"b\", 12345678901234567890]}");
    let written = value.map(|value| value.to_string());
    run(
        "[JSON.parse, JSON.stringify, Object.entries, Array.isArray, RegExp.prototype.exec] = kept;
        delete globalThis.kept;
        for (const { prototype } of [Array, Object, String, Number]) delete prototype.toJSON",
    );
    assert_eq!(
        written.as_deref(),
        Some("{\"a\":[1,\"b\",12345678901234567890]}")
    );
}
