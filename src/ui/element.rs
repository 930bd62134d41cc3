//! Builds every DOM element of the screen from one Leptos type.
//!
//! `view!` creates a separate type for each element, made of its tag, attributes and children,
//! and the compiler generates code for each of them. For our thirty or so different elements
//! that was an eighth of the download. [`ElementBuilder`] always uses the same Leptos element
//! with one kind of `Attributes` and children of one type, so the drawing code is compiled
//! once.
//!
//! Write tags in capitals, as the DOM reports them. Leptos compares the two to decide whether it
//! can keep an element when it is drawn again.

mod attributes;
mod shown_text;

use std::borrow::Cow;
use std::sync::Arc;

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::Mountable;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use attributes::Attributes;
pub use attributes::ElementRef;
pub use shown_text::set_text;

/// An element that is not drawn yet. It is one pointer: the many calls that build elements hand it
/// on, and would be longer if they moved its parts.
#[must_use]
pub struct ElementBuilder(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Attributes,
    children: Vec<Drawing>,
}

/// A part of the screen that is not drawn yet. It is boxed because it is handed on often.
#[must_use]
pub struct Drawing(Box<AnyView>);

/// An element without attributes and children.
pub fn element(tag: &'static str) -> ElementBuilder {
    ElementBuilder(Box::new(Parts {
        tag,
        attributes: Attributes::default(),
        children: Vec::new(),
    }))
}

/// A part of the screen that is drawn again when a signal that it read changes.
pub fn reactive(draw: impl FnMut() -> Vec<Drawing> + Send + 'static) -> Drawing {
    reactive_drawing(Box::new(draw))
}

fn reactive_drawing(mut draw: Box<dyn FnMut() -> Vec<Drawing> + Send>) -> Drawing {
    let draw: Box<dyn FnMut() -> Vec<AnyView> + Send> = Box::new(move || views(draw()));
    Drawing(Box::new(draw.into_any()))
}

/// Whether an input method, as for Japanese, uses the key to compose a text. In Safari, the key that
/// ends the composition comes after its end, and only its old code tells it apart.
pub fn is_for_input_method(event: &KeyboardEvent) -> bool {
    const PROCESSED: u32 = 229;
    event.is_composing() || event.key_code() == PROCESSED
}

impl Drawing {
    /// What Leptos draws.
    pub fn into_view(self) -> AnyView {
        *self.0
    }
}

fn views(drawings: Vec<Drawing>) -> Vec<AnyView> {
    drawings.into_iter().map(Drawing::into_view).collect()
}

impl ElementBuilder {
    /// Sets an attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.0.attributes.fixed.push((name, value.into()));
        self
    }

    /// Sets an attribute if there is a value.
    pub fn optional_attr(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets the class names.
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Sets an attribute, and updates it when a signal that `value` read changes. `None` removes
    /// it.
    pub fn reactive_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        // Boxed, so that what follows is compiled once.
        let value: Box<dyn Fn() -> Option<String> + Send + Sync> = Box::new(value);
        self.follow_attr(name, value)
    }

    fn follow_attr(
        self,
        name: &'static str,
        value: Box<dyn Fn() -> Option<String> + Send + Sync>,
    ) -> Self {
        self.effect(move |element| match value() {
            Some(value) => Rndr::set_attribute(element, name, &value),
            None => Rndr::remove_attribute(element, name),
        })
    }

    /// Runs `effect` on the element once it is drawn, and again when a signal that it read
    /// changes.
    pub fn effect(mut self, effect: impl Fn(&web_sys::Element) + Send + Sync + 'static) -> Self {
        self.0.attributes.effects.push(Arc::new(effect));
        self
    }

    /// Sets a boolean property of the DOM element.
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.0.attributes.flags.push((name, on));
        self
    }

    /// Sets the value of a field.
    pub fn value(mut self, value: String) -> Self {
        self.0.attributes.value = Some(value);
        self
    }

    /// Calls `callback` on a DOM event.
    pub fn on(mut self, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        self.0.attributes.listen(event, Box::new(callback));
        self
    }

    /// Makes the drawn element available through `element_ref`.
    pub fn element_ref(mut self, element_ref: ElementRef) -> Self {
        self.0.attributes.element_ref = Some(element_ref);
        self
    }

    /// Calls `callback` on a key that the user presses, unless an input method uses the key.
    pub fn on_key(self, callback: impl Fn(&KeyboardEvent) + 'static) -> Self {
        self.on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if !is_for_input_method(event) {
                callback(event);
            }
        })
    }

    /// Sets the text. Beside other children it gets an element of its own.
    pub fn text(mut self, words: String) -> Self {
        if !self.0.children.is_empty() {
            return self.child(element("SPAN").text(words));
        }
        self.0.attributes.text = Some(words);
        self
    }

    /// Adds a child.
    pub fn child(mut self, child: impl Into<Drawing>) -> Self {
        self.0.children.push(child.into());
        self
    }

    /// Adds several children.
    pub fn children(mut self, children: impl IntoIterator<Item = Drawing>) -> Self {
        self.0.children.extend(children);
        self
    }
}

/// Empties a field.
pub fn empty(field: ElementRef) {
    if let Some(field) = field.get_untracked() {
        field.unchecked_ref::<HtmlInputElement>().set_value("");
    }
}

/// Calls `act` soon, and again after what it read has changed.
pub fn after_changes(act: impl Fn() + 'static) {
    // Boxed, so that the effect is compiled once.
    let act: Box<dyn Fn()> = Box::new(act);
    Effect::new(act);
}

/// Calls `act` before the browser paints next.
pub fn before_paint(act: impl FnOnce() + 'static) {
    // Boxed, so that it is compiled once.
    let act: Box<dyn FnOnce()> = Box::new(act);
    request_animation_frame(act);
}

/// The element that an event happened in, or the nearest one around it, that a CSS selector names.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    // No check of its class, which a page may have replaced.
    let target: Element = event.target()?.unchecked_into();
    target.closest(selector).ok()?
}

/// Puts drawn views into `place` in this order, where `before` says at which position each stood, if
/// it is not new. Views that stayed in order are not moved, so they keep the focus.
pub fn put_in_order(place: &Element, views: Vec<&mut AnyViewState>, before: &[Option<usize>]) {
    let mut following: Option<&mut AnyViewState> = None;
    let mut lowest = usize::MAX;
    for (view, at) in views.into_iter().zip(before).rev() {
        match (at, following) {
            (Some(at), _) if *at < lowest => lowest = *at,
            (_, Some(following)) => {
                following.insert_before_this(view);
            }
            (_, None) => view.mount(place, None),
        }
        following = Some(view);
    }
}

/// The first element within another that a CSS selector names.
pub fn find(within: &Element, selector: &str) -> Option<HtmlElement> {
    let found = within.query_selector(selector).ok().flatten();
    found.map(JsCast::unchecked_into)
}

impl From<ElementBuilder> for Drawing {
    fn from(element: ElementBuilder) -> Self {
        let Parts {
            tag,
            mut attributes,
            mut children,
        } = *element.0;
        if !children.is_empty()
            && let Some(words) = attributes.text.take()
        {
            children.insert(0, self::element("SPAN").text(words).into());
        }
        let drawn = custom(tag).add_any_attr(attributes);
        Self(Box::new(drawn.child(views(children)).into_any()))
    }
}
