//! Tokens from a page: what providers answer, and what is made of it.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use print_redirect::flow::TokenNeed;
use print_redirect::flow::service::Service;
use print_redirect::host::token::{PATIENCE_MS, Plain, Provider, Token, Tokens};
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

fn page(body: &str) -> Tokens {
    Tokens::new(Provider::Function(function("need", body)), |_| {})
}

/// A page that has one token for Graph and none for a gateway.
fn graph(token: &str) -> Provider {
    Provider::Plain(Plain {
        graph: Some(token.to_owned()),
        gateway: None,
    })
}

fn text(token: Result<Token, NoToken>) -> Result<String, NoToken> {
    token.map(|token| token.text.to_string())
}

#[wasm_bindgen_test]
async fn a_string_and_a_promise_of_one_are_tokens() {
    for body in ["return 'abc.def'", "return Promise.resolve('abc.def')"] {
        assert_eq!(
            text(page(body).get(&need(), PATIENCE_MS).await),
            Ok("abc.def".to_owned())
        );
    }
}

#[wasm_bindgen_test]
async fn msals_result_can_be_returned_as_it_is() {
    let body = "const account = { username: 'adele@contoso.example', localAccountId: 'a-1',
            tenantId: 't', idTokenClaims: new Map() };
        return Promise.resolve({ accessToken: 'abc', expiresOn: new Date(), scopes: ['s'],
            account, uniqueId: 5, self: globalThis, then: undefined })";
    let token = page(body).get(&need(), PATIENCE_MS).await.ok().unwrap();
    assert_eq!(&*token.text, "abc");
    let account = token.account.unwrap();
    assert_eq!(account.username.as_deref(), Some("adele@contoso.example"));
    assert_eq!(account.local_account_id.unwrap().as_str(), "a-1");
}

#[wasm_bindgen_test]
async fn a_provider_that_refuses_in_any_way_is_a_refusal() {
    for body in [
        "return Promise.reject(new Error('interaction_required'))",
        "return Promise.reject('no')",
        "return Promise.reject(undefined)",
        "throw new Error('at once')",
        "throw undefined",
        "return { get then() { throw 1 } }",
    ] {
        let token = text(page(body).get(&need(), PATIENCE_MS).await);
        assert_eq!(token, Err(NoToken::Rejected), "{body}");
    }
}

#[wasm_bindgen_test]
async fn garbage_is_no_token() {
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
        let token = text(page(body).get(&need(), PATIENCE_MS).await);
        assert_eq!(token, Err(NoToken::Garbage), "{body}");
    }
}

#[wasm_bindgen_test]
async fn the_provider_is_told_what_is_needed() {
    run("globalThis.needs = []");
    let tokens = page("needs.push(need); return 't'");
    tokens.get(&need(), PATIENCE_MS).await.ok().unwrap();
    tokens.get(&refreshed(), PATIENCE_MS).await.ok().unwrap();
    let scopes = ["https://graph.microsoft.com/PrintJob.ReadBasic"];
    let expected = json!([
        { "audience": "graph", "scopes": scopes, "forceRefresh": false },
        { "audience": "graph", "scopes": scopes, "claims": "{}", "forceRefresh": true },
    ]);
    assert_eq!(look("needs"), expected);
}

#[wasm_bindgen_test]
async fn the_same_need_at_the_same_time_is_asked_once_and_later_again() {
    run("globalThis.calls = 0");
    let tokens =
        page("calls += 1; return new Promise((resolve) => setTimeout(resolve, 0, 't' + calls))");
    let (same, other) = (need(), refreshed());
    let (first, second) = both(
        tokens.get(&same, PATIENCE_MS),
        tokens.get(&same, PATIENCE_MS),
    )
    .await;
    assert_eq!(
        (text(first), text(second)),
        (Ok("t1".into()), Ok("t1".into()))
    );
    assert_eq!(
        text(tokens.get(&same, PATIENCE_MS).await),
        Ok("t2".to_owned())
    );

    let (plain, fresh) = both(
        tokens.get(&same, PATIENCE_MS),
        tokens.get(&other, PATIENCE_MS),
    )
    .await;
    assert!(plain.is_ok() && fresh.is_ok());
    assert_eq!(look("calls"), json!(4));
}

/// Both answers, the askings being under way together.
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
async fn a_provider_asked_again_may_answer_first_and_its_refusal_leaves_the_first_question() {
    let body = "window.settle ??= [];
        return new Promise((resolve, reject) => window.settle.push({ resolve, reject }))";
    run("window.settle = undefined");
    let tokens = page(body);
    let need = need();
    let mut first = pin!(tokens.get(&need, PATIENCE_MS));
    let pending = poll_fn(|context| Poll::Ready(first.as_mut().poll(context).is_pending()));
    assert!(pending.await);
    tokens.ask_again();
    run("window.settle[1].reject(new Error('interaction_in_progress'))");
    tokens.ask_again();
    run("window.settle[2].resolve('by-the-window')");
    assert_eq!(text(first.await), Ok("by-the-window".to_owned()));
}

#[wasm_bindgen_test]
async fn a_plain_token_serves_until_a_fresh_one_is_needed_and_then_the_host_is_told() {
    let told: Rc<RefCell<Vec<TokenNeed>>> = Rc::default();
    let hear = Rc::clone(&told);
    let provider = graph("plain");
    let tokens = Tokens::new(provider, move |need| hear.borrow_mut().push(need.clone()));
    assert_eq!(
        text(tokens.get(&need(), PATIENCE_MS).await),
        Ok("plain".to_owned())
    );
    assert_eq!(*told.borrow(), []);

    assert_eq!(
        text(tokens.get(&refreshed(), PATIENCE_MS).await),
        Err(NoToken::Rejected)
    );
    assert_eq!(*told.borrow(), [refreshed()]);

    assert!(!tokens.replace(graph("plain")));
    assert!(tokens.replace(graph("another")));
    assert_eq!(
        text(tokens.get(&need(), PATIENCE_MS).await),
        Ok("another".to_owned())
    );
}

#[wasm_bindgen_test]
async fn a_page_that_gave_nothing_is_told_that_a_token_is_required() {
    let told: Rc<RefCell<u32>> = Rc::default();
    let hear = Rc::clone(&told);
    let tokens = Tokens::new(Provider::Plain(Plain::default()), move |_| {
        *hear.borrow_mut() += 1;
    });
    assert_eq!(
        text(tokens.get(&need(), PATIENCE_MS).await),
        Err(NoToken::NoProvider)
    );
    assert_eq!(*told.borrow(), 1);
}

#[wasm_bindgen_test]
async fn each_service_gets_the_token_that_is_its_own() {
    let plain = Plain {
        graph: Some("for-graph".to_owned()),
        gateway: Some("for-the-gateway".to_owned()),
    };
    let tokens = Tokens::new(Provider::Plain(plain), |_| {});
    let gateway = TokenNeed {
        audience: Service::Gateway,
        ..need()
    };
    assert_eq!(
        text(tokens.get(&need(), PATIENCE_MS).await),
        Ok("for-graph".to_owned())
    );
    let token = text(tokens.get(&gateway, PATIENCE_MS).await);
    assert_eq!(token, Ok("for-the-gateway".to_owned()));
    // One alone never stands in for the other.
    let tokens = Tokens::new(graph("for-graph"), |_| {});
    let token = text(tokens.get(&gateway, PATIENCE_MS).await);
    assert_eq!(token, Err(NoToken::NoProvider));
}
