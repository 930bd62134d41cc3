//! Tests that every documented member of an enumeration is known, and that every
//! other one keeps its spelling.
//!
//! <https://learn.microsoft.com/graph/api/resources/print-api-overview>

#![allow(
    clippy::unwrap_used,
    reason = "clippy spares tests only inside the functions marked as such"
)]

use proptest::prelude::*;
use universal_print::configuration::{
    ColorMode, DuplexMode, FeedOrientation, MultipageLayout, Orientation, Quality, Scaling,
};
use universal_print::enums::SENTINEL;
use universal_print::json;
use universal_print::status::{JobDetail, JobState, PrinterState};
use universal_print::task::{PrintEvent, TaskState};
use universal_print::wire::Wire;

/// Runs a check with every enumeration and its documented members.
macro_rules! with_every_enumeration {
    ($check:ident $(, $argument:expr)*) => {
        $check!(ColorMode, ["blackAndWhite", "grayscale", "color", "auto"] $(, $argument)*);
        $check!(DuplexMode, ["flipOnLongEdge", "flipOnShortEdge", "oneSided"] $(, $argument)*);
        $check!(FeedOrientation, ["longEdgeFirst", "shortEdgeFirst"] $(, $argument)*);
        $check!(Orientation, ["portrait", "landscape", "reverseLandscape", "reversePortrait"] $(, $argument)*);
        $check!(Quality, ["low", "medium", "high"] $(, $argument)*);
        $check!(Scaling, ["auto", "shrinkToFit", "fill", "fit", "none"] $(, $argument)*);
        $check!(MultipageLayout, [
            "clockwiseFromTopLeft", "counterclockwiseFromTopLeft", "counterclockwiseFromTopRight",
            "clockwiseFromTopRight", "counterclockwiseFromBottomLeft", "clockwiseFromBottomLeft",
            "counterclockwiseFromBottomRight", "clockwiseFromBottomRight"
        ] $(, $argument)*);
        $check!(JobState, [
            "unknown", "pending", "processing", "paused", "stopped", "completed", "canceled", "aborted"
        ] $(, $argument)*);
        $check!(JobDetail, [
            "uploadPending", "transforming", "completedSuccessfully", "completedWithWarnings",
            "completedWithErrors", "releaseWait", "interpreting"
        ] $(, $argument)*);
        $check!(PrinterState, ["unknown", "idle", "processing", "stopped"] $(, $argument)*);
        $check!(TaskState, ["pending", "processing", "completed", "aborted"] $(, $argument)*);
        $check!(PrintEvent, ["jobStarted"] $(, $argument)*);
    };
}

macro_rules! is_known {
    ($name:ident, $documented:expr) => {
        let known: Vec<_> = $name::KNOWN.iter().map($name::as_str).collect();
        assert_eq!(known, $documented, stringify!($name));
        for member in $name::KNOWN {
            let read = $name::read(&json!(member.as_str().to_ascii_uppercase()));
            assert_eq!(read.as_ref(), Some(member));
        }
        assert!($name::from(SENTINEL).is_sentinel());
    };
}

macro_rules! survives {
    ($name:ident, $documented:expr, $word:expr) => {
        let word: &str = $word;
        if !$documented
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
        {
            let read = $name::read(&json!(word)).unwrap();
            prop_assert!(matches!(read, $name::Other(_)));
            prop_assert_eq!(read.as_str(), word);
        }
    };
}

#[test]
fn the_documented_members_are_known_in_any_case() {
    with_every_enumeration!(is_known);
}

proptest! {
    #[test]
    fn every_other_member_keeps_its_spelling(word in "\\PC{0,20}|[a-z][a-zA-Z0-9]{0,30}") {
        with_every_enumeration!(survives, &word);
    }
}
