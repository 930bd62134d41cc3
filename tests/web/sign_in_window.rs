//! Providers that can open one sign-in window only, as MSAL: several needs at the same time.

use std::ops::Deref;

use js_sys::{Array, Promise};
use print_redirect::flow::TokenNeed;
use print_redirect::flow::service::Service;
use print_redirect::host::token::{TOKEN_PATIENCE_MS, TokenProvider, TokenRequester};
use serde_json::json;
use universal_print::fault::NoToken;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{function, look, run, turn, until};

/// A sign-in library with one window. `consents` holds the scopes for which it answers by itself.
/// Without `all`, each scope needs a window of its own. Long pauses are short.
const LIBRARY: &str = "
    globalThis.realTimeout ??= globalThis.setTimeout;
    globalThis.setTimeout = (then, ms, ...more) => realTimeout(then, ms >= 1000 && ms < 20000 ? 5 : ms, ...more);
    globalThis.library = { consents: new Set(), all: true, window: undefined, opened: 0, asked: [], rejects: undefined };
    library.acquire = ({ scopes: [scope] }) => {
        library.asked.push(scope);
        if (library.rejects) return Promise.reject(library.rejects);
        if (library.consents.has(scope) || library.consents.has('all')) return Promise.resolve(`token-${scope}`);
        if (library.window) {
            const error = Object.assign(new Error('interaction_in_progress: wait'), { name: 'BrowserAuthError' });
            return Promise.reject(Object.assign(error, { errorCode: 'interaction_in_progress' }));
        }
        library.opened += 1;
        return new Promise((resolve, reject) => {
            library.window = {
                scope,
                done() {
                    library.window = undefined;
                    library.consents.add(library.all ? 'all' : scope);
                    resolve({ accessToken: `token-${scope}` });
                },
                close(errorCode = 'user_cancelled') {
                    library.window = undefined;
                    reject({ errorCode, name: 'BrowserAuthError' });
                },
            };
        });
    };
    library.acquire";

/// Requests tokens from the library. At its end, pauses are as long as they are.
struct Library(TokenRequester);

impl Deref for Library {
    type Target = TokenRequester;

    fn deref(&self) -> &TokenRequester {
        &self.0
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        run("globalThis.setTimeout = realTimeout");
    }
}

fn library() -> Library {
    run(LIBRARY);
    let provider = TokenProvider::Function(function("need", "return library.acquire(need)"));
    Library(TokenRequester::new(provider, Box::new(|_| {})))
}

fn need(scope: &str) -> TokenNeed {
    TokenNeed {
        audience: Service::Graph,
        scopes: vec![scope.to_owned()],
        claims: None,
        force_refresh: false,
    }
}

/// Asks for tokens with these scopes side by side. The promise resolves with a text for each.
fn ask(tokens: &TokenRequester, scopes: &[&str], patience_ms: u32) -> JsValue {
    let each = scopes.iter().map(|scope| {
        let (tokens, need) = (tokens.clone(), need(scope));
        future_to_promise(async move {
            Ok(match tokens.get(&need, patience_ms).await {
                Ok(token) => (*token.text).into(),
                Err(NoToken::Rejected) => "rejected".into(),
                Err(NoToken::Silent) => "silent".into(),
                Err(_) => "another".into(),
            })
        })
    });
    Promise::all(&each.collect::<Array>()).into()
}

async fn answers(asked: JsValue) -> Vec<String> {
    let answers = JsFuture::from(Promise::from(asked)).await.unwrap();
    let answers = Array::from(&answers);
    answers.iter().filter_map(|it| it.as_string()).collect()
}

#[wasm_bindgen_test]
async fn one_window_serves_all_needs_that_wait_for_it() {
    let tokens = library();
    let asked = ask(&tokens, &["a", "b", "c"], TOKEN_PATIENCE_MS);
    until("library.window").await;
    turn().await;
    run("library.window.done()");
    assert_eq!(answers(asked).await, ["token-a", "token-b", "token-c"]);
    assert_eq!(look("library.opened"), json!(1));
}

#[wasm_bindgen_test]
async fn needs_with_a_window_each_go_one_after_the_other() {
    let tokens = library();
    run("library.all = false");
    let asked = ask(&tokens, &["a", "b", "c"], TOKEN_PATIENCE_MS);
    for scope in ["a", "b", "c"] {
        until(&format!("library.window?.scope === '{scope}'")).await;
        turn().await;
        run("library.window.done()");
    }
    assert_eq!(answers(asked).await, ["token-a", "token-b", "token-c"]);
    assert_eq!(look("library.opened"), json!(3));
}

