//! The reads that the shell starts before the program: the examples that both sides are tested
//! with, and what the program takes over.

use print_redirect::host::early::EarlyReads;
use print_redirect::mount::{Mounted, mount};
use print_redirect::text::Catalogue;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, turn, until};

const EXAMPLES: &str = include_str!("../early-reads.json");

/// A page whose `getToken` and `fetch` record what they are given, and a shell with an early read
/// of the queue. The shell's early answer has one job, its `fetch` passes everything else on.
const PAGE: &str = "
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.needs = [];
    globalThis.sent = [];
    globalThis.dropped = 0;
    globalThis.taken = [];
    globalThis.ofJobs = (all) => all.filter(({ scopes }) => scopes[0].endsWith('/PrintJob.ReadBasic'));
    globalThis.list = (value) => new Response(JSON.stringify({ value }));
    globalThis.options = { queues: [{ share: 'queue' }], account: { username: 'ada' }, locale: 'en',
        getToken: (need) => { needs.push(need); return 'own-token'; },
        fetch: async (request, init) => { sent.push([request, init]); return list(request.url.includes('/jobs?') ? [own] : []); } };
    globalThis.own = { id: '2', status: { state: 'paused' } };
    globalThis.early = {
        scopes: 'https://graph.microsoft.com/PrintJob.ReadBasic https://graph.microsoft.com/PrinterShare.ReadBasic.All',
        token: Promise.resolve('early-token'),
        take(address, signal) {
            taken.push(address);
            if (taken.length > 1 || !address.includes('/shares/queue/jobs?')) return undefined;
            globalThis.signal = signal;
            return { id: 'early-id', fetch: async (request) => {
                globalThis.asked = Object.fromEntries(request.headers);
                return list([{ id: '1', status: { state: 'paused' }, documents: [{ id: 'd', displayName: 'Early.pdf' }] }]);
            } };
        },
        drop() { dropped += 1; } };
    place.attachShadow({ mode: 'open' })";

fn page() -> ShadowRoot {
    run(PAGE).unchecked_into()
}

/// Mounts the widget with the shell's early reads.
fn mounted(root: &ShadowRoot) -> Mounted {
    let english = Catalogue::english("en".to_owned());
    let early = EarlyReads::of(run("early"));
    let widget = mount(root, &run("options"), english, None, early);
    widget.ok().unwrap()
}

fn leave(widget: Mounted) {
    widget.unmount();
    run("place.remove()");
}

/// What the program does with the options of an example, without early reads.
async fn program(example: &Value) -> Value {
    let root = page();
    run("delete options.account; early = undefined");
    run(&format!("Object.assign(options, {})", example["options"]));
    match example.get("answer") {
        Some(answer) => run(&format!(
            "options.getToken = (need) => {{ needs.push(need); return {answer}; }}"
        )),
        None => run("delete options.getToken"),
    };
    let widget = mounted(&root);
    let count = example["addresses"].as_array().unwrap().len();
    until(&format!(
        "sent.filter(([{{ url }}]) => url.includes('/jobs?')).length === {count}"
    ))
    .await;
    let seen = look(
        "({
            need: ofJobs(needs)[0] ?? null,
            requests: sent.map(([request]) => request).filter(({ url }) => url.includes('/jobs?')).map((request) => {
                const { 'client-request-id': id, ...headers } = Object.fromEntries(request.headers);
                const { url, method, credentials, cache, redirect } = request;
                return { url, method, headers, init: { credentials, cache, redirect }, id: typeof id };
            }),
            members: sent.map(([, init]) => Object.keys(init)).flat().join(),
        })",
    );
    leave(widget);
    seen
}

#[wasm_bindgen_test]
async fn the_program_asks_as_the_examples_for_shell_and_program_say() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    for example in examples["early"].as_array().unwrap() {
        let seen = program(example).await;
        let mut headers = examples["headers"].clone();
        let bearer = example["bearer"].as_str().unwrap();
        headers["authorization"] = ["Bearer ", bearer].concat().into();
        let need = example
            .get("scopes")
            .map(|scopes| json!({ "audience": "graph", "scopes": scopes, "forceRefresh": false }));
        let addresses = example["addresses"].as_array().unwrap();
        let requests: Vec<Value> = addresses
            .iter()
            .map(|address| {
                json!({ "url": address, "method": examples["method"], "headers": headers,
                    "init": examples["init"], "id": "string" })
            })
            .collect();
        assert_eq!(seen["need"], json!(need), "{}", example["name"]);
        assert_eq!(seen["requests"], json!(requests), "{}", example["name"]);
        assert!(seen["members"].as_str().unwrap().starts_with("signal"));
    }
}

