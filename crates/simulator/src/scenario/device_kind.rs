//! The four kinds of devices in the office, and the capabilities of each.
//!
//! Capabilities are `printerCapabilities`
//! (<https://learn.microsoft.com/graph/api/resources/printercapabilities>).
//! All printers of a kind share one copy, so that thousands of printers stay small.

use std::sync::Arc;

use serde_json::{Value, json};

/// A kind of device.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceKind {
    /// A large colour copier: A3, stapler, punch.
    Copier,
    /// A colour printer for A4.
    Color,
    /// A black-and-white printer for A4.
    Mono,
    /// A wide colour printer that takes heavy paper and no duplex.
    Studio,
}

/// One copy of each kind's capabilities, shared by all printers of the kind.
pub(super) struct SharedCapabilities {
    copier: Arc<Value>,
    color: Arc<Value>,
    mono: Arc<Value>,
    studio: Arc<Value>,
    color_defaults: Arc<Value>,
    mono_defaults: Arc<Value>,
}

impl SharedCapabilities {
    pub(super) fn new() -> Self {
        Self {
            copier: Arc::new(capabilities(DeviceKind::Copier)),
            color: Arc::new(capabilities(DeviceKind::Color)),
            mono: Arc::new(capabilities(DeviceKind::Mono)),
            studio: Arc::new(capabilities(DeviceKind::Studio)),
            color_defaults: Arc::new(defaults("auto")),
            mono_defaults: Arc::new(defaults("blackAndWhite")),
        }
    }

    pub(super) fn defaults_of(&self, ability: DeviceKind) -> Arc<Value> {
        Arc::clone(match ability {
            DeviceKind::Mono => &self.mono_defaults,
            _ => &self.color_defaults,
        })
    }

    pub(super) fn of(&self, ability: DeviceKind) -> Arc<Value> {
        Arc::clone(match ability {
            DeviceKind::Copier => &self.copier,
            DeviceKind::Color => &self.color,
            DeviceKind::Mono => &self.mono,
            DeviceKind::Studio => &self.studio,
        })
    }
}

fn defaults(color_mode: &str) -> Value {
    json!({
        "copiesPerJob": 1, "finishings": ["none"], "mediaColor": "Unknown",
        "mediaType": "stationery", "mediaSize": "A4", "pagesPerSheet": 1,
        "orientation": "portrait", "outputBin": "auto", "inputBin": "auto",
        "contentType": "application/pdf", "fitPdfToPage": false, "multipageLayout": null,
        "colorMode": color_mode, "quality": "medium", "duplexMode": "oneSided", "dpi": 600,
        "scaling": null,
    })
}

fn capabilities(ability: DeviceKind) -> Value {
    let color = ability != DeviceKind::Mono;
    let large = matches!(ability, DeviceKind::Copier | DeviceKind::Studio);
    let studio = ability == DeviceKind::Studio;
    json!({
        "isColorPrintingSupported": color,
        "supportsFitPdfToPage": true,
        "isPageRangeSupported": true,
        "contentTypes": if color {
            json!(["application/pdf", "application/oxps", "image/pwg-raster"])
        } else {
            json!(["application/pdf", "image/pwg-raster"])
        },
        "qualities": if color { json!(["low", "medium", "high"]) } else { json!(["medium"]) },
        "dpis": if large { json!([600, 1200]) } else { json!([600]) },
        "duplexModes": if studio { json!(["oneSided"]) } else { json!(["oneSided", "flipOnLongEdge", "flipOnShortEdge"]) },
        "feedOrientations": ["longEdgeFirst"],
        // The last two members come after the sentinel of printFinishing.
        "finishings": if ability == DeviceKind::Copier {
            json!(["none", "staple", "stapleTopLeft", "stapleDualLeft", "punch", "punchDualLeft", "foldHalf"])
        } else {
            json!(["none"])
        },
        "mediaTypes": if studio { json!(["stationery", "stationery-heavyweight", "photographic"]) } else { json!(["stationery", "labels"]) },
        "mediaSizes": if large { json!(["A3", "A4", "A5", "North America Letter"]) } else { json!(["A4", "A5", "North America Letter"]) },
        "mediaColors": ["white"],
        "inputBins": ["auto", "tray-1", "tray-2"],
        "outputBins": ["auto"],
        "colorModes": if color { json!(["auto", "blackAndWhite", "grayscale", "color"]) } else { json!(["blackAndWhite", "grayscale"]) },
        "orientations": ["portrait", "landscape"],
        "pagesPerSheet": [1, 2, 4],
        "multipageLayouts": ["clockwiseFromTopLeft"],
        "collation": true,
        "scalings": ["auto", "shrinkToFit", "fit", "none"],
        "copiesPerJob": { "start": 1, "end": if studio { 5 } else { 99 } },
        "topMargins": [0, 4230], "bottomMargins": [0, 4230],
        "leftMargins": [0, 4230], "rightMargins": [0, 4230],
    })
}

/// Capabilities that cover the documented redirect request.
pub(super) fn documented_capabilities() -> Value {
    json!({
        "isColorPrintingSupported": true, "supportsFitPdfToPage": true, "isPageRangeSupported": true,
        "contentTypes": ["application/pdf", "image/pwg-raster", "application/PCLm"],
        "qualities": ["medium", "high"], "dpis": [600, 1200],
        "duplexModes": ["oneSided", "flipOnLongEdge", "flipOnShortEdge"],
        "feedOrientations": ["longEdgeFirst", "shortEdgeFirst"],
        "finishings": ["none", "staple"], "mediaTypes": ["stationery"], "mediaColors": ["white"],
        "mediaSizes": ["A4", "A3", "North America Letter"],
        "inputBins": ["auto", "by-pass-tray"], "outputBins": ["output-tray"],
        "colorModes": ["blackAndWhite", "color"], "orientations": ["portrait", "landscape"],
        "pagesPerSheet": [1, 2, 4], "multipageLayouts": ["clockwiseFromTopLeft", "clockwiseFromBottomLeft"],
        "collation": true, "scalings": ["auto", "shrinkToFit", "fit"],
        "copiesPerJob": { "start": 1, "end": 99 },
        "topMargins": [0], "bottomMargins": [0], "leftMargins": [0], "rightMargins": [0],
    })
}
