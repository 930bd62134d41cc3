//! The cards of printers: each printer keeps its own while others come, go and change places.

use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, until};
use crate::mount::{leave, mounted};

/// A page whose `fetch` plays Graph with these recent printers, the latest first.
const PAGE: &str = "
    globalThis.recent = ['a', 'b', 'c'];
    globalThis.place = document.body.appendChild(document.createElement('div'));
    const share = (id, at) => ({ id, displayName: `Printer ${id}`, lastUsedDateTime: `2026-01-0${9 - at}T00:00:00Z` });
    const job = { id: '103', createdDateTime: '2026-01-01T00:00:00Z',
        status: { state: 'paused', details: [], isAcquiredByPrinter: false } };
    globalThis.options = { queues: [{ share: 'queue' }], token: 'the-token', locale: 'en',
        fetch: async (request) => new Response(JSON.stringify({
            value: request.url.includes('recentPrinterShares') ? recent.map(share)
                : request.url.includes('/jobs') ? [job] : [] })) };
    globalThis.root = place.attachShadow({ mode: 'open' });
    globalThis.radios = () => [...root.querySelectorAll('.card input')];
    globalThis.order = () => [...root.querySelectorAll('.card .name')].map((it) => it.textContent.at(-1)).join('');
    root";

#[wasm_bindgen_test]
async fn a_printer_keeps_its_card_and_the_focus_meets_no_other() {
    let root: ShadowRoot = run(PAGE).unchecked_into();
    let widget = mounted(&root);
    until("order() === 'abc'").await;
    run("globalThis.before = radios(); before[1].focus(); globalThis.recent = ['c', 'b', 'a']");
    widget.refresh();
    until("order() === 'cba'").await;
    assert!(run("radios().every((radio) => before.includes(radio))").is_truthy());
    assert!(run("radios()[1] === before[1] && root.activeElement === before[1]").is_truthy());

    // It moves, and the focus with it.
    run("globalThis.recent = ['b', 'a']");
    widget.refresh();
    until("order() === 'ba'").await;
    assert!(run("radios()[0] === before[1] && root.activeElement === before[1]").is_truthy());

    // It goes. A key must not choose the printer that is in its place.
    run("globalThis.recent = ['a', 'c']");
    widget.refresh();
    until("order() === 'ac'").await;
    assert_eq!(look("root.activeElement.id"), json!("destination-heading"));
    widget.unmount();
    leave(&root);
}
