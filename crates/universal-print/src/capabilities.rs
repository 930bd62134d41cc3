//! What a printer says it can do.
//!
//! A list that is absent means "not known", not "nothing": people who are not
//! administrators get printers without capabilities, and many devices tell
//! only part of theirs. So nothing is ruled out by what is missing. What a
//! device claims is no promise either: it is shown, and Graph decides.
//!
//! <https://learn.microsoft.com/graph/api/resources/printercapabilities>

use serde_json::Value;

pub use crate::configuration::IntegerRange;

use crate::configuration::{
    ColorMode, DuplexMode, FeedOrientation, Finishing, MultipageLayout, Orientation, Quality,
    Scaling,
};
use crate::wire::{Wire, list, member};

/// The capabilities of a printer or share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Lower margins, in microns.
    pub bottom_margins: Vec<i32>,
    /// Whether copies can come out one whole copy after the other.
    pub collation: Option<bool>,
    /// Colour or shades of grey.
    pub color_modes: Vec<ColorMode>,
    /// Media types of the documents the device takes, such as
    /// `application/pdf`.
    pub content_types: Vec<String>,
    /// How many copies one job may ask for.
    pub copies_per_job: Option<IntegerRange>,
    /// Resolutions, in dots per inch.
    pub dpis: Vec<i32>,
    /// One side or two.
    pub duplex_modes: Vec<DuplexMode>,
    /// Which edge of the sheet may go in first.
    pub feed_orientations: Vec<FeedOrientation>,
    /// Stapling, punching and the like.
    pub finishings: Vec<Finishing>,
    /// The trays paper is taken from.
    pub input_bins: Vec<String>,
    /// Whether it prints colour.
    pub is_color_printing_supported: Option<bool>,
    /// Whether a job may ask for some of its pages only.
    pub is_page_range_supported: Option<bool>,
    /// Left margins, in microns.
    pub left_margins: Vec<i32>,
    /// Colours of the paper.
    pub media_colors: Vec<String>,
    /// Sizes of the paper, such as `A4`.
    pub media_sizes: Vec<String>,
    /// Kinds of paper, such as `stationery`.
    pub media_types: Vec<String>,
    /// In which orders several pages can fill one side.
    pub multipage_layouts: Vec<MultipageLayout>,
    /// Which way up pages can be.
    pub orientations: Vec<Orientation>,
    /// The trays sheets end in.
    pub output_bins: Vec<String>,
    /// How many pages can go on one side.
    pub pages_per_sheet: Vec<i32>,
    /// How finely it prints.
    pub qualities: Vec<Quality>,
    /// Right margins, in microns.
    pub right_margins: Vec<i32>,
    /// How a page can be made to fit the sheet.
    pub scalings: Vec<Scaling>,
    /// Whether pages of a PDF can be shrunk or grown to the sheet.
    pub supports_fit_pdf_to_page: Option<bool>,
    /// Upper margins, in microns.
    pub top_margins: Vec<i32>,
}

impl Capabilities {
    /// Whether a job may ask for that many copies, as far as is known.
    pub fn offers_copies(&self, copies: i32) -> bool {
        self.copies_per_job
            .is_none_or(|range| range.contains(copies.into()))
    }
}

/// Whether `wanted` is among what a printer offers, as far as is known: an
/// empty list is one that the printer did not tell.
pub fn offers<T: PartialEq>(offered: &[T], wanted: &T) -> bool {
    offered.is_empty() || offered.contains(wanted)
}

