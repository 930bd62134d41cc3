//! Text in localStorage, or in memory where the page may not store anything.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The text under `key`.
pub fn read(key: &str) -> Option<String> {
    let stored = local().and_then(|storage| storage.get_item(key).ok().flatten());
    stored.or_else(|| MEMORY.with_borrow(|memory| memory.get(key).cloned()))
}

/// Puts `text` under `key`, or removes what is there.
pub fn write(key: &str, text: Option<&str>) {
    let stored = local().is_some_and(|storage| {
        match text {
            Some(text) => storage.set_item(key, text),
            None => storage.remove_item(key),
        }
        .is_ok()
    });
    MEMORY.with_borrow_mut(|memory| match text {
        Some(text) if !stored => memory.insert(key.to_owned(), text.to_owned()),
        _ => memory.remove(key),
    });
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
