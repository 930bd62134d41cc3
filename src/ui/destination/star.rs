//! The star that makes a printer a favorite: a toggle button beside the printer's words.

use crate::flow::Event;
use crate::flow::view::destination::PrinterOption;
use crate::text::Message;
use crate::ui::context::Ui;
use crate::ui::element::{Drawing, element};
use crate::ui::icon::{Icon, icon};

/// The star of a printer, where there can be favorites. It must not stand inside an option of a
/// list: what an option holds is read as its words alone.
pub(super) fn star(ui: Ui, option: &PrinterOption) -> Option<Drawing> {
    let is_favorite = option.favorite?;
    let share = option.share.clone();
    let picture = if is_favorite {
        Icon::StarFilled
    } else {
        Icon::Star
    };
    let button = element("BUTTON")
        .attr("type", "button")
        .class("icon-only star")
        .attr("aria-pressed", is_favorite.to_string())
        .attr(
            "aria-label",
            ui.say(&Message::favorite(option.name.clone())),
        )
        .on("click", move |_| {
            ui.dispatch(Event::FavoriteSet {
                share: share.clone(),
                is_favorite: !is_favorite,
            });
        })
        .child(icon(picture));
    Some(button.into())
}
