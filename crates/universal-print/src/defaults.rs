//! The settings that a printer uses when a job does not set them.
//!
//! Graph sends defaults only with a printer or share that was asked for by its id, so
//! they are not a member of [`Printer`] and [`Share`]: read the answer as
//! [`PrinterDetail`] or [`ShareWithDefaults`]. Every default may be missing.
//!
//! ```
//! use universal_print::json;
//! use universal_print::configuration::ColorMode;
//! use universal_print::defaults::PrinterDetail;
//! use universal_print::wire::Wire;
//!
//! let detail = PrinterDetail::read(&json!({
//!     "id": "c21e7e0a",
//!     "displayName": "Lobby",
//!     "defaults": { "colorMode": "color", "mediaSize": "North America Letter", "scaling": null }
//! }))
//! .unwrap();
//! let defaults = detail.defaults.unwrap();
//! assert_eq!(defaults.color_mode, Some(ColorMode::Color));
//! assert_eq!(defaults.media_size.as_deref(), Some("North America Letter"));
//! assert_eq!(defaults.scaling, None);
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printerdefaults>

use crate::json::Value;

use crate::configuration::{
    ColorMode, DuplexMode, Finishing, MultipageLayout, Orientation, Quality, Scaling,
};
use crate::printer::Printer;
use crate::share::Share;
use crate::wire::{Wire, list, member, text};

/// The settings a printer uses when a job does not set them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Colour or shades of grey.
    pub color_mode: Option<ColorMode>,
    /// The media type of documents it expects.
    pub content_type: Option<String>,
    /// The number of copies.
    pub copies_per_job: Option<i32>,
    /// Dots per inch.
    pub dpi: Option<i32>,
    /// One side or two.
    pub duplex_mode: Option<DuplexMode>,
    /// Stapling, punching and the like.
    pub finishings: Vec<Finishing>,
    /// Whether the pages of a PDF are scaled to the sheet.
    pub fit_pdf_to_page: Option<bool>,
    /// The tray that paper is taken from.
    pub input_bin: Option<String>,
    /// The colour of the paper.
    pub media_color: Option<String>,
    /// The size of the paper.
    pub media_size: Option<String>,
    /// The kind of paper.
    pub media_type: Option<String>,
    /// The order in which several pages fill one side.
    pub multipage_layout: Option<MultipageLayout>,
    /// The orientation of the page.
    pub orientation: Option<Orientation>,
    /// The tray that printed sheets end in.
    pub output_bin: Option<String>,
    /// The number of pages on one side.
    pub pages_per_sheet: Option<i32>,
    /// The print quality.
    pub quality: Option<Quality>,
    /// How the page is fitted to the sheet.
    pub scaling: Option<Scaling>,
}

impl Wire for Defaults {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            color_mode: member(value, "colorMode"),
            content_type: text(value, "contentType"),
            copies_per_job: member(value, "copiesPerJob"),
            dpi: member(value, "dpi"),
            duplex_mode: member(value, "duplexMode"),
            finishings: list(value, "finishings"),
            fit_pdf_to_page: member(value, "fitPdfToPage"),
            input_bin: text(value, "inputBin"),
            media_color: text(value, "mediaColor"),
            media_size: text(value, "mediaSize"),
            media_type: text(value, "mediaType"),
            multipage_layout: member(value, "multipageLayout"),
            orientation: member(value, "orientation"),
            output_bin: text(value, "outputBin"),
            pages_per_sheet: member(value, "pagesPerSheet"),
            quality: member(value, "quality"),
            scaling: member(value, "scaling"),
        })
    }
}

/// A printer with its defaults, as Graph sends it when asked for one printer.
#[derive(Clone, Debug, PartialEq)]
pub struct PrinterDetail {
    /// The printer, with its capabilities.
    pub printer: Printer,
    /// Its defaults, when the answer carried them.
    pub defaults: Option<Defaults>,
}

impl Wire for PrinterDetail {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            printer: Printer::read(value)?,
            defaults: member(value, "defaults"),
        })
    }
}

/// A share with the defaults of its printer, as Graph sends it when asked for one share.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareWithDefaults {
    /// The share, with its printer's capabilities if they were selected.
    pub share: Share,
    /// The defaults, when the answer carried them.
    pub defaults: Option<Defaults>,
}

impl Wire for ShareWithDefaults {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            share: Share::read(value)?,
            defaults: member(value, "defaults"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn every_member_is_read() {
        let defaults = Defaults::read(&json!({
            "colorMode": "color", "contentType": "application/oxps", "copiesPerJob": 2,
            "dpi": 600, "duplexMode": "oneSided", "finishings": ["staple"],
            "fitPdfToPage": false, "inputBin": "tray-1", "mediaColor": "Unknown",
            "mediaSize": "A4", "mediaType": "stationery",
            "multipageLayout": "clockwiseFromTopLeft", "orientation": "portrait",
            "outputBin": "auto", "pagesPerSheet": 4, "quality": "medium", "scaling": "fit",
        }));
        let expected = Defaults {
            color_mode: Some(ColorMode::Color),
            content_type: Some("application/oxps".to_owned()),
            copies_per_job: Some(2),
            dpi: Some(600),
            duplex_mode: Some(DuplexMode::OneSided),
            finishings: vec![Finishing::from("staple")],
            fit_pdf_to_page: Some(false),
            input_bin: Some("tray-1".to_owned()),
            media_color: Some("Unknown".to_owned()),
            media_size: Some("A4".to_owned()),
            media_type: Some("stationery".to_owned()),
            multipage_layout: Some(MultipageLayout::ClockwiseFromTopLeft),
            orientation: Some(Orientation::Portrait),
            output_bin: Some("auto".to_owned()),
            pages_per_sheet: Some(4),
            quality: Some(Quality::Medium),
            scaling: Some(Scaling::Fit),
        };
        assert_eq!(defaults, Some(expected));
    }

    #[test]
    fn a_share_is_read_with_its_printers_defaults() {
        let body = json!({ "id": "s", "displayName": "Lobby", "defaults": { "mediaSize": "A4" } });
        let read = ShareWithDefaults::read(&body).unwrap();
        assert_eq!(read.share.id.as_str(), "s");
        assert_eq!(read.defaults.unwrap().media_size.as_deref(), Some("A4"));
        let silent = ShareWithDefaults::read(&json!({ "id": "s" })).unwrap();
        assert_eq!(silent.defaults, None);
    }

    #[test]
    fn a_printer_without_defaults_is_still_read() {
        let detail = PrinterDetail::read(&json!({ "id": "p", "defaults": null })).unwrap();
        assert_eq!(detail.printer.id.as_str(), "p");
        assert_eq!(detail.defaults, None);
    }
}
