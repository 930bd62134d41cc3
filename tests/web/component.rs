//! The Leptos component: its language, and the camera.

use js_sys::Promise;
use leptos::mount::mount_to;
use leptos::prelude::*;
use print_redirect::PrintRedirect;
use print_redirect::flow::TokenNeed;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::js::{function, look, options, run, turn, until};

/// A page whose `fetch` plays Graph with one waiting job. A folder is an address before which the
/// languages stand: here the sentences themselves, and what follows them is a comment.
const PAGE: &str = "
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.folder = (words) => `data:text/javascript,export default { tag: 'de', jobsHeading: '${words}' }//`;
    globalThis.shadow = () => place.firstElementChild?.shadowRoot;
    globalThis.says = (words) => Boolean(shadow()?.textContent.includes(words));
    const job = { id: '103', createdDateTime: '2026-01-01T00:00:00Z',
        status: { state: 'paused', details: [], isAcquiredByPrinter: false },
        documents: [{ id: 'd', displayName: 'Report.pdf', size: 5000 }] };
    globalThis.asItWas = { fetch, BarcodeDetector: globalThis.BarcodeDetector, play: HTMLMediaElement.prototype.play };
    globalThis.fetch = async (request) => new Response(JSON.stringify({ value: request.url.includes('/jobs') ? [job] : [] }));
    place";

fn place() -> HtmlElement {
    run(PAGE).unchecked_into()
}

fn leave() {
    run("Object.assign(globalThis, { fetch: asItWas.fetch, BarcodeDetector: asItWas.BarcodeDetector });
        HTMLMediaElement.prototype.play = asItWas.play;
        delete navigator.mediaDevices.enumerateDevices;
        delete navigator.mediaDevices.getUserMedia;
        place.remove()");
}

fn token(_: TokenNeed) -> Promise {
    Promise::resolve(&JsValue::from("the-token"))
}

fn folder(words: &str) -> String {
    let folder = function("words", "return folder(words)");
    let folder = folder.call1(&JsValue::UNDEFINED, &words.into());
    folder.unwrap().as_string().unwrap()
}

#[wasm_bindgen_test]
async fn another_language_replaces_the_words_and_keeps_the_rows() {
    let place = place();
    let locale = RwSignal::new("en".to_owned());
    let options = options(&json!({ "queues": [{ "share": "queue" }] }));
    let widget = mount_to(place, move || {
        view! { <PrintRedirect options get_token=token locale asset_base=folder("Wartend")/> }
    });
    until("says('Waiting to print') && says('Report.pdf')").await;
    run("globalThis.row = shadow().querySelector('li[data-job]')");
    locale.set("de-CH".to_owned());
    until("says('Wartend')").await;
    assert_eq!(look("shadow().querySelector('[lang]').lang"), "de");
    assert_eq!(look("row === shadow().querySelector('li[data-job]')"), true);
    locale.set("en".to_owned());
    until("says('Waiting to print')").await;
    drop(widget);
    assert_eq!(look("place.childElementCount"), 0);
    leave();
}

#[wasm_bindgen_test]
async fn the_last_language_that_is_wanted_is_shown() {
    let place = place();
    let locale = RwSignal::new("en".to_owned());
    let options = options(&json!({ "queues": [{ "share": "queue" }] }));
    let widget = mount_to(place, move || {
        view! { <PrintRedirect options get_token=token locale asset_base=folder("Wartend")/> }
    });
    until("says('Waiting to print')").await;
    locale.set("de".to_owned());
    turn().await;
    locale.set("en".to_owned());
    for _ in 0..20 {
        turn().await;
    }
    assert_eq!(look("says('Waiting to print')"), true);
    drop(widget);
    leave();
}

#[wasm_bindgen_test]
async fn without_a_tag_the_language_is_that_of_the_page() {
    let place = place();
    place.set_lang("de");
    let options = options(&json!({ "queues": [{ "share": "queue" }] }));
    let widget = mount_to(place, move || {
        view! { <PrintRedirect options get_token=token asset_base=folder("Wartend")/> }
    });
    until("says('Wartend')").await;
    drop(widget);
    leave();
}

#[wasm_bindgen_test]
async fn a_language_that_does_not_arrive_leaves_english() {
    for folder in ["data:text/plain,", "https://["] {
        let place = place();
        let options = options(&json!({ "queues": [{ "share": "queue" }], "locale": "de" }));
        let widget = mount_to(place, move || {
            view! { <PrintRedirect options get_token=token asset_base=folder/> }
        });
        until("says('Waiting to print')").await;
        drop(widget);
        leave();
    }
}

#[wasm_bindgen_test]
async fn a_component_that_left_before_its_language_came_shows_nothing() {
    let place = place();
    let options = options(&json!({ "queues": [{ "share": "queue" }], "locale": "de" }));
    let widget = mount_to(place, move || {
        view! { <PrintRedirect options get_token=token asset_base=folder("Wartend")/> }
    });
    until("globalThis.left = shadow()").await;
    drop(widget);
    for _ in 0..20 {
        turn().await;
    }
    assert_eq!(look("left.childElementCount"), 0);
    leave();
}

#[wasm_bindgen_test]
async fn a_scanned_code_is_resolved_and_the_camera_goes_off() {
    let place = place();
    run("
        globalThis.codes = [];
        globalThis.cameraIsOn = undefined;
        globalThis.BarcodeDetector = class { detect = async () => [{ rawValue: 'code-7' }] };
        HTMLMediaElement.prototype.play = async () => {};
        navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'videoinput' }];
        navigator.mediaDevices.getUserMedia = async () => {
            cameraIsOn = true;
            return Object.assign(new MediaStream(), { getTracks: () => [{ stop() { cameraIsOn = false; } }] });
        };
    ");
    let options = options(&json!({
        "queues": [{ "share": "queue" }], "locale": "en", "requirePresence": true
    }));
    let resolve = |code: String| {
        let note = function("code", "codes.push(code); return null");
        Promise::resolve(&note.call1(&JsValue::UNDEFINED, &code.into()).unwrap())
    };
    let widget = mount_to(place, move || {
        view! { <PrintRedirect options get_token=token resolve_code=resolve/> }
    });
    until("shadow()?.querySelector('.code button + button')").await;
    let scan = run("shadow().querySelector('.code button + button')");
    scan.unchecked_into::<HtmlElement>().click();
    until("codes.length").await;
    assert_eq!(look("codes"), json!(["code-7"]));
    until("says('No printer has this code.')").await;
    assert_eq!(look("cameraIsOn"), false);
    drop(widget);
    leave();
}