impl Wire for Capabilities {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            bottom_margins: list(value, "bottomMargins"),
            collation: member(value, "collation"),
            color_modes: list(value, "colorModes"),
            content_types: list(value, "contentTypes"),
            copies_per_job: member(value, "copiesPerJob"),
            dpis: list(value, "dpis"),
            duplex_modes: list(value, "duplexModes"),
            feed_orientations: list(value, "feedOrientations"),
            finishings: list(value, "finishings"),
            input_bins: list(value, "inputBins"),
            is_color_printing_supported: member(value, "isColorPrintingSupported"),
            is_page_range_supported: member(value, "isPageRangeSupported"),
            left_margins: list(value, "leftMargins"),
            media_colors: list(value, "mediaColors"),
            media_sizes: list(value, "mediaSizes"),
            media_types: list(value, "mediaTypes"),
            multipage_layouts: list(value, "multipageLayouts"),
            orientations: list(value, "orientations"),
            output_bins: list(value, "outputBins"),
            pages_per_sheet: list(value, "pagesPerSheet"),
            qualities: list(value, "qualities"),
            right_margins: list(value, "rightMargins"),
            scalings: list(value, "scalings"),
            supports_fit_pdf_to_page: member(value, "supportsFitPdfToPage"),
            top_margins: list(value, "topMargins"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_printer_that_tells_nothing_rules_nothing_out() {
        let capabilities = Capabilities::read(&json!({})).unwrap();
        assert!(capabilities.offers_copies(1_000));
        assert!(offers(&capabilities.color_modes, &ColorMode::Color));
    }

    #[test]
    fn what_a_printer_tells_is_kept_to() {
        let capabilities = Capabilities::read(&json!({
            "copiesPerJob": { "start": 1, "end": 38 },
            "colorModes": ["grayscale", "sepia"],
        }))
        .unwrap();
        assert!(capabilities.offers_copies(38));
        assert!(!capabilities.offers_copies(39));
        assert!(offers(&capabilities.color_modes, &ColorMode::from("sepia")));
        assert!(!offers(&capabilities.color_modes, &ColorMode::Color));
    }

    #[test]
    fn every_member_is_read() {
        let lists = json!({
            "bottomMargins": [1], "colorModes": ["color"], "contentTypes": ["application/pdf"],
            "dpis": [600], "duplexModes": ["oneSided"], "feedOrientations": ["longEdgeFirst"],
            "finishings": ["none"], "inputBins": ["in"], "leftMargins": [2],
            "mediaColors": ["white"], "mediaSizes": ["A4"], "mediaTypes": ["stationery"],
            "multipageLayouts": ["clockwiseFromTopLeft"], "orientations": ["portrait"],
            "outputBins": ["out"], "pagesPerSheet": [4], "qualities": ["low"],
            "rightMargins": [3], "scalings": ["fit"], "topMargins": [4],
            "collation": true, "isColorPrintingSupported": false, "isPageRangeSupported": true,
            "supportsFitPdfToPage": false, "copiesPerJob": { "start": 1, "end": 9 },
        });
        let expected = Capabilities {
            bottom_margins: vec![1],
            collation: Some(true),
            color_modes: vec![ColorMode::Color],
            content_types: vec!["application/pdf".to_owned()],
            copies_per_job: Some(IntegerRange { start: 1, end: 9 }),
            dpis: vec![600],
            duplex_modes: vec![DuplexMode::OneSided],
            feed_orientations: vec![FeedOrientation::LongEdgeFirst],
            finishings: vec![Finishing::from("none")],
            input_bins: vec!["in".to_owned()],
            is_color_printing_supported: Some(false),
            is_page_range_supported: Some(true),
            left_margins: vec![2],
            media_colors: vec!["white".to_owned()],
            media_sizes: vec!["A4".to_owned()],
            media_types: vec!["stationery".to_owned()],
            multipage_layouts: vec![MultipageLayout::ClockwiseFromTopLeft],
            orientations: vec![Orientation::Portrait],
            output_bins: vec!["out".to_owned()],
            pages_per_sheet: vec![4],
            qualities: vec![Quality::Low],
            right_margins: vec![3],
            scalings: vec![Scaling::Fit],
            supports_fit_pdf_to_page: Some(false),
            top_margins: vec![4],
        };
        assert_eq!(Capabilities::read(&lists), Some(expected));
    }
}
