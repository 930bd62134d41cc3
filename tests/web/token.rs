//! Tokens from a page: answers of providers, and the tokens or errors they become.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use print_redirect::flow::TokenNeed;
use print_redirect::flow::service::Service;
use print_redirect::host::token::{
    AccessToken, PlainTokens, TOKEN_PATIENCE_MS, TokenProvider, TokenRequester,
};
use serde_json::json;
use universal_print::fault::NoToken;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{function, look, run};

fn need() -> TokenNeed {
    TokenNeed {
        audience: Service::Graph,
        scopes: vec!["https://graph.microsoft.com/PrintJob.ReadBasic".to_owned()],
        claims: None,
        force_refresh: false,
    }
}

fn refreshed() -> TokenNeed {
    TokenNeed {
        claims: Some("{}".to_owned()),
        force_refresh: true,
        ..need()
    }
}

fn page(body: &str) -> TokenRequester {
    TokenRequester::new(
        TokenProvider::Function(function("need", body)),
        Box::new(|_| {}),
    )
}

/// A plain token for Graph and none for the gateway.
fn graph(token: &str) -> TokenProvider {
    TokenProvider::Plain(PlainTokens {
        graph: Some(token.to_owned()),
        gateway: None,
    })
}

fn text(token: Result<AccessToken, NoToken>) -> Result<String, NoToken> {
    token.map(|token| token.text.to_string())
}

#[wasm_bindgen_test]
async fn a_string_or_a_promise_of_one_is_a_token() {
    for body in ["return 'abc.def'", "return Promise.resolve('abc.def')"] {
        assert_eq!(
            text(page(body).get(&need(), TOKEN_PATIENCE_MS).await),
            Ok("abc.def".to_owned())
        );
    }
}

#[wasm_bindgen_test]
async fn an_msal_result_gives_its_token_and_account() {
    let body = "const account = { username: 'adele@contoso.example', localAccountId: 'a-1',
            tenantId: 't', idTokenClaims: new Map() };
        return Promise.resolve({ accessToken: 'abc', expiresOn: new Date(), scopes: ['s'],
            account, uniqueId: 5, self: globalThis, then: undefined })";
    let token = page(body)
        .get(&need(), TOKEN_PATIENCE_MS)
        .await
        .ok()
        .unwrap();
    assert_eq!(&*token.text, "abc");
    let account = token.account.unwrap();
    assert_eq!(account.username.as_deref(), Some("adele@contoso.example"));
    assert_eq!(account.local_account_id.unwrap().as_str(), "a-1");
}

#[wasm_bindgen_test]
async fn a_provider_that_throws_or_rejects_anything_is_rejected() {
    for body in [
        "return Promise.reject(new Error('interaction_required'))",
        "return Promise.reject('no')",
        "return Promise.reject(undefined)",
        "throw new Error('at once')",
        "throw undefined",
        "return { get then() { throw 1 } }",
    ] {
        let token = text(page(body).get(&need(), TOKEN_PATIENCE_MS).await);
        assert_eq!(token, Err(NoToken::Rejected), "{body}");
    }
}

#[wasm_bindgen_test]
async fn any_other_answer_is_garbage() {
    for body in [
        "return undefined",
        "return null",
        "return {}",
        "return 5",
        "return ''",
        "return []",
        "return { accessToken: 5 }",
        "return { accessToken: '' }",
        "return { get accessToken() { throw 1 } }",
        "return 'a b'",
        "return 'a\\r\\nx-other: b'",
        "return 'tök'",
    ] {
        let token = text(page(body).get(&need(), TOKEN_PATIENCE_MS).await);
        assert_eq!(token, Err(NoToken::Garbage), "{body}");
    }
}

#[wasm_bindgen_test]
async fn the_provider_receives_the_need() {
    run("globalThis.needs = []");
    let tokens = page("needs.push(need); return 't'");
    tokens.get(&need(), TOKEN_PATIENCE_MS).await.ok().unwrap();
    tokens
        .get(&refreshed(), TOKEN_PATIENCE_MS)
        .await
        .ok()
        .unwrap();
    let scopes = ["https://graph.microsoft.com/PrintJob.ReadBasic"];
    let expected = json!([
        { "audience": "graph", "scopes": scopes, "forceRefresh": false },
        { "audience": "graph", "scopes": scopes, "claims": "{}", "forceRefresh": true },
    ]);
    assert_eq!(look("needs"), expected);
}

