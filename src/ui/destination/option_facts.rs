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
    let facts = facts.into_iter().filter(|fact| !fact.is_empty());
    ui.joined(&facts.collect::<Vec<_>>())
}
