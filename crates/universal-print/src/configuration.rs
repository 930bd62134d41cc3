//! The settings of a job, kept as Graph sent them.
//!
//! A [`Configuration`] keeps the JSON unchanged and reads single settings from it,
//! so a redirected job keeps settings that this crate does not know. [`Changes`]
//! holds the settings to change, and [`Member`] names each of them. [`overlay()`]
//! combines both into the `configuration` member of a redirect:
//!
//! ```
//! use universal_print::json;
//! use universal_print::configuration::{Changes, ColorMode, DuplexMode, overlay};
//! use universal_print::ids::PrinterId;
//! use universal_print::job::Job;
//! use universal_print::request::Request;
//! use universal_print::wire::Wire;
//!
//! let job = Job::read(&json!({
//!     "id": "211",
//!     "status": { "state": "paused" },
//!     "configuration": { "copies": 2, "colorMode": "color", "novelSetting": "kept" }
//! }))
//! .unwrap();
//! let settings = job.configuration.as_ref().unwrap();
//! assert_eq!((settings.copies(), settings.color_mode()), (Some(2), Some(ColorMode::Color)));
//!
//! let changes = Changes {
//!     duplex_mode: Some(DuplexMode::FlipOnLongEdge),
//!     copies: Some(1),
//!     ..Changes::default()
//! };
//! let overlay = overlay(job.configuration.as_ref(), &changes).unwrap();
//! assert!(overlay.lost.is_empty());
//!
//! let queue = PrinterId::new("41c1f0f0").unwrap();
//! let destination_printer = PrinterId::new("c21e7e0a").unwrap();
//! let request = Request::redirect(&queue, &job.id, &destination_printer, overlay.body);
//! assert_eq!(
//!     request.body,
//!     Some(json!({
//!         "destinationPrinterId": "c21e7e0a",
//!         "configuration": {
//!             "copies": 1,
//!             "colorMode": "color",
//!             "novelSetting": "kept",
//!             "duplexMode": "flipOnLongEdge"
//!         }
//!     }))
//! );
//! ```
//!
//! A form can treat all settings alike, by their names and as JSON:
//!
//! ```
//! use universal_print::configuration::{Changes, Member};
//! use universal_print::json::Value;
//!
//! let mut changes = Changes::default();
//! changes.set(Member::MediaSize, &"A4".into());
//! assert_eq!(changes.media_size.as_deref(), Some("A4"));
//! assert_eq!(changes.get(Member::MediaSize), Some("A4".into()));
//!
//! changes.set(Member::MediaSize, &Value::Null);
//! assert!(changes.is_empty(), "null means: as sent");
//! assert_eq!(Member::ALL.len(), 19);
//! assert_eq!(Member::MediaSize.as_str(), "mediaSize");
//! ```
//!
//! <https://learn.microsoft.com/graph/api/resources/printjobconfiguration>

mod overlay;
mod page_ranges;
mod range;
#[cfg(test)]
mod tests;
mod vocabulary;

use crate::json::{Object, Value};

use crate::wire::Wire;

pub(crate) use overlay::laid;
pub use overlay::{InexactError, Overlay, overlay};
pub use page_ranges::{
    LAST_PAGE, PageRangesError, read_number, read_page_ranges, write_page_ranges,
};
pub use range::IntegerRange;
pub use vocabulary::{
    ColorMode, DuplexMode, FeedOrientation, Finishing, Margin, MultipageLayout, Orientation,
    Quality, Scaling,
};

/// Pages of a document, counted from 1; both ends are included.
pub type PageRange = IntegerRange;

/// The settings of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    raw: Object,
}

impl Configuration {
    fn setting<T: Wire>(&self, name: &str) -> Option<T> {
        self.raw.get(name).and_then(T::read)
    }

    /// Whether the setting is exactly this list. An item that cannot be read makes
    /// it another list.
    fn is_list<T: Wire + PartialEq>(&self, name: &str, wanted: &[T]) -> bool {
        let items = self.raw.get(name).and_then(Value::as_array);
        items.is_some_and(|items| items.len() == wanted.len())
            && self
                .setting::<Vec<T>>(name)
                .is_some_and(|list| list == wanted)
    }

    /// A setting as Graph sent it; `None` if it is absent, null or a blank text.
    pub fn get(&self, member: Member) -> Option<&Value> {
        self.raw.get(member.as_str()).filter(|value| {
            !value.is_null() && value.as_str().is_none_or(|it| !it.trim().is_empty())
        })
    }
}

impl Wire for Configuration {
    fn read(value: &Value) -> Option<Self> {
        value.as_object().map(|raw| Self { raw: raw.clone() })
    }
}

