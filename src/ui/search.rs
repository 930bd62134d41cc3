//! The field to search all printers: the editable combobox with list
//! autocomplete of the ARIA Authoring Practices.
//!
//! <https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>
//!
//! The focus stays in the field; the active option is named by
//! `aria-activedescendant`. Keys that are used here do not reach the page.

use leptos::prelude::*;
use universal_print::ids::ShareId;
use wasm_bindgen::JsCast;
use web_sys::{Event as DomEvent, HtmlInputElement, KeyboardEvent};

use super::element::{Element, Place, element, live};
use super::line::{entry, line, said};
use super::part::Part;
use super::problem::notice;
use super::screen::Stage;
use crate::browser::object::dictionary;
use crate::flow::Event;
use crate::flow::code_text::is_code;
use crate::flow::view::destination::{self, Picker, PrinterOption, PrinterOptions};
use crate::text::Message;

/// What the field and its list share.
#[derive(Copy, Clone)]
struct Combobox {
    stage: Stage,
    picker: Part<Picker>,
    open: RwSignal<bool>,
    /// The active option's position.
    active: RwSignal<Option<usize>>,
    /// The options while the list is open.
    list: Part<PrinterOptions>,
    field: Place,
    popup: Place,
}

impl Combobox {
    fn show(self) {
        self.stage.act(Event::SearchFocused);
        self.open.set(true);
    }

    fn hide(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn type_in(self, text: String) {
        self.active.set(None);
        self.open.set(true);
        self.stage.act(Event::SearchChanged(text));
    }

    fn choose(self, share: ShareId) {
        self.hide();
        self.stage.act(Event::DestinationChosen(share));
        self.restore();
    }

    /// Puts back into the field what is chosen, after typing that led nowhere.
    fn restore(self) {
        let name = self
            .picker
            .with_untracked(|picker| self.stage.words(&picker.in_field));
        if let Some(field) = self.field.get_untracked() {
            field.unchecked_ref::<HtmlInputElement>().set_value(&name);
        }
    }

    fn leave(self) {
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

    /// A pasted id or address is no name to search for.
    fn give_code(self) -> bool {
        let typed = self.stage.peek(|state| state.destinations.query.clone());
        let is_code = is_code(&typed);
        if is_code {
            self.leave();
            self.stage.act(Event::CodeGiven(typed));
        }
        is_code
    }

    /// Moves through the options, round the ends.
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

    /// Whether the key was used.
    fn key(self, event: &KeyboardEvent) -> bool {
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
            self.stage.act(Event::DestinationCleared);
            self.restore();
        }
        chosen
    }
}

fn option_id(at: usize) -> String {
    ["option-", &at.to_string()].concat()
}

/// The field and its list.
pub fn printer_search(stage: Stage, picker: Part<Picker>) -> AnyView {
    let open = RwSignal::new(false);
    // The list is only worked out while it can be seen, and only when what it
    // is made of has changed. (Reading it, not only tracking it, is what makes
    // it look at the state.)
    let changed = stage.select(destination::options_version);
    let list = Part::new(PrinterOptions::default(), move || {
        changed.with(|_| ());
        if open.get() {
            stage.peek(destination::options)
        } else {
            PrinterOptions::default()
        }
    });
    let combobox = Combobox {
        stage,
        picker,
        open,
        active: RwSignal::new(None),
        list,
        field: Place::new(),
        popup: Place::new(),
    };
    Effect::new(move || {
        picker.with(|_| ());
        if !open.get_untracked() {
            combobox.restore();
        }
    });
    let label = element("LABEL").attr("for", "printer");
    let class = move || if open.get() { "popup open" } else { "popup" };
    // The field keeps the focus, so that its blur does not close the list before a choice.
    let popup = element("DIV")
        .follow("class", move || Some(class().to_owned()))
        .at(combobox.popup)
        .on("mousedown", |event| event.prevent_default())
        .child(live(move || list.with(|list| popup(combobox, list))));
    // Where a code is the only way there is nothing to search.
    let hidden = move || picker.with(|picker| picker.code.only_way.as_ref().map(|_| String::new()));
    element("DIV")
        .class("search")
        .follow("hidden", hidden)
        .child(label.child(said(stage, Message::destination_label())))
        .child(field(combobox))
        .child(popup)
        .into()
}

fn field(combobox: Combobox) -> Element {
    let on_key = move |event: DomEvent| {
        if combobox.key(event.unchecked_ref()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    element("INPUT")
        .attr("id", "printer")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", "printers")
        .follow("placeholder", move || {
            Some(combobox.stage.say(&Message::destination_hint()))
        })
        .follow("aria-expanded", move || {
            Some(combobox.open.get().to_string())
        })
        .follow("aria-activedescendant", move || {
            combobox.active.get().map(option_id)
        })
        .at(combobox.field)
        .on("input", move |event| {
            combobox.type_in(event_target_value(&event));
        })
        .on("click", move |_| combobox.show())
        .on("keydown", on_key)
        .on("blur", move |_| combobox.leave())
}

/// The options, the recent ones first, and what follows them: more to come,
/// nothing found, or a fault.
fn popup(combobox: Combobox, list: &PrinterOptions) -> Vec<AnyView> {
    let Combobox { stage, active, .. } = combobox;
    let active = active.get();
    let groups = [
        (true, "group-recent", Message::destination_recent()),
        (false, "group-all", Message::destination_all()),
    ];
    let mut listbox = element("DIV")
        .attr("id", "printers")
        .attr("role", "listbox")
        .attr("aria-label", stage.say(&Message::destination_heading()));
    for (recent, id, heading) in groups {
        let mut options = Vec::new();
        for (at, option) in list.options.iter().enumerate() {
            if option.recent == recent {
                options.push(choice(combobox, at, option, active == Some(at)));
            }
        }
        if !options.is_empty() {
            listbox = listbox.child(group(id, stage.say(&heading), options));
        }
    }
    let mut parts = vec![listbox.into()];
    if list.loading {
        parts.push(line(stage, "quiet end", &Message::printers_loading()));
    } else if list.options.is_empty() && list.problem.is_none() {
        parts.push(line(stage, "quiet end", &Message::printers_none()));
    }
    if list.more > 0 {
        parts.push(line(stage, "quiet end", &Message::printers_more(list.more)));
    }
    parts.extend(
        list.problem
            .as_ref()
            .map(|problem| notice(stage, problem, Vec::new())),
    );
    parts
}

fn group(id: &'static str, heading: String, options: Vec<AnyView>) -> AnyView {
    let heading = element("DIV")
        .class("group")
        .attr("id", id)
        .attr("role", "presentation")
        .text(heading);
    element("DIV")
        .attr("role", "group")
        .attr("aria-labelledby", id)
        .child(heading)
        .children(options)
        .into()
}

fn choice(combobox: Combobox, at: usize, option: &PrinterOption, is_active: bool) -> AnyView {
    let stage = combobox.stage;
    let share = option.share.clone();
    element("DIV")
        .attr("role", "option")
        .class("option")
        .attr("id", option_id(at))
        .attr("aria-selected", is_active.to_string())
        .on("click", move |_| combobox.choose(share.clone()))
        .child(entry(stage.words(&option.name), stage.words(&option.place)))
        .into()
}
