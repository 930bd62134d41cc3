//! Keys that an input method uses to compose a text, as for Japanese. They are not the widget's.
//!
//! In Safari the key that ends a composition comes after its end, with the code 229.

use print_redirect::mount::Mounted;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, until};
use crate::mount::{leave, mounted};

/// A page whose `fetch` plays Graph with twelve waiting jobs and two printers. It accepts codes. The jobs are
/// new, so that no number of days matches a filter.
const PAGE: &str = "
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.codes = [];
    globalThis.reached = [];
    const job = (_, at) => ({ id: `${at + 1}`, createdDateTime: new Date(Date.now() - at * 1000).toISOString(),
        status: { state: 'paused', details: [], isAcquiredByPrinter: false },
        documents: [{ id: 'd', displayName: `Report ${at + 1}.pdf`, size: 5000 }] });
    const printers = ['Kitchen', 'Lobby'].map((displayName) => ({ id: displayName, displayName }));
    globalThis.options = { queues: [{ share: 'queue' }], token: 'the-token', locale: 'en',
        resolveCode: async (code) => { codes.push(code); return null; },
        fetch: async (request) => new Response(JSON.stringify({
            value: request.url.includes('/jobs') ? Array.from({ length: 12 }, job)
                : request.url.includes('/print/shares') ? printers : [] })) };
    globalThis.root = place.attachShadow({ mode: 'open' });
    place.addEventListener('keydown', (event) => reached.push(event.key));
    globalThis.field = (id) => root.querySelector(`#${id}`);
    globalThis.press = (id, key, more) => {
        const target = typeof id === 'string' ? field(id) : id;
        target.focus();
        const event = new KeyboardEvent('keydown', { key, ...more, bubbles: true, composed: true, cancelable: true });
        target.dispatchEvent(event);
        return event.defaultPrevented;
    };
    globalThis.type = (id, text) => {
        field(id).focus();
        field(id).value = text;
        field(id).dispatchEvent(new Event('input', { bubbles: true }));
    };
    globalThis.ways = [{ isComposing: true }, { keyCode: 229 }];
    root";

async fn opened() -> (ShadowRoot, Mounted) {
    let root: ShadowRoot = run(PAGE).unchecked_into();
    let widget = mounted(&root);
    until("root.querySelector('li[data-job]')").await;
    (root, widget)
}

fn close(root: &ShadowRoot, widget: Mounted) {
    widget.unmount();
    leave(root);
}

#[wasm_bindgen_test]
async fn a_composition_in_the_search_field_chooses_no_printer() {
    let (root, widget) = opened().await;
    run("type('printer', 'k')");
    until("root.querySelectorAll('[role=option]').length === 1").await;
    run("press('printer', 'ArrowDown')");
    let active = "!!field('printer').getAttribute('aria-activedescendant')";
    until(active).await;
    for key in ["Enter", "ArrowDown", "ArrowUp", "PageDown", "Escape"] {
        let used = format!("ways.map((way) => press('printer', '{key}', way))");
        assert_eq!(look(&used), json!([false, false]), "{key}");
    }
    assert_eq!(
        look("field('printer').getAttribute('aria-expanded')"),
        json!("true")
    );
    assert_eq!(look("field('printer').value"), json!("k"));
    assert!(run("!root.querySelector('.printer')").is_truthy());
    run("press('printer', 'Enter')");
    until("root.querySelector('.printer')?.textContent.includes('Kitchen')").await;
    assert_eq!(
        look("reached"),
        json!([]),
        "the page saw none of these keys"
    );
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_composition_in_the_code_field_uses_no_code() {
    let (root, widget) = opened().await;
    until("field('code')").await;
    run("field('code').value = 'コード'; ways.map((way) => press('code', 'Enter', way))");
    assert_eq!(look("codes"), json!([]));
    run("press('code', 'Enter')");
    until("codes.length === 1").await;
    assert_eq!(look("codes"), json!(["コード"]));
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_composition_in_the_filter_keeps_the_filter() {
    let (root, widget) = opened().await;
    run("type('job-filter', 'report 3')");
    until("root.querySelectorAll('li[data-job]').length === 1").await;
    run("ways.map((way) => press('job-filter', 'Escape', way))");
    assert_eq!(look("field('job-filter').value"), json!("report 3"));
    run("press('job-filter', 'Escape')");
    until("root.querySelectorAll('li[data-job]').length > 5").await;
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_composition_moves_to_no_other_row() {
    let (root, widget) = opened().await;
    run(
        "globalThis.box = root.querySelector(\"li[data-job='1'] input\");
        ways.map((way) => press(box, 'ArrowDown', way))",
    );
    let row = "root.activeElement.closest('li').dataset.job";
    assert_eq!(look(row), json!("1"));
    run("press(box, 'ArrowDown')");
    assert_eq!(look(row), json!("2"));
    close(&root, widget);
}