#[wasm_bindgen_test]
async fn equal_needs_at_the_same_time_share_one_call() {
    run("globalThis.calls = 0");
    let tokens =
        page("calls += 1; return new Promise((resolve) => setTimeout(resolve, 0, 't' + calls))");
    let (same, other) = (need(), refreshed());
    let (first, second) = both(
        tokens.get(&same, TOKEN_PATIENCE_MS),
        tokens.get(&same, TOKEN_PATIENCE_MS),
    )
    .await;
    assert_eq!(
        (text(first), text(second)),
        (Ok("t1".into()), Ok("t1".into()))
    );
    assert_eq!(
        text(tokens.get(&same, TOKEN_PATIENCE_MS).await),
        Ok("t2".to_owned())
    );

    let (plain, fresh) = both(
        tokens.get(&same, TOKEN_PATIENCE_MS),
        tokens.get(&other, TOKEN_PATIENCE_MS),
    )
    .await;
    assert!(plain.is_ok() && fresh.is_ok());
    assert_eq!(look("calls"), json!(4));
}

/// Both outputs, with both futures running at the same time.
async fn both<A: Future, B: Future>(one: A, two: B) -> (A::Output, B::Output) {
    let (mut one, mut two) = (pin!(one), pin!(two));
    let (mut first, mut second) = (None, None);
    poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(output) = one.as_mut().poll(context)
        {
            first = Some(output);
        }
        if second.is_none()
            && let Poll::Ready(output) = two.as_mut().poll(context)
        {
            second = Some(output);
        }
        if first.is_some() && second.is_some() {
            return Poll::Ready((first.take().unwrap(), second.take().unwrap()));
        }
        Poll::Pending
    })
    .await
}

#[wasm_bindgen_test]
async fn a_repeated_call_may_answer_first_but_never_reject() {
    let body = "window.settle ??= [];
        return new Promise((resolve, reject) => window.settle.push({ resolve, reject }))";
    run("window.settle = undefined");
    let tokens = page(body);
    let need = need();
    let mut first = pin!(tokens.get(&need, TOKEN_PATIENCE_MS));
    let pending = poll_fn(|context| Poll::Ready(first.as_mut().poll(context).is_pending()));
    assert!(pending.await);
    tokens.ask_again();
    run("window.settle[1].reject(new Error('interaction_in_progress'))");
    tokens.ask_again();
    run("window.settle[2].resolve('by-the-window')");
    assert_eq!(text(first.await), Ok("by-the-window".to_owned()));
}

#[wasm_bindgen_test]
async fn a_plain_token_is_used_until_a_refresh_is_forced() {
    let told: Rc<RefCell<Vec<TokenNeed>>> = Rc::default();
    let hear = Rc::clone(&told);
    let provider = graph("plain");
    let tokens = TokenRequester::new(
        provider,
        Box::new(move |need| hear.borrow_mut().push(need.clone())),
    );
    assert_eq!(
        text(tokens.get(&need(), TOKEN_PATIENCE_MS).await),
        Ok("plain".to_owned())
    );
    assert_eq!(*told.borrow(), []);

    assert_eq!(
        text(tokens.get(&refreshed(), TOKEN_PATIENCE_MS).await),
        Err(NoToken::Rejected)
    );
    assert_eq!(*told.borrow(), [refreshed()]);

    assert!(!tokens.replace(graph("plain")));
    assert!(tokens.replace(graph("another")));
    assert_eq!(
        text(tokens.get(&need(), TOKEN_PATIENCE_MS).await),
        Ok("another".to_owned())
    );
}

#[wasm_bindgen_test]
async fn without_any_token_the_host_is_told_to_provide_one() {
    let told: Rc<RefCell<u32>> = Rc::default();
    let hear = Rc::clone(&told);
    let tokens = TokenRequester::new(
        TokenProvider::Plain(PlainTokens::default()),
        Box::new(move |_| {
            *hear.borrow_mut() += 1;
        }),
    );
    assert_eq!(
        text(tokens.get(&need(), TOKEN_PATIENCE_MS).await),
        Err(NoToken::NoProvider)
    );
    assert_eq!(*told.borrow(), 1);
}

#[wasm_bindgen_test]
async fn each_service_gets_only_its_own_token() {
    let plain = PlainTokens {
        graph: Some("for-graph".to_owned()),
        gateway: Some("for-the-gateway".to_owned()),
    };
    let tokens = TokenRequester::new(TokenProvider::Plain(plain), Box::new(|_| {}));
    let gateway = TokenNeed {
        audience: Service::Gateway,
        ..need()
    };
    assert_eq!(
        text(tokens.get(&need(), TOKEN_PATIENCE_MS).await),
        Ok("for-graph".to_owned())
    );
    let token = text(tokens.get(&gateway, TOKEN_PATIENCE_MS).await);
    assert_eq!(token, Ok("for-the-gateway".to_owned()));
    // A token for Graph never replaces one for the gateway.
    let tokens = TokenRequester::new(graph("for-graph"), Box::new(|_| {}));
    let token = text(tokens.get(&gateway, TOKEN_PATIENCE_MS).await);
    assert_eq!(token, Err(NoToken::NoProvider));
}
