//! A whole widget whose tokens tell of their user, and of a provider that keeps old tokens.

use print_redirect::mount::{Mounted, mount};
use print_redirect::text::Catalogue;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::ShadowRoot;

use crate::js::{look, run, turn, until};

/// A page whose `getToken` answers tokens of the user `user`, and whose `fetch` has one job for
/// each of them. `requests` has the method, path and user of each request.
const PAGE: &str = "
    localStorage.clear(); // a redirect that a test has left behind
    const encode = (value) => btoa(JSON.stringify(value)).replaceAll('=', '');
    globalThis.token = (claims) => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`;
    globalThis.user = { tid: 'T', oid: 'ADA' };
    const requests = globalThis.requests = [];
    globalThis.place = document.body.appendChild(document.createElement('div'));
    globalThis.text = () => place.shadowRoot.textContent;
    globalThis.claimsOf = (request) => JSON.parse(atob(request.headers.get('authorization').split('.')[1]));
    const job = (oid) => ({ id: `job-of-${oid}`, status: { state: 'paused' }, createdBy: { id: oid },
        documents: [{ id: 'd', displayName: `${oid}.pdf` }] });
    globalThis.options = { queues: [{ share: 'queue', printer: 'p' }], locale: 'en',
        getToken: () => token(user),
        fetch: async (request) => {
            const { oid, sub } = claimsOf(request);
            const path = new URL(request.url).pathname;
            requests.push([request.method, path, oid ?? sub]);
            return new Response(JSON.stringify({ value: path.endsWith('/jobs') ? [job(oid ?? sub)] : [] }));
        } };
    place.attachShadow({ mode: 'open' })";

fn page() -> ShadowRoot {
    run(PAGE).unchecked_into()
}

fn mounted(root: &ShadowRoot) -> Mounted {
    let english = Catalogue::english("en".to_owned());
    mount(root, &run("options"), english, None, None)
        .ok()
        .unwrap()
}

fn leave(widget: Mounted) {
    widget.unmount();
    run("place.remove()");
}

#[wasm_bindgen_test]
async fn a_token_of_another_user_shows_their_jobs_alone() {
    for (first, second) in [
        ("{ tid: 'T', oid: 'ADA' }", "{ tid: 'T', oid: 'EVE' }"),
        (
            "{ tid: 'T', oid: 'ADA' }",
            "{ tid: 'T', oid: 'EVE', sub: 's' }",
        ),
        ("{ sub: 'ADA' }", "{ sub: 'EVE' }"),
    ] {
        let root = page();
        run(&format!("globalThis.user = {first}"));
        let widget = mounted(&root);
        until("text().includes('ADA.pdf')").await;
        run(&format!("globalThis.user = {second}; requests.length = 0"));
        widget.refresh();
        until("text().includes('EVE.pdf')").await;
        assert!(run("!text().includes('ADA.pdf')").is_truthy(), "{second}");
        leave(widget);
    }
}

#[wasm_bindgen_test]
async fn another_token_of_the_same_user_changes_nothing() {
    let root = page();
    let widget = mounted(&root);
    until("text().includes('ADA.pdf')").await;
    for same in [
        "{ tid: 't', oid: 'ADA', scp: 'more' }",
        "{ oid: 'ADA', sub: 'another audience' }",
    ] {
        run(&format!(
            "globalThis.user = {same}; globalThis.ticked = place.shadowRoot.querySelector('li[data-job] input')"
        ));
        run("requests.length = 0");
        widget.refresh();
        until("requests.some(([, path]) => path.endsWith('/jobs'))").await;
        turn().await;
        assert!(
            run("ticked.isConnected && ticked.checked").is_truthy(),
            "{same}"
        );
    }
    leave(widget);
}

#[wasm_bindgen_test]
async fn an_account_of_another_user_with_a_token_that_cannot_be_read_is_noticed() {
    let root = page();
    run("globalThis.account = { username: 'ada@contoso.example', localAccountId: 'ADA' };
        options.getToken = () => ({ accessToken: token({ sub: undefined }).replace(/^[^.]+/, 'e30').split('.')[0] + 'opaque', account });
        options.fetch = async (request) => new Response(JSON.stringify({ value: new URL(request.url).pathname.endsWith('/jobs')
            ? [{ id: '1', status: { state: 'paused' }, createdBy: { id: account.localAccountId },
                documents: [{ id: 'd', displayName: `${account.localAccountId}.pdf` }] }] : [] }))");
    let widget = mounted(&root);
    until("text().includes('ADA.pdf')").await;
    run("account = { username: 'ada@renamed.example', localAccountId: 'ADA' }");
    widget.refresh();
    turn().await;
    turn().await;
    assert!(run("text().includes('ADA.pdf')").is_truthy());
    run("account = { username: 'eve@contoso.example', localAccountId: 'EVE' }");
    widget.refresh();
    until("text().includes('EVE.pdf')").await;
    assert!(run("!text().includes('ADA.pdf')").is_truthy());
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_page_that_takes_get_token_away_shows_no_names() {
    let root = page();
    let widget = mounted(&root);
    until("text().includes('ADA.pdf')").await;
    run("delete options.getToken");
    let english = Catalogue::english("en".to_owned());
    widget.update(&run("options"), english).ok().unwrap();
    until("text().includes(\"You aren't signed in.\")").await;
    assert!(run("!text().includes('ADA')").is_truthy());
    leave(widget);
}

/// A page that is ready to send ADA's job. Its provider answers the token `old` from its cache
/// even after it has fetched the token `new`, and Graph takes the new one alone.
fn page_with_an_old_token() -> ShadowRoot {
    let root = page();
    run("const needs = globalThis.asked = [], posts = globalThis.posts = [];
        globalThis.pass = 'new';
        options.destination = 'destination';
        options.getToken = (need) => {
            needs.push(need);
            return token({ ...user, jti: need.forceRefresh ? 'new' : 'old' });
        };
        const claims = btoa('{\"access_token\":{}}');
        const challenge = { 'www-authenticate': `Bearer error=\"insufficient_claims\", claims=\"${claims}\"` };
        const read = options.fetch;
        options.fetch = async (request) => {
            const path = new URL(request.url).pathname;
            if (request.method === 'POST' && path.endsWith('/redirect')) {
                posts.push(claimsOf(request).jti);
                return posts.at(-1) === pass ? new Response('{\"id\":\"9\",\"status\":{\"state\":\"completed\"}}')
                    : new Response('{}', { status: 401, headers: challenge });
            }
            if (path.endsWith('/shares/destination/printer')) return new Response('{\"id\":\"printer\"}');
            if (path.endsWith('/jobs/job-of-ADA')) return new Response('{\"id\":\"job-of-ADA\",\"status\":{\"state\":\"paused\"}}');
            if (path.endsWith('/shares/destination')) return new Response('{\"id\":\"destination\",\"displayName\":\"Kitchen\"}');
            return read(request);
        };
        globalThis.button = () => place.shadowRoot.querySelector('button.primary[aria-disabled=false]')");
    root
}

