//! Tests odd members of capabilities, defaults, locations, margins and settings.

use proptest::prelude::*;
use serde_json::{Value, json};
use universal_print::capabilities::Capabilities;
use universal_print::configuration::{Changes, Configuration, Margin};
use universal_print::defaults::{Defaults, PrinterDetail};
use universal_print::location::Location;

use super::{Member, any_json, costs_only_itself, read};

/// Members that are reset to the default of their type.
macro_rules! members {
    ($($name:literal => $field:ident),+ $(,)?) => {
        &[$(($name, |whole| whole.$field = Default::default())),+]
    };
}

const CAPABILITIES: &[Member<Capabilities>] = members! {
    "bottomMargins" => bottom_margins,
    "collation" => collation,
    "colorModes" => color_modes,
    "contentTypes" => content_types,
    "copiesPerJob" => copies_per_job,
    "dpis" => dpis,
    "duplexModes" => duplex_modes,
    "feedOrientations" => feed_orientations,
    "finishings" => finishings,
    "inputBins" => input_bins,
    "isColorPrintingSupported" => is_color_printing_supported,
    "isPageRangeSupported" => is_page_range_supported,
    "leftMargins" => left_margins,
    "mediaColors" => media_colors,
    "mediaSizes" => media_sizes,
    "mediaTypes" => media_types,
    "multipageLayouts" => multipage_layouts,
    "orientations" => orientations,
    "outputBins" => output_bins,
    "pagesPerSheet" => pages_per_sheet,
    "qualities" => qualities,
    "rightMargins" => right_margins,
    "scalings" => scalings,
    "supportsFitPdfToPage" => supports_fit_pdf_to_page,
    "topMargins" => top_margins,
};

const DEFAULTS: &[Member<Defaults>] = members! {
    "colorMode" => color_mode,
    "contentType" => content_type,
    "copiesPerJob" => copies_per_job,
    "dpi" => dpi,
    "duplexMode" => duplex_mode,
    "finishings" => finishings,
    "fitPdfToPage" => fit_pdf_to_page,
    "inputBin" => input_bin,
    "mediaColor" => media_color,
    "mediaSize" => media_size,
    "mediaType" => media_type,
    "multipageLayout" => multipage_layout,
    "orientation" => orientation,
    "outputBin" => output_bin,
    "pagesPerSheet" => pages_per_sheet,
    "quality" => quality,
    "scaling" => scaling,
};

const LOCATION: &[Member<Location>] = members! {
    "latitude" => latitude,
    "longitude" => longitude,
    "altitudeInMeters" => altitude_in_meters,
    "streetAddress" => street_address,
    "city" => city,
    "postalCode" => postal_code,
    "countryOrRegion" => country_or_region,
    "stateOrProvince" => state_or_province,
    "site" => site,
    "building" => building,
    "floor" => floor,
    "floorDescription" => floor_description,
    "roomName" => room_name,
    "roomDescription" => room_description,
    "organization" => organization,
    "subdivision" => subdivision,
    "subunit" => subunit,
};

const MARGIN: &[Member<Margin>] = members! {
    "top" => top,
    "bottom" => bottom,
    "left" => left,
    "right" => right,
};

fn defaults() -> Value {
    json!({
        "colorMode": "color", "contentType": "application/oxps", "copiesPerJob": 1, "dpi": 600,
        "duplexMode": "oneSided", "finishings": ["none"], "fitPdfToPage": false, "inputBin": "in",
        "mediaColor": "Unknown", "mediaSize": "A4", "mediaType": "stationery",
        "multipageLayout": "clockwiseFromTopLeft", "orientation": "portrait", "outputBin": "out",
        "pagesPerSheet": 1, "quality": "medium", "scaling": "fit",
    })
}

fn capabilities() -> Value {
    json!({
        "bottomMargins": [1], "collation": true, "colorModes": ["color"],
        "contentTypes": ["application/pdf"], "copiesPerJob": { "start": 1, "end": 9 },
        "dpis": [600], "duplexModes": ["oneSided"], "feedOrientations": ["longEdgeFirst"],
        "finishings": ["none"], "inputBins": ["in"], "isColorPrintingSupported": true,
        "isPageRangeSupported": true, "leftMargins": [2], "mediaColors": ["white"],
        "mediaSizes": ["A4"], "mediaTypes": ["stationery"],
        "multipageLayouts": ["clockwiseFromTopLeft"], "orientations": ["portrait"],
        "outputBins": ["out"], "pagesPerSheet": [4], "qualities": ["low"], "rightMargins": [3],
        "scalings": ["fit"], "supportsFitPdfToPage": true, "topMargins": [4],
    })
}

