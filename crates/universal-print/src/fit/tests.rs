//! What becomes of each setting, case by case.

mod documented;
mod unknown;

use super::*;
use crate::configuration::{ColorMode, Finishing};
use crate::json;
use crate::wire::Wire;

fn job(configuration: &Value) -> Job {
    let documents = json!([{ "id": "d", "contentType": "application/pdf" }]);
    Job::read(&Value::from_iter([
        ("id", "1".into()),
        ("configuration", configuration.clone()),
        ("documents", documents),
    ]))
    .unwrap()
}

fn fit(configuration: &Value, capabilities: &Value, defaults: &Value) -> Fit {
    let asked = Asked::new(&job(configuration), &Changes::default());
    asked.fit(
        &Capabilities::read(capabilities).unwrap(),
        &Defaults::read(defaults).unwrap(),
    )
}

/// The level of the only setting, and what it becomes as JSON; `-` if not known.
fn of(configuration: &Value, capabilities: &Value, defaults: &Value) -> (Level, String) {
    let fit = fit(configuration, capabilities, defaults);
    let settings = fit.verdicts.iter();
    let mut settings = settings.filter(|it| it.subject != Subject::ContentType);
    let it = settings.next().unwrap();
    assert!(settings.next().is_none());
    let becomes = it.becomes.as_ref();
    (it.level, becomes.map_or("-".to_owned(), Value::to_string))
}

fn is(level: Level, becomes: &str) -> (Level, String) {
    (level, becomes.to_owned())
}

#[test]
fn what_the_printer_offers_is_kept() {
    for (setting, told) in [
        (json!({ "collate": true }), json!({ "collation": true })),
        (json!({ "collate": false }), json!({ "collation": false })),
        (
            json!({ "colorMode": "COLOR" }),
            json!({ "colorModes": ["color"] }),
        ),
        (
            json!({ "copies": 9 }),
            json!({ "copiesPerJob": { "start": 1, "end": 9 } }),
        ),
        (json!({ "dpi": 600 }), json!({ "dpis": [300, 600] })),
        (
            json!({ "duplexMode": "flipOnLongEdge" }),
            json!({ "duplexModes": ["flipOnLongEdge"] }),
        ),
        (
            json!({ "feedOrientation": "longEdgeFirst" }),
            json!({ "feedOrientations": ["longEdgeFirst"] }),
        ),
        (
            json!({ "finishings": ["staple"] }),
            json!({ "finishings": ["none", "staple"] }),
        ),
        (
            json!({ "finishings": ["none"] }),
            json!({ "finishings": ["staple"] }),
        ),
        (
            json!({ "fitPdfToPage": true }),
            json!({ "supportsFitPdfToPage": true }),
        ),
        (
            json!({ "fitPdfToPage": false }),
            json!({ "supportsFitPdfToPage": false }),
        ),
        (
            json!({ "inputBin": "Tray-1" }),
            json!({ "inputBins": ["tray-1"] }),
        ),
        (
            json!({ "margin": { "top": 4230, "left": null } }),
            json!({ "topMargins": [0, 4230] }),
        ),
        (
            json!({ "mediaSize": "A4" }),
            json!({ "mediaSizes": ["iso_a4_210x297mm"] }),
        ),
        (
            json!({ "mediaSize": "na_letter_8.5x11in" }),
            json!({ "mediaSizes": ["North America Letter"] }),
        ),
        (
            json!({ "mediaType": "stationery" }),
            json!({ "mediaTypes": ["stationery"] }),
        ),
        (
            json!({ "multipageLayout": "clockwiseFromTopLeft" }),
            json!({ "multipageLayouts": ["clockwiseFromBottomLeft"] }),
        ),
        (
            json!({ "orientation": "portrait" }),
            json!({ "orientations": ["portrait"] }),
        ),
        (
            json!({ "outputBin": "top" }),
            json!({ "outputBins": ["top"] }),
        ),
        (
            json!({ "pageRanges": [{ "start": 1, "end": 4 }] }),
            json!({ "isPageRangeSupported": true }),
        ),
        (
            json!({ "pagesPerSheet": 4 }),
            json!({ "pagesPerSheet": [1, 4] }),
        ),
        (
            json!({ "pagesPerSheet": 1 }),
            json!({ "pagesPerSheet": [2, 4] }),
        ),
        (
            json!({ "quality": "high" }),
            json!({ "qualities": ["high"] }),
        ),
        (
            json!({ "quality": "novel" }),
            json!({ "qualities": ["novel"] }),
        ),
        (json!({ "scaling": "fit" }), json!({ "scalings": ["fit"] })),
    ] {
        assert_eq!(
            of(&setting, &told, &json!({})),
            is(Level::Kept, "-"),
            "{setting}"
        );
    }
}

