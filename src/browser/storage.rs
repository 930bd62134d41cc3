//! Text in localStorage, or in memory where the page may not store anything.

use std::cell::RefCell;

use crate::small_map::SmallMap;

thread_local! {
    static MEMORY: RefCell<SmallMap<String, String>> = RefCell::default();
}

/// The text under `key`.
pub fn read(key: &str) -> Option<String> {
    // What is in memory could not be stored, so it is newer than what is.
    let memory = MEMORY.with_borrow(|memory| memory.get(key).cloned());
    memory.or_else(|| local()?.get_item(key).ok().flatten())
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
        _ => drop(memory.remove(&key.to_owned())),
    });
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