#[wasm_bindgen_test]
async fn a_window_that_the_user_closes_ends_the_row_and_opens_no_other() {
    for why in ["user_cancelled", "popup_window_error", "empty_window_error"] {
        let tokens = library();
        let asked = ask(&tokens, &["a", "b", "c"], TOKEN_PATIENCE_MS);
        until("library.window").await;
        turn().await;
        run(&format!("library.window.close('{why}')"));
        assert_eq!(answers(asked).await, ["rejected"; 3]);
        assert_eq!(look("library.opened"), json!(1), "{why}");

        // The user tries again.
        let asked = ask(&tokens, &["a", "b", "c"], TOKEN_PATIENCE_MS);
        until("library.window").await;
        run("library.window.done()");
        assert_eq!(answers(asked).await, ["token-a", "token-b", "token-c"]);
    }
}

#[wasm_bindgen_test]
async fn a_window_that_never_ends_ends_every_wait_and_may_end_later() {
    let tokens = library();
    let asked = ask(&tokens, &["a", "b"], 300);
    assert_eq!(answers(asked).await, ["silent"; 2]);
    assert_eq!(look("library.opened"), json!(1));

    // The window is still open when the user tries again.
    let asked = ask(&tokens, &["b", "a"], TOKEN_PATIENCE_MS);
    turn().await;
    run("library.window.done()");
    assert_eq!(answers(asked).await, ["token-b", "token-a"]);
    assert_eq!(look("library.opened"), json!(1));
}

#[wasm_bindgen_test]
async fn a_window_of_the_page_itself_is_waited_for() {
    let tokens = library();
    run("library.acquire({ scopes: ['of the page'] })");
    let asked = ask(&tokens, &["a"], TOKEN_PATIENCE_MS);
    until("library.asked.length > 3").await;
    run("library.window.done()");
    assert_eq!(answers(asked).await, ["token-a"]);
}

#[wasm_bindgen_test]
async fn silent_needs_stay_side_by_side() {
    let tokens = library();
    run("library.acquire = ({ scopes: [scope] }) => {
            library.asked.push(scope);
            return new Promise((resolve) => { (library.held ??= []).push(() => resolve(scope)); });
        }");
    let asked = ask(&tokens, &["a", "b", "c"], TOKEN_PATIENCE_MS);
    until("library.held?.length === 3").await;
    run("library.held.forEach((answer) => answer())");
    assert_eq!(answers(asked).await, ["a", "b", "c"]);
}

#[wasm_bindgen_test]
async fn a_page_that_opens_no_window_is_told_at_once_that_the_user_has_to_sign_in() {
    for rejection in [
        "Object.assign(new Error('x'), { name: 'InteractionRequiredAuthError' })",
        "{ errorCode: 'login_required' }",
        "{ code: 'consent_required' }",
        "{ error: 'interaction_required' }",
        "'interaction_required'",
    ] {
        let tokens = library();
        run(&format!("library.rejects = {rejection}"));
        assert_eq!(
            answers(ask(&tokens, &["a", "b"], TOKEN_PATIENCE_MS)).await,
            ["rejected"; 2]
        );
        assert!(run("library.asked.length <= 3").is_truthy(), "{rejection}");
    }
}

#[wasm_bindgen_test]
async fn any_other_rejection_is_not_repeated() {
    for rejection in [
        "new Error('interaction_in_progress')",
        "{ errorCode: 7, code: null, get error() { throw 1 }, name: 'BrowserAuthError' }",
        "{ errorCode: 'network_error' }",
        "Symbol('no')",
    ] {
        let tokens = library();
        run(&format!("library.rejects = {rejection}"));
        assert_eq!(
            answers(ask(&tokens, &["a", "b"], TOKEN_PATIENCE_MS)).await,
            ["rejected"; 2]
        );
        assert_eq!(look("library.asked"), json!(["a", "b"]), "{rejection}");
    }
}

#[wasm_bindgen_test]
async fn the_users_press_asks_for_one_need_of_the_row_only() {
    let tokens = library();
    run(
        "library.acquire({ scopes: ['of the page'] }); library.asked.length = 0;
        globalThis.setTimeout = realTimeout",
    );
    let asked = ask(&tokens, &["a", "b"], TOKEN_PATIENCE_MS);
    until("library.asked.length === 2").await;
    turn().await;
    run("library.window.close(); library.all = true");
    tokens.ask_again();
    assert_eq!(look("library.asked"), json!(["a", "b", "a"]));
    run("library.window.done()");
    assert_eq!(answers(asked).await, ["token-a", "token-b"]);
    assert_eq!(look("library.opened"), json!(2));
}
