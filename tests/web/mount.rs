//! A whole widget: mounted, updated and unmounted.

use print_redirect::host::catalogue;
use print_redirect::mount::{Mounted, mount};
use print_redirect::text::Catalogue;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, turn, until};

/// A page that records the widget's events. Its `fetch` plays Graph with one waiting job, and
/// answers reads of jobs with the status `status`.
const PAGE: &str = "
    globalThis.heard = [];
    globalThis.status = 200;
    globalThis.place = document.body.appendChild(document.createElement('div'));
    for (const name of ['ready', 'selectionchange', 'problem', 'tokenrequired', 'diagnostic']) {
        place.addEventListener(name, (event) => heard.push([event.type, event.detail]));
    }
    const job = { id: '103', createdDateTime: '2026-01-01T00:00:00Z',
        status: { state: 'paused', details: [], isAcquiredByPrinter: false },
        documents: [{ id: 'd', displayName: 'Report.pdf', size: 5000 }] };
    globalThis.options = { queues: [{ share: 'queue' }], token: 'the-token', locale: 'en',
        fetch: async (request) => request.url.includes('/jobs')
            ? new Response(JSON.stringify({ value: [job] }), { status })
            : new Response(JSON.stringify({ value: [] })) };
    place.attachShadow({ mode: 'open' })";

fn page() -> ShadowRoot {
    run(PAGE).unchecked_into()
}

fn english() -> Catalogue {
    Catalogue::english("en".to_owned())
}

pub(crate) fn mounted(root: &ShadowRoot) -> Mounted {
    mount(root, &run("options"), english(), None, None)
        .ok()
        .unwrap()
}

pub(crate) fn leave(root: &ShadowRoot) {
    assert!(!root.has_child_nodes());
    run("place.remove()");
}

#[wasm_bindgen_test]
async fn a_mounted_widget_shows_the_waiting_job_and_dispatches_events() {
    let root = page();
    let widget = mounted(&root);
    until("heard.some(([type]) => type === 'ready')").await;
    until("place.shadowRoot.textContent.includes('Report.pdf')").await;
    let selected = json!([["selectionchange", { "jobs": [{ "queue": "queue", "job": "103" }] }]]);
    assert_eq!(
        look("heard.filter(([type]) => type === 'selectionchange')"),
        selected
    );
    assert!(!look("heard").to_string().contains("the-token"));
    assert!(
        !look("place.shadowRoot.innerHTML")
            .to_string()
            .contains("the-token")
    );
    widget.unmount();
    leave(&root);
}

