//! The destination picker: the recent printers to choose at once, a field to
//! search all others, the field for a printer's code, and the chosen one.

use leptos::prelude::*;

use super::chosen::chosen;
use super::code::code_entry;
use super::element::{Place, element, live};
use super::line::{entry, said};
use super::screen::Stage;
use super::search::printer_search;
use super::settings::print_settings;
use crate::flow::Event;
use crate::flow::view::destination::{self, Picker, PrinterOption};
use crate::text::Message;

/// The printer to print at.
pub fn destination_picker(stage: Stage) -> AnyView {
    let picker = stage.select(destination::picker);
    let heading = element("H2").attr("id", "destination-heading");
    let field = Place::new();
    let chosen = move |picker: &Picker| {
        let chosen = picker.chosen.as_ref().map(|it| chosen(stage, it));
        chosen.unwrap_or_default()
    };
    element("SECTION")
        .class("destination")
        .attr("aria-labelledby", "destination-heading")
        .child(heading.child(said(stage, Message::destination_heading())))
        .child(live(move || picker.with(|picker| recent(stage, picker))))
        .child(printer_search(stage, picker))
        .child(live(move || {
            picker.with(|picker| code_entry(stage, &picker.code, field))
        }))
        .child(live(move || picker.with(chosen)))
        .child(print_settings(stage))
        .into()
}

fn recent(stage: Stage, picker: &Picker) -> Vec<AnyView> {
    if picker.recent.is_empty() {
        return Vec::new();
    }
    let heading = stage.say(&Message::destination_recent());
    let cards = picker.recent.iter();
    let cards = cards.map(|option| card(stage, option, picker.is_chosen(&option.share)));
    let fieldset = element("FIELDSET")
        .class("recent")
        .child(element("LEGEND").class("quiet").text(heading))
        .child(element("DIV").class("cards").children(cards));
    vec![fieldset.into()]
}

fn card(stage: Stage, option: &PrinterOption, is_chosen: bool) -> AnyView {
    let share = option.share.clone();
    let radio = element("INPUT")
        .attr("type", "radio")
        .attr("name", "recent")
        .flag("checked", is_chosen)
        .on("change", move |_| {
            stage.act(Event::DestinationChosen(share.clone()));
        });
    element("LABEL")
        .class("card")
        .child(radio)
        .child(entry(stage.words(&option.name), stage.words(&option.place)))
        .into()
}
