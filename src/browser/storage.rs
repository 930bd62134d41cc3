//! Stores text in localStorage, or in memory if the page may not store anything.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

use super::listener::Listener;
use crate::small_map::SmallMap;

thread_local! {
    static MEMORY: RefCell<SmallMap<String, String>> = RefCell::default();
}

/// The text under `key`.
pub fn read(key: &str) -> Option<String> {
    // A text is in memory only if storing it failed, so it is newer than a stored one.
    let memory = MEMORY.with_borrow(|memory| memory.get(key).cloned());
    memory.or_else(|| local()?.get_item(key).ok().flatten())
}

/// The stored keys that differ from `key` in the case of ASCII letters alone.
pub fn other_spellings(key: &str) -> Vec<String> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    keys.filter(|other| other != key && other.eq_ignore_ascii_case(key))
        .collect()
}

/// Stores `text` under `key`, or with `None` removes the text under it. Returns whether the browser
/// stored it: if not, it is gone with the page.
pub fn write(key: &str, text: Option<&str>) -> bool {
    let stored = local().is_some_and(|storage| {
        match text {
            Some(text) => storage.set_item(key, text),
            None => storage.remove_item(key),
        }
        .is_ok()
    });
    MEMORY.with_borrow_mut(|memory| match text {
        Some(text) if !stored => memory.insert(key.to_owned(), text.to_owned()),
        _ => drop(memory.remove(&key.to_owned())),
    });
    stored
}

/// Calls `changed` with the key whose text another tab has changed, or with `None` if it has removed
/// all texts.
pub fn on_change(mut changed: impl FnMut(Option<String>) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "storage", move |event| {
        changed(event.unchecked_ref::<StorageEvent>().key());
    }))
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
