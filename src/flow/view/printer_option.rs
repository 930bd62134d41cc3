//! One printer to choose: what its row or its card says.

use universal_print::ids::ShareId;

use super::printer_state::{PrinterNow, Rows};
use crate::flow::state::listed_printer::ListedPrinter;
use crate::flow::words::printer::{name, place};
use crate::text::Words;

/// One printer to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct PrinterOption {
    /// Its share.
    pub share: ShareId,
    /// Its name.
    pub name: Words,
    /// Its location.
    pub place: Words,
    /// How far it is, in metres, where that is known.
    pub metres: Option<u32>,
    /// Whether it is a favorite. `None` where there can be no favorites.
    pub favorite: Option<bool>,
    /// Its state, and whether it fits.
    pub now: PrinterNow,
}

/// What is shown of a printer.
pub(super) fn option(rows: &Rows<'_>, printer: &ListedPrinter) -> PrinterOption {
    let state = rows.state;
    let here = state.nearest.here();
    PrinterOption {
        share: printer.share.clone(),
        name: name(printer),
        place: place(printer),
        metres: here.and_then(|here| printer.metres_from(here)),
        favorite: state.destinations.favorites.has(&printer.share),
        now: rows.now(&printer.share),
    }
}

/// What is shown of several printers, the nearest first if the user wants that.
pub(super) fn options(rows: &Rows<'_>, printers: Vec<&ListedPrinter>) -> Vec<PrinterOption> {
    let mut options: Vec<PrinterOption> = Vec::with_capacity(printers.len());
    for printer in printers {
        let option = option(rows, printer);
        let metres = |it: &PrinterOption| it.metres.unwrap_or(u32::MAX);
        let place = options.partition_point(|before| metres(before) <= metres(&option));
        options.insert(place, option);
    }
    options
}
