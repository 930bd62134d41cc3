//! The widget as a Leptos component, for applications in Rust.

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
use crate::host::functions::HostFunctions;
use crate::host::token::TokenProvider;
use crate::mount::{self, Mounted};
use crate::text::Catalogue;
use crate::ui::language::Language;

/// Shows the user's waiting jobs and redirects them to a printer of the user's choice.
///
/// The widget has its own shadow root, so its styles and the application's do not affect each
/// other.
#[component]
pub fn PrintRedirect(
    /// The queues, Graph's address, the language, the colours and the other plain settings.
    options: Options,
    /// Called for each token that is needed. Returns a promise of a token, or of an object like
    /// MSAL's `AuthenticationResult`.
    get_token: fn(TokenNeed) -> Promise,
    /// Called to find the share for a printer's code. Returns a promise of the share's id, or of
    /// null.
    #[prop(optional)]
    resolve_code: Option<fn(String) -> Promise>,
    /// The language. The default is English. `host::catalogue::read` creates a catalogue from
    /// the object that a file in `locales/` exports.
    #[prop(optional)]
    catalogue: Option<Catalogue>,
    /// Called with everything that a page would receive as DOM events.
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
            functions: HostFunctions {
                provider: TokenProvider::Rust(Rc::new(get_token)),
                fetch: None,
                resolver: resolve_code.map(|resolve| -> CodeResolver {
                    Rc::new(move |code| Ok(resolve(code).into()))
                }),
            },
            token_required: Box::new(|_| {}),
            camera: None,
            early: None,
            tell: Box::new(on_event),
        };
        let options = Options {
            resolves_codes: resolve_code.is_some(),
            ..options.clone()
        };
        mounted.set_value(Some(mount::mount_with(&root, options, language, bindings)));
    });
    on_cleanup(move || {
        if let Some(Some(mounted)) = mounted.try_update_value(Option::take) {
            mounted.unmount();
        }
    });
    view! { <div node_ref=place></div> }
}

/// English, in the user's variant of it. Numbers and dates are English too: another language's
/// would be hard to read beside English words.
fn english(options: &Options) -> Catalogue {
    let locale = options.locale.clone().or_else(intl::own_locale);
    let is_english = |locale: &String| locale.split('-').next() == Some("en");
    let locale = locale.filter(is_english).unwrap_or_else(|| "en".to_owned());
    Catalogue::english(locale)
}
