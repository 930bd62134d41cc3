//! Keeps the focus in the widget when the element that has it disappears.
//!
//! A pressed button often goes: a result is dismissed, a problem is over, a printer is chosen. The
//! browser would give the focus to the document's body, and a keyboard user would begin at the top of
//! the page. So it goes to the home of the nearest part of the screen that is still there: the
//! element in it with `data-home`.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, ShadowRoot};

use super::element::{ElementBuilder, before_paint, find};

/// What can take the focus over in a part of the screen.
pub const HOME: &str = "[data-home]:not(:disabled, [hidden] *)";

/// The element that has the focus or had it last, and all around it, from the inside out.
type Focused = StoredValue<Vec<Element>, LocalStorage>;

/// Watches over the focus within an element.
pub fn keep_focus(root: ElementBuilder) -> ElementBuilder {
    let focused: Focused = StoredValue::new_local(Vec::new());
    let watching = StoredValue::new_local(None);
    on_cleanup(move || {
        let watching = watching.try_update_value(Option::take);
        if let Some(Some((observer, _))) = watching {
            MutationObserver::disconnect(&observer);
        }
    });
    root.on("focusin", move |event| {
        let mut chain = Vec::new();
        let mut element = event.target().map(JsCast::unchecked_into::<Element>);
        while let Some(inner) = element {
            element = inner.parent_element();
            chain.push(inner);
        }
        focused.set_value(chain);
    })
    .on("focusout", move |_| {
        // The user left, unless the element is gone by then.
        let left = focused.try_with_value(|chain| chain.first().cloned());
        let left = left.flatten();
        before_paint(move || {
            let is_there = left.as_ref().is_some_and(|left| left.is_connected());
            let is_it = |chain: &Vec<Element>| chain.first() == left.as_ref();
            if is_there && focused.try_with_value(is_it) == Some(true) {
                let has_focus = left.as_ref().is_some_and(|left| active(left).is_some());
                if !has_focus {
                    focused.set_value(Vec::new());
                }
            }
        });
    })
    .effect(move |root| {
        let callback = Closure::<dyn FnMut()>::new(move || {
            let chain = focused.try_get_value().unwrap_or_default();
            if let Some(element) = chain.first()
                && !element.is_connected()
            {
                focused.set_value(Vec::new());
                go_home(&chain);
            }
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref());
        if let Ok(observer) = observer {
            let all = MutationObserverInit::new();
            all.set_child_list(true);
            all.set_subtree(true);
            let _ = observer.observe_with_options(root, &all);
            watching.set_value(Some((observer, callback)));
        }
    })
}

/// Moves the focus to the home of the nearest part that is still there. `chain` is what had the focus
/// and all around it.
fn go_home(chain: &[Element]) {
    let mut parts = chain.iter().filter(|part| part.is_connected());
    let Some(part) = parts.clone().next() else {
        return;
    };
    // Somebody has moved it already, or the user is elsewhere in the page.
    let body = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY");
    if active(part).is_some() || !body || is_outside_frame() {
        return;
    }
    let home = parts.find_map(|part| match part.matches(HOME) {
        Ok(true) => Some(part.clone().unchecked_into()),
        _ => find(part, HOME),
    });
    if let Some(home) = home {
        let _ = home.focus();
    }
}

/// Whether the focus is in a part of the screen, or comes back to it with the window.
pub fn has_focus(part: &Element) -> bool {
    active(part).is_some_and(|active| part.contains(Some(&active))) && !is_outside_frame()
}

/// Whether the widget is in a frame and the focus is not, so that to move it here would take it from
/// the page around. The frame keeps its own active element meanwhile.
fn is_outside_frame() -> bool {
    let parent = window().parent().ok().flatten();
    let is_frame = parent.is_some_and(|parent| parent != window());
    is_frame && !document().has_focus().unwrap_or(true)
}

/// The element that has the focus in the same shadow tree.
fn active(element: &Element) -> Option<Element> {
    let root: ShadowRoot = element.get_root_node().unchecked_into();
    root.active_element()
}
