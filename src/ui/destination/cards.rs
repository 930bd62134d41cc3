//! The printers that are offered above the search field: one radio button and one star each.

use super::printer_text::printer_text;
use super::star::star;
use crate::flow::Event;
use crate::flow::view::destination::{Picker, PrinterOption};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element};
use crate::ui::line::line;

/// The offered printers.
pub(super) fn printer_cards(ui: Ui, picker: &Picker) -> Vec<Drawing> {
    if picker.cards_awaited {
        let bar = || element("DIV").class("bar").into();
        let bars = element("DIV").class("cards");
        return vec![bars.children([bar(), bar(), bar()]).into()];
    }
    if picker.cards.is_empty() {
        // Whoever prints here for the first time reads what to do.
        let is_searched = picker.code.only_way.is_none();
        return Vec::from_iter(is_searched.then(|| line(ui, "quiet", &Message::intro())));
    }
    let mut heading: Vec<Words> = Vec::new();
    if picker.cards.iter().any(|it| it.favorite == Some(true)) {
        heading.push(Message::destination_favorites().into());
    }
    heading.push(Message::destination_recent().into());
    let heading = ui.words(&Words::List(heading));
    let cards = picker.cards.iter();
    let cards = cards.map(|option| card(ui, option, picker.is_chosen(&option.share)));
    let fieldset = element("FIELDSET")
        .class("recent")
        .child(element("LEGEND").class("unseen").text(heading))
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
    let choice = element("LABEL").class("choice").child(radio);
    let choice = choice.child(printer_text(ui, option));
    element("DIV")
        .class("card")
        .child(choice)
        .children(star(ui, option))
        .into()
}