fn location() -> Value {
    json!({
        "latitude": 47.645, "longitude": -122.1409, "altitudeInMeters": 3,
        "streetAddress": "1 Example Way", "city": "Redmond", "postalCode": "98052",
        "countryOrRegion": "USA", "stateOrProvince": "Washington", "site": "North",
        "building": "E", "floor": "1", "floorDescription": "First", "roomName": "12",
        "roomDescription": "Copies", "organization": ["Example"], "subdivision": ["King County"],
        "subunit": ["Hall B"],
    })
}

/// Reads every setting into the member of [`Changes`] with the same name.
fn settings(value: &Value) -> Changes {
    let source = read::<Configuration>(value).unwrap();
    Changes {
        collate: source.collate(),
        color_mode: source.color_mode(),
        copies: source.copies(),
        dpi: source.dpi(),
        duplex_mode: source.duplex_mode(),
        feed_orientation: source.feed_orientation(),
        fit_pdf_to_page: source.fit_pdf_to_page(),
        margin: source.margin(),
        multipage_layout: source.multipage_layout(),
        orientation: source.orientation(),
        pages_per_sheet: source.pages_per_sheet(),
        quality: source.quality(),
        scaling: source.scaling(),
        input_bin: source.input_bin(),
        media_size: source.media_size(),
        media_type: source.media_type(),
        output_bin: source.output_bin(),
        finishings: Some(source.finishings()),
        page_ranges: Some(source.page_ranges()),
    }
}

const SETTINGS: &[Member<Changes>] = members! {
    "collate" => collate,
    "colorMode" => color_mode,
    "copies" => copies,
    "dpi" => dpi,
    "duplexMode" => duplex_mode,
    "feedOrientation" => feed_orientation,
    "fitPdfToPage" => fit_pdf_to_page,
    "margin" => margin,
    "multipageLayout" => multipage_layout,
    "orientation" => orientation,
    "pagesPerSheet" => pages_per_sheet,
    "quality" => quality,
    "scaling" => scaling,
    "inputBin" => input_bin,
    "mediaSize" => media_size,
    "mediaType" => media_type,
    "outputBin" => output_bin,
    "finishings" => finishings,
    "pageRanges" => page_ranges,
};

fn configuration() -> Value {
    json!({
        "collate": true, "colorMode": "color", "copies": 2, "dpi": 600, "duplexMode": "oneSided",
        "feedOrientation": "longEdgeFirst", "fitPdfToPage": true, "margin": { "top": 1 },
        "multipageLayout": "clockwiseFromTopLeft", "orientation": "portrait", "pagesPerSheet": 1,
        "quality": "low", "scaling": "fit", "inputBin": "in", "mediaSize": "A4",
        "mediaType": "stationery", "outputBin": "out", "finishings": ["staple"],
        "pageRanges": [{ "start": 1, "end": 2 }],
    })
}

proptest! {
    #[test]
    fn an_odd_capability_costs_only_itself(odd in any_json()) {
        costs_only_itself(&capabilities(), &odd, CAPABILITIES);
    }

    #[test]
    fn an_odd_default_costs_only_itself(odd in any_json()) {
        costs_only_itself(&defaults(), &odd, DEFAULTS);
        let detail = json!({ "id": "p", "displayName": "Lobby", "defaults": defaults() });
        costs_only_itself::<PrinterDetail>(&detail, &odd, &[
            ("defaults", |detail| detail.defaults = None),
            ("displayName", |detail| detail.printer.base.display_name = None),
        ]);
    }

    #[test]
    fn an_odd_member_of_a_location_costs_only_itself(odd in any_json()) {
        costs_only_itself(&location(), &odd, LOCATION);
    }

    #[test]
    fn an_odd_margin_costs_only_itself(odd in any_json()) {
        let margin = json!({ "top": 1, "bottom": 2, "left": 3, "right": 4 });
        costs_only_itself(&margin, &odd, MARGIN);
    }

    #[test]
    fn an_odd_setting_costs_only_itself(odd in any_json()) {
        let before = settings(&configuration());
        for (name, forget) in SETTINGS {
            let mut changed = configuration();
            changed[*name] = odd.clone();
            let (mut after, mut before) = (settings(&changed), before.clone());
            forget(&mut after);
            forget(&mut before);
            prop_assert_eq!(after, before, "{}", name);
        }
    }
}
