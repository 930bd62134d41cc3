//! The application: the widget, and a line on the console for each redirected job.

#![expect(
    unreachable_pub,
    reason = "the macro makes the component's parts public"
)]

use js_sys::Promise;
use leptos::prelude::*;
use print_redirect::PrintRedirect;
use print_redirect::flow::options::Options;
use print_redirect::flow::{HostEvent, TokenNeed};
use print_redirect::universal_print::json;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/host.js")]
extern "C" {
    /// The widget's plain options as JSON. An application that knows its queues writes
    /// `Options::new` instead.
    fn options() -> String;
    /// Returns a promise of a token or of MSAL's `AuthenticationResult`.
    #[wasm_bindgen(js_name = acquireToken)]
    fn acquire_token(scopes: Vec<String>, claims: Option<String>, force_refresh: bool) -> Promise;
}

fn token(need: TokenNeed) -> Promise {
    acquire_token(need.scopes, need.claims, need.force_refresh)
}

fn note(event: &HostEvent) {
    if let HostEvent::Redirected { job, .. } = event {
        leptos::logging::log!("sent {}", job.job);
    }
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let given = json::parse(&options()).unwrap_or_default();
    view! {
        <main>
            {match Options::read(&given) {
                Ok(options) => view! { <PrintRedirect options get_token=token on_event=note/> }.into_any(),
                Err(refusals) => view! { <p>{format!("{refusals:?}")}</p> }.into_any(),
            }}
        </main>
    }
}
