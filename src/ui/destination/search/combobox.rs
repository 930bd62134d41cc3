//! The state and the keys of the combobox that searches all printers.
//!
//! It implements the editable combobox with list autocomplete of the ARIA Authoring Practices:
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>

use leptos::prelude::*;
use universal_print::ids::ShareId;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use crate::browser::object::dictionary;
use crate::flow::Event;
use crate::flow::code_text::is_code;
use crate::flow::view::destination::{Picker, PrinterOptions};
use crate::ui::context::Ui;
use crate::ui::element::ElementRef;
use crate::ui::memoized::Memoized;

/// The state that the field and its list share.
#[derive(Copy, Clone)]
pub(super) struct Combobox {
    pub(super) ui: Ui,
    pub(super) picker: Memoized<Picker>,
    pub(super) open: RwSignal<bool>,
    /// The position of the active option.
    pub(super) active: RwSignal<Option<usize>>,
    /// The options. Empty while the list is closed.
    pub(super) list: Memoized<PrinterOptions>,
    pub(super) field: ElementRef,
    pub(super) popup: ElementRef,
}

impl Combobox {
    pub(super) fn show(self) {
        self.ui.dispatch(Event::SearchFocused);
        self.open.set(true);
    }

    fn hide(self) {
        self.open.set(false);
        self.active.set(None);
    }

    pub(super) fn type_in(self, text: String) {
        self.active.set(None);
        self.open.set(true);
        self.ui.dispatch(Event::SearchChanged(text));
    }

    pub(super) fn choose(self, share: ShareId) {
        self.hide();
        self.ui.dispatch(Event::DestinationChosen(share));
        self.restore();
    }

    /// Shows the chosen printer in the field again, in place of text that chose nothing.
    pub(super) fn restore(self) {
        let name = self
            .picker
            .with_untracked(|picker| self.ui.words(&picker.in_field));
        if let Some(field) = self.field.get_untracked() {
            field.unchecked_ref::<HtmlInputElement>().set_value(&name);
        }
    }

    pub(super) fn leave(self) {
        self.hide();
        self.restore();
    }

    fn choose_active(self) -> bool {
        let active = self.active.get_untracked();
        let share = self
            .list
            .with_untracked(|list| Some(list.options.get(active?)?.share.clone()));
        share.map(|share| self.choose(share)).is_some()
    }

    /// Uses the typed text as a code if it is an id or an address. Returns whether it was.
    fn give_code(self) -> bool {
        let typed = self.ui.peek(|state| state.destinations.query.clone());
        let is_code = is_code(&typed);
        if is_code {
            self.leave();
            self.ui.dispatch(Event::CodeGiven(typed));
        }
        is_code
    }

    /// Moves to the next or previous option. After the last comes the first.
    fn step(self, forward: bool) {
        let open = self.open.get_untracked();
        self.show();
        let count = self.list.with_untracked(|list| list.options.len());
        if count == 0 {
            return;
        }
        let next = match (self.active.get_untracked().filter(|_| open), forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.active.set(Some(next));
        let selector = ["#", &option_id(next)].concat();
        let option = self
            .popup
            .get_untracked()
            .and_then(|popup| popup.query_selector(&selector).ok()?);
        if let Some(option) = option {
            let nearest = dictionary(&[("block", "nearest".into())]);
            option.scroll_into_view_with_scroll_into_view_options(nearest.unchecked_ref());
        }
    }

    /// Handles a key. Returns whether it was used.
    pub(super) fn key(self, event: &KeyboardEvent) -> bool {
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.step(true),
            "ArrowUp" if event.alt_key() => self.hide(),
            "ArrowUp" => self.step(false),
            "Enter" => return open && (self.choose_active() || self.give_code()),
            "Escape" if open => self.leave(),
            "Escape" => return self.clear(),
            _ => return false,
        }
        true
    }

    fn clear(self) -> bool {
        let chosen = self.picker.with_untracked(|picker| picker.chosen.is_some());
        if chosen {
            self.ui.dispatch(Event::DestinationCleared);
            self.restore();
        }
        chosen
    }
}

pub(super) fn option_id(at: usize) -> String {
    ["option-", &at.to_string()].concat()
}