#[wasm_bindgen_test]
async fn an_early_read_is_taken_over_with_its_token_and_its_id() {
    let root = page();
    run(
        "place.addEventListener('diagnostic', ({ detail }) => { globalThis.ids = [...(globalThis.ids ?? []), detail.clientRequestId]; })",
    );
    let widget = mounted(&root);
    assert_eq!(look("dropped"), json!(1));
    until("place.shadowRoot.textContent.includes('Early.pdf')").await;
    assert_eq!(
        look("[asked.authorization, asked['client-request-id']]"),
        json!(["Bearer early-token", "early-id"])
    );
    assert_eq!(look("ofJobs(needs)"), json!([]));
    assert_eq!(look("ids.includes('early-id')"), json!(true));
    assert_eq!(
        look("sent.filter(([{ url }]) => url.includes('/jobs?')).length"),
        json!(0)
    );

    widget.refresh();
    until("sent.some(([{ url }]) => url.includes('/jobs?'))").await;
    assert_eq!(look("[ofJobs(needs).length, taken.length]"), json!([1, 1]));
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_user_who_comes_with_the_early_token_is_asked_for_once() {
    let root = page();
    run("delete options.account;
        early.token = Promise.resolve({ accessToken: 'early-token', account: { username: 'ada' } })");
    let widget = mounted(&root);
    assert_eq!(look("dropped"), json!(0));
    until("place.shadowRoot.textContent.includes('Early.pdf')").await;
    assert_eq!(look("ofJobs(needs)"), json!([]));
    assert_eq!(look("dropped"), json!(1));
    let address = look("taken[0]").to_string();
    assert!(address.ends_with("%20eq%20%27ada%27\""), "{address}");
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_token_for_another_need_is_not_used() {
    let root = page();
    run("early.scopes = early.scopes.replaceAll('.com', '.us')");
    let widget = mounted(&root);
    until("globalThis.asked?.authorization === 'Bearer own-token'").await;
    assert_eq!(look("ofJobs(needs).length"), json!(1));
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_failed_early_token_is_heard_once_and_then_asked_for_again() {
    let root = page();
    run(
        "early.token = Promise.reject('no'); early.token.catch(() => {});
        globalThis.problems = [];
        place.addEventListener('problem', ({ detail }) => problems.push(detail.code))",
    );
    let widget = mounted(&root);
    until("problems.length > 0").await;
    assert_eq!(look("signal.aborted"), json!(true));
    // The printers have a token, so the jobs are asked for again.
    until("sent.some(([{ url }]) => url.includes('/jobs?'))").await;
    assert_eq!(look("ofJobs(needs).length"), json!(1));
    assert_eq!(look("problems"), json!(["signInRejected"]));
    leave(widget);
}

#[wasm_bindgen_test]
async fn early_reads_end_with_the_widget_and_with_new_options() {
    let root = page();
    run("delete options.account; early.token = new Promise(() => {})");
    let widget = mounted(&root);
    turn().await;
    assert_eq!(look("dropped"), json!(0));
    let english = Catalogue::english("en".to_owned());
    run("globalThis.other = { ...options, account: { username: 'ada' } }");
    widget.update(&run("other"), english).ok().unwrap();
    assert_eq!(look("dropped"), json!(1));
    turn().await;
    assert_eq!(look("taken"), json!([]));
    leave(widget);

    let root = page();
    run("delete options.account; early.token = new Promise(() => {})");
    let widget = mounted(&root);
    leave(widget);
    assert_eq!(look("dropped"), json!(1));

    let root = page();
    run("early.token = new Promise(() => {})");
    let widget = mounted(&root);
    turn().await;
    assert_eq!(look("signal.aborted"), json!(false));
    leave(widget);
    assert_eq!(look("signal.aborted"), json!(true));
}
