//! The printers that are offered above the search field: one radio button and one star each.

use super::printer_text::printer_text;
use super::star::star;
use crate::flow::Event;
use crate::flow::view::cards::Cards;
use crate::flow::view::destination::{Picker, PrinterOption};
use crate::text::{Message, Words};
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element};
use crate::ui::line::{line, name_and_facts};

/// The offered printers, with room for those that are still to come.
pub(super) fn printer_cards(ui: Ui, picker: &Picker) -> Vec<Drawing> {
    let Cards { printers, awaited } = &picker.cards;
    let (before, behind) = *awaited;
    if printers.is_empty() && before + behind == 0 {
        // Whoever prints here for the first time reads what to do.
        let is_searched = picker.code.only_way.is_none();
        return Vec::from_iter(is_searched.then(|| line(ui, "quiet", &Message::intro())));
    }
    let mut heading: Vec<Words> = Vec::new();
    if printers.iter().any(|it| it.favorite == Some(true)) {
        heading.push(Message::destination_favorites().into());
    }
    heading.push(Message::destination_recent().into());
    let heading = ui.words(&Words::List(heading));
    let card = |option| card(ui, option, picker.is_chosen(&option.share));
    let cards = element("DIV")
        .class("cards")
        .children((0..before).map(|_| awaited_card()))
        .children(printers.iter().map(card))
        .children((0..behind).map(|_| awaited_card()));
    let fieldset = element("FIELDSET")
        .class("recent")
        .child(element("LEGEND").class("unseen").text(heading))
        .child(cards);
    vec![fieldset.into()]
}

/// A card whose printer is not known yet, as high as one with a printer.
fn awaited_card() -> Drawing {
    let space = name_and_facts("\u{a0}".to_owned(), String::new());
    let space = space.child(element("SPAN").class("now"));
    element("DIV")
        .class("card awaited")
        .attr("aria-hidden", "true")
        .child(element("SPAN").class("choice").child(space))
        .into()
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
