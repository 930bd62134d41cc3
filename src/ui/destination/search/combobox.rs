//! The state and the keys of the combobox that searches all printers.
//!
//! It implements the editable combobox with list autocomplete of the ARIA Authoring Practices:
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>

use leptos::prelude::*;
use universal_print::ids::ShareId;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event as DomEvent, HtmlInputElement, KeyboardEvent};

use crate::browser::object::dictionary;
use crate::flow::Event;
use crate::flow::code_text::is_code;
use crate::flow::state::State;
use crate::flow::view::destination::{self, Picker, PrinterList, PrinterOption};
use crate::ui::context::Ui;
use crate::ui::element::{ElementRef, before_paint, closest};
use crate::ui::memoized::Memoized;
use crate::ui::watched::Watched;
use crate::ui::windowed::Windowed;

/// How many options Page Up and Page Down pass over.
const PAGE: usize = 10;
/// After how many frames the heights of new rows are known.
const SETTLING: u32 = 3;

/// The state that the field and its list share.
#[derive(Copy, Clone)]
pub(super) struct Combobox {
    pub(super) ui: Ui,
    pub(super) picker: Memoized<Picker>,
    pub(super) open: Watched<bool>,
    /// The position of the active option.
    pub(super) active: Watched<Option<usize>>,
    /// Its share.
    pub(super) active_share: Watched<Option<ShareId>>,
    /// The options. Empty while the list is closed.
    pub(super) list: Memoized<PrinterList>,
    /// The drawn ones of the others.
    pub(super) others: Memoized<Vec<PrinterOption>>,
    /// Which of the others are drawn.
    pub(super) window: Windowed,
    pub(super) field: ElementRef,
}

impl Combobox {
    pub(super) fn show(self) {
        if !self.open.get_untracked() {
            self.ui.dispatch(Event::SearchFocused);
            self.unfold();
        }
    }

    fn unfold(self) {
        if self.open.get_untracked() {
            return;
        }
        self.open.set(true);
        // By then it is drawn.
        before_paint(move || {
            let listbox = self.window.element();
            if let Some(popup) = listbox.and_then(|listbox| listbox.parent_element()) {
                bring_into_sight(&popup);
            }
        });
    }

    /// Moves to an option, or to none.
    fn move_to(self, at: Option<usize>) {
        self.active.set(at);
        self.active_share.set(at.and_then(|at| self.share_at(at)));
    }

    /// The list has changed: the active option keeps its printer.
    pub(super) fn stay(self) {
        let (at, share) = (
            self.active.get_untracked(),
            self.active_share.get_untracked(),
        );
        let (Some(at), Some(share)) = (at, share) else {
            return;
        };
        if self.share_at(at).as_ref() == Some(&share) {
            return;
        }
        let (place, first) = self.list.with_untracked(|list| {
            let mut first = list.favorites.iter().chain(&list.recent);
            (first.position(|it| it.share == share), list.first())
        });
        let place = place.or_else(|| {
            let among = |state: &_| destination::place_among_others(state, &share);
            Some(self.ui.peek(among)? + first)
        });
        match place {
            Some(_) => self.active.set(place),
            // It is gone, and Enter must not choose another one.
            None => self.move_to(None),
        }
    }

    fn hide(self) {
        self.open.set(false);
        self.move_to(None);
        self.window.scroll_to_start();
    }