#[wasm_bindgen_test]
async fn the_token_of_a_renewal_is_used_for_its_redirect_once() {
    let root = page_with_an_old_token();
    let widget = mounted(&root);
    until("button()").await;
    run("button().click()");
    until("posts.length === 2").await;
    assert_eq!(look("posts"), json!(["old", "new"]));
    let renewals = "asked.filter(({ forceRefresh }) => forceRefresh).map(({ claims }) => claims)";
    assert_eq!(look(renewals), json!(["{\"access_token\":{}}"]));
    until("!text().includes('Sending')").await;
    assert_eq!(look("posts.length"), json!(2));
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_renewed_token_that_is_refused_is_not_used_again() {
    let root = page_with_an_old_token();
    run("globalThis.pass = 'none'");
    let widget = mounted(&root);
    until("button()").await;
    run("button().click()");
    until("text().includes(\"Your sign-in wasn't accepted.\")").await;
    assert_eq!(look("posts"), json!(["old", "new"]));
    run("button().click()");
    until("posts.length === 4").await;
    assert_eq!(look("posts"), json!(["old", "new", "old", "new"]));
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_renewed_token_of_another_user_sends_nothing() {
    let root = page_with_an_old_token();
    run("const own = options.getToken;
        options.getToken = (need) => {
            if (need.forceRefresh) globalThis.user = { tid: 'T', oid: 'EVE' };
            return own(need);
        }");
    let widget = mounted(&root);
    until("button()").await;
    run("button().click()");
    until("posts.length === 1 && !text().includes('ADA.pdf')").await;
    for _ in 0..20 {
        turn().await;
    }
    assert_eq!(look("posts"), json!(["old"]));
    leave(widget);
}

#[wasm_bindgen_test]
async fn a_renewed_token_that_came_long_ago_is_not_used() {
    let root = page_with_an_old_token();
    // Checking the job again takes half a minute.
    run("globalThis.realNow = Date.now;
        const answer = options.fetch;
        options.fetch = (request) => {
            const isCheck = request.url.includes('/jobs/job-of-ADA') && request.method === 'GET';
            if (isCheck && posts.length === 1) Date.now = () => realNow() + 26_000;
            return answer(request);
        }");
    let widget = mounted(&root);
    until("button()").await;
    run("button().click()");
    until("posts.length === 2").await;
    run("Date.now = realNow");
    assert_eq!(look("posts"), json!(["old", "old"]));
    leave(widget);
}
