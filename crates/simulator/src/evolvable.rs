//! Hides newer enum members from clients that do not ask for them.
//!
//! An evolvable enum has a sentinel. Members after it are sent as
//! `unknownFutureValue` unless the request prefers `include-unknown-enum-members`
//! (<https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations>).
//! `disconnected` is in no enum but in nearly every example of a printer, so it is
//! never hidden.

use serde_json::Value;

/// The members of `printerProcessingStateDetail` up to its sentinel
/// (<https://learn.microsoft.com/graph/api/resources/printerstatus>).
const PRINTER_DETAILS: &[&str] = &[
    "paused",
    "mediaJam",
    "mediaNeeded",
    "mediaLow",
    "mediaEmpty",
    "coverOpen",
    "interlockOpen",
    "outputTrayMissing",
    "outputAreaFull",
    "markerSupplyLow",
    "markerSupplyEmpty",
    "inputTrayMissing",
    "outputAreaAlmostFull",
    "markerWasteAlmostFull",
    "markerWasteFull",
    "fuserOverTemp",
    "fuserUnderTemp",
    "other",
    "none",
    "movingToPaused",
    "shutdown",
    "connectingToDevice",
    "timedOut",
    "stopping",
    "stoppedPartially",
    "tonerLow",
    "tonerEmpty",
    "spoolAreaFull",
    "doorOpen",
    "opticalPhotoConductorNearEndOfLife",
    "opticalPhotoConductorLifeOver",
    "developerLow",
    "developerEmpty",
    "interpreterResourceUnavailable",
    "disconnected",
];

/// The members of `printFinishing` up to its sentinel
/// (<https://learn.microsoft.com/graph/api/resources/printerdefaults>).
pub(crate) const FINISHINGS: &[&str] = &[
    "none",
    "staple",
    "punch",
    "cover",
    "bind",
    "saddleStitch",
    "stitchEdge",
    "stapleTopLeft",
    "stapleBottomLeft",
    "stapleTopRight",
    "stapleBottomRight",
    "stitchLeftEdge",
    "stitchTopEdge",
    "stitchRightEdge",
    "stitchBottomEdge",
    "stapleDualLeft",
    "stapleDualTop",
    "stapleDualRight",
    "stapleDualBottom",
];

/// A printer's state details as this client may see them.
pub(crate) fn printer_details(details: &[String], newer_members: bool) -> Vec<&str> {
    details
        .iter()
        .map(|detail| visible(detail, PRINTER_DETAILS, newer_members))
        .collect()
}

/// A copy of a configuration, of defaults or of capabilities with the
/// finishings that this client may see.
pub(crate) fn with_visible_finishings(value: &Value, newer_members: bool) -> Value {
    let mut copy = value.clone();
    if let Some(Value::Array(finishings)) = copy.get_mut("finishings") {
        for finishing in finishings {
            if let Some(name) = finishing.as_str() {
                *finishing = visible(name, FINISHINGS, newer_members).into();
            }
        }
    }
    copy
}

fn visible<'a>(member: &'a str, known: &[&str], newer_members: bool) -> &'a str {
    if newer_members || known.contains(&member) {
        member
    } else {
        "unknownFutureValue"
    }
}
