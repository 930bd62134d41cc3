//! Builds the `configuration` member of a redirect.
//!
//! Graph does not say whether that member replaces the job's settings or is merged
//! into them. So the member is either absent, which leaves the job as it is, or
//! complete: the job's own JSON with the changes laid over it. Three things are never
//! sent: OData annotations; `unknownFutureValue`, which stands for a value that
//! Graph did not tell; and a number that may not be the one that came
//! ([`Number::is_exact`](crate::json::Number::is_exact)). A setting left out for one of
//! the last two reasons is listed in [`Overlay::lost`], so that the program can tell
//! the user.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

use crate::json::{Object, Value};

use super::{Changes, Configuration};
use crate::enums::SENTINEL;

/// The `configuration` of a redirect, and what is missing from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The whole configuration, or `None` when the job's own stays as it is.
    pub body: Option<Value>,
    /// The settings, by Graph's names, that the body lacks wholly or in part
    /// because their value is not known for certain.
    pub lost: Vec<String>,
}

/// Lays `changes` over the settings of the source job.
pub fn overlay(source: Option<&Configuration>, changes: &Changes) -> Overlay {
    let source = source.cloned().unwrap_or_default();
    let asked = changes.against(&source);
    let mut members = source.raw;
    let mut lost = Vec::new();
    let mut differs = false;
    for (name, change) in asked {
        if let Some(change) = sendable(name, change, &mut lost) {
            differs |= lay(&mut members, name, change);
        }
    }
    let body = differs.then(|| sendable_members(None, members, &mut lost));
    Overlay { body, lost }
}

/// Sets the member `name` to `new`, member by member where both are objects.
/// Returns whether anything changed.
fn lay(members: &mut Object, name: &str, new: Value) -> bool {
    let old = members.take(name);
    let (laid, changed) = match (old, new) {
        (Value::Object(mut old), Value::Object(new)) => {
            let mut changed = false;
            for (name, new) in new {
                changed |= lay(&mut old, &name, new);
            }
            (Value::Object(old), changed)
        }
        (old, new) => {
            let changed = old != new;
            (new, changed)
        }
    };
    members.insert(name.to_owned(), laid);
    changed
}

/// The part of `value` that may be sent; `value` belongs to `setting`.
fn sendable(setting: &str, value: Value, lost: &mut Vec<String>) -> Option<Value> {
    match value {
        Value::String(text) if text.eq_ignore_ascii_case(SENTINEL) => lose(setting, lost),
        Value::Number(number) if !number.is_exact() => lose(setting, lost),
        Value::Array(items) => {
            let was_empty = items.is_empty();
            let items: Vec<_> = items
                .into_iter()
                .filter_map(|item| sendable(setting, item, lost))
                .collect();
            // An empty list would say "none" where the value is not known.
            (was_empty || !items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(members) => Some(sendable_members(Some(setting), members, lost)),
        other => Some(other),
    }
}

/// Names a setting that is lost.
fn lose(setting: &str, lost: &mut Vec<String>) -> Option<Value> {
    if !lost.iter().any(|name| name == setting) {
        lost.push(setting.to_owned());
    }
    None
}

/// The part of an object that may be sent. The object belongs to `setting`;
/// without one it is the configuration, whose members are settings.
fn sendable_members(setting: Option<&str>, members: Object, lost: &mut Vec<String>) -> Value {
    let is_annotation = |name: &str| name.split('@').skip(1).any(|it| it.starts_with("odata."));
    let told = members.into_iter().filter(|(name, _)| !is_annotation(name));
    told.filter_map(|(name, value)| {
        let value = sendable(setting.unwrap_or(&name), value, lost)?;
        Some((name, value))
    })
    .collect::<Object>()
    .into()
}

#[cfg(test)]
mod tests {
    use super::super::{ColorMode, DuplexMode, Finishing, Margin, PageRange};
    use super::*;
    use crate::json;
    use crate::wire::Wire;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn an_unknown_enumeration_value_is_sent_as_it_came(word in "x[a-zA-Z]{0,12}") {
            let source = settings(&json!({ "copies": 2, "colorMode": word, "finishings": [word] }));
            let body = json!({ "copies": 1, "colorMode": word, "finishings": [word] });
            prop_assert_eq!(overlay(Some(&source), &copies(1)).body, Some(body));
        }
    }
}
