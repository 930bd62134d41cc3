//! Draws the field that searches all printers, and the list below it.
//!
//! [`Combobox`] holds its state and handles its keys. The focus stays in the field, and
//! `aria-activedescendant` names the active option. Keys that the field uses do not reach the
//! page.

mod combobox;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Event as DomEvent;

use combobox::{Combobox, option_id};

use crate::flow::view::destination::{self, Picker, PrinterOption, PrinterOptions};
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{ElementBuilder, ElementRef, element, reactive};
use crate::ui::line::{line, name_and_facts, reactive_text};
use crate::ui::memoized::Memoized;
use crate::ui::problem::notice;

/// The search field and its list.
pub(super) fn printer_search(ui: Ui, picker: Memoized<Picker>) -> AnyView {
    let open = RwSignal::new(false);
    // The list is computed only while it is open, and only when its version changed. The version
    // must be read and not only tracked: only reading it looks at the state.
    let changed = ui.select(destination::options_version);
    let list = Memoized::new(PrinterOptions::default(), move || {
        changed.with(|_| ());
        if open.get() {
            ui.peek(destination::options)
        } else {
            PrinterOptions::default()
        }
    });
    let combobox = Combobox {
        ui,
        picker,
        open,
        active: RwSignal::new(None),
        list,
        field: ElementRef::new(),
        popup: ElementRef::new(),
    };
    Effect::new(move || {
        picker.with(|_| ());
        if !open.get_untracked() {
            combobox.restore();
        }
    });
    let label = element("LABEL").attr("for", "printer");
    let class = move || if open.get() { "popup open" } else { "popup" };
    // A press on the list must not blur the field: that would close the list before the click.
    let popup = element("DIV")
        .reactive_attr("class", move || Some(class().to_owned()))
        .element_ref(combobox.popup)
        .on("mousedown", |event| event.prevent_default())
        .child(reactive(move || list.with(|list| popup(combobox, list))));
    // If presence is required, only a code chooses a printer, and there is nothing to search.
    let hidden = move || picker.with(|picker| picker.code.only_way.as_ref().map(|_| String::new()));
    element("DIV")
        .class("search")
        .reactive_attr("hidden", hidden)
        .child(label.child(reactive_text(ui, Message::destination_label())))
        .child(field(combobox))
        .child(popup)
        .into()
}

fn field(combobox: Combobox) -> ElementBuilder {
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
        .reactive_attr("placeholder", move || {
            Some(combobox.ui.say(&Message::destination_hint()))
        })
        .reactive_attr("aria-expanded", move || {
            Some(combobox.open.get().to_string())
        })
        .reactive_attr("aria-activedescendant", move || {
            combobox.active.get().map(option_id)
        })
        .element_ref(combobox.field)
        .on("input", move |event| {
            combobox.type_in(event_target_value(&event));
        })
        .on("click", move |_| combobox.show())
        .on("keydown", on_key)
        .on("blur", move |_| combobox.leave())
}

/// The options, recent printers first, followed by a note if the list is loading, empty or cut
/// short, and by a problem if there is one.
fn popup(combobox: Combobox, list: &PrinterOptions) -> Vec<AnyView> {
    let Combobox { ui, active, .. } = combobox;
    let active = active.get();
    let groups = [
        (true, "group-recent", Message::destination_recent()),
        (false, "group-all", Message::destination_all()),
    ];
    let mut listbox = element("DIV")
        .attr("id", "printers")
        .attr("role", "listbox")
        .attr("aria-label", ui.say(&Message::destination_heading()));
    for (recent, id, heading) in groups {
        let mut options = Vec::new();
        for (at, option) in list.options.iter().enumerate() {
            if option.recent == recent {
                options.push(printer_option(combobox, at, option, active == Some(at)));
            }
        }
        if !options.is_empty() {
            listbox = listbox.child(group(id, ui.say(&heading), options));
        }
    }
    let mut parts = vec![listbox.into()];
    if list.loading {
        parts.push(line(ui, "quiet end", &Message::printers_loading()));
    } else if list.options.is_empty() && list.problem.is_none() {
        parts.push(line(ui, "quiet end", &Message::printers_none()));
    }
    if list.more > 0 {
        parts.push(line(ui, "quiet end", &Message::printers_more(list.more)));
    }
    parts.extend(
        list.problem
            .as_ref()
            .map(|problem| notice(ui, problem, Vec::new())),
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

fn printer_option(
    combobox: Combobox,
    at: usize,
    option: &PrinterOption,
    is_active: bool,
) -> AnyView {
    let ui = combobox.ui;
    let share = option.share.clone();
    element("DIV")
        .attr("role", "option")
        .class("option")
        .attr("id", option_id(at))
        .attr("aria-selected", is_active.to_string())
        .on("click", move |_| combobox.choose(share.clone()))
        .child(name_and_facts(
            ui.words(&option.name),
            ui.words(&option.place),
        ))
        .into()
}
