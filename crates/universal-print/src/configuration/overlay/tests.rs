//! What is sent, and what is not.

use super::super::{ColorMode, DuplexMode, Finishing, Margin, Member, PageRange};
use super::*;
use crate::ids::{JobId, PrinterId};
use crate::json;
use crate::json::Number;
use crate::request::Request;
use crate::wire::Wire;
use proptest::prelude::*;

/// The overlay of settings whose numbers are all exact.
fn overlay(source: Option<&Configuration>, changes: &Changes) -> Overlay {
    super::overlay(source, changes).unwrap()
}

fn settings(value: &Value) -> Configuration {
    Configuration::read(value).unwrap()
}

fn copies(copies: i32) -> Changes {
    Changes {
        copies: Some(copies),
        ..Changes::default()
    }
}

/// The settings of the documented request, with this many copies.
/// <https://learn.microsoft.com/graph/api/printjob-redirect?view=graph-rest-beta#request>
fn documented(copies: i32) -> Value {
    json!({
        "feedOrientation": "longEdgeFirst",
        "pageRanges": [{ "start": 1, "end": 1 }],
        "quality": "medium",
        "dpi": 600,
        "orientation": "landscape",
        "copies": copies,
        "duplexMode": "oneSided",
        "colorMode": "blackAndWhite",
        "inputBin": "by-pass-tray",
        "outputBin": "output-tray",
        "mediaSize": "A4",
        "margin": { "top": 0, "bottom": 0, "left": 0, "right": 0 },
        "mediaType": "stationery",
        "finishings": null,
        "pagesPerSheet": 1,
        "multipageLayout": "clockwiseFromBottomLeft",
        "collate": false,
        "scaling": "shrinkToFit",
        "fitPdfToPage": false,
    })
}

#[test]
fn the_documented_request_keeps_every_member() {
    let sent = overlay(Some(&settings(&documented(2))), &copies(1));
    assert_eq!(
        sent,
        Overlay {
            body: Some(documented(1)),
            lost: vec![]
        }
    );
}

/// The whole request of <https://learn.microsoft.com/graph/api/printjob-redirect#request>,
/// which is the same in v1.0 and in beta, with its members in their order.
#[test]
fn the_documented_request_is_written_as_documented() {
    let sent = overlay(Some(&settings(&documented(2))), &copies(1));
    let (queue, job) = (PrinterId::new("queue").unwrap(), JobId::new("1").unwrap());
    let printer = PrinterId::new("9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea").unwrap();
    let body = Request::redirect(&queue, &job, &printer, sent.body).body;
    let written = "{'destinationPrinterId':'9a3b3956-ce5b-4d06-a605-5b0bd3e9ddea',\
        'configuration':{'feedOrientation':'longEdgeFirst','pageRanges':[{'start':1,'end':1}],\
        'quality':'medium','dpi':600,'orientation':'landscape','copies':1,\
        'duplexMode':'oneSided','colorMode':'blackAndWhite','inputBin':'by-pass-tray',\
        'outputBin':'output-tray','mediaSize':'A4',\
        'margin':{'top':0,'bottom':0,'left':0,'right':0},'mediaType':'stationery',\
        'finishings':null,'pagesPerSheet':1,'multipageLayout':'clockwiseFromBottomLeft',\
        'collate':false,'scaling':'shrinkToFit','fitPdfToPage':false}}";
    assert_eq!(body.unwrap().to_string(), written.replace('\'', "\""));
}

#[test]
fn each_change_replaces_its_own_member_of_the_documented_request_alone() {
    let others = json!({
        "feedOrientation": "shortEdgeFirst", "pageRanges": [{ "start": 2, "end": 5 }],
        "quality": "high", "dpi": 1200, "orientation": "portrait", "copies": 7,
        "duplexMode": "flipOnLongEdge", "colorMode": "color", "inputBin": "tray-1",
        "outputBin": "top", "mediaSize": "A3",
        "margin": { "top": 1, "bottom": 2, "left": 3, "right": 4 }, "mediaType": "labels",
        "finishings": ["stapleTopLeft"], "pagesPerSheet": 4,
        "multipageLayout": "clockwiseFromTopLeft", "collate": true, "scaling": "fill",
        "fitPdfToPage": true,
    });
    let source = settings(&documented(2));
    for member in Member::ALL {
        let name = member.as_str();
        let mut change = Changes::default();
        change.set(*member, &others[name]);
        let sent = overlay(Some(&source), &change).body.unwrap();
        let documented = documented(2);
        let members = documented.as_object().unwrap();
        let names: Vec<_> = members.iter().map(|(name, _)| name).collect();
        let sent_names: Vec<_> = sent
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(sent_names, names);
        for (other, value) in members.iter() {
            let expected = if other == name { &others[name] } else { value };
            assert_eq!(&sent[other], expected, "{other}, when {name} changed");
        }
    }
}

#[test]
fn nothing_is_sent_when_nothing_differs() {
    let source = settings(&documented(2));
    let same = Changes {
        copies: Some(2),
        color_mode: Some(ColorMode::BlackAndWhite),
        margin: Some(Margin {
            left: Some(0),
            ..Margin::default()
        }),
        page_ranges: Some(vec![PageRange { start: 1, end: 1 }]),
        ..Changes::default()
    };
    assert_eq!(overlay(Some(&source), &same), Overlay::default());
    assert_eq!(
        overlay(Some(&source), &Changes::default()),
        Overlay::default()
    );
    assert_eq!(overlay(None, &Changes::default()), Overlay::default());
}

#[test]
fn another_spelling_of_a_known_value_is_no_difference() {
    let source = settings(&json!({ "duplexMode": "ONESIDED" }));
    let same = Changes {
        duplex_mode: Some(DuplexMode::OneSided),
        ..Changes::default()
    };
    assert_eq!(overlay(Some(&source), &same).body, None);
}

