//! Listeners for network and visibility, and the page's colour scheme.

use std::cell::RefCell;
use std::rc::Rc;

use print_redirect::browser::{page, scheme};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::js::run;

#[wasm_bindgen_test]
fn dropped_listeners_no_longer_hear_the_network_change() {
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
fn a_dropped_listener_no_longer_hears_visibility_change() {
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

/// An element on a page whose body has these styles.
fn styled(style: &str) -> Element {
    let script = format!(
        "document.body.style.cssText = '{style}';
        document.body.appendChild(document.createElement('div'))"
    );
    run(&script).unchecked_into()
}

#[wasm_bindgen_test]
fn the_pages_color_scheme_decides_whether_it_is_dark() {
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
