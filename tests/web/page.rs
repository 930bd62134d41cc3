//! What the page goes through: listened to, and no longer once nobody cares.

use std::cell::RefCell;
use std::rc::Rc;

use print_redirect::browser::{page, scheme};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::js::run;

#[wasm_bindgen_test]
fn the_network_is_listened_to_until_the_listeners_are_dropped() {
    let heard: Rc<RefCell<Vec<bool>>> = Rc::default();
    let hear = Rc::clone(&heard);
    let listeners = page::on_network(move |online| hear.borrow_mut().push(online));
    run("dispatchEvent(new Event('offline')); dispatchEvent(new Event('online'))");
    assert_eq!(*heard.borrow(), [false, true]);
    drop(listeners);
    run("dispatchEvent(new Event('offline'))");
    assert_eq!(heard.borrow().len(), 2);
    assert_eq!(Rc::strong_count(&heard), 1);
}

#[wasm_bindgen_test]
fn the_pages_visibility_is_listened_to_until_the_listener_is_dropped() {
    let heard: Rc<RefCell<Vec<bool>>> = Rc::default();
    let hear = Rc::clone(&heard);
    let listener = page::on_visibility(move |visible| hear.borrow_mut().push(visible));
    let change = |state: &str| {
        run(&format!(
            "Object.defineProperty(document, 'visibilityState', {{ configurable: true, value: '{state}' }});
            document.dispatchEvent(new Event('visibilitychange'));
            delete document.visibilityState"
        ));
    };
    change("hidden");
    change("visible");
    drop(listener);
    change("hidden");
    assert_eq!(*heard.borrow(), [false, true]);
}

/// An element of a page with these styles on its body.
fn styled(style: &str) -> Element {
    let script = format!(
        "document.body.style.cssText = '{style}';
        document.body.appendChild(document.createElement('div'))"
    );
    run(&script).unchecked_into()
}

#[wasm_bindgen_test]
fn the_widget_is_as_dark_as_the_page_and_not_as_the_system() {
    for (style, dark) in [
        ("", false),
        ("color-scheme: light", false),
        ("color-scheme: dark", true),
        ("color-scheme: only dark", true),
    ] {
        let element = styled(style);
        assert_eq!(scheme::is_dark(&element), dark, "{style}");
        element.remove();
    }
    let system = run("matchMedia('(prefers-color-scheme: dark)').matches");
    let element = styled("color-scheme: light dark");
    assert_eq!(Some(scheme::is_dark(&element)), system.as_bool());
    element.remove();
    run("document.body.style.cssText = ''");
}
