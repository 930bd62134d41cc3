//! Answers of `resolveCode` and the camera, and the end of a scan with its widget.

use js_sys::Promise;
use print_redirect::flow::state::code::CodeSourceError;
use print_redirect::host::code::read;
use print_redirect::mount::mount;
use print_redirect::text::Catalogue;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, ShadowRoot};

use crate::js::{function, look, run, until};

/// The result of a page's function with this body.
async fn answer(body: &str) -> Result<Option<String>, CodeSourceError> {
    read(function("", body).call0(&JsValue::UNDEFINED)).await
}

#[wasm_bindgen_test]
async fn a_text_or_nothing_is_an_answer_now_or_later() {
    let text = Ok(Some("share".to_owned()));
    for body in [
        "return 'share'",
        "return Promise.resolve('share')",
        "return { then: (resolve) => resolve('share') }",
    ] {
        assert_eq!(answer(body).await, text, "{body}");
    }
    for body in ["", "return null", "return Promise.resolve()"] {
        assert_eq!(answer(body).await, Ok(None), "{body}");
    }
}

#[wasm_bindgen_test]
async fn any_other_result_is_a_named_error() {
    let cases = [
        ("return 5", CodeSourceError::Garbage),
        ("return { share: 's' }", CodeSourceError::Garbage),
        ("throw 'a string'", CodeSourceError::Failed),
        ("throw null", CodeSourceError::Failed),
        ("return Promise.reject(undefined)", CodeSourceError::Failed),
        (
            "return { get then() { throw new Error() } }",
            CodeSourceError::Failed,
        ),
        (
            "throw new DOMException('no', 'NotAllowedError')",
            CodeSourceError::Refused,
        ),
    ];
    for (body, why) in cases {
        assert_eq!(answer(body).await, Err(why), "{body}");
    }
}

#[wasm_bindgen_test]
async fn unmounting_the_widget_aborts_the_scan() {
    let root: ShadowRoot = run("
        globalThis.signals = [];
        globalThis.place = document.body.appendChild(document.createElement('div'));
        place.attachShadow({ mode: 'open' })")
    .unchecked_into();
    let options = run(
        "({ queues: [{ share: 'queue' }], token: 'the-token', requirePresence: true,
        fetch: async () => new Response('{\"value\":[]}') })",
    );
    let english = Catalogue::english("en".to_owned());
    let camera = function(
        "signal",
        "signals.push(signal); return new Promise(() => {})",
    );
    let widget = mount(
        &root,
        &options,
        english,
        Some(Promise::resolve(&JsValue::from(camera))),
        None,
    )
    .ok()
    .unwrap();
    until("place.shadowRoot.querySelector('.code button + button')").await;
    assert_eq!(look("signals.length"), 0);
    let scan = run("place.shadowRoot.querySelector('.code button + button')");
    scan.unchecked_into::<HtmlElement>().click();
    until("place.shadowRoot.querySelector('video')").await;
    assert_eq!(
        look("signals.map(({ aborted }) => aborted)"),
        serde_json::json!([false])
    );
    widget.unmount();
    assert_eq!(
        look("signals.map(({ aborted }) => aborted)"),
        serde_json::json!([true])
    );
    run("place.remove()");
}
