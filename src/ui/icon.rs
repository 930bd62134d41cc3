//! The icons: small line drawings on a grid of 20 px, in the manner of Fluent 2.
//!
//! An icon is decoration. Words beside it, or the name of its control, say the same. Its lines
//! have the colour of the text, so they are seen in every theme and where colours are forced.

use leptos::prelude::document;
use web_sys::Element;

use super::element::{Drawing, element};

/// A browser draws an element as a picture only in this namespace.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An icon.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Read the lists again.
    Refresh,
    /// No favourite yet.
    Star,
    /// A favourite.
    StarFilled,
    /// More that can be done.
    More,
    /// A place, and what is near.
    Location,
    /// Something to look at before going on.
    Warning,
    /// Something that failed or cannot be.
    Error,
    /// Something that is done.
    Success,
    /// Take something away from the screen.
    Dismiss,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Refresh => "M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 4v3.5h-3.5",
            Self::Star | Self::StarFilled => {
                "M10 2.5l2.3 4.9 5.2.7-3.8 3.7.9 5.3-4.6-2.5-4.6 2.5.9-5.3L2.5 8.1l5.2-.7z"
            }
            Self::More => {
                "M4.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M9.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M14.5 10a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0"
            }
            Self::Location => {
                "M10 17.5S4.5 13 4.5 8.5a5.5 5.5 0 0 1 11 0c0 4.5-5.5 9-5.5 9zM8 8.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
            }
            Self::Warning => "M10 3L2.5 16.5h15zM10 8v4M10 14v.1",
            Self::Error => "M2.5 10a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0M10 6.5v4.5M10 13.5v.1",
            Self::Success => {
                "M2.5 10a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0M6.8 10.3l2.2 2.2 4.2-4.5"
            }
            Self::Dismiss => "M5 5l10 10M15 5L5 15",
        }
    }
}

/// An icon as large as a line of text is high. It is not read out.
pub fn icon(icon: Icon) -> Drawing {
    let class = if icon == Icon::StarFilled {
        "icon filled"
    } else {
        "icon"
    };
    element("SPAN")
        .class(class)
        .attr("aria-hidden", "true")
        .effect(move |place| draw(place, icon.path()))
        .into()
}

/// Draws a path in its place, or changes the one that was drawn.
fn draw(place: &Element, path: &str) {
    let drawn = place.query_selector("path").ok().flatten();
    let drawn = drawn.or_else(|| {
        let document = document();
        let picture = document.create_element_ns(Some(SVG), "svg").ok()?;
        let drawn = document.create_element_ns(Some(SVG), "path").ok()?;
        let _ = picture.set_attribute("viewBox", "0 0 20 20");
        picture.append_child(&drawn).ok()?;
        place.append_child(&picture).ok()?;
        Some(drawn)
    });
    if let Some(drawn) = drawn {
        let _ = drawn.set_attribute("d", path);
    }
}
