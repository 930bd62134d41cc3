//! The application: the widget in the language that the user chooses, and a line on the console for
//! each redirected job.

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

/// The languages of this application: a few of those in `locales/`.
const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("de", "Deutsch"), ("ja", "日本語")];

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
    let language = RwSignal::new("en".to_owned());
    let choices = LANGUAGES.map(|(tag, name)| view! { <option value=tag>{name}</option> });
    view! {
        <main>
            <label>
                "Language "
                <select on:change:target=move |event| language.set(event.target().value())>
                    {choices.collect_view()}
                </select>
            </label>
            {match Options::read(&given) {
                Ok(options) => view! {
                    // Trunk copies `locales/` beside this program.
                    <PrintRedirect options locale=language asset_base="./" get_token=token on_event=note/>
                }.into_any(),
                Err(refusals) => view! { <p>{format!("{refusals:?}")}</p> }.into_any(),
            }}
        </main>
    }
}
