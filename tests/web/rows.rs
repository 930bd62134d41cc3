//! A long list of jobs: what is in the document, keys, scrolling and the filter.

use print_redirect::mount::Mounted;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, until};
use crate::mount::{leave, mounted};

/// A page whose `fetch` plays Graph with a thousand waiting jobs.
const PAGE: &str = "
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.count = 1000;
    const job = (_, at) => ({ id: `${at + 1}`, createdDateTime: new Date(1e12 - at * 1e6).toISOString(),
        status: { state: 'paused', details: [], isAcquiredByPrinter: false },
        configuration: { colorMode: at % 100 === 7 ? 'blackAndWhite' : 'color' },
        documents: [{ id: 'd', displayName: `Report ${at + 1}.pdf`, size: 5000 }] });
    globalThis.options = { queues: [{ share: 'queue' }], token: 'the-token', locale: 'en',
        fetch: async (request) => new Response(JSON.stringify({
            value: request.url.includes('/jobs') ? Array.from({ length: count }, job) : [] })) };
    globalThis.root = place.attachShadow({ mode: 'open' });
    globalThis.rows = () => [...root.querySelectorAll('li[data-job]')];
    globalThis.row = (id) => root.querySelector(`li[data-job='${id}']`);
    globalThis.focused = () => root.activeElement?.closest('li')?.dataset.job ?? root.activeElement?.id;
    globalThis.key = (key) => root.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    globalThis.filter = (text) => {
        const field = root.querySelector('#job-filter');
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    root";

async fn opened() -> (ShadowRoot, Mounted) {
    let root: ShadowRoot = run(PAGE).unchecked_into();
    let widget = mounted(&root);
    until("row('1')").await;
    (root, widget)
}

fn close(root: &ShadowRoot, widget: Mounted) {
    widget.unmount();
    leave(root);
}

#[wasm_bindgen_test]
async fn of_a_thousand_jobs_only_the_rows_in_sight_are_in_the_document() {
    let (root, widget) = opened().await;
    assert!(
        run("rows().length < 60").is_truthy(),
        "{:?}",
        look("rows().length")
    );
    let place = "[row('1').getAttribute('aria-posinset'), row('1').getAttribute('aria-setsize')]";
    assert_eq!(look(place), json!(["1", "1000"]));
    let frame = "root.querySelector('.job-rows')";
    until(&format!("{frame}.scrollHeight > 1000 * 40")).await;
    run(&format!("{frame}.scrollTop = {frame}.scrollHeight / 2"));
    until("!row('1') && rows().length > 5").await;
    run(&format!("{frame}.scrollTop = {frame}.scrollHeight"));
    until("row('1000')").await;
    let end =
        format!("Math.abs({frame}.scrollHeight - {frame}.clientHeight - {frame}.scrollTop) < 2");
    until(&end).await;
    assert!(run("rows().length < 60").is_truthy());
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn keys_reach_every_row_of_a_long_list_and_tab_stops_once() {
    let (root, widget) = opened().await;
    let stops = "rows().filter((row) => row.querySelector('input').tabIndex === 0).length";
    assert_eq!(look(stops), json!(1));
    run("row('1').querySelector('input').focus()");
    run("key('ArrowDown')");
    assert_eq!(look("focused()"), json!("2"));
    run("key('End')");
    assert_eq!(look("focused()"), json!("1000"));
    run("key('PageUp'); key('ArrowUp')");
    let at = look("Number(focused())").as_f64().unwrap();
    assert!((900.0..999.0).contains(&at), "{at}");
    run("key('Home')");
    assert_eq!(look("focused()"), json!("1"));
    until(&format!("{stops} === 1")).await;
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_row_with_the_focus_stays_when_it_is_scrolled_away() {
    let (root, widget) = opened().await;
    run("row('2').querySelector('input').focus()");
    let frame = "root.querySelector('.job-rows')";
    until(&format!("{frame}.scrollHeight > 1000 * 40")).await;
    run(&format!("{frame}.scrollTop = 30000"));
    until("!row('1') && rows().length > 5").await;
    assert_eq!(look("focused()"), json!("2"));
    // It does not cover the rows in sight.
    assert!(
        run("row('2').getBoundingClientRect().bottom < rows()[1].getBoundingClientRect().top")
            .is_truthy()
    );
    run("root.activeElement.click()");
    until("row('2').querySelector('input').checked").await;
    run("key('ArrowDown')");
    assert_eq!(look("focused()"), json!("3"));
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_filter_finds_what_rows_say_and_counts_what_it_hides() {
    let (root, widget) = opened().await;
    run("row('1').querySelector('input').click()");
    run("filter('black and white')");
    until("rows().length === 10 && row('8')").await;
    until("root.querySelector('#hidden-jobs')").await;
    assert_eq!(
        look("root.querySelector('#hidden-jobs').textContent"),
        json!("1 selected job is hidden by the filter.")
    );
    let all = "root.querySelector('.select-all input')";
    assert_eq!(
        look("root.querySelector('.select-all label').textContent"),
        json!("Select the 10 jobs found1 of 1,000 selected")
    );
    run(&format!("{all}.click()"));
    until("root.querySelector('.select-all .quiet').textContent === '11 of 1,000 selected'").await;
    until("root.querySelector('.primary').textContent === 'Print 11 jobs'").await;
    run(&format!("{all}.click()"));
    until("root.querySelector('.select-all .quiet').textContent === '1 of 1,000 selected'").await;

    run("filter('no such job')");
    until("rows().length === 0 && root.querySelector('.empty')").await;
    run("key('Escape')");
    until("row('1')").await;
    assert_eq!(
        look("[focused(), root.querySelector('#job-filter').value]"),
        json!(["job-filter", ""])
    );
    assert!(run("!root.querySelector('#hidden-jobs')").is_truthy());
    close(&root, widget);
}

#[wasm_bindgen_test]
async fn a_short_list_has_no_filter_and_all_rows() {
    let root: ShadowRoot = run(PAGE).unchecked_into();
    run("globalThis.count = 10");
    let widget = mounted(&root);
    until("rows().length === 10").await;
    assert!(run("root.querySelector('#job-filter').offsetParent === null").is_truthy());
    assert!(run("rows().every((row) => row.querySelector('input').tabIndex === 0)").is_truthy());
    close(&root, widget);
}
