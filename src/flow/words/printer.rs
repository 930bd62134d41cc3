//! The name and the location of a printer, in words.

use universal_print::share::Share;
use universal_print::status::PrinterState;

use crate::flow::state::listed_printer::ListedPrinter;
use crate::text::{Message, Words};

/// The name of a printer.
pub fn name(printer: &ListedPrinter) -> Words {
    let name = printer.name();
    name.map_or_else(|| Message::destination_unnamed().into(), Words::from)
}

/// The state of a printer, as it was read.
pub fn state(printer: &Share) -> Message {
    if printer.base.is_accepting_jobs == Some(false) {
        return Message::state_not_accepting();
    }
    let status = printer.base.status.as_ref();
    match status.and_then(|status| status.state.as_ref()) {
        Some(PrinterState::Idle) => Message::state_ready(),
        Some(PrinterState::Processing) => Message::state_busy(),
        Some(PrinterState::Stopped) => Message::state_stopped(),
        _ => Message::state_unknown(),
    }
}

/// The location of a printer: building, floor, room, site.
pub fn place(printer: &ListedPrinter) -> Words {
    Words::List(parts(printer).into_iter().flatten().collect())
}

/// The floor of a printer, which tells people where to go from its name; without one the building,
/// the room or the site.
pub fn short_place(printer: &ListedPrinter) -> Option<Words> {
    let [building, floor, room, site] = parts(printer);
    floor.or(building).or(room).or(site)
}

fn parts(printer: &ListedPrinter) -> [Option<Words>; 4] {
    let floor = printer.floor_description().map(Words::from);
    let floor = floor.or_else(|| Some(Message::floor(printer.floor()?.into()).into()));
    let room = printer.room_description().map(Words::from);
    let room = room.or_else(|| Some(Message::room(printer.room()?.into()).into()));
    let building = printer.building().map(Words::from);
    [building, floor, room, printer.site().map(Words::from)]
}
