//! Options from pages: refused by name, and without tokens in refusals.

use print_redirect::host::options::{HostOptions, read};
use print_redirect::host::token::{PlainTokens, TokenProvider};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{plain, run};

fn given(script: &str) -> HostOptions {
    read(&run(script)).ok().unwrap()
}

/// The error that these options cause.
fn refusal(script: &str) -> Value {
    plain(&read(&run(script)).err().unwrap())
}

/// The names of the refused options.
fn refused(script: &str) -> Vec<String> {
    let refusal = refusal(script);
    assert_eq!(refusal["name"], "OptionsRefused");
    let refusals = refusal["refusals"].as_array().unwrap().iter();
    refusals
        .map(|refusal| refusal["option"].as_str().unwrap().to_owned())
        .collect()
}

#[wasm_bindgen_test]
fn functions_and_tokens_are_separated_from_the_plain_options() {
    let given = given(
        "({ queues: [{ share: 's' }], getToken: async () => 't', fetch: () => {}, token: 'x',
            locale: undefined, theme: null })",
    );
    assert!(matches!(
        given.functions.provider,
        TokenProvider::Function(_)
    ));
    assert!(given.functions.fetch.is_some());
    assert_eq!(given.options.queues[0].share.as_str(), "s");
}

#[wasm_bindgen_test]
fn a_plain_token_alone_is_enough_unless_it_is_empty() {
    let with = |token: &str| {
        given(&format!(
            "({{ queues: [{{ share: 's' }}], token: {token} }})"
        ))
    };
    let graph = Some("x".to_owned());
    assert!(
        matches!(with("'x'").functions.provider, TokenProvider::Plain(plain) if plain.graph == graph)
    );
    for none in ["''", "null", "undefined"] {
        assert!(
            matches!(with(none).functions.provider, TokenProvider::Plain(plain) if plain == PlainTokens::default()),
            "{none}"
        );
    }
}

#[wasm_bindgen_test]
fn all_options_of_a_wrong_type_are_refused_together() {
    let script =
        "({ queues: [{ share: 's' }], getToken: 'now', fetch: 5, token: { t: 1 }, theme: 'pink' })";
    assert_eq!(refused(script), ["getToken", "fetch", "token", "theme"]);
}

#[wasm_bindgen_test]
fn a_refusal_names_the_given_type_and_the_allowed_one() {
    let refusal = refusal("({ queues: [{ share: 's' }], getToken: 'now' })");
    let expected = json!([{ "option": "getToken", "given": "string", "allowed": "a function" }]);
    assert_eq!(refusal["refusals"], expected);
}

#[wasm_bindgen_test]
fn a_refusal_never_contains_a_token() {
    for script in [
        "({ token: ['top-secret'], queues: [] })",
        "({ token: { accessToken: 'top-secret' }, queues: [] })",
        "({ getToken: 'top-secret', queues: [] })",
        "({ token: 'top-secret', queues: [] })",
    ] {
        let refusal = refusal(script).to_string();
        assert!(!refusal.contains("top-secret"), "{refusal}");
    }
}

#[wasm_bindgen_test]
fn anything_but_plain_data_is_refused() {
    for script in ["undefined", "null", "'queues'", "5", "({})", "[]"] {
        assert_eq!(refused(script), ["queues"], "{script}");
    }
    for (odd, name) in [
        (
            "(() => { const odd = {}; odd.odd = odd; return { account: odd } })()",
            "account",
        ),
        ("({ retentionHours: 5n })", "retentionHours"),
        ("({ theme: () => 'dark' })", "theme"),
        ("({ locale: Symbol('de') })", "locale"),
    ] {
        let script = format!("({{ queues: [{{ share: 's' }}], ...{odd} }})");
        assert_eq!(refused(&script), [name], "{script}");
    }
}

#[wasm_bindgen_test]
fn a_frozen_options_object_is_accepted_and_not_changed() {
    let script =
        "globalThis.frozen = Object.freeze({ queues: [{ share: 's' }], token: 'x' }); frozen";
    assert!(matches!(
        given(script).functions.provider,
        TokenProvider::Plain(_)
    ));
    assert_eq!(crate::js::look("frozen.token"), json!("x"));
}

#[wasm_bindgen_test]
fn what_a_page_added_to_every_object_is_no_option() {
    run("Object.prototype.inherited = 'by the page';
        Array.prototype.toJSON = () => 'by the page';
        Array.prototype.each = () => 'by the page';
        globalThis.keptKeys = Object.keys;
        Object.keys = (given) => { const names = []; for (const name in given) names.push(name); return names; };");
    let options = read(&run(
        "({ __proto__: null, queues: [{ share: 's' }], strings: { refresh: 'Neu' } })",
    ));
    run("delete Object.prototype.inherited; delete Array.prototype.toJSON; delete Array.prototype.each;
        Object.keys = keptKeys");
    let options = options.ok().unwrap().options;
    assert_eq!(options.queues.len(), 1);
    assert_eq!(
        options.strings.get("refresh").map(String::as_str),
        Some("Neu")
    );
}
