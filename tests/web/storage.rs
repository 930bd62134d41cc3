//! Text storage: localStorage, or memory if the page refuses it.

use std::cell::RefCell;
use std::rc::Rc;

use print_redirect::browser::storage::{on_change, other_spellings, read, write};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::js::{look, run};

/// Replaces the page's localStorage while `test` runs.
fn with(storage: &str, test: impl FnOnce()) {
    run(&format!(
        "globalThis.real = Object.getOwnPropertyDescriptor(window, 'localStorage');
        Object.defineProperty(window, 'localStorage', {{ configurable: true, get() {{ {storage} }} }})"
    ));
    test();
    run("Object.defineProperty(window, 'localStorage', real); delete globalThis.real");
}

#[wasm_bindgen_test]
fn a_text_stays_in_local_storage_until_it_is_removed() {
    write("k1", Some("text"));
    assert_eq!(look("localStorage.getItem('k1')"), json!("text"));
    assert_eq!(read("k1").as_deref(), Some("text"));
    write("k1", None);
    assert_eq!(look("localStorage.getItem('k1')"), json!(null));
    assert_eq!(read("k1"), None);
}

#[wasm_bindgen_test]
fn memory_replaces_a_storage_that_is_refused_absent_or_full() {
    for storage in [
        "throw new DOMException('denied', 'SecurityError')",
        "throw undefined",
        "return null",
        "return { getItem() { return null }, setItem() { throw 1 }, removeItem() { throw 1 } }",
        "return { getItem() { throw 1 }, setItem() { throw 1 }, removeItem() { throw 1 } }",
    ] {
        with(storage, || {
            assert_eq!(read("k2"), None, "{storage}");
            write("k2", Some("text"));
            assert_eq!(read("k2").as_deref(), Some("text"), "{storage}");
            write("k2", None);
            assert_eq!(read("k2"), None, "{storage}");
        });
    }
    assert_eq!(look("localStorage.getItem('k2')"), json!(null));
}

#[wasm_bindgen_test]
fn a_full_storage_never_returns_an_older_text() {
    let full = "return { getItem() { return 'older' }, setItem() { throw 1 }, removeItem() {} }";
    with(full, || {
        write("k3", Some("newer"));
        assert_eq!(read("k3").as_deref(), Some("newer"));
        write("k3", None);
    });
}

#[wasm_bindgen_test]
fn a_key_in_another_case_is_found() {
    write("k4 AB", Some("text"));
    assert_eq!(other_spellings("k4 ab"), ["k4 AB"]);
    assert_eq!(other_spellings("k4 AB"), [""; 0]);
    write("k4 AB", None);
    assert_eq!(other_spellings("k4 ab"), [""; 0]);
}

#[wasm_bindgen_test]
fn a_change_in_another_tab_is_heard_until_the_listener_is_dropped() {
    let heard: Rc<RefCell<Vec<Option<String>>>> = Rc::default();
    let hear = Rc::clone(&heard);
    let listener = on_change(move |key| hear.borrow_mut().push(key));
    run("dispatchEvent(new StorageEvent('storage', { key: 'k5' }))");
    run("dispatchEvent(new StorageEvent('storage'))");
    assert_eq!(*heard.borrow(), [Some("k5".to_owned()), None]);
    drop(listener);
    run("dispatchEvent(new StorageEvent('storage', { key: 'k5' }))");
    assert_eq!(heard.borrow().len(), 2);
}