#[test]
fn what_is_seen_on_paper_is_lost_and_becomes_the_default() {
    let told = json!({
        "collation": false, "colorModes": ["blackAndWhite", "grayscale"],
        "duplexModes": ["oneSided", "flipOnShortEdge"], "mediaSizes": ["A4", "A5"],
        "orientations": ["portrait", "landscape"], "pagesPerSheet": [1, 2],
        "scalings": ["fit", "fill"], "supportsFitPdfToPage": false, "isPageRangeSupported": false,
        "finishings": ["none", "punch"], "topMargins": [4230], "leftMargins": [1, 2],
    });
    let defaults = json!({
        "colorMode": "grayscale", "duplexMode": "oneSided", "mediaSize": "A5",
        "orientation": "landscape", "pagesPerSheet": 2, "scaling": "fill", "finishings": ["none"],
    });
    for (setting, becomes) in [
        (json!({ "colorMode": "color" }), "\"grayscale\""),
        (json!({ "duplexMode": "flipOnLongEdge" }), "\"oneSided\""),
        (json!({ "mediaSize": "A3" }), "\"A5\""),
        (json!({ "mediaSize": "Photo" }), "\"A5\""),
        (json!({ "orientation": "reversePortrait" }), "\"landscape\""),
        (json!({ "pagesPerSheet": 16 }), "2"),
        (json!({ "scaling": "none" }), "\"fill\""),
        (json!({ "fitPdfToPage": true }), "false"),
        (json!({ "pageRanges": [{ "start": 1, "end": 4 }] }), "[]"),
        (json!({ "finishings": ["stapleTopLeft"] }), "[\"none\"]"),
        (
            json!({ "finishings": ["punch", "stapleTopLeft"] }),
            "[\"punch\"]",
        ),
        (json!({ "margin": { "top": 0 } }), "{\"top\":4230}"),
        (
            json!({ "margin": { "top": 0, "left": 1 } }),
            "{\"top\":4230,\"left\":1}",
        ),
        (json!({ "margin": { "left": 0 } }), "-"),
    ] {
        assert_eq!(
            of(&setting, &told, &defaults),
            is(Level::Lost, becomes),
            "{setting}"
        );
    }
    let sets = fit(&json!({ "copies": 2, "collate": true }), &told, &defaults);
    let sets = sets.of(Member::Collate).unwrap();
    assert_eq!(
        (sets.level, &sets.becomes),
        (Level::Lost, &Some(false.into()))
    );
    let layout = json!({ "pagesPerSheet": 2, "multipageLayout": "clockwiseFromTopLeft" });
    let told = json!({ "pagesPerSheet": [2], "multipageLayouts": ["clockwiseFromTopRight"] });
    let layout = fit(&layout, &told, &defaults);
    assert_eq!(
        layout.of(Member::MultipageLayout).unwrap().level,
        Level::Lost
    );
}

#[test]
fn what_is_hardly_seen_on_paper_is_told_apart() {
    for (setting, told, becomes) in [
        (
            json!({ "quality": "high" }),
            json!({ "qualities": ["low", "medium"] }),
            "\"medium\"",
        ),
        (json!({ "dpi": 1200 }), json!({ "dpis": [300, 600] }), "300"),
        (
            json!({ "inputBin": "tray-9" }),
            json!({ "inputBins": ["auto", "tray-1"] }),
            "\"auto\"",
        ),
        (
            json!({ "outputBin": "top" }),
            json!({ "outputBins": ["side", "auto"] }),
            "\"auto\"",
        ),
        (
            json!({ "feedOrientation": "shortEdgeFirst" }),
            json!({ "feedOrientations": ["longEdgeFirst"] }),
            "\"longEdgeFirst\"",
        ),
        (
            json!({ "mediaType": "labels" }),
            json!({ "mediaTypes": ["stationery", "other"] }),
            "\"stationery\"",
        ),
        (
            json!({ "collate": true }),
            json!({ "collation": false }),
            "false",
        ),
    ] {
        let defaults = json!({
            "quality": "medium", "dpi": 300, "inputBin": "auto", "outputBin": "auto",
            "mediaType": "stationery",
        });
        assert_eq!(
            of(&setting, &told, &defaults),
            is(Level::HardlySeen, becomes),
            "{setting}"
        );
    }
    let told = json!({ "supportsFitPdfToPage": false, "scalings": ["shrinkToFit"] });
    for (scaling, level) in [("shrinkToFit", Level::HardlySeen), ("fit", Level::Lost)] {
        let asked = json!({ "fitPdfToPage": true, "scaling": scaling });
        let fit = fit(&asked, &told, &json!({}));
        assert_eq!(
            fit.of(Member::FitPdfToPage).unwrap().level,
            level,
            "{scaling}"
        );
    }
}

