//! The destination picker: recent printers, a field to search all printers, a field for a
//! printer's code, and the chosen printer with its settings.

mod chosen;
mod code;
mod search;
mod settings;

use chosen::chosen_printer;
use code::code_entry;
use search::printer_search;
use settings::print_settings;

use super::context::Ui;
use super::element::{Drawing, ElementRef, element, empty, reactive};
use super::line::{name_and_facts, speaking};
use crate::flow::Event;
use crate::flow::view::destination::{self, Picker, PrinterOption};
use crate::text::Message;

/// The section that chooses the printer.
pub fn destination_picker(ui: Ui) -> Drawing {
    let picker = ui.select(destination::picker);
    let heading = element("H2").attr("id", "destination-heading");
    let heading = speaking(ui, heading, Message::destination_heading());
    let field = ElementRef::new();
    ui.after_user(move || empty(field));
    let chosen = move |picker: &Picker| {
        let chosen = picker.chosen.as_ref().map(|it| chosen_printer(ui, it));
        chosen.unwrap_or_default()
    };
    let below = element("DIV")
        .class("below")
        .child(reactive(move || {
            picker.with(|picker| code_entry(ui, &picker.code, field))
        }))
        .child(reactive(move || picker.with(chosen)))
        .child(print_settings(ui));
    element("SECTION")
        .class("destination")
        .attr("aria-labelledby", "destination-heading")
        .child(heading)
        .child(reactive(move || picker.with(|picker| recent(ui, picker))))
        .child(printer_search(ui, picker, below))
        .into()
}

fn recent(ui: Ui, picker: &Picker) -> Vec<Drawing> {
    if picker.recent.is_empty() {
        return Vec::new();
    }
    let heading = ui.say(&Message::destination_recent());
    let cards = picker.recent.iter();
    let cards = cards.map(|option| card(ui, option, picker.is_chosen(&option.share)));
    let fieldset = element("FIELDSET")
        .class("recent")
        .child(element("LEGEND").class("quiet").text(heading))
        .child(element("DIV").class("cards").children(cards));
    vec![fieldset.into()]
}

fn card(ui: Ui, option: &PrinterOption, is_chosen: bool) -> Drawing {
    let share = option.share.clone();
    let radio = element("INPUT")
        .attr("type", "radio")
        .attr("name", "recent")
        .flag("checked", is_chosen)
        .on("change", move |_| {
            ui.dispatch(Event::DestinationChosen(share.clone()));
        });
    element("LABEL")
        .class("card")
        .child(radio)
        .child(name_and_facts(
            ui.words(&option.name),
            ui.words(&option.place),
        ))
        .into()
}
