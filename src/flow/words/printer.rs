//! The name and the location of a printer, in words.

use crate::flow::state::listed_printer::ListedPrinter;
use crate::text::{Message, Words};

/// The name of a printer.
pub fn name(printer: &ListedPrinter) -> Words {
    let name = printer.name();
    name.map_or_else(|| Message::destination_unnamed().into(), Words::from)
}

/// The location of a printer: building, floor, room, site.
pub fn place(printer: &ListedPrinter) -> Words {
    let floor = printer.floor_description().map(Words::from);
    let floor = floor.or_else(|| Some(Message::floor(printer.floor()?.into()).into()));
    let room = printer.room_description().map(Words::from);
    let room = room.or_else(|| Some(Message::room(printer.room()?.into()).into()));
    let building = printer.building().map(Words::from);
    let parts = [building, floor, room, printer.site().map(Words::from)];
    Words::List(parts.into_iter().flatten().collect())
}
