//! Whether the widget is wide enough for two columns.
//!
//! Its own width decides, not the window's, as in the styles.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::element::{ElementBuilder, before_paint};
use super::watched::Watched;

/// From this width on, in px, there are two columns.
const WIDE: i32 = 720;

/// Makes an element that is as wide as the widget tell whether the widget is wide. In a browser that
/// cannot tell, it is narrow.
pub fn watch_width(element: ElementBuilder, wide: Watched<bool>) -> ElementBuilder {
    let watching: StoredValue<Option<Watching>, LocalStorage> = StoredValue::new_local(None);
    on_cleanup(move || drop(watching.try_update_value(Option::take)));
    element.effect(move |element| {
        watching.set_value(Watching::start(element, wide));
    })
}

/// An observer that ends when this is dropped.
struct Watching {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Watching {
    fn start(element: &Element, wide: Watched<bool>) -> Option<Self> {
        let observed = element.clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            let is_wide = observed.unchecked_ref::<HtmlElement>().offset_width() >= WIDE;
            // Drawing during the callback would be reported to the page as an error.
            before_paint(move || {
                if wide.get_untracked() != is_wide {
                    wide.set(is_wide);
                }
            });
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
