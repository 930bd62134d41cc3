//! Whether the page is visible, online and focused, and access to its clipboard.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use web_sys::VisibilityState;

use super::listener::Listener;

/// Whether the page is visible.
pub fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| document.visibility_state() != VisibilityState::Hidden)
}

/// Whether the browser reports to be online.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `changed` when the page is shown or hidden.
pub fn on_visibility(mut changed: impl FnMut(bool) + 'static) -> Option<Listener> {
    let document = web_sys::window()?.document()?;
    Some(Listener::new(&document, "visibilitychange", move |_| {
        changed(is_visible());
    }))
}

/// Calls `changed` when the browser goes online or offline.
pub fn on_network(changed: impl FnMut(bool) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    [("online", true), ("offline", false)]
        .into_iter()
        .map(|(name, online)| {
            let mut changed = changed.clone();
            Listener::new(&window, name, move |_| changed(online))
        })
        .collect()
}

/// Calls `focused` when the window receives the focus.
pub fn on_focus(mut focused: impl FnMut() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "focus", move |_| focused()))
}

/// How long the clipboard may take, in milliseconds. Some browsers never answer.
const COPY_PATIENCE_MS: u32 = 3_000;

/// Copies text to the clipboard. Returns false if the page may not, or the browser does not answer.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator: JsValue = window.navigator().into();
    // The clipboard is missing in an insecure context.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    let written = window.navigator().clipboard().write_text(text);
    let mut timeout = None;
    let patience = Promise::new(&mut |_, reject| {
        timeout = Some(Timeout::new(COPY_PATIENCE_MS, move || {
            drop(reject.call0(&JsValue::UNDEFINED));
        }));
    });
    let written = Promise::race(&Array::of2(&written, &patience));
    let written = wasm_bindgen_futures::JsFuture::from(written).await;
    drop(timeout);
    written.is_ok()
}
