//! Sends one request with `fetch`.
//!
//! If the call or the body rejects with any value, that is a network fault: pages wrap `fetch`,
//! and a wrapper may reject with anything. The token goes into the header of this request and is
//! not kept.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{self, RequestBuilder};
use js_sys::{Array, Function, Object, Promise, Reflect};
use universal_print::answer::{Answer, AnswerHeaders};
use universal_print::fault::{Cause, Fault};
use universal_print::json::{self, Value};
use universal_print::request::{Method, Operation};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, RequestCache, RequestCredentials, RequestMode, RequestRedirect, Response,
};

use super::clock;
use super::keepalive::Keepalive;
use super::object::dictionary;
use crate::outgoing_request::OutgoingRequest;

/// How long a read may take, in milliseconds. Redirects have no limit: aborting one would only
/// make its outcome unknown.
const READ_PATIENCE_MS: u32 = 30_000;

/// Sends a request with the host's `fetch`, or without one with the page's.
pub async fn send(
    fetch: Option<&Function>,
    outgoing: &OutgoingRequest,
    token: &str,
    abort: Option<&AbortController>,
    keepalive: &Keepalive,
) -> Result<Answer, Fault> {
    let fault = |cause| {
        let operation = outgoing.request.operation;
        Fault::without_answer(operation, &outgoing.client_request_id, cause)
    };
    let timed_out = Rc::new(Cell::new(false));
    let patience = abort.cloned().map(|abort| {
        let timed_out = Rc::clone(&timed_out);
        clock::after(READ_PATIENCE_MS, move || {
            timed_out.set(true);
            abort.abort();
        })
    });
    let is_redirect = outgoing.request.operation == Operation::Redirect;
    let body = outgoing.request.body.as_ref().filter(|_| is_redirect);
    let size = body.map_or(0, |body| body.to_string().len());
    let outlives = is_redirect && keepalive.begin(size);
    let answer = exchange(fetch, outgoing, token, abort, outlives).await;
    if outlives {
        keepalive.end(size, answer.is_some());
    }
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
    outlives_page: bool,
) -> Option<Answer> {
    let request = build(outgoing, token)?;
    let answering = call(fetch, &request, abort, outlives_page)?;
    let response = unless_aborted(answering, abort).await?;
    read(response, outgoing, token, abort).await
}

/// Calls `fetch`.
fn call(
    fetch: Option<&Function>,
    request: &web_sys::Request,
    abort: Option<&AbortController>,
    outlives_page: bool,
) -> Option<Promise> {
    let init = if outlives_page {
        // The redirect must complete even if the page is closed.
        Some(("keepalive", JsValue::TRUE))
    } else {
        abort.map(|abort| ("signal", abort.signal().into()))
    };
    let init = dictionary(init.as_slice());
    let own = own_fetch();
    let fetch = fetch.or(own.as_ref())?;
    let answering = fetch.call2(&JsValue::UNDEFINED, request, &init).ok()?;
    Some(Promise::resolve(&answering))
}

/// Reads the response of `fetch`, or what the page gives for one.
async fn read(
    response: JsValue,
    outgoing: &OutgoingRequest,
    token: &str,
    abort: Option<&AbortController>,
) -> Option<Answer> {
    // `instanceof` would fail for a response class of the page's own or of another frame.
    Reflect::get(&response, &"text".into())
        .ok()?
        .is_function()
        .then_some(())?;
    let response: Response = response.unchecked_into();
    let headers = response.headers();
    let headers = AnswerHeaders::read(|name| headers.get(name).ok().flatten());
    let text = match response.text() {
        Ok(text) => unless_aborted(text, abort).await,
        Err(_) => None,
    };
    let is_redirect = outgoing.request.operation == Operation::Redirect;
    let body = match text {
        Some(text) if text.is_string() => body_of(&text, response.ok(), token),
        // The body was cut off. The status of a refusal, and of a redirect, tells all the same.
        _ if !response.ok() || is_redirect => None,
        _ => return None,
    };
    Some(Answer {
        operation: outgoing.request.operation,
        client_request_id: outgoing.client_request_id.clone(),
        time: None,
        status: response.status(),
        headers,
        body,
    })
}

/// The value in the text of a body.
fn body_of(text: &JsValue, is_success: bool, token: &str) -> Option<Value> {
    if is_success {
        return json::parse_js(text);
    }
    // A service may echo the token, and the user sees the text of an error.
    json::parse(&without(&text.as_string()?, token))
}

/// The text with a mark in each place of the token.
fn without(text: &str, token: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = substring::find(rest.as_bytes(), token.as_bytes()) {
        // A token is not empty, and its bytes are whole characters.
        let Some((before, found)) = rest.split_at_checked(at).filter(|_| !token.is_empty()) else {
            return kept;
        };
        kept.push_str(before);
        kept.push('…');
        rest = found.get(token.len()..).unwrap_or_default();
    }
    kept + rest
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

/// Builds the browser's request. `None` if a header cannot be sent or the address is none; then
/// nothing is sent.
fn build(outgoing: &OutgoingRequest, token: &str) -> Option<web_sys::Request> {
    let OutgoingRequest {
        request,
        url,
        share,
        client_request_id,
    } = outgoing;
    let headers = web_sys::Headers::new().ok()?;
    let set = |name: &str, value: &str| headers.set(name, value).ok();
    set("authorization", &["Bearer ", token].concat())?;
    set("client-request-id", client_request_id)?;
    for (name, value) in request.headers() {
        set(name, value)?;
    }
    if let Some(share) = share {
        set("print-share", share.as_str())?;
    }
    let body = request.body.as_ref().map(ToString::to_string);
    if has_additions() {
        build_past_additions(url, request.method, &headers, body)
    } else {
        build_by_library(url, request.method, headers, body)
    }
}

fn build_by_library(
    url: &str,
    method: Method,
    headers: web_sys::Headers,
    body: Option<String>,
) -> Option<web_sys::Request> {
    // gloo-net panics if a page's own class throws.
    web_sys::Request::new_with_str(url).ok()?;
    web_sys::UrlSearchParams::new().ok()?;
    let builder = RequestBuilder::new(url)
        .method(match method {
            Method::Get => http::Method::GET,
            Method::Post => http::Method::POST,
        })
        .headers(http::Headers::from_raw(headers))
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        // Graph redirects none of these calls; a redirected POST could be sent twice.
        .redirect(RequestRedirect::Error);
    let built = match body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    Some(built.ok()?.into())
}

/// Whether a page or an old library added members to every object. gloo-net builds a request from
/// an object, which then has them too: a `signal` would throw, a `mode` would take the token away.
fn has_additions() -> bool {
    /// The members of `Object.prototype` that ECMAScript defines.
    const STANDARD: u32 = 12;
    let every = Object::get_prototype_of(&Object::new());
    Reflect::own_keys(&every).is_ok_and(|members| members.length() > STANDARD)
}

/// Builds a request from an object without a prototype, which nobody can add to.
fn build_past_additions(
    url: &str,
    method: Method,
    headers: &web_sys::Headers,
    body: Option<String>,
) -> Option<web_sys::Request> {
    let method = match method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let init = dictionary(&[
        ("method", method.into()),
        ("headers", headers.into()),
        ("body", body.map_or(JsValue::UNDEFINED, JsValue::from)),
        ("mode", "cors".into()),
        ("credentials", "omit".into()),
        ("cache", "no-store".into()),
        ("redirect", "error".into()),
    ]);
    web_sys::Request::new_with_str_and_init(url, init.unchecked_ref()).ok()
}
