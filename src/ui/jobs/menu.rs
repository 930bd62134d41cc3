//! The menu of a row: what can be done with one job besides printing it.
//!
//! It is the ARIA pattern of a menu button. One menu serves all rows. It stands beside the list and
//! not in it, so that the scrolling list does not cut it off. While it is open, the focus is in it;
//! afterwards the focus is on the button again.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event as DomEvent, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::row::{ASK, SETTINGS};
use crate::browser::listener::Listener;
use crate::browser::object::dictionary;
use crate::flow::state::job_key::JobKey;
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, ElementRef, before_paint, closest, element, reactive};
use crate::ui::focus::has_focus;
use crate::ui::watched::Watched;

/// The menu. A copy refers to the same menu.
#[derive(Copy, Clone)]
pub(super) struct RowMenu {
    ui: Ui,
    open: Watched<Option<MenuJob>>,
    menu: ElementRef,
    /// The button that opened it.
    button: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// Whether a press on its way to the document came from the menu or its button. The document
    /// itself cannot tell where in the widget a press was.
    is_pressed: StoredValue<bool>,
    /// Notices presses outside of it.
    outside: StoredValue<Option<Listener>, LocalStorage>,
}

/// The job that the menu is for.
#[derive(Clone)]
pub(super) struct MenuJob {
    pub(super) key: JobKey,
    pub(super) name: Words,
    /// Whether its settings can be changed.
    pub(super) has_settings: bool,
}

impl RowMenu {
    /// A closed menu.
    pub(super) fn new(ui: Ui) -> Self {
        Self {
            ui,
            open: Watched::new(None),
            menu: ElementRef::new(),
            button: StoredValue::new_local(None),
            is_pressed: StoredValue::new(false),
            outside: StoredValue::new_local(None),
        }
    }

    /// The job whose menu is open. Tracks it.
    pub(super) fn job(self) -> Option<JobKey> {
        self.open.get().map(|job| job.key)
    }

    /// Opens it for a job, or closes it if it is open for that job.
    pub(super) fn toggle(self, job: MenuJob, button: HtmlElement) {
        let was_open = self.open.get_untracked();
        self.close();
        if was_open.is_some_and(|it| it.key == job.key) {
            return;
        }
        self.button.set_value(Some(button));
        self.open.set(Some(job));
        let document = web_sys::window().and_then(|window| window.document());
        let outside = document.map(|document| {
            Listener::new(&document, "pointerdown", move |_| {
                if self.is_pressed.get_value() {
                    self.is_pressed.set_value(false);
                } else {
                    self.close();
                }
            })
        });
        self.outside.set_value(outside);
        before_paint(move || {
            if !self.open.is_gone() {
                self.place();
                self.go(|_, _| 0);
            }
        });
    }

    /// Notes a press in the list or the menu, before the document hears of it.
    pub(super) fn pressed(self, event: &DomEvent) {
        let around = closest(event, "[role=menu], [aria-expanded=true]");
        self.is_pressed.set_value(around.is_some());
    }

    /// Closes it. The focus goes back to the button, which stays where it is scrolled to.
    pub(super) fn close(self) {
        if self.open.get_untracked().is_none() {
            return;
        }
        if let Some(button) = self.button.get_value() {
            focus_in_place(&button);
        }
        self.leave();
    }

    /// Closes it because the list changed. The focus goes back only if it is in the menu.
    pub(super) fn withdraw(self) {
        if self.menu.get_untracked().is_some_and(|it| has_focus(&it)) {
            self.close();
        } else if self.open.get_untracked().is_some() {
            self.leave();
        }
    }

    /// Closes it. The focus is elsewhere already.
    fn leave(self) {
        self.open.set(None);
        self.outside.set_value(None);
        self.button.set_value(None);
    }

