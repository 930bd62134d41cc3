//! The values that settings and capabilities are made of.
//!
//! The enumerations keep members they do not know, see [`crate::enums`], and every
//! value can be sent back in Graph's spelling. Paper sizes, paper types and trays
//! have no fixed names, so they are plain text.

use crate::json::Value;

use crate::enums::open_enum;
use crate::wire::{Wire, member};

open_enum! {
    /// Colour or shades of grey.
    ColorMode {
        BlackAndWhite = "blackAndWhite",
        Grayscale = "grayscale",
        Color = "color",
        /// The printer decides.
        Auto = "auto",
    }
}

open_enum! {
    /// One side or two, and along which edge the sheet is turned.
    DuplexMode {
        FlipOnLongEdge = "flipOnLongEdge",
        FlipOnShortEdge = "flipOnShortEdge",
        OneSided = "oneSided",
    }
}

open_enum! {
    /// Which edge of the sheet is fed first.
    FeedOrientation {
        LongEdgeFirst = "longEdgeFirst",
        ShortEdgeFirst = "shortEdgeFirst",
    }
}

open_enum! {
    /// The orientation of the page.
    Orientation {
        Portrait = "portrait",
        Landscape = "landscape",
        ReverseLandscape = "reverseLandscape",
        ReversePortrait = "reversePortrait",
    }
}

open_enum! {
    /// The print quality.
    Quality {
        Low = "low",
        Medium = "medium",
        High = "high",
    }
}

open_enum! {
    /// How the page is fitted to the sheet.
    Scaling {
        Auto = "auto",
        ShrinkToFit = "shrinkToFit",
        Fill = "fill",
        Fit = "fit",
        None = "none",
    }
}

open_enum! {
    /// The order in which several pages fill one side.
    MultipageLayout {
        ClockwiseFromTopLeft = "clockwiseFromTopLeft",
        CounterclockwiseFromTopLeft = "counterclockwiseFromTopLeft",
        CounterclockwiseFromTopRight = "counterclockwiseFromTopRight",
        ClockwiseFromTopRight = "clockwiseFromTopRight",
        CounterclockwiseFromBottomLeft = "counterclockwiseFromBottomLeft",
        ClockwiseFromBottomLeft = "clockwiseFromBottomLeft",
        CounterclockwiseFromBottomRight = "counterclockwiseFromBottomRight",
        ClockwiseFromBottomRight = "clockwiseFromBottomRight",
    }
}

/// Stapling, punching and the like, in Graph's spelling.
///
/// This is text and not an enumeration: over sixty members are documented, and
/// naming them all would only make programs larger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finishing(Box<str>);

impl Finishing {
    /// Graph's spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Finishing {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Wire for Finishing {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::from)
    }
}

macro_rules! written_by_name {
    ($($name:ident),+ $(,)?) => {$(
        impl From<$name> for Value {
            fn from(name: $name) -> Self {
                name.as_str().into()
            }
        }
    )+};
}

written_by_name! {
    ColorMode, DuplexMode, FeedOrientation, Finishing, MultipageLayout, Orientation, Quality, Scaling,
}

/// The unprinted margins of a page, in microns; `None` leaves an edge as it is.
///
/// <https://learn.microsoft.com/graph/api/resources/printmargin>
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Margin {
    /// The upper edge.
    pub top: Option<i32>,
    /// The lower edge.
    pub bottom: Option<i32>,
    /// The left edge.
    pub left: Option<i32>,
    /// The right edge.
    pub right: Option<i32>,
}

impl Wire for Margin {
    fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self {
            top: member(value, "top"),
            bottom: member(value, "bottom"),
            left: member(value, "left"),
            right: member(value, "right"),
        })
    }
}

impl From<Margin> for Value {
    fn from(margin: Margin) -> Self {
        let edges = [
            ("top", margin.top),
            ("bottom", margin.bottom),
            ("left", margin.left),
            ("right", margin.right),
        ];
        let known = edges
            .into_iter()
            .filter_map(|(edge, microns)| Some((edge, microns?)));
        known.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    #[test]
    fn both_documented_spellings_read_as_one_layout() {
        let documented = MultipageLayout::from("counterClockwiseFromBottomRight");
        assert_eq!(documented, MultipageLayout::CounterclockwiseFromBottomRight);
    }

    #[test]
    fn an_open_edge_is_not_written() {
        let margin = Margin {
            top: Some(5),
            ..Margin::default()
        };
        assert_eq!(Value::from(margin), json!({ "top": 5 }));
    }

    proptest! {
        #[test]
        fn an_unknown_word_is_written_as_it_was_read(word in "x[a-zA-Z]{0,20}") {
            let word = json!(word);
            prop_assert_eq!(&Value::from(ColorMode::read(&word).unwrap()), &word);
            prop_assert_eq!(&Value::from(Scaling::read(&word).unwrap()), &word);
            prop_assert_eq!(&Value::from(Finishing::read(&word).unwrap()), &word);
        }
    }
}
