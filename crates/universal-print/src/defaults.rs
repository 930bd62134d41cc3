//! What a printer does when a job does not say otherwise.
//!
//! Every member may be missing or of a word that is newer than this program.
//! Defaults come only with a printer that was asked for them, so they stand
//! beside the printer in [`PrinterDetail`] and not in it.
//!
//! <https://learn.microsoft.com/graph/api/resources/printerdefaults>

use serde_json::Value;

use crate::configuration::{
    ColorMode, DuplexMode, Finishing, MultipageLayout, Orientation, Quality, Scaling,
};
use crate::printer::Printer;
use crate::wire::{Wire, list, member, text};

/// The settings a printer falls back to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Colour or shades of grey.
    pub color_mode: Option<ColorMode>,
    /// The media type of the documents it takes.
    pub content_type: Option<String>,
    /// How many copies.
    pub copies_per_job: Option<i32>,
    /// Dots per inch.
    pub dpi: Option<i32>,
    /// One side or two.
    pub duplex_mode: Option<DuplexMode>,
    /// Stapling, punching and the like.
    pub finishings: Vec<Finishing>,
    /// Whether pages of a PDF are shrunk or grown to the sheet.
    pub fit_pdf_to_page: Option<bool>,
    /// The tray paper is taken from.
    pub input_bin: Option<String>,
    /// The colour of the paper.
    pub media_color: Option<String>,
    /// The size of the paper.
    pub media_size: Option<String>,
    /// The kind of paper.
    pub media_type: Option<String>,
    /// In which order several pages fill one side.
    pub multipage_layout: Option<MultipageLayout>,
    /// Which way up the page is.
    pub orientation: Option<Orientation>,
    /// The tray the sheets end in.
    pub output_bin: Option<String>,
    /// How many pages go on one side.
    pub pages_per_sheet: Option<i32>,
    /// How finely it is printed.
    pub quality: Option<Quality>,
    /// How the page is made to fit the sheet.
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

/// A printer with all that Graph tells of it when asked for one.
#[derive(Clone, Debug, PartialEq)]
pub struct PrinterDetail {
    /// The printer, with its capabilities.
    pub printer: Printer,
    /// What it does when a job does not say otherwise.
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
    fn a_printer_without_defaults_is_still_told() {
        let detail = PrinterDetail::read(&json!({ "id": "p", "defaults": null })).unwrap();
        assert_eq!(detail.printer.id.as_str(), "p");
        assert_eq!(detail.defaults, None);
    }
}
