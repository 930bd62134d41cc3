//! What is not known: silent printers, and values that Graph did not tell.

use super::*;

#[test]
fn what_the_printer_does_not_tell_is_not_known() {
    let silent = json!({});
    for setting in [
        json!({ "collate": true }),
        json!({ "colorMode": "color" }),
        json!({ "copies": 2 }),
        json!({ "dpi": 600 }),
        json!({ "duplexMode": "flipOnLongEdge" }),
        json!({ "feedOrientation": "longEdgeFirst" }),
        json!({ "finishings": ["staple"] }),
        json!({ "fitPdfToPage": true }),
        json!({ "inputBin": "tray-1" }),
        json!({ "margin": { "top": 0 } }),
        json!({ "mediaSize": "A4" }),
        json!({ "mediaType": "stationery" }),
        json!({ "orientation": "landscape" }),
        json!({ "outputBin": "top" }),
        json!({ "pageRanges": [{ "start": 1, "end": 1 }] }),
        json!({ "pagesPerSheet": 2 }),
        json!({ "quality": "high" }),
        json!({ "scaling": "fit" }),
    ] {
        assert_eq!(
            of(&setting, &silent, &silent),
            is(Level::NotTold, "-"),
            "{setting}"
        );
    }
}

#[test]
fn what_asks_for_nothing_is_kept_by_a_silent_printer() {
    let silent = json!({});
    for setting in [
        json!({ "collate": false }),
        json!({ "colorMode": "auto" }),
        json!({ "copies": 1 }),
        json!({ "duplexMode": "oneSided" }),
        json!({ "finishings": ["none"] }),
        json!({ "fitPdfToPage": false }),
        json!({ "inputBin": "auto" }),
        json!({ "pagesPerSheet": 1 }),
        json!({ "scaling": "auto" }),
    ] {
        assert_eq!(
            of(&setting, &silent, &silent),
            is(Level::Kept, "-"),
            "{setting}"
        );
    }
    let nothing = json!({
        "finishings": [], "pageRanges": [], "mediaSize": " ", "margin": null, "novel": 1, "margin": {},
    });
    assert_eq!(
        fit(
            &nothing,
            &json!({ "contentTypes": ["application/pdf"] }),
            &silent
        )
        .verdicts
        .len(),
        1
    );
}

#[test]
fn a_silent_printer_keeps_its_own_default() {
    let (asked, silent) = (json!({ "mediaSize": "A4" }), json!({}));
    let default = json!({ "mediaSize": "iso_a4_210x297mm" });
    assert_eq!(of(&asked, &silent, &default), is(Level::Kept, "-"));
    let (asked, default) = (
        json!({ "finishings": ["staple"] }),
        json!({ "finishings": ["staple"] }),
    );
    assert_eq!(of(&asked, &silent, &default), is(Level::Kept, "-"));
}

#[test]
fn a_printer_that_contradicts_itself_is_not_known() {
    let told = json!({ "inputBins": ["tray-1"], "finishings": ["none"] });
    let default = json!({ "inputBin": "auto", "finishings": ["staple"] });
    assert_eq!(
        of(&json!({ "inputBin": "auto" }), &told, &default),
        is(Level::NotTold, "-")
    );
    assert_eq!(
        of(&json!({ "finishings": ["staple"] }), &told, &default),
        is(Level::NotTold, "-")
    );
    // Such a default is no answer either. Where one value is offered, it is that one.
    let other = of(&json!({ "inputBin": "tray-2" }), &told, &default);
    assert_eq!(other, is(Level::HardlySeen, "\"tray-1\""));
}

#[test]
fn a_value_that_graph_did_not_tell_is_not_known() {
    let told = json!({ "qualities": ["low", "medium"], "finishings": ["none"] });
    let sentinel = json!({ "quality": "unknownFutureValue" });
    assert_eq!(of(&sentinel, &told, &json!({})), is(Level::NotTold, "-"));
    let sentinel = json!({ "finishings": ["unknownFutureValue"] });
    assert_eq!(of(&sentinel, &told, &json!({})), is(Level::NotTold, "-"));
    // A list with such a value is not complete.
    let open = json!({ "qualities": ["low", "unknownFutureValue"], "finishings": ["none", "unknownFutureValue"] });
    assert_eq!(
        of(&json!({ "quality": "novel" }), &open, &json!({})),
        is(Level::NotTold, "-")
    );
    assert_eq!(
        of(&json!({ "finishings": ["bale"] }), &open, &json!({})),
        is(Level::NotTold, "-")
    );
    // Such a default tells nothing, and neither does a list of such a value alone.
    let default = json!({ "quality": "unknownFutureValue" });
    assert_eq!(
        of(&json!({ "quality": "high" }), &told, &default),
        is(Level::HardlySeen, "-")
    );
}

#[test]
fn a_value_that_graph_did_not_tell_may_be_lost_once_settings_are_sent() {
    let source = job(
        &json!({ "copies": 2, "quality": "unknownFutureValue", "finishings": ["unknownFutureValue"] }),
    );
    let changes = Changes {
        copies: Some(1),
        ..Changes::default()
    };
    let fit = Asked::new(&source, &changes).fit(&Capabilities::default(), &Defaults::default());
    for member in [Member::Quality, Member::Finishings] {
        let it = fit.of(member).unwrap();
        assert_eq!((it.level, &it.becomes), (Level::Lost, &None));
    }
    assert_eq!(fit.with_defaults(&changes), changes);
}

#[test]
fn a_value_that_cannot_be_read_is_not_known() {
    let told = json!({
        "copiesPerJob": { "start": 1, "end": 2 }, "qualities": ["low"], "finishings": ["none"],
        "topMargins": [0], "isPageRangeSupported": true, "collation": true,
    });
    for setting in [
        json!({ "copies": "2" }),
        json!({ "copies": 2.5 }),
        json!({ "quality": 5 }),
        json!({ "finishings": "staple" }),
        json!({ "finishings": [7] }),
        json!({ "margin": 0 }),
        json!({ "margin": { "top": "0" } }),
        json!({ "pageRanges": "1-3" }),
        json!({ "pageRanges": [{ "start": 5, "end": null }] }),
        json!({ "pageRanges": [{ "start": 3, "end": 1 }] }),
        json!({ "pageRanges": [{ "start": 0, "end": 1 }] }),
        json!({ "collate": "yes" }),
    ] {
        assert_eq!(
            of(&setting, &told, &json!({})),
            is(Level::NotTold, "-"),
            "{setting}"
        );
    }
}
