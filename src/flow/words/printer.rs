//! The name and the location of a printer, in words.

use universal_print::location::Location;
use universal_print::share::Share;

use crate::text::{Message, Words};

/// The name of a share.
pub fn name(share: &Share) -> Words {
    let name = share.base.display_name.as_deref();
    name.map_or_else(|| Message::destination_unnamed().into(), Words::from)
}

/// The location of a printer: building, floor, room, site.
pub fn place(location: Option<&Location>) -> Words {
    let Some(location) = location else {
        return Words::List(Vec::new());
    };
    let floor = location.floor_description.as_deref().map(Words::from);
    let floor = floor.or_else(|| {
        let floor = location.floor.as_deref()?.into();
        Some(Message::floor(floor).into())
    });
    let room = location.room_description.as_deref().map(Words::from);
    let room = room.or_else(|| {
        let room = location.room_name.as_deref()?.into();
        Some(Message::room(room).into())
    });
    let house = location
        .building
        .as_deref()
        .or(location.street_address.as_deref());
    let site = location.site.as_deref().or(location.city.as_deref());
    let parts = [house.map(Words::from), floor, room, site.map(Words::from)];
    Words::List(parts.into_iter().flatten().collect())
}
