//! What a printer says it can do.
//!
//! An absent list means "not known", not "nothing": Graph leaves capabilities out
//! for people who are not administrators, and many devices report only some of
//! theirs. So [`offers`] says yes where a list is empty. A capability is also no
//! promise: show it, and let Graph decide.
//!
//! Graph sends capabilities only when they are selected. Ask for them with
//! [`Request::share`](crate::request::Request::share) or
//! [`Request::printer`](crate::request::Request::printer):
//!
//! ```
//! use universal_print::json;
//! use universal_print::capabilities::offers;
//! use universal_print::configuration::{ColorMode, DuplexMode};
//! use universal_print::ids::ShareId;
//! use universal_print::request::{Request, RequestTarget, SHARE_DETAIL};
//! use universal_print::share::Share;
//! use universal_print::wire::Wire;
//!
//! let id = ShareId::new("e4a7d0b2").unwrap();
//! let request = Request::share(&id, SHARE_DETAIL);
//! let RequestTarget::Path(path) = request.target else { unreachable!() };
//! assert!(path.starts_with("/print/shares/e4a7d0b2?$select=") && path.contains("capabilities"));
//!
//! // The answer, shortened.
//! let share = Share::read(&json!({
//!     "id": "e4a7d0b2",
//!     "displayName": "Lobby",
//!     "capabilities": {
//!         "colorModes": ["grayscale", "color"],
//!         "duplexModes": [],
//!         "copiesPerJob": { "start": 1, "end": 38 }
//!     }
//! }))
//! .unwrap();
//! let capabilities = share.base.capabilities.unwrap();
//! assert!(offers(&capabilities.color_modes, &ColorMode::Color));
//! assert!(!offers(&capabilities.color_modes, &ColorMode::Auto));
//! assert!(offers(&capabilities.duplex_modes, &DuplexMode::OneSided), "not known, so not ruled out");
//! assert!(!capabilities.offers_copies(39));
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printercapabilities>

use crate::json::Value;

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
    /// Whether copies can be collated: one whole copy after the other.
    pub collation: Option<bool>,
    /// Colour or shades of grey.
    pub color_modes: Vec<ColorMode>,
    /// Media types of documents the printer accepts, such as
    /// `application/pdf`.
    pub content_types: Vec<String>,
    /// How many copies one job may ask for.
    pub copies_per_job: Option<IntegerRange>,
    /// Resolutions, in dots per inch.
    pub dpis: Vec<i32>,
    /// One side or two.
    pub duplex_modes: Vec<DuplexMode>,
    /// Which edge of the sheet can be fed first.
    pub feed_orientations: Vec<FeedOrientation>,
    /// Stapling, punching and the like.
    pub finishings: Vec<Finishing>,
    /// The trays that paper is taken from.
    pub input_bins: Vec<String>,
    /// Whether it prints colour.
    pub is_color_printing_supported: Option<bool>,
    /// Whether a job can print some of its pages only.
    pub is_page_range_supported: Option<bool>,
    /// Left margins, in microns.
    pub left_margins: Vec<i32>,
    /// Colours of the paper.
    pub media_colors: Vec<String>,
    /// Sizes of the paper, such as `A4`.
    pub media_sizes: Vec<String>,
    /// Kinds of paper, such as `stationery`.
    pub media_types: Vec<String>,
    /// The orders in which several pages can fill one side.
    pub multipage_layouts: Vec<MultipageLayout>,
    /// The orientations of a page.
    pub orientations: Vec<Orientation>,
    /// The trays that printed sheets end in.
    pub output_bins: Vec<String>,
    /// How many pages can go on one side.
    pub pages_per_sheet: Vec<i32>,
    /// The print qualities.
    pub qualities: Vec<Quality>,
    /// Right margins, in microns.
    pub right_margins: Vec<i32>,
    /// The ways to fit a page to the sheet.
    pub scalings: Vec<Scaling>,
    /// Whether the pages of a PDF can be scaled to the sheet.
    pub supports_fit_pdf_to_page: Option<bool>,
    /// Upper margins, in microns.
    pub top_margins: Vec<i32>,
}

impl Capabilities {
    /// Whether a job may ask for that many copies; true where nothing is known.
    pub fn offers_copies(&self, copies: i32) -> bool {
        self.copies_per_job
            .is_none_or(|range| range.contains(copies.into()))
    }
}

/// Whether a printer offers `wanted`; true where the list is empty, because
/// the printer did not tell.
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
    use crate::json;

    #[test]
    fn an_absent_capability_rules_nothing_out() {
        let capabilities = Capabilities::read(&json!({})).unwrap();
        assert!(capabilities.offers_copies(1_000));
        assert!(offers(&capabilities.color_modes, &ColorMode::Color));
    }

    #[test]
    fn a_known_capability_limits_the_choice() {
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