    pub(super) fn type_in(self, text: String) {
        self.move_to(None);
        self.unfold();
        self.ui.dispatch(Event::SearchChanged(text));
        self.window.scroll_to_start();
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

    /// Leaves the list without a choice. What was typed goes from the field, and no longer filters.
    pub(super) fn leave(self) {
        self.hide();
        let is_blank = |state: &State| state.destinations.search.query.is_empty();
        if !self.ui.peek(is_blank) {
            self.ui.dispatch(Event::SearchChanged(String::new()));
        }
        self.restore();
    }

    /// Chooses the only printer that was found. Returns whether there is one.
    fn choose_only(self) -> bool {
        let is_searched = |state: &State| !state.destinations.search.query.trim().is_empty();
        let is_only = self
            .list
            .with_untracked(|list| list.len() == 1 && !list.loading);
        let share = (is_only && self.ui.peek(is_searched)).then(|| self.share_at(0));
        share.flatten().map(|share| self.choose(share)).is_some()
    }

    fn choose_active(self) -> bool {
        // What was said last, although the list may have changed since.
        let share = self.active_share.get_untracked();
        share.map(|share| self.choose(share)).is_some()
    }

    /// The printer at a position of the list.
    fn share_at(self, at: usize) -> Option<ShareId> {
        self.list.with_untracked(|list| {
            let Some(at) = at.checked_sub(list.first()) else {
                let mut first = list.favorites.iter().chain(&list.recent);
                return first.nth(at).map(|option| option.share.clone());
            };
            let others = self.ui.peek(|state| destination::others(state, at..at + 1));
            others.into_iter().next().map(|other| other.share)
        })
    }

    /// The active option, if it is drawn. Tracks it.
    pub(super) fn active_option(self) -> Option<usize> {
        let first = self.list.with(PrinterList::first);
        let range = self.window.range();
        let active = self.active.get();
        active.filter(|at| at.checked_sub(first).is_none_or(|at| range.contains(&at)))
    }

    /// The user pressed somewhere in the list.
    pub(super) fn press(self, event: &DomEvent) {
        let option = closest(event, "[data-share]");
        let share = option.and_then(|option| option.get_attribute("data-share"));
        if let Some(share) = share.and_then(|share| ShareId::new(&share)) {
            self.choose(share);
        }
    }

    /// Uses the typed text as a code if it is an id or an address. Returns whether it was.
    fn give_code(self) -> bool {
        let typed = self
            .ui
            .peek(|state| state.destinations.search.query.clone());
        let is_code = is_code(&typed);
        if is_code {
            self.leave();
            self.ui.dispatch(Event::CodeGiven(typed));
        }
        is_code
    }

    /// Moves by some options. After the last comes the first; a longer step stops at the end.
    fn step(self, forward: bool, by: usize) {
        self.window.note_move();
        let open = self.open.get_untracked();
        self.show();
        let count = self.list.with_untracked(PrinterList::len);
        let Some(last) = count.checked_sub(1) else {
            return;
        };
        let active = self.active.get_untracked().filter(|_| open);
        let next = match (active, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) if by == 1 => (at + 1) % count,
            (Some(at), false) if by == 1 => (at + last) % count,
            (Some(at), true) => last.min(at + by),
            (Some(at), false) => at.saturating_sub(by),
        };
        self.move_to(Some(next));
        self.reveal_active(SETTLING);
    }

    /// Brings the active option into sight. Where rows are drawn for the first time, their heights
    /// are learnt in the next frames and move it, so it is brought into sight again.
    fn reveal_active(self, frames: u32) {
        let Some(at) = self.active.get_untracked() else {
            return;
        };
        let first = self.list.with_untracked(PrinterList::first);
        match at.checked_sub(first) {
            Some(at) => self.window.reveal(at),
            None => self.window.scroll_to_start(),
        }
        // By then it is drawn.
        before_paint(move || {
            self.scroll_to_active();
            if frames > 0 {
                self.reveal_active(frames - 1);
            }
        });
    }

    fn scroll_to_active(self) {
        let active = self.active.get_untracked();
        let listbox = self.window.element();
        let option = active.zip(listbox).and_then(|(active, listbox)| {
            let selector = ["#", &option_id(active)].concat();
            listbox.query_selector(&selector).ok()?
        });
        if let Some(option) = option {
            bring_into_sight(&option);
        }
    }

    /// Handles a key. Returns whether it was used.
    pub(super) fn key(self, event: &KeyboardEvent) -> bool {
        let open = self.open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.step(true, 1),
            "ArrowUp" if event.alt_key() => self.hide(),
            "ArrowUp" => self.step(false, 1),
            "PageDown" if open => self.step(true, PAGE),
            "PageUp" if open => self.step(false, PAGE),
            "Enter" => {
                return open && (self.choose_active() || self.give_code() || self.choose_only());
            }
            "Escape" if open => self.leave(),
            _ => return false,
        }
        true
    }
}

fn bring_into_sight(element: &Element) {
    let nearest = dictionary(&[("block", "nearest".into())]);
    element.scroll_into_view_with_scroll_into_view_options(nearest.unchecked_ref());
}

pub(super) fn option_id(at: usize) -> String {
    ["option-", &at.to_string()].concat()
}
