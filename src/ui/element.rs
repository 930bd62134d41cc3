//! An element of the screen, of whatever kind: the one type everything is drawn with.
//!
//! `view!` gives every element a type of its own, made of its tag, its
//! attributes and its children, and each of these types is compiled for itself:
//! for a screen of some thirty different elements that was an eighth of what a
//! page downloads. Here it is always the same Leptos element with one kind of
//! [`Attributes`] and with children of one type, so the drawing is compiled once.
//!
//! Tags are written in capitals, as the document names them: that is how Leptos
//! sees that an element may stay where it is when it is drawn again.

mod attributes;

use std::borrow::Cow;
use std::sync::Arc;

use leptos::html::{ElementChild, custom};
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use web_sys::Event;

use attributes::Attributes;
pub use attributes::ElementRef;

/// What is to be drawn.
#[must_use]
pub struct ElementBuilder {
    tag: &'static str,
    attributes: Attributes,
    children: Vec<AnyView>,
}

/// An element without attributes and children.
pub fn element(tag: &'static str) -> ElementBuilder {
    ElementBuilder {
        tag,
        attributes: Attributes::default(),
        children: Vec::new(),
    }
}

/// A part of the screen that is drawn again when a signal it read has changed.
pub fn reactive(draw: impl FnMut() -> Vec<AnyView> + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> Vec<AnyView> + Send> = Box::new(draw);
    draw.into_any()
}

/// Words between elements.
pub fn text(words: String) -> AnyView {
    words.into_any()
}

impl ElementBuilder {
    /// An attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.fixed.push((name, value.into()));
        self
    }

    /// An attribute that is absent without a value.
    pub fn optional_attr(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// The class.
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// An attribute that follows the signals it reads.
    pub fn reactive_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.effect(move |element| match value() {
            Some(value) => Rndr::set_attribute(element, name, &value),
            None => Rndr::remove_attribute(element, name),
        })
    }

    /// Works on the element once it is drawn, and again when a signal the work
    /// read has changed.
    pub fn effect(mut self, effect: impl Fn(&web_sys::Element) + Send + Sync + 'static) -> Self {
        self.attributes.effects.push(Arc::new(effect));
        self
    }

    /// A property that is on or off.
    pub fn flag(mut self, name: &'static str, on: bool) -> Self {
        self.attributes.flags.push((name, on));
        self
    }

    /// What stands in a field.
    pub fn value(mut self, value: String) -> Self {
        self.attributes.value = Some(value);
        self
    }

    /// Calls back at an event.
    pub fn on(mut self, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        self.attributes.listen(event, Box::new(callback));
        self
    }

    /// Where to find the element once it is drawn.
    pub fn element_ref(mut self, element_ref: ElementRef) -> Self {
        self.attributes.element_ref = Some(element_ref);
        self
    }

    /// Words in the element.
    pub fn text(self, words: String) -> Self {
        self.child(text(words))
    }

    /// An element in the element.
    pub fn child(mut self, child: impl Into<AnyView>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Several of them.
    pub fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(children);
        self
    }
}

impl From<ElementBuilder> for AnyView {
    fn from(element: ElementBuilder) -> Self {
        let ElementBuilder {
            tag,
            attributes,
            children,
        } = element;
        let drawn = custom(tag).add_any_attr(attributes);
        drawn.child(children).into_any()
    }
}
