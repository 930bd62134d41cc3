//! Everything about an element except its tag and children, as a single Leptos attribute.
//!
//! A redraw writes only the attributes and the text that changed, so an element keeps its focus and
//! the text typed into it. Flags and values are written on every redraw, because the user changes
//! them too; a value that stays the same is not written while the user is typing.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::ev::{EventDescriptor, On};
use leptos::prelude::*;
use leptos::tachys::html::attribute::{Attribute, NextAttribute};
use leptos::tachys::html::element::Custom;
use leptos::tachys::html::event::{SharedEventCallback, on};
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::renderer::{RemoveEventHandler, Rndr};
use web_sys::{Element, Event};

use super::shown_text::set_text;

/// Finds an element once it is drawn.
pub type ElementRef = NodeRef<Custom<&'static str>>;

type AttributeValue = Cow<'static, str>;

pub(super) type ElementEffect = Arc<dyn Fn(&Element) + Send + Sync>;

type EventListener = On<NamedEvent, SharedEventCallback<Event>>;

/// A DOM event, identified by its name.
#[derive(Clone)]
pub(super) struct NamedEvent(&'static str);

impl EventDescriptor for NamedEvent {
    type EventType = Event;

    const BUBBLES: bool = false;

    fn name(&self) -> AttributeValue {
        self.0.into()
    }

    fn event_delegation_key(&self) -> AttributeValue {
        self.name()
    }
}

/// The attributes, properties, effects and listeners of an element.
#[derive(Clone, Default)]
pub(super) struct Attributes {
    pub(super) fixed: Vec<(&'static str, AttributeValue)>,
    pub(super) flags: Vec<(&'static str, bool)>,
    pub(super) value: Option<String>,
    /// The text of an element without children.
    pub(super) text: Option<String>,
    pub(super) element_ref: Option<ElementRef>,
    pub(super) effects: Vec<ElementEffect>,
    listeners: Vec<EventListener>,
}

/// What was applied to an element in the document.
pub(super) struct AttributesState {
    element: Element,
    fixed: Vec<(&'static str, AttributeValue)>,
    text: Option<String>,
    value: Option<String>,
    _effects: Vec<RenderEffect<()>>,
    _listeners: Vec<RemoveEventHandler<Element>>,
}

impl Attributes {
    pub(super) fn listen(&mut self, event: &'static str, callback: Box<dyn FnMut(Event)>) {
        self.listeners
            .push(on(NamedEvent(event), callback).into_cloneable());
    }

    /// Applies everything to `element`, leaving out attributes that are equal in `before`, and the
    /// text and the value if they are `last`.
    fn draw(
        self,
        element: Element,
        before: &[(&'static str, AttributeValue)],
        last: [Option<&String>; 2],
    ) -> AttributesState {
        let [last_text, last_value] = last;
        let Self {
            fixed,
            flags,
            value,
            text,
            element_ref,
            effects,
            listeners,
        } = self;
        for (name, _) in before {
            if fixed.iter().all(|(kept, _)| kept != name) {
                Rndr::remove_attribute(&element, name);
            }
        }
        for attribute in &fixed {
            if !before.contains(attribute) {
                Rndr::set_attribute(&element, attribute.0, &attribute.1);
            }
        }
        for (name, on) in flags {
            Rndr::set_property(&element, name, &on.into());
        }
        if let Some(value) = &value
            && (last_value != Some(value) || !element.matches(":focus").unwrap_or_default())
        {
            Rndr::set_property_or_value(&element, "value", &value.into());
        }
        if text.as_ref() != last_text {
            set_text(&element, text.as_deref().unwrap_or_default());
        }
        if let Some(element_ref) = element_ref {
            element_ref.load(&element);
        }
        let start = |effect: ElementEffect| {
            let element = element.clone();
            RenderEffect::new(move |_| effect(&element))
        };
        AttributesState {
            _effects: effects.into_iter().map(start).collect(),
            _listeners: listeners
                .into_iter()
                .map(|listener| listener.attach(&element))
                .collect(),
            fixed,
            text,
            value,
            element,
        }
    }
}

impl Attribute for Attributes {
    const MIN_LENGTH: usize = 0;

    type State = AttributesState;
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        0
    }

    fn to_html(self, html: &mut String, _: &mut String, _: &mut String, _: &mut String) {
        for (name, value) in self.fixed {
            let value = value.replace('&', "&amp;").replace('"', "&quot;");
            html.extend([" ", name, "=\"", &value, "\""]);
        }
    }

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> AttributesState {
        self.build(element)
    }

    fn build(self, element: &Element) -> AttributesState {
        self.draw(element.clone(), &[], [None; 2])
    }

    fn rebuild(self, drawn: &mut AttributesState) {
        let last = [drawn.text.as_ref(), drawn.value.as_ref()];
        *drawn = self.draw(drawn.element.clone(), &drawn.fixed, last);
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }
}

impl NextAttribute for Attributes {
    type Output<Next: Attribute> = (Self, Next);

    fn add_any_attr<Next: Attribute>(self, next: Next) -> (Self, Next) {
        (self, next)
    }
}
