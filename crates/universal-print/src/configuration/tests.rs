//! The settings, one by one.

use super::*;
use crate::json;

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
fn every_setting_is_set_and_got_by_name() {
    let values = json!({
        "collate": false, "colorMode": "grayscale", "copies": 2, "dpi": 600,
        "duplexMode": "flipOnLongEdge", "feedOrientation": "shortEdgeFirst",
        "finishings": ["staple"], "fitPdfToPage": true, "inputBin": "tray-1",
        "margin": { "top": 1000, "left": 0 }, "mediaSize": "A4", "mediaType": "stationery",
        "multipageLayout": "clockwiseFromTopLeft", "orientation": "landscape",
        "outputBin": "top", "pageRanges": [{ "start": 2, "end": 3 }], "pagesPerSheet": 4,
        "quality": "high", "scaling": "shrinkToFit",
    });
    let names: Vec<_> = Member::ALL.iter().map(|it| it.as_str()).collect();
    assert!(
        values
            .as_object()
            .unwrap()
            .iter()
            .all(|(name, _)| names.contains(&name))
    );
    let mut all = Changes::default();
    for member in Member::ALL {
        let value = &values[member.as_str()];
        all.set(*member, value);
        assert_eq!(all.get(*member).as_ref(), Some(value));
        let mut one = Changes::default();
        one.set(*member, value);
        let sent = overlay(None, &one).unwrap().body.unwrap();
        assert_eq!(sent, Value::from_iter([(member.as_str(), value.clone())]));
        for odd in [
            json!(null),
            json!([7]),
            json!(["staple", null]),
            json!([{ "start": 5 }]),
        ] {
            one.set(*member, &odd);
            assert!(one.is_empty(), "{member:?}: {odd}");
        }
    }
    assert_eq!(overlay(None, &all).unwrap().body, Some(values));
}

#[test]
fn a_list_with_an_item_that_cannot_be_read_is_another_list() {
    let open = json!({ "pageRanges": [{ "start": 5, "end": null }], "finishings": ["staple", 7] });
    let source = Configuration::read(&open).unwrap();
    let all_pages = Changes {
        page_ranges: Some(vec![]),
        finishings: Some(vec![Finishing::from("staple")]),
        ..Changes::default()
    };
    let sent = overlay(Some(&source), &all_pages).unwrap().body;
    assert_eq!(
        sent,
        Some(json!({ "pageRanges": [], "finishings": ["staple"] }))
    );
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
