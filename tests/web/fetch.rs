//! One request through a page's `fetch`, which may do anything.

use js_sys::Function;
use print_redirect::browser::fetch;
use print_redirect::browser::keepalive::Keepalive;
use print_redirect::outgoing_request::OutgoingRequest;
use serde_json::json;
use universal_print::answer::Answer;
use universal_print::fault::{Cause, Fault};
use universal_print::ids::{JobId, PrinterId, ShareId};
use universal_print::json::parse;
use universal_print::request::Request;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

use crate::js::{function, look, run, turn};

const KEEP: &str = "globalThis.seen = [request, init]; return Promise.resolve(new Response('{}'))";

fn redirect() -> Request {
    let printer = |id| PrinterId::new(id).unwrap();
    Request::redirect(
        &printer("p"),
        &JobId::new("7").unwrap(),
        &printer("d"),
        None,
    )
}

async fn send(
    fetch: Option<&Function>,
    outgoing: &OutgoingRequest,
    token: &str,
    abort: Option<&AbortController>,
) -> Result<Answer, Fault> {
    fetch::send(fetch, outgoing, token, abort, &Keepalive::default()).await
}

async fn exchange(request: Request, fetch: &str) -> Result<Answer, Fault> {
    let fetch = function("request, init", fetch);
    let abort = AbortController::new().unwrap();
    let outgoing = outgoing(request);
    send(Some(&fetch), &outgoing, "the-token", Some(&abort)).await
}

fn outgoing(request: Request) -> OutgoingRequest {
    OutgoingRequest {
        request,
        url: "https://graph.microsoft.com/v1.0/somewhere".to_owned(),
        share: None,
        client_request_id: "c-1".to_owned(),
    }
}

/// Browsers refuse a send with `keepalive` where the page's own traffic fills the quota.
#[wasm_bindgen_test]
async fn after_a_send_without_an_answer_the_next_one_goes_without_keepalive() {
    let keepalive = Keepalive::default();
    let refusing = "globalThis.seen = [request, init];
        return init.keepalive ? Promise.reject(new TypeError('Failed to fetch'))
            : Promise.resolve(new Response('{}'))";
    let refusing = function("request, init", refusing);
    let fetch = Some(&refusing);
    let outgoing = outgoing(redirect());
    let first = fetch::send(fetch, &outgoing, "t", None, &keepalive).await;
    assert_eq!(first.unwrap_err().cause, Cause::Unreachable);
    assert_eq!(look("seen[1].keepalive"), json!(true));
    let second = fetch::send(fetch, &outgoing, "t", None, &keepalive).await;
    assert_eq!(second.unwrap().status, 200);
}

#[wasm_bindgen_test]
async fn any_odd_rejection_exception_or_answer_is_a_network_fault() {
    for odd in [
        "return Promise.reject('no')",
        "return Promise.reject(undefined)",
        "return Promise.reject({ odd: 1 })",
        "return Promise.reject(new TypeError('Failed to fetch'))",
        "throw 'at once'",
        "throw undefined",
        "return { ok: true, status: 200 }",
        "return { ok: true, status: 200, text: 'x' }",
        "return undefined",
        "return Promise.resolve(5)",
    ] {
        for request in [Request::recent_shares(), redirect()] {
            let fault = exchange(request, odd).await.unwrap_err();
            assert_eq!(fault.cause, Cause::Unreachable, "{odd}");
            assert_eq!(fault.diagnostic.client_request_id, "c-1");
        }
    }
}

/// What arrived before the cut tells what became of a redirect, and why a call was refused.
#[wasm_bindgen_test]
async fn an_answer_whose_body_is_cut_off_keeps_its_status_and_ids() {
    for cut in [
        "answer.text = () => Promise.reject('cut')",
        "answer.text = () => { throw undefined }",
        "answer.text = () => Promise.resolve(5)",
        "answer.text()",
    ] {
        let answering = |status: &str| {
            let init = ["{ status: ", status, ", headers: { 'request-id': 'r-1' } }"].concat();
            let made = ["const answer = new Response('{}', ", &init, "); "].concat();
            [&made, cut, "; return answer"].concat()
        };
        let sent = exchange(redirect(), &answering("200")).await.unwrap();
        assert_eq!((sent.status, sent.body), (200, None), "{cut}");
        assert_eq!(sent.headers.request_id.as_deref(), Some("r-1"));
        let refused = exchange(Request::recent_shares(), &answering("403")).await;
        assert_eq!(refused.unwrap().status, 403, "{cut}");
        // A read is repeated.
        let read = exchange(Request::recent_shares(), &answering("200")).await;
        assert_eq!(read.unwrap_err().cause, Cause::Unreachable, "{cut}");
    }
}

#[wasm_bindgen_test]
async fn an_answer_has_its_status_body_and_relevant_headers() {
    let body = "return new Response('{\"a\": 1}', { status: 429, headers: {
        'retry-after': '2.5', 'request-id': 'r-1', 'www-authenticate': 'Bearer realm=\"\"' } })";
    let answer = exchange(Request::recent_shares(), body).await.unwrap();
    assert_eq!((answer.status, answer.body), (429, parse("{\"a\": 1}")));
    assert_eq!(answer.headers.retry_after.as_deref(), Some("2.5"));
    assert_eq!(answer.headers.request_id.as_deref(), Some("r-1"));
    let challenge = answer.headers.www_authenticate;
    assert_eq!(challenge.as_deref(), Some("Bearer realm=\"\""));
}

