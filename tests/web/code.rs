//! What a page and a camera may say of a code, and the camera that goes off with its widget.

use print_redirect::flow::state::code::CodeSourceError;
use print_redirect::host::code::read;
use print_redirect::mount::mount;
use print_redirect::text::Catalogue;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, ShadowRoot};

use crate::js::{function, look, run, until};

/// What comes of a function of the page's with this body.
async fn answer(body: &str) -> Result<Option<String>, CodeSourceError> {
    read(function("", body).call0(&JsValue::UNDEFINED)).await
}

#[wasm_bindgen_test]
async fn a_text_is_an_answer_at_once_or_later_and_nothing_is_one_too() {
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
async fn whatever_else_happens_has_a_name() {
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
async fn the_camera_is_told_when_the_widget_goes() {
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
    let widget = mount(&root, &options, english, Some(camera)).ok().unwrap();
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