    /// The menu, while it is open. `chosen` gets the job and the `data-act` of the chosen entry.
    pub(super) fn view(
        self,
        chosen: impl Fn(JobKey, &'static str) + Copy + Send + 'static,
    ) -> Drawing {
        reactive(move || {
            let Some(job) = self.open.get() else {
                return Vec::new();
            };
            let entry = |act, words: Message| {
                let key = job.key.clone();
                element("BUTTON")
                    .attr("type", "button")
                    .attr("role", "menuitem")
                    .attr("tabindex", "-1")
                    .on("click", move |_| {
                        // The focus comes back to the button first, and may then go on.
                        self.close();
                        chosen(key.clone(), act);
                    })
                    .text(self.ui.say(&words))
                    .into()
            };
            let settings = job
                .has_settings
                .then(|| entry(SETTINGS, Message::settings_heading()));
            let menu = element("DIV")
                .class("menu")
                .attr("role", "menu")
                .attr("aria-label", self.ui.say(&Message::job_more(job.name)))
                .element_ref(self.menu)
                .children(settings)
                .child(entry(ASK, Message::cancel()))
                .on_key(move |event| self.key(event))
                .on("focusout", move |event| self.left(event.unchecked_ref()));
            vec![menu.into()]
        })
    }

    fn key(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "ArrowDown" => self.go(|at, count| (at + 1) % count),
            "ArrowUp" => self.go(|at, count| (at + count - 1) % count),
            "Home" => self.go(|_, _| 0),
            "End" => self.go(|_, count| count - 1),
            "Escape" => self.close(),
            // From the button, the browser moves on.
            "Tab" => return self.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Moves to another entry, which `next` finds from the position of this one and their number.
    fn go(self, next: fn(usize, usize) -> usize) {
        let Some(menu) = self.menu.get_untracked() else {
            return;
        };
        let mut entries = Vec::new();
        let mut entry = menu.first_element_child();
        while let Some(it) = entry {
            entry = it.next_element_sibling();
            entries.push(it);
        }
        let is_active = |it: &web_sys::Element| it.matches(":focus").unwrap_or_default();
        let at = entries.iter().position(is_active).unwrap_or_default();
        let next = (!entries.is_empty()).then(|| next(at, entries.len()));
        if let Some(entry) = next.and_then(|next| entries.get(next)) {
            let _ = entry.unchecked_ref::<HtmlElement>().focus();
        }
    }

    fn left(self, event: &FocusEvent) {
        let Some(to) = event.related_target() else {
            return;
        };
        // What gets the focus is a node, even where the page replaced that class.
        let to: &Node = to.unchecked_ref();
        let is_inside = closest(event, "[role=menu]").is_some_and(|menu| menu.contains(Some(to)));
        let is_button = |button: &Option<HtmlElement>| {
            button
                .as_ref()
                .is_some_and(|button| button.is_same_node(Some(to)))
        };
        if !is_inside && !self.button.with_value(is_button) {
            self.leave();
        }
    }

    /// Puts the menu below the button, or above it where there is no room below.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "whole pixels are enough, and no screen has billions"
    )]
    fn place(self) {
        let (Some(menu), Some(button)) = (self.menu.get_untracked(), self.button.get_value())
        else {
            return;
        };
        let Some(frame) = menu.parent_element() else {
            return;
        };
        let (around, at) = (
            frame.get_bounding_client_rect(),
            button.get_bounding_client_rect(),
        );
        let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
        let height = f64::from(menu.offset_height());
        let is_low = window.is_some_and(|window| at.bottom() + height > window);
        let style = menu.style();
        let put = |side: &'static str, px: f64| {
            let _ = style.set_property(side, &[&(px as i32).to_string(), "px"].concat());
        };
        if is_low && at.top() > height {
            put("bottom", around.bottom() - at.top());
        } else {
            put("top", at.bottom() - around.top());
        }
        if self.ui.with_language(|language| language.dir() == "rtl") {
            put("left", at.left() - around.left());
        } else {
            put("right", around.right() - at.right());
        }
    }
}

/// Moves the focus to an element and leaves everything scrolled as it is.
fn focus_in_place(element: &HtmlElement) {
    let focus = Reflect::get(element, &"focus".into());
    let focus = focus.and_then(JsCast::dyn_into::<Function>);
    if let Ok(focus) = focus {
        let _ = focus.call1(element, &dictionary(&[("preventScroll", true.into())]));
    }
}
