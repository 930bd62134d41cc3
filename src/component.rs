//! The widget as a Leptos component, for Rust applications.

use std::rc::Rc;

use js_sys::Promise;
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{ShadowRootInit, ShadowRootMode};

use crate::browser::intl;
use crate::flow::options::Options;
use crate::flow::{HostEvent, TokenNeed};
use crate::host::bindings::HostBindings;
use crate::host::code::CodeResolver;
use crate::host::token::{TokenProvider, TokenRequester};
use crate::mount::{self, Mounted};
use crate::text::Catalogue;
use crate::ui::language::Language;

/// Shows the user's waiting jobs and sends them on.
///
/// The widget lives in a shadow root of its own, so neither its styles nor the
/// application's reach the other.
#[component]
pub fn PrintRedirect(
    /// The queues, Graph's address, language and colours.
    options: Options,
    /// Asked for a token before each need: a promise of a token, or of an object
    /// like MSAL's `AuthenticationResult`.
    get_token: fn(TokenNeed) -> Promise,
    /// Asked which share a printer's code stands for: a promise of its id, or of null.
    #[prop(optional)]
    resolve_code: Option<fn(String) -> Promise>,
    /// The language; English without it. `host::catalogue::read` makes one of the
    /// object that a file in `locales/` exports.
    #[prop(optional)]
    catalogue: Option<Catalogue>,
    /// Told of everything a page would hear by events.
    #[prop(default = |_| {})]
    on_event: fn(&HostEvent),
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let mounted = StoredValue::new_local(None::<Mounted>);
    Effect::new(move || {
        let Some(element) = place.get() else { return };
        if mounted.with_value(Option::is_some) {
            return;
        }
        let Ok(root) = element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)) else {
            return;
        };
        let catalogue = catalogue.clone().unwrap_or_else(|| english(&options));
        let language = ArcRwSignal::new(Language::of(&options, catalogue));
        let bindings = HostBindings {
            tokens: TokenRequester::new(TokenProvider::Rust(Rc::new(get_token)), |_| {}),
            fetch: None,
            resolver: resolve_code
                .map(|resolve| -> CodeResolver { Rc::new(move |code| Ok(resolve(code).into())) }),
            camera: None,
            tell: Box::new(on_event),
        };
        let options = Options {
            resolves_codes: resolve_code.is_some(),
            ..options.clone()
        };
        mounted.set_value(Some(mount::show(&root, options, language, bindings)));
    });
    on_cleanup(move || {
        if let Some(Some(mounted)) = mounted.try_update_value(Option::take) {
            mounted.unmount();
        }
    });
    view! { <div node_ref=place></div> }
}

/// The English that fits best: numbers and dates in one language beside words
/// in another would be hard to read.
fn english(options: &Options) -> Catalogue {
    let asked = options.locale.clone().or_else(intl::own_locale);
    let is_english = |locale: &String| locale.split('-').next() == Some("en");
    let locale = asked.filter(is_english).unwrap_or_else(|| "en".to_owned());
    Catalogue::english(locale)
}