#[wasm_bindgen_test]
async fn a_job_keeps_row_and_focus_while_the_list_changes() {
    let root = page();
    run("
        const job = ([id, day]) => ({ id, createdDateTime: `2026-01-0${day}T00:00:00Z`,
            status: { state: 'paused', details: [], isAcquiredByPrinter: false } });
        globalThis.waiting = [['1', 9], ['2', 5], ['3', 2]];
        options.fetch = async (request) => new Response(JSON.stringify({
            value: request.url.includes('/jobs') ? waiting.map(job) : [] }));
        globalThis.rows = () => [...place.shadowRoot.querySelectorAll('li[data-job]')];
        globalThis.order = () => rows().map((row) => row.dataset.job).join()");
    let widget = mounted(&root);
    until("order() === '1,2,3'").await;
    run("globalThis.before = rows(); before[2].querySelector('input').focus()");

    run("globalThis.waiting = [['3', 2], ['4', 7], ['1', 9]]");
    widget.refresh();
    until("order() === '1,4,3'").await;
    assert!(run("rows()[0] === before[0] && rows()[2] === before[2]").is_truthy());
    assert!(run("before[2].contains(place.shadowRoot.activeElement)").is_truthy());

    run("globalThis.waiting = [['1', 1], ['4', 7], ['3', 9], ['5', 8]]");
    widget.refresh();
    until("order() === '3,5,4,1'").await;
    assert!(run("rows()[0] === before[2] && rows()[3] === before[0]").is_truthy());
    widget.unmount();
    leave(&root);
}

#[wasm_bindgen_test]
async fn after_a_401_a_new_token_is_required_and_used() {
    let root = page();
    run("globalThis.status = 401");
    let widget = mounted(&root);
    until("heard.some(([type]) => type === 'tokenrequired')").await;
    until("heard.some(([type]) => type === 'problem')").await;
    run("globalThis.status = 200; options.token = 'a-newer-token'");
    widget.update(&run("options"), english()).ok().unwrap();
    until("place.shadowRoot.textContent.includes('Report.pdf')").await;
    assert!(!look("heard").to_string().contains("newer-token"));
    widget.unmount();
    leave(&root);
}

#[wasm_bindgen_test]
async fn refused_options_leave_the_widget_unchanged() {
    let root = page();
    let widget = mounted(&root);
    until("place.shadowRoot.textContent.includes('Report.pdf')").await;
    let refused = widget.update(&run("({ ...options, theme: 'pink' })"), english());
    assert!(refused.is_err());
    turn().await;
    assert_eq!(
        look("place.shadowRoot.textContent.includes('Report.pdf')"),
        json!(true)
    );
    widget.unmount();
    assert!(mount(&root, &run("({})"), english(), None, None).is_err());
    leave(&root);
}

#[wasm_bindgen_test]
async fn a_language_brings_its_direction_and_broken_data_is_english() {
    let root = page();
    let widget = mounted(&root);
    until("place.shadowRoot.textContent.includes('Report.pdf')").await;
    let speech = "(({ lang, dir }) => [lang, dir])(place.shadowRoot.querySelector('.root'))";
    assert_eq!(look(speech), json!(["en", "ltr"]));
    let hebrew = catalogue::read("he", "he-IL", &run("({ dir: 'rtl', refresh: 'רענון' })"));
    widget.update(&run("options"), hebrew).ok().unwrap();
    until("place.shadowRoot.innerHTML.includes('רענון')").await;
    assert_eq!(look(speech), json!(["he", "rtl"]));
    let endless = run("globalThis.endless = {}; endless.refresh = endless; endless");
    let garbled = catalogue::read("de", "de", &endless);
    widget.update(&run("options"), garbled).ok().unwrap();
    until("place.shadowRoot.innerHTML.includes('Refresh')").await;
    widget.unmount();
    leave(&root);
}

#[wasm_bindgen_test]
async fn an_unmounted_widget_leaves_no_nodes_and_no_listeners() {
    // The style sheet is created once and stays.
    let root = page();
    mounted(&root).unmount();
    run("
        globalThis.listening = 0;
        globalThis.realAdd = EventTarget.prototype.addEventListener;
        globalThis.realRemove = EventTarget.prototype.removeEventListener;
        const counts = (target) => !(target instanceof Node && target !== document)
            && !(target instanceof AbortSignal);
        EventTarget.prototype.addEventListener = function (...given) {
            listening += counts(this) ? 1 : 0;
            return realAdd.apply(this, given);
        };
        EventTarget.prototype.removeEventListener = function (...given) {
            listening -= counts(this) ? 1 : 0;
            return realRemove.apply(this, given);
        };
        globalThis.before = [document.head.childNodes.length, document.body.childNodes.length];
    ");
    for _ in 0..2 {
        let widget = mounted(&root);
        until("place.shadowRoot.textContent.includes('Report.pdf')").await;
        assert!(run("listening > 0").is_truthy());
        widget.unmount();
        turn().await;
        assert_eq!(look("listening"), json!(0));
        assert!(!root.has_child_nodes());
    }
    let after = "[document.head.childNodes.length, document.body.childNodes.length]";
    assert_eq!(look(after), look("before"));
    run("
        EventTarget.prototype.addEventListener = realAdd;
        EventTarget.prototype.removeEventListener = realRemove;
    ");
    leave(&root);
}

#[wasm_bindgen_test]
async fn an_answer_after_unmount_dispatches_no_event() {
    let root = page();
    run("options.fetch = () => new Promise((resolve) => { globalThis.answer = resolve; })");
    let widget = mounted(&root);
    until("globalThis.answer").await;
    widget.unmount();
    run("heard.length = 0; answer(new Response('{\"value\": []}')); delete globalThis.answer");
    turn().await;
    turn().await;
    assert_eq!(look("heard"), json!([]));
    leave(&root);
}

#[wasm_bindgen_test]
async fn the_list_is_read_again_when_the_window_gains_focus() {
    let root = page();
    run("globalThis.reads = 0;
        const real = options.fetch;
        options.fetch = (request) => { reads += request.url.includes('/jobs'); return real(request); }");
    let widget = mounted(&root);
    until("place.shadowRoot.textContent.includes('Report.pdf')").await;
    assert_eq!(look("reads"), json!(1));
    run("window.dispatchEvent(new Event('focus'))");
    until("reads === 2").await;
    widget.unmount();
    leave(&root);
}
