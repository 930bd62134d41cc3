//! The destination picker: favorite and recent printers, a field to search all printers, a field for a
//! printer's code, and the chosen printer.

mod cards;
mod chosen;
mod code;
mod fit_filter;
mod nearest_button;
mod option_facts;
mod printer_text;
mod search;
mod star;

use cards::printer_cards;
use chosen::chosen_printer;
use code::code_entry;
use fit_filter::fit_filter;
use nearest_button::nearest_button;
use search::printer_search;

use super::context::Ui;
use super::element::{Drawing, ElementRef, element, empty, reactive};
use super::line::{line, speaking};
use crate::flow::view::destination::{self, Picker};
use crate::flow::view::nearest::{self, NearestButton};
use crate::text::Message;

/// The section that chooses the printer.
pub fn destination_picker(ui: Ui) -> Drawing {
    let picker = ui.select(destination::picker);
    let place = ElementRef::new();
    let heading = element("H2")
        .attr("id", "destination-heading")
        .attr("tabindex", "-1")
        .element_ref(place);
    let heading = speaking(ui, heading, Message::destination_heading());
    let nearest = ui.select(nearest::button);
    let near = move |near: &Option<NearestButton>| near.as_ref().map(|it| nearest_button(ui, it));
    let field = ElementRef::new();
    ui.after_user(move || empty(field));
    let chosen = move |picker: &Picker| {
        let chosen = picker.chosen.as_ref().map(|it| chosen_printer(ui, it));
        chosen.unwrap_or_default()
    };
    let below = element("DIV")
        .class("below")
        .child(fit_filter(ui))
        .child(reactive(move || {
            picker.with(|picker| code_entry(ui, &picker.code, field))
        }))
        .child(reactive(move || picker.with(chosen)));
    element("SECTION")
        .class("destination")
        .attr("aria-labelledby", "destination-heading")
        .child(
            element("DIV")
                .class("heading")
                .child(heading)
                .child(reactive(move || nearest.with(near).into_iter().collect())),
        )
        .child(reactive(move || {
            let words = nearest.with(|near| near.as_ref()?.words.clone());
            words
                .map(|words| line(ui, "quiet", &words))
                .into_iter()
                .collect()
        }))
        .children(printer_cards(ui, picker, place))
        .child(printer_search(ui, picker, below))
        .into()
}
