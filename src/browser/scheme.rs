//! Detects whether the page is dark.
//!
//! The page's `color-scheme` decides. A page that declares none is light, whatever the system
//! prefers. A page that declares both follows the system.

use wasm_bindgen::JsCast;
use web_sys::{Element, MediaQueryList};

use super::listener::Listener;

/// Whether the page is dark at `element`.
pub fn is_dark(element: &Element) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let style = window.get_computed_style(element).ok().flatten();
    let declared = style.and_then(|style| style.get_property_value("color-scheme").ok());
    let declared = declared.unwrap_or_default();
    let has = |scheme: &str| declared.split_whitespace().any(|word| word == scheme);
    has("dark") && (!has("light") || prefers_dark().is_some_and(|query| query.matches()))
}

/// Calls `changed` when the system's preference changes.
pub fn on_change(mut changed: impl FnMut() + 'static) -> Option<Listener> {
    let query = prefers_dark()?;
    Some(Listener::new(query.unchecked_ref(), "change", move |_| {
        changed();
    }))
}

fn prefers_dark() -> Option<MediaQueryList> {
    let window = web_sys::window()?;
    window.match_media("(prefers-color-scheme: dark)").ok()?
}
