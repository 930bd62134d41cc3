//! A page whose translator replaces each text node by elements of its own, as Google's does.

use print_redirect::host::catalogue;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, until};
use crate::mount::{leave, mounted};

/// A page whose `fetch` plays Graph with two waiting jobs and two recent printers.
const PAGE: &str = "
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.names = ['One.pdf', 'Two.pdf'];
    const job = (displayName, at) => ({ id: `${at}`, createdDateTime: '2026-01-01T00:00:00Z',
        status: { state: 'paused', details: [], isAcquiredByPrinter: false },
        documents: [{ id: 'd', displayName, size: 5000 }] });
    const printers = ['Kitchen', 'Lobby'].map((displayName) => ({ id: displayName, displayName }));
    globalThis.options = { queues: [{ share: 'queue' }], token: 'the-token', locale: 'en',
        fetch: async (request) => new Response(JSON.stringify(
            request.url.includes('/jobs') ? { value: names.map(job) }
                : /shares.(Kitchen|Lobby)/.test(request.url) ? printers.find(({ id }) => request.url.includes(id))
                : { value: printers })) };
    globalThis.root = place.attachShadow({ mode: 'open' });
    globalThis.translate = () => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
        for (const text of texts) {
            const inner = document.createElement('font');
            const outer = document.createElement('font');
            inner.textContent = text.data;
            outer.append(inner);
            text.replaceWith(outer);
        }
        return texts.length;
    };
    globalThis.names_of = (selector) => [...root.querySelectorAll(selector)].map((it) => it.getAttribute('aria-label')).sort();
    globalThis.words = (selector) => [...root.querySelectorAll(selector)].map((it) => it.textContent);
    root";

#[wasm_bindgen_test]
async fn translated_texts_still_change_with_the_state_and_the_language() {
    let root: ShadowRoot = run(PAGE).unchecked_into();
    let widget = mounted(&root);
    until("root.querySelectorAll('.recent input').length === 2").await;
    until("root.querySelectorAll('li[data-job]').length === 2").await;
    assert!(run("translate() > 10").is_truthy());
    run("root.querySelectorAll('li[data-job] input')[0].click()");
    run("root.querySelectorAll('.recent input')[0].click()");
    until("words('#summary')[0] === '1 job to Kitchen'").await;

    run("translate(); root.querySelectorAll('.recent input')[1].click()");
    until("words('#summary')[0] === '1 job to Lobby'").await;
    until("words('.printer .name')[0] === 'Lobby'").await;
    run("translate(); root.querySelectorAll('li[data-job] input')[1].click()");
    until("words('#summary')[0] === '2 jobs to Lobby'").await;
    assert_eq!(look("words('.primary')"), json!(["Print 2 jobs"]));
    assert_eq!(
        look("words('.select-all .quiet')"),
        json!(["2 of 2 selected"])
    );

    run("translate(); globalThis.names = ['Three.pdf', 'Two.pdf']");
    widget.refresh();
    until("words('li .name').includes('Three.pdf')").await;
    assert_eq!(look("words('li .name').length"), json!(2));
    assert_eq!(
        look("names_of('li button')"),
        json!(["More for Three.pdf", "More for Two.pdf"])
    );

    run("translate()");
    let sentences = run("({ jobsHeading: 'Wartet', selectAll: 'Alle', refresh: 'Neu',
        destinationHeading: 'Drucker', jobMore: 'Mehr zu {job}', summary: { other: '{count} an {printer}' } })");
    let german = catalogue::read("de", "de", &sentences);
    widget.update(&run("options"), german).ok().unwrap();
    until("words('h2')[0] === 'Wartet'").await;
    assert_eq!(look("words('h2')[1]"), json!("Drucker"));
    assert_eq!(look("words('.select-all .unseen')"), json!(["Alle"]));
    assert_eq!(look("names_of('.jobs > .heading button')"), json!(["Neu"]));
    assert_eq!(
        look("names_of('li button')"),
        json!(["Mehr zu Three.pdf", "Mehr zu Two.pdf"])
    );
    assert_eq!(look("words('#summary')"), json!(["2 an Lobby"]));
    assert_eq!(
        look("[root.querySelector('.root').translate, root.querySelector('.root').className]"),
        json!([false, "root notranslate"])
    );
    widget.unmount();
    leave(&root);
}
