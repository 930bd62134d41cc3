//! Sends one request with `fetch`.
//!
//! If the call or the body rejects with any value, that is a network fault: pages wrap `fetch`,
//! and a wrapper may reject with anything. The token goes into the header of this request and is
//! not kept.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect};
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::fault::{Cause, Fault};
use universal_print::request::{Method, Operation};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

use super::object::dictionary;
use crate::outgoing_request::OutgoingRequest;

/// How long a read may take, in milliseconds. Redirects have no limit: aborting one would only
/// make its outcome unknown.
const PATIENCE_MS: u32 = 30_000;

/// Sends a request with the host's `fetch`, or without one with the page's.
pub async fn send(
    fetch: Option<&Function>,
    outgoing: &OutgoingRequest,
    token: &str,
    abort: Option<&AbortController>,
) -> Result<Answer, Fault> {
    let fault = |cause| {
        let operation = outgoing.request.operation;
        Fault::without_answer(operation, &outgoing.client_request_id, cause)
    };
    let timed_out = Rc::new(Cell::new(false));
    let patience = abort.cloned().map(|abort| {
        let timed_out = Rc::clone(&timed_out);
        Timeout::new(PATIENCE_MS, move || {
            timed_out.set(true);
            abort.abort();
        })
    });
    let answer = exchange(fetch, outgoing, token, abort).await;
    drop(patience);
    answer.ok_or_else(|| {
        fault(if timed_out.get() {
            Cause::TimedOut
        } else {
            Cause::Unreachable
        })
    })
}

async fn exchange(
    fetch: Option<&Function>,
    outgoing: &OutgoingRequest,
    token: &str,
    abort: Option<&AbortController>,
) -> Option<Answer> {
    let OutgoingRequest { request, .. } = outgoing;
    let built = build(outgoing, token)?;
    let init = if request.operation == Operation::Redirect {
        // The redirect must complete even if the page is closed.
        Some(("keepalive", JsValue::TRUE))
    } else {
        abort.map(|abort| ("signal", abort.signal().into()))
    };
    let init = dictionary(init.as_slice());
    let own = own_fetch();
    let fetch = fetch.or(own.as_ref())?;
    let answering = fetch.call2(&JsValue::UNDEFINED, &built, &init).ok()?;
    let response = unless_aborted(Promise::resolve(&answering), abort).await?;
    // `instanceof` would fail for a response class of the page's own or of another frame.
    Reflect::get(&response, &"text".into())
        .ok()?
        .is_function()
        .then_some(())?;
    let response: Response = response.unchecked_into();
    let headers = response.headers();
    let headers = AnswerHeaders::read(|name| headers.get(name).ok().flatten());
    let body = unless_aborted(response.text().ok()?, abort).await?;
    let mut body = body.as_string()?;
    if !response.ok() {
        // A service may echo the token, and the user sees the text of an error.
        body = body.replace(token, "…");
    }
    Some(Answer {
        operation: request.operation,
        client_request_id: outgoing.client_request_id.clone(),
        status: response.status(),
        headers,
        body,
    })
}

/// The value of a promise, or `None` once the read is aborted. A host's `fetch` may ignore the
/// abort signal.
async fn unless_aborted(promise: Promise, abort: Option<&AbortController>) -> Option<JsValue> {
    let promise = match abort {
        None => promise,
        Some(abort) => {
            let signal = abort.signal();
            let aborted = Promise::new(&mut |_, reject| signal.set_onabort(Some(&reject)));
            Promise::race(&Array::of2(&promise, &aborted))
        }
    };
    JsFuture::from(promise).await.ok()
}

/// The page's current `fetch`, which may be a wrapper.
fn own_fetch() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"fetch".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Builds the browser's request. gloo-net 0.6 cannot be used: it appends `&` to an address with
/// a query, and a next link must be followed unchanged.
fn build(outgoing: &OutgoingRequest, token: &str) -> Option<web_sys::Request> {
    let OutgoingRequest {
        request,
        url,
        share,
        client_request_id,
    } = outgoing;
    let bearer = ["Bearer ", token].concat();
    let mut headers = vec![
        ("authorization", bearer.into()),
        ("client-request-id", client_request_id.into()),
    ];
    for (name, value) in request.headers() {
        headers.push((name, value.into()));
    }
    if let Some(share) = share {
        headers.push(("print-share", share.as_str().into()));
    }
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let mut init = vec![
        ("method", method.into()),
        ("headers", dictionary(&headers)),
        ("credentials", "omit".into()),
        ("cache", "no-store".into()),
        // Graph redirects none of these calls; a redirected POST could be sent twice.
        ("redirect", "error".into()),
    ];
    if let Some(body) = &request.body {
        init.push(("body", body.to_string().into()));
    }
    let init: RequestInit = dictionary(&init).unchecked_into();
    web_sys::Request::new_with_str_and_init(url, &init).ok()
}
