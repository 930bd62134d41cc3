//! What stands below the name of a printer to choose: its place, and how far it is.

use crate::flow::view::destination::PrinterOption;
use crate::ui::context::Ui;

/// The place and the distance.
pub(super) fn option_facts(ui: Ui, option: &PrinterOption) -> String {
    let place = ui.words(&option.place);
    let Some(metres) = option.metres else {
        return place;
    };
    let distance = ui.with_language(|language| language.formats.distance(metres));
    let facts = [distance, place];
    let facts = facts.iter().filter(|fact| !fact.is_empty());
    let facts: Vec<&str> = facts.map(String::as_str).collect();
    // The mark keeps a number apart from Latin letters before it, in right-to-left text.
    let rtl = ui.with_language(|language| language.dir() == "rtl");
    facts.join(if rtl { " ·\u{200f} " } else { " · " })
}
