//! The settings a job is printed with, kept as Graph sent them.
//!
//! The JSON is carried verbatim, so that a job which is sent on keeps every
//! setting this program has never heard of; the getters read single settings
//! from it. What a person wants to be different is [`Changes`], and
//! [`overlay`] makes of both what `redirect` is sent.
//!
//! <https://learn.microsoft.com/graph/api/resources/printjobconfiguration>

mod overlay;
mod range;
mod vocabulary;

use serde_json::{Map, Value};

use crate::wire::Wire;

pub use overlay::{Overlay, overlay};
pub use range::IntegerRange;
pub use vocabulary::{
    ColorMode, DuplexMode, FeedOrientation, Finishing, Margin, MultipageLayout, Orientation,
    Quality, Scaling,
};

/// Pages of a document, counted from 1, both ends included.
pub type PageRange = IntegerRange;

/// The settings of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    raw: Map<String, Value>,
}

impl Configuration {
    fn setting<T: Wire>(&self, name: &str) -> Option<T> {
        self.raw.get(name).and_then(T::read)
    }
}

impl Wire for Configuration {
    fn read(value: &Value) -> Option<Self> {
        value.as_object().map(|raw| Self { raw: raw.clone() })
    }
}

/// Lists the settings once: as getters of [`Configuration`] and as fields of
/// [`Changes`]. A list that is absent reads as empty, a blank text as absent.
macro_rules! settings {
    (
        values { $($(#[$value_doc:meta])* $value:ident: $kind:ty = $value_name:literal),+ $(,)? }
        texts { $($(#[$text_doc:meta])* $text:ident = $text_name:literal),+ $(,)? }
        lists { $($(#[$list_doc:meta])* $list:ident: $item:ty = $list_name:literal),+ $(,)? }
    ) => {
        impl Configuration {
            $($(#[$value_doc])*
            pub fn $value(&self) -> Option<$kind> {
                self.setting($value_name)
            })+
            $($(#[$text_doc])*
            pub fn $text(&self) -> Option<String> {
                self.setting::<String>($text_name).filter(|text| !text.trim().is_empty())
            })+
            $($(#[$list_doc])*
            pub fn $list(&self) -> Vec<$item> {
                self.setting($list_name).unwrap_or_default()
            })+
        }

        /// What is wanted to be different; `None` leaves a setting as it is.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Changes {
            $($(#[$value_doc])* pub $value: Option<$kind>,)+
            $($(#[$text_doc])* pub $text: Option<String>,)+
            $($(#[$list_doc])* pub $list: Option<Vec<$item>>,)+
        }

        impl Changes {
            /// The changes that ask for something `source` does not say, by
            /// Graph's names. Compared as read, so spelling does not count.
            fn against(&self, source: &Configuration) -> Vec<(&'static str, Value)> {
                let mut differing = Vec::new();
                $(if let Some(wanted) = self.$value.clone()
                    && source.setting($value_name).as_ref() != Some(&wanted) {
                    differing.push(($value_name, wanted.into()));
                })+
                $(if let Some(wanted) = &self.$text
                    && source.$text().as_ref() != Some(wanted) {
                    differing.push(($text_name, wanted.as_str().into()));
                })+
                $(if let Some(wanted) = &self.$list
                    && source.setting($list_name).as_ref() != Some(wanted) {
                    differing.push(($list_name, wanted.clone().into()));
                })+
                differing
            }
        }
    };
}

settings! {
    values {
        /// Whether copies come out one whole copy after the other.
        collate: bool = "collate",
        /// Colour or shades of grey.
        color_mode: ColorMode = "colorMode",
        /// How many copies.
        copies: i32 = "copies",
        /// Dots per inch.
        dpi: i32 = "dpi",
        /// One side or two.
        duplex_mode: DuplexMode = "duplexMode",
        /// Which edge of the sheet goes in first.
        feed_orientation: FeedOrientation = "feedOrientation",
        /// Whether pages of a PDF are shrunk or grown to the sheet.
        fit_pdf_to_page: bool = "fitPdfToPage",
        /// The unprinted edges, in microns.
        margin: Margin = "margin",
        /// In which order several pages fill one side.
        multipage_layout: MultipageLayout = "multipageLayout",
        /// Which way up the page is.
        orientation: Orientation = "orientation",
        /// How many pages go on one side.
        pages_per_sheet: i32 = "pagesPerSheet",
        /// How finely it is printed.
        quality: Quality = "quality",
        /// How the page is made to fit the sheet.
        scaling: Scaling = "scaling",
    }
    texts {
        /// The tray paper is taken from.
        input_bin = "inputBin",
        /// The size of the paper, such as `A4` or `North America Letter`.
        media_size = "mediaSize",
        /// The kind of paper, such as `stationery`.
        media_type = "mediaType",
        /// The tray the sheets end in.
        output_bin = "outputBin",
    }
    lists {
        /// Stapling, punching and the like.
        finishings: Finishing = "finishings",
        /// The pages to print; none means all.
        page_ranges: PageRange = "pageRanges",
    }
}

impl Changes {
    /// Whether everything is left as it is.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_setting_is_read() {
        let configuration = Configuration::read(&json!({
            "collate": false, "colorMode": "grayscale", "copies": 2, "dpi": 600,
            "duplexMode": "flipOnLongEdge", "feedOrientation": "shortEdgeFirst",
            "finishings": ["staple", "novel"], "fitPdfToPage": true, "inputBin": "tray-1",
            "margin": { "top": 1000, "left": 0 }, "mediaSize": "A4", "mediaType": "stationery",
            "multipageLayout": "counterClockwiseFromTopLeft", "orientation": "landscape",
            "outputBin": "top", "pageRanges": [{ "start": 2, "end": 3 }], "pagesPerSheet": 4,
            "quality": "high", "scaling": "shrinkToFit",
        }))
        .unwrap();
        let expected = Changes {
            collate: Some(false),
            color_mode: Some(ColorMode::Grayscale),
            copies: Some(2),
            dpi: Some(600),
            duplex_mode: Some(DuplexMode::FlipOnLongEdge),
            feed_orientation: Some(FeedOrientation::ShortEdgeFirst),
            fit_pdf_to_page: Some(true),
            margin: Some(Margin {
                top: Some(1000),
                left: Some(0),
                ..Margin::default()
            }),
            multipage_layout: Some(MultipageLayout::CounterclockwiseFromTopLeft),
            orientation: Some(Orientation::Landscape),
            pages_per_sheet: Some(4),
            quality: Some(Quality::High),
            scaling: Some(Scaling::ShrinkToFit),
            input_bin: Some("tray-1".to_owned()),
            media_size: Some("A4".to_owned()),
            media_type: Some("stationery".to_owned()),
            output_bin: Some("top".to_owned()),
            finishings: Some(vec![Finishing::from("staple"), Finishing::from("novel")]),
            page_ranges: Some(vec![PageRange { start: 2, end: 3 }]),
        };
        assert_eq!(expected.against(&configuration), []);
        assert_eq!(expected.against(&Configuration::default()).len(), 19);
    }

    #[test]
    fn null_and_blank_settings_are_absent() {
        let configuration = Configuration::read(&json!({
            "finishings": null, "multipageLayout": null, "inputBin": "", "copies": "2",
        }))
        .unwrap();
        assert_eq!(configuration.finishings(), []);
        assert_eq!(configuration.multipage_layout(), None);
        assert_eq!(configuration.input_bin(), None);
        assert_eq!(configuration.copies(), None);
    }

    #[test]
    fn only_an_object_is_a_configuration() {
        assert_eq!(
            Configuration::read(&json!({})),
            Some(Configuration::default())
        );
        for other in [json!(null), json!([]), json!("copies"), json!(2)] {
            assert_eq!(Configuration::read(&other), None);
        }
    }
}