#[test]
fn a_job_without_settings_gets_the_changes_alone() {
    assert_eq!(overlay(None, &copies(3)).body, Some(json!({ "copies": 3 })));
    let empty = settings(&json!({}));
    assert_eq!(
        overlay(Some(&empty), &copies(3)).body,
        Some(json!({ "copies": 3 }))
    );
}

#[test]
fn a_margin_changes_one_edge_at_a_time() {
    let source = settings(&json!({ "margin": { "top": 1, "left": 2, "gutter": 3 } }));
    let change = Changes {
        margin: Some(Margin {
            top: Some(9),
            ..Margin::default()
        }),
        ..Changes::default()
    };
    let body = json!({ "margin": { "top": 9, "left": 2, "gutter": 3 } });
    assert_eq!(overlay(Some(&source), &change).body, Some(body));
}

#[test]
fn an_untold_value_is_lost_and_named_once() {
    let source = settings(&json!({
        "copies": 2,
        "quality": "unknownFutureValue",
        "finishings": ["staple", "unknownFutureValue", "unknownFutureValue"],
        "novel": { "inner": ["unknownFutureValue"], "kept": 1 },
    }));
    let sent = overlay(Some(&source), &copies(1));
    let body = json!({ "copies": 1, "finishings": ["staple"], "novel": { "kept": 1 } });
    assert_eq!(sent.body, Some(body));
    assert_eq!(sent.lost, ["quality", "finishings", "novel"]);
}

#[test]
fn a_list_of_untold_values_is_left_out() {
    let source = settings(&json!({ "finishings": ["unknownFutureValue"], "pageRanges": [] }));
    let sent = overlay(Some(&source), &copies(1));
    assert_eq!(sent.body, Some(json!({ "copies": 1, "pageRanges": [] })));
    assert_eq!(sent.lost, ["finishings"]);
}

#[test]
fn an_unchanged_configuration_loses_nothing() {
    let source = settings(&json!({ "quality": "unknownFutureValue" }));
    assert_eq!(
        overlay(Some(&source), &Changes::default()),
        Overlay::default()
    );
}

#[test]
fn a_change_replaces_an_untold_value() {
    let source = settings(&json!({ "finishings": ["unknownFutureValue"] }));
    let change = Changes {
        finishings: Some(vec![Finishing::from("bale")]),
        ..Changes::default()
    };
    let sent = overlay(Some(&source), &change);
    assert_eq!(
        sent,
        Overlay {
            body: Some(json!({ "finishings": ["bale"] })),
            lost: vec![]
        }
    );
}

#[test]
fn a_change_to_an_untold_value_is_not_made() {
    let source = settings(&json!({ "colorMode": "color" }));
    let change = Changes {
        color_mode: Some(ColorMode::from(SENTINEL)),
        ..Changes::default()
    };
    let expected = Overlay {
        body: None,
        lost: vec!["colorMode".to_owned()],
    };
    assert_eq!(overlay(Some(&source), &change), expected);
}

#[test]
fn annotations_are_not_sent() {
    let source = settings(&json!({
        "@odata.type": "#microsoft.graph.printJobConfiguration",
        "finishings@odata.type": "#Collection(microsoft.graph.printFinishing)",
        "margin": { "@odata.type": "#microsoft.graph.printMargin", "top": 0 },
        "pageRanges": [{ "@odata.type": "#microsoft.graph.integerRange", "start": 1, "end": 2 }],
    }));
    let body = json!({
        "copies": 1, "margin": { "top": 0 }, "pageRanges": [{ "start": 1, "end": 2 }],
    });
    assert_eq!(
        overlay(Some(&source), &copies(1)),
        Overlay {
            body: Some(body),
            lost: vec![]
        }
    );
}

/// A job whose resolution and whose unknown setting came through a page's parser.
fn inexact() -> Configuration {
    let number = || Value::Number(Number::inexact("1e30"));
    let mut raw = Object::default();
    raw.insert("copies".to_owned(), 2.into());
    raw.insert("dpi".to_owned(), number());
    raw.insert(
        "novel".to_owned(),
        Value::from_iter([("inner", vec![number(), number()])]),
    );
    Configuration { raw }
}

#[test]
fn a_number_that_is_not_exact_is_refused_for_sending_by_name() {
    let error = super::overlay(Some(&inexact()), &copies(1)).unwrap_err();
    assert_eq!(error.settings, ["dpi", "novel"]);
    assert_eq!(
        error.to_string(),
        "the numbers of these settings may not be the ones that came: dpi, novel"
    );
}

#[test]
fn a_change_in_place_of_an_inexact_number_is_sent() {
    let mut source = inexact();
    source.raw.insert("novel".to_owned(), Value::Null);
    let change = Changes {
        dpi: Some(600),
        ..Changes::default()
    };
    let body = json!({ "copies": 2, "dpi": 600, "novel": null });
    assert_eq!(overlay(Some(&source), &change).body, Some(body));
}

#[test]
fn an_unchanged_job_with_an_inexact_number_is_left_as_it_is() {
    let sent = overlay(Some(&inexact()), &Changes::default());
    assert_eq!(sent, Overlay::default());
    assert_eq!(overlay(Some(&inexact()), &copies(2)), Overlay::default());
}

proptest! {
    #[test]
    fn an_unknown_enumeration_value_is_sent_as_it_came(word in "x[a-zA-Z]{0,12}") {
        let source = settings(&json!({ "copies": 2, "colorMode": word, "finishings": [word] }));
        let body = json!({ "copies": 1, "colorMode": word, "finishings": [word] });
        prop_assert_eq!(overlay(Some(&source), &copies(1)).body, Some(body));
    }
}
