//! An event listener that is removed when its value is dropped.
//!
//! The widget listens on the host page's own document and window, so every listener is held in a
//! [`Listener`], and nothing is left behind on the page.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

/// A listener that is removed when this is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    /// Listens to the event `name` on `target`.
    pub fn new(
        target: &EventTarget,
        name: &'static str,
        callback: impl FnMut(web_sys::Event) + 'static,
    ) -> Self {
        Self::boxed(target, name, Box::new(callback))
    }

    /// Compiled once, and not once for each callback.
    fn boxed(
        target: &EventTarget,
        name: &'static str,
        callback: Box<dyn FnMut(web_sys::Event)>,
    ) -> Self {
        let callback = Closure::wrap(callback);
        let _ = target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            name,
            callback,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, callback);
    }
}
