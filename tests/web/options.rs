//! Options as pages give them: refused by name, and never a token repeated.

use print_redirect::host::options::{HostOptions, read};
use print_redirect::host::token::{PlainTokens, TokenProvider};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{plain, run};

fn given(script: &str) -> HostOptions {
    read(&run(script)).ok().unwrap()
}

/// What is thrown at these options.
fn refusal(script: &str) -> Value {
    plain(&read(&run(script)).err().unwrap())
}

/// The names of the options that are refused.
fn refused(script: &str) -> Vec<String> {
    let refusal = refusal(script);
    assert_eq!(refusal["name"], "OptionsRefused");
    let refusals = refusal["refusals"].as_array().unwrap().iter();
    refusals
        .map(|refusal| refusal["option"].as_str().unwrap().to_owned())
        .collect()
}

#[wasm_bindgen_test]
fn functions_and_tokens_are_taken_out_of_the_options() {
    let given = given(
        "({ queues: [{ share: 's' }], getToken: async () => 't', fetch: () => {}, token: 'x',
            locale: undefined, theme: null })",
    );
    assert!(matches!(given.provider, TokenProvider::Function(_)));
    assert!(given.fetch.is_some());
    assert_eq!(given.options.queues[0].share.as_str(), "s");
}

#[wasm_bindgen_test]
fn a_token_alone_serves_and_an_empty_one_is_none() {
    let with = |token: &str| {
        given(&format!(
            "({{ queues: [{{ share: 's' }}], token: {token} }})"
        ))
    };
    let graph = Some("x".to_owned());
    assert!(matches!(with("'x'").provider, TokenProvider::Plain(plain) if plain.graph == graph));
    for none in ["''", "null", "undefined"] {
        assert!(
            matches!(with(none).provider, TokenProvider::Plain(plain) if plain == PlainTokens::default()),
            "{none}"
        );
    }
}

#[wasm_bindgen_test]
fn wrong_kinds_are_refused_by_name_all_at_once() {
    let script =
        "({ queues: [{ share: 's' }], getToken: 'now', fetch: 5, token: { t: 1 }, theme: 'pink' })";
    assert_eq!(refused(script), ["getToken", "fetch", "token", "theme"]);
}

#[wasm_bindgen_test]
fn a_refusal_says_what_was_given_and_what_would_do() {
    let refusal = refusal("({ queues: [{ share: 's' }], getToken: 'now' })");
    let expected = json!([{ "option": "getToken", "given": "string", "allowed": "a function" }]);
    assert_eq!(refusal["refusals"], expected);
}

#[wasm_bindgen_test]
fn no_token_is_ever_repeated_in_a_refusal() {
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
fn what_is_no_object_of_plain_data_is_refused() {
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
fn a_frozen_object_is_as_good_as_any_and_is_left_alone() {
    let script =
        "globalThis.frozen = Object.freeze({ queues: [{ share: 's' }], token: 'x' }); frozen";
    assert!(matches!(given(script).provider, TokenProvider::Plain(_)));
    assert_eq!(crate::js::look("frozen.token"), json!("x"));
}