/// Declares each setting once: as a getter of [`Configuration`], as a field of
/// [`Changes`] and as a [`Member`]. An absent list reads as empty, a blank text as
/// absent.
macro_rules! settings {
    (
        values { $($(#[$value_doc:meta])* $value:ident: $kind:ty = $value_member:ident $value_name:literal),+ $(,)? }
        texts { $($(#[$text_doc:meta])* $text:ident = $text_member:ident $text_name:literal),+ $(,)? }
        lists { $($(#[$list_doc:meta])* $list:ident: $item:ty = $list_member:ident $list_name:literal),+ $(,)? }
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

        /// A setting: a member of Graph's `printJobConfiguration`.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Member {
            $($(#[$value_doc])* $value_member,)+
            $($(#[$text_doc])* $text_member,)+
            $($(#[$list_doc])* $list_member,)+
        }

        impl Member {
            /// Every setting.
            pub const ALL: &'static [Self] = &[
                $(Self::$value_member,)+
                $(Self::$text_member,)+
                $(Self::$list_member,)+
            ];

            /// Graph's name for it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value_member => $value_name,)+
                    $(Self::$text_member => $text_name,)+
                    $(Self::$list_member => $list_name,)+
                }
            }
        }

        /// The settings to change; `None` leaves a setting as it is.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Changes {
            $($(#[$value_doc])* pub $value: Option<$kind>,)+
            $($(#[$text_doc])* pub $text: Option<String>,)+
            $($(#[$list_doc])* pub $list: Option<Vec<$item>>,)+
        }

        impl Changes {
            /// The new value of a setting, as it is sent; `None` if it does not change.
            pub fn get(&self, member: Member) -> Option<Value> {
                match member {
                    $(Member::$value_member => self.$value.clone().map(Into::into),)+
                    $(Member::$text_member => self.$text.as_deref().map(Into::into),)+
                    $(Member::$list_member => self.$list.clone().map(Into::into),)+
                }
            }

            /// Changes a setting. With null, or with a value of another type, it stays
            /// as it is; so does a list with an item of another type.
            pub fn set(&mut self, member: Member, value: &Value) {
                match member {
                    $(Member::$value_member => self.$value = Wire::read(value),)+
                    $(Member::$text_member => self.$text = Wire::read(value),)+
                    $(Member::$list_member => self.$list = whole_list(value),)+
                }
            }

            /// The changes that differ from `source`, by Graph's names. Values
            /// are compared as read, so spelling does not count.
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
                    && !source.is_list($list_name, wanted) {
                    differing.push(($list_name, wanted.clone().into()));
                })+
                differing
            }
        }
    };
}

settings! {
    values {
        /// Whether copies are collated: one whole copy after the other.
        collate: bool = Collate "collate",
        /// Colour or shades of grey.
        color_mode: ColorMode = ColorMode "colorMode",
        /// The number of copies.
        copies: i32 = Copies "copies",
        /// Dots per inch.
        dpi: i32 = Dpi "dpi",
        /// One side or two.
        duplex_mode: DuplexMode = DuplexMode "duplexMode",
        /// Which edge of the sheet is fed first.
        feed_orientation: FeedOrientation = FeedOrientation "feedOrientation",
        /// Whether the pages of a PDF are scaled to the sheet.
        fit_pdf_to_page: bool = FitPdfToPage "fitPdfToPage",
        /// The unprinted margins, in microns.
        margin: Margin = Margin "margin",
        /// The order in which several pages fill one side.
        multipage_layout: MultipageLayout = MultipageLayout "multipageLayout",
        /// The orientation of the page.
        orientation: Orientation = Orientation "orientation",
        /// The number of pages on one side.
        pages_per_sheet: i32 = PagesPerSheet "pagesPerSheet",
        /// The print quality.
        quality: Quality = Quality "quality",
        /// How the page is fitted to the sheet.
        scaling: Scaling = Scaling "scaling",
    }
    texts {
        /// The tray that paper is taken from.
        input_bin = InputBin "inputBin",
        /// The size of the paper, such as `A4` or `North America Letter`.
        media_size = MediaSize "mediaSize",
        /// The kind of paper, such as `stationery`.
        media_type = MediaType "mediaType",
        /// The tray that printed sheets end in.
        output_bin = OutputBin "outputBin",
    }
    lists {
        /// Stapling, punching and the like.
        finishings: Finishing = Finishings "finishings",
        /// The pages to print; an empty list means all. [`read_page_ranges`] reads
        /// them as people type them.
        page_ranges: PageRange = PageRanges "pageRanges",
    }
}

/// A list whose items can all be read.
fn whole_list<T: Wire>(value: &Value) -> Option<Vec<T>> {
    let list: Vec<T> = Wire::read(value)?;
    (Some(list.len()) == value.as_array().map(Vec::len)).then_some(list)
}

impl Changes {
    /// Whether no setting changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
