//! Mounts a widget in a shadow root, updates it and unmounts it.
//!
//! The custom element, the package's `mount` function and the Leptos component all use this
//! module.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use universal_print::json;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, EventTarget, HtmlElement, ShadowRoot};

use crate::browser::intl;
use crate::browser::listener::Listener;
use crate::browser::scheme;
use crate::flow::options::Options;
use crate::host::bindings::HostBindings;
use crate::host::early::EarlyReads;
use crate::host::events;
use crate::host::options::{self, HostOptions};
use crate::host::runner::Runner;
use crate::styles;
use crate::text::Catalogue;
use crate::ui::language::Language;
use crate::ui::screen::{Screen, ScreenProps};

thread_local! {
    static SHEET: RefCell<Option<(JsValue, CssStyleSheet)>> = const { RefCell::new(None) };
}

/// A mounted widget.
pub struct Mounted {
    runner: Rc<Runner>,
    language: ArcRwSignal<Language>,
    dark: ArcRwSignal<bool>,
    host_element: Element,
    _scheme_listener: Option<Listener>,
    /// Removes the view when it is dropped.
    view: Box<dyn Any>,
}

/// Mounts a widget for a page. `given` is the options object of the page. `camera` is the
/// shell's promise of a function that scans for codes. `early` is what the shell has read while
/// the program was loading.
pub fn mount(
    root: &ShadowRoot,
    given: &JsValue,
    catalogue: Catalogue,
    camera: Option<Promise>,
    early: Option<EarlyReads>,
) -> Result<Mounted, JsValue> {
    let HostOptions { options, functions } = options::read(given)?;
    let target: EventTarget = root.host().into();
    let token_target = target.clone();
    let token_required = Box::new(move |need: &_| events::token_required(&token_target, need));
    let language = ArcRwSignal::new(Language::of(&options, catalogue));
    let spoken = language.clone();
    let tell = Box::new(move |event: &_| {
        // Nothing is borrowed during the page's listeners: they may change the language.
        let say = |message: &_| spoken.with_untracked(|language| language.book.say(message));
        events::tell(&target, event, &say);
    });
    Ok(mount_with(
        root,
        options,
        language,
        HostBindings {
            functions,
            token_required,
            camera,
            early,
            tell,
        },
    ))
}

/// Mounts a widget with checked options.
pub fn mount_with(
    root: &ShadowRoot,
    options: Options,
    language: ArcRwSignal<Language>,
    bindings: HostBindings,
) -> Mounted {
    json::take_functions();
    intl::take_functions();
    adopt_styles(root);
    let runner = Runner::new(options, bindings);
    let host_element = root.host();
    let dark = ArcRwSignal::new(scheme::is_dark(&host_element));
    let props = ScreenProps {
        state: runner.state.clone(),
        language: language.clone(),
        dark: dark.clone(),
        dispatch: {
            let runner = Rc::clone(&runner);
            Rc::new(move |event| runner.dispatch(event))
        },
    };
    let scheme_listener = {
        let (dark, host_element) = (dark.clone(), host_element.clone());
        scheme::on_change(move || dark.set(scheme::is_dark(&host_element)))
    };
    // Leptos only calls `appendChild` on the parent, and a shadow root has that method too.
    let parent: HtmlElement = root.clone().unchecked_into();
    let view = leptos::mount::mount_to(parent, move || Screen(props));
    runner.start();
    Mounted {
        runner,
        language,
        dark,
        host_element,
        _scheme_listener: scheme_listener,
        view: Box::new(view),
    }
}

impl Mounted {
    /// Replaces all options. If they are refused, the old ones stay.
    pub fn update(&self, given: &JsValue, catalogue: Catalogue) -> Result<(), JsValue> {
        let HostOptions { options, functions } = options::read(given)?;
        let same_language = self.language.with_untracked(|language| {
            let last = language.book.catalogue();
            last.tag == catalogue.tag && last.locale == catalogue.locale
        });
        let same_texts = same_language
            && self.runner.state.with(|state| {
                let last = &state.options;
                last.strings == options.strings && last.direction == options.direction
            });
        if same_texts {
            // The texts stay the same, so they are not drawn again. Setting `dark` updates the
            // colours.
            let theme = options.theme;
            self.language
                .update_untracked(|language| language.theme = theme);
        } else {
            self.language.set(Language::of(&options, catalogue));
        }
        self.dark.set(scheme::is_dark(&self.host_element));
        self.runner.reconfigure(options, functions);
        Ok(())
    }

    /// Reads the lists again.
    pub fn refresh(&self) {
        self.runner.dispatch(crate::flow::Event::Refreshed);
    }

    /// Stops the widget and removes it.
    pub fn unmount(self) {
        let Self { runner, view, .. } = self;
        runner.stop();
        drop(view);
    }
}

/// Adds the styles to a root. All widgets of this program in a window share one sheet. Each
/// window needs its own, because a document refuses sheets that another window created.
fn adopt_styles(root: &ShadowRoot) {
    let window = root.owner_document().and_then(|page| page.default_view());
    let window = JsValue::from(window);
    let sheet = SHEET.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|(of, _)| *of != window) {
            *last = sheet_of(&window).map(|sheet| (window, sheet));
        }
        last.as_ref().map(|(_, sheet)| sheet.clone())
    });
    let Some(sheet) = sheet else { return };
    let name = "adoptedStyleSheets".into();
    let adopted = Reflect::get(root, &name)
        .map(|sheets| Array::from(&sheets))
        .unwrap_or_default();
    if !adopted.includes(&sheet, 0) {
        adopted.push(&sheet);
        let _ = Reflect::set(root, &name, &adopted);
    }
}

fn sheet_of(window: &JsValue) -> Option<CssStyleSheet> {
    let class = Reflect::get(window, &"CSSStyleSheet".into()).ok()?;
    let sheet = Reflect::construct(class.dyn_ref::<Function>()?, &Array::new()).ok()?;
    let sheet: CssStyleSheet = sheet.unchecked_into();
    sheet.replace_sync(styles::sheet()).ok()?;
    Some(sheet)
}
