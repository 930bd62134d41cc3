//! The widget as a Leptos component, for applications in Rust.
//!
//! It is put on the page when its language is known. A language that is wanted later replaces the
//! words when its file has arrived; the latest one wins.

mod modules;

use std::rc::Rc;

use js_sys::{Promise, Reflect};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

use crate::flow::options::Options;
use crate::flow::{HostEvent, TokenNeed};
use crate::host::bindings::HostBindings;
use crate::host::catalogue;
use crate::host::code::CodeResolver;
use crate::host::functions::HostFunctions;
use crate::host::token::TokenProvider;
use crate::mount::{self, Mounted};
use crate::text::Catalogue;
use crate::ui::language::Language;

/// A component's widget, and what it is asked to show.
#[derive(Default)]
struct Shown {
    /// How many languages were asked for. Only the last of them is shown.
    requests: u32,
    /// The widget and its language, once the first language is known.
    widget: Option<(Mounted, ArcRwSignal<Language>)>,
}

/// Shows the user's waiting jobs and redirects them to a printer of the user's choice.
///
/// The widget has its own shadow root, so its styles and the application's do not affect each
/// other.
#[component]
pub fn PrintRedirect(
    /// The queues, Graph's address, the colours and the other plain settings.
    options: Options,
    /// Called for each token that is needed. Returns a promise of a token, or of an object like
    /// MSAL's `AuthenticationResult`.
    get_token: fn(TokenNeed) -> Promise,
    /// Called to find the share for a printer's code. Returns a promise of the share's id, or of
    /// null.
    #[prop(optional)]
    resolve_code: Option<fn(String) -> Promise>,
    /// The language, as a tag such as `de` or `pt-BR`. A signal changes the words while the widget
    /// is shown. The default is the option `locale`, then the language of the page around the
    /// component, then that of the browser.
    #[prop(optional, into)]
    locale: MaybeProp<String>,
    /// The address of the folder that has the folder `locales` of this repository. Without it, the
    /// widget is in English.
    #[prop(optional, into)]
    asset_base: Option<String>,
    /// A language of the application's own, in place of one from `asset_base`. `host::catalogue::read`
    /// creates it from the object that a file in `locales/` exports.
    #[prop(optional)]
    catalogue: Option<Catalogue>,
    /// Called with everything that a page would receive as DOM events.
    #[prop(default = |_| {})]
    on_event: fn(&HostEvent),
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let shown = StoredValue::new_local(Shown::default());
    Effect::new(move || {
        let Some(element) = place.get() else { return };
        let wanted = locale.get().or_else(|| options.locale.clone());
        let Some(root) = shadow_root(&element) else {
            return;
        };
        let Some(request) = shown.try_update_value(|shown| {
            shown.requests += 1;
            shown.requests
        }) else {
            return;
        };
        let (options, own, folder) = (options.clone(), catalogue.clone(), asset_base.clone());
        spawn_local(async move {
            let catalogue = match own {
                Some(own) => own,
                None => load(&root.host(), wanted, folder).await,
            };
            // The component may have left the page meanwhile, or another language be wanted.
            let current = shown.try_with_value(|shown| {
                let language = |widget: &(_, ArcRwSignal<_>)| widget.1.clone();
                (shown.requests == request).then(|| shown.widget.as_ref().map(language))
            });
            let Some(Some(current)) = current else { return };
            let language = Language::of(&options, catalogue);
            if let Some(current) = current {
                current.set(language);
                return;
            }
            let language = ArcRwSignal::new(language);
            let bindings = bindings(&root, get_token, resolve_code, on_event);
            let options = Options {
                resolves_codes: resolve_code.is_some(),
                ..options
            };
            let mounted = mount::mount_with(&root, options, language.clone(), bindings);
            shown.try_update_value(|shown| shown.widget = Some((mounted, language)));
        });
    });
    on_cleanup(move || {
        let widget = shown.try_update_value(|shown| {
            shown.requests += 1;
            shown.widget.take()
        });
        if let Some(Some((mounted, _))) = widget {
            mounted.unmount();
        }
    });
    view! { <div node_ref=place></div> }
}

/// The shadow root of the component's element. It stays when the language changes.
fn shadow_root(element: &Element) -> Option<ShadowRoot> {
    element.shadow_root().or_else(|| {
        let init = ShadowRootInit::new(ShadowRootMode::Open);
        element.attach_shadow(&init).ok()
    })
}

/// Loads the language for an element. A file that does not arrive is a warning on the console.
async fn load(host: &Element, locale: Option<String>, asset_base: Option<String>) -> Catalogue {
    let loaded = JsFuture::from(modules::language_for(host, locale, asset_base)).await;
    let loaded = loaded.unwrap_or_default();
    let member = |name: &str| Reflect::get(&loaded, &name.into()).unwrap_or_default();
    let text = |name: &str| member(name).as_string();
    if let Some(address) = text("missing") {
        leptos::logging::warn!(
            "print-redirect is in English, because {address} did not arrive or is no language file."
        );
    }
    match (text("tag"), text("locale")) {
        (Some(tag), Some(locale)) => catalogue::read(&tag, &locale, &member("sentences")),
        // The address of the folder is none.
        _ => Catalogue::english("en".to_owned()),
    }
}

/// What the widget uses of the application.
fn bindings(
    root: &ShadowRoot,
    get_token: fn(TokenNeed) -> Promise,
    resolve_code: Option<fn(String) -> Promise>,
    on_event: fn(&HostEvent),
) -> HostBindings {
    HostBindings {
        functions: HostFunctions {
            provider: TokenProvider::Rust(Rc::new(get_token)),
            fetch: None,
            resolver: resolve_code
                .map(|resolve| -> CodeResolver { Rc::new(move |code| Ok(resolve(code).into())) }),
        },
        token_required: Box::new(|_| {}),
        camera: Some(modules::camera(root)),
        early: None,
        tell: Box::new(on_event),
    }
}