#[test]
fn too_many_copies_are_impossible_and_become_what_is_possible() {
    let told = json!({ "copiesPerJob": { "start": 1, "end": 38 } });
    let asked = json!({ "copies": 39 });
    assert_eq!(of(&asked, &told, &json!({})), is(Level::Impossible, "38"));
    assert_eq!(
        of(&asked, &told, &json!({ "copiesPerJob": 2 })),
        is(Level::Impossible, "2")
    );
    assert_eq!(
        of(&asked, &told, &json!({ "copiesPerJob": 50 })),
        is(Level::Impossible, "38")
    );
    assert_eq!(of(&asked, &json!({}), &json!({})), is(Level::NotTold, "-"));
    assert_eq!(
        of(&json!({ "copies": 0 }), &json!({}), &json!({})),
        is(Level::Impossible, "-")
    );
}

#[test]
fn a_document_type_that_the_printer_does_not_take_is_impossible() {
    for (types, default, level) in [
        (json!(["image/pwg-raster"]), json!(null), Level::Impossible),
        (
            json!(["image/pwg-raster", "APPLICATION/PDF; version=1.7"]),
            json!(null),
            Level::Kept,
        ),
        (json!([]), json!(null), Level::NotTold),
        (json!([]), json!("application/pdf"), Level::Kept),
        // Microsoft's own example has a default that is not among what is offered.
        (
            json!(["image/pwg-raster"]),
            json!("application/pdf"),
            Level::NotTold,
        ),
        (
            json!(["application/octet-stream"]),
            json!(null),
            Level::NotTold,
        ),
    ] {
        let told = Value::from_iter([("contentTypes", types.clone())]);
        let default = Value::from_iter([("contentType", default)]);
        let fit = fit(&json!({}), &told, &default);
        assert_eq!(fit.verdicts.len(), 1);
        assert_eq!(fit.level(), level, "{types}");
    }
}

#[test]
fn a_printer_without_colour_loses_it_whatever_its_list_says() {
    let asked = json!({ "colorMode": "color" });
    let gray = json!({ "colorMode": "grayscale" });
    for modes in [json!([]), json!(["color", "grayscale"])] {
        let told = Value::from_iter([
            ("isColorPrintingSupported", false.into()),
            ("colorModes", modes),
        ]);
        assert_eq!(of(&asked, &told, &gray), is(Level::Lost, "\"grayscale\""));
        assert_eq!(of(&asked, &told, &json!({})), is(Level::Lost, "-"));
    }
}

#[test]
fn changes_are_asked_for_in_place_of_the_jobs_own_settings() {
    let source = job(&json!({ "mediaSize": "A3", "margin": { "top": 0, "left": 0 } }));
    let told = Capabilities::read(&json!({
        "mediaSizes": ["A4"], "colorModes": ["grayscale"], "topMargins": [4230], "leftMargins": [0],
        "contentTypes": ["application/pdf"],
    }))
    .unwrap();
    let mut changes = Changes {
        media_size: Some("A4".to_owned()),
        color_mode: Some(ColorMode::Color),
        ..Changes::default()
    };
    let fit = Asked::new(&source, &changes).fit(&told, &Defaults::default());
    let level = |member| fit.of(member).map(|it| it.level);
    assert_eq!(level(Member::MediaSize), Some(Level::Kept));
    assert_eq!(level(Member::ColorMode), Some(Level::Lost));
    assert_eq!(level(Member::Margin), Some(Level::Lost));

    // One setting at a time, and then all.
    changes = fit.with_default(Member::ColorMode, &changes);
    assert_eq!(changes.color_mode, Some(ColorMode::Grayscale));
    assert_eq!(changes.margin, None);
    changes = fit.with_defaults(&changes);
    let fit = Asked::new(&source, &changes).fit(&told, &Defaults::default());
    assert_eq!(fit.level(), Level::Kept);
    assert_eq!(Asked::new(&source, &changes).fits(&told), Some(true));
}

#[test]
fn of_finishings_only_what_is_lost_is_named() {
    let told = json!({ "finishings": ["none", "punch"] });
    let fit = fit(
        &json!({ "finishings": ["punch", "stapleTopLeft", "none"] }),
        &told,
        &json!({}),
    );
    let it = fit.of(Member::Finishings).unwrap();
    assert_eq!(it.asked, json!(["stapleTopLeft"]));
    let changes = fit.with_defaults(&Changes::default());
    assert_eq!(changes.finishings, Some(vec![Finishing::from("punch")]));
}