#[wasm_bindgen_test]
async fn a_read_has_its_headers_and_an_abort_signal() {
    exchange(Request::recent_shares(), KEEP).await.unwrap();
    let seen = look(
        "(() => { const [request, init] = seen; return {
            method: request.method, url: request.url, credentials: request.credentials,
            redirect: request.redirect, cache: request.cache,
            headers: Object.fromEntries(request.headers),
            members: Object.keys(init), signal: init.signal instanceof AbortSignal } })()",
    );
    let expected = json!({
        "method": "GET",
        "url": "https://graph.microsoft.com/v1.0/somewhere",
        "credentials": "omit",
        "redirect": "error",
        "cache": "no-store",
        "headers": {
            "accept": "application/json",
            "authorization": "Bearer the-token",
            "client-request-id": "c-1",
            "prefer": "include-unknown-enum-members",
        },
        "members": ["signal"],
        "signal": true,
    });
    assert_eq!(seen, expected);
}

#[wasm_bindgen_test]
async fn a_redirect_has_keepalive_and_no_abort_signal() {
    exchange(redirect(), KEEP).await.unwrap();
    let seen = look(
        "(() => { const [request, init] = seen; return {
            method: request.method, credentials: request.credentials, redirect: request.redirect,
            type: request.headers.get('content-type'), init } })()",
    );
    let expected = json!({
        "method": "POST",
        "credentials": "omit",
        "redirect": "error",
        "type": "application/json",
        "init": { "keepalive": true },
    });
    assert_eq!(seen, expected);
    run("seen[0].text().then((text) => { globalThis.seen = text; })");
    turn().await;
    assert_eq!(look("seen"), json!("{\"destinationPrinterId\":\"d\"}"));
}

#[wasm_bindgen_test]
async fn an_address_with_a_query_is_requested_unchanged() {
    let query = "?$filter=a%20eq%20'b'&$expand=c&d=%2B+&&e";
    let url = format!("https://graph.microsoft.com/v1.0/somewhere{query}");
    let outgoing = OutgoingRequest {
        url: url.clone(),
        ..outgoing(Request::recent_shares())
    };
    let fetch = function("request, init", KEEP);
    send(Some(&fetch), &outgoing, "t", None).await.unwrap();
    assert_eq!(
        look("seen[0].url"),
        look(&format!("new Request({url:?}).url"))
    );
    assert!(
        look("seen[0].url")
            .as_str()
            .unwrap()
            .ends_with("$expand=c&d=%2B+&&e")
    );
}

#[wasm_bindgen_test]
async fn a_header_that_cannot_be_sent_is_a_network_fault() {
    run("globalThis.seen = undefined");
    let fetch = function("request, init", KEEP);
    for odd in ["Zürich → Bern", "a\r\nx: y", "\0"] {
        let outgoing = OutgoingRequest {
            share: ShareId::new(odd),
            ..outgoing(redirect())
        };
        let ended = send(Some(&fetch), &outgoing, "t", None).await;
        assert_eq!(ended.unwrap_err().cause, Cause::Unreachable);
    }
    assert_eq!(run("seen"), JsValue::UNDEFINED);
}

#[wasm_bindgen_test]
async fn the_token_in_an_error_is_replaced() {
    let echo =
        "return new Response('{\"error\": {\"message\": \"the-token is bad\"}}', { status: 400 })";
    let answer = exchange(Request::recent_shares(), echo).await.unwrap();
    let expected = parse("{\"error\": {\"message\": \"… is bad\"}}");
    assert_eq!(answer.body, expected);
}

#[wasm_bindgen_test]
async fn a_tojson_of_the_page_does_not_reach_a_body() {
    run(
        "Object.defineProperty(Array.prototype, 'toJSON', { configurable: true, value: () => 'by the page' })",
    );
    exchange(redirect(), KEEP).await.unwrap();
    run(
        "delete Array.prototype.toJSON; seen[0].text().then((text) => { globalThis.seen = text; })",
    );
    turn().await;
    assert_eq!(look("seen"), json!("{\"destinationPrinterId\":\"d\"}"));
}

#[wasm_bindgen_test]
async fn an_aborted_read_ends_when_fetch_ignores_the_signal() {
    let never = function("request, init", "return new Promise(() => {})");
    let abort = AbortController::new().unwrap();
    let controller = abort.clone();
    wasm_bindgen_futures::spawn_local(async move {
        turn().await;
        controller.abort();
    });
    let outgoing = outgoing(Request::recent_shares());
    let ended = send(Some(&never), &outgoing, "t", Some(&abort)).await;
    assert_eq!(ended.unwrap_err().cause, Cause::Unreachable);
}

#[wasm_bindgen_test]
async fn without_a_host_fetch_the_pages_current_one_is_called() {
    run("globalThis.real = globalThis.fetch;
        globalThis.fetch = () => Promise.resolve(new Response('[1]'))");
    let outgoing = outgoing(Request::recent_shares());
    let answer = send(None, &outgoing, "t", None).await;
    run("globalThis.fetch = null");
    let none = send(None, &outgoing, "t", None).await;
    run("globalThis.fetch = globalThis.real; delete globalThis.real");
    assert_eq!(answer.unwrap().body, parse("[1]"));
    assert_eq!(none.unwrap_err().cause, Cause::Unreachable);
}

#[wasm_bindgen_test]
async fn the_host_fetch_is_called_with_this_undefined() {
    let body = "'use strict'; globalThis.seen = this; return Promise.resolve(new Response('{}'))";
    exchange(Request::recent_shares(), body).await.unwrap();
    assert_eq!(run("seen"), JsValue::UNDEFINED);
}
