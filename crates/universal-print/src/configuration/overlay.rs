//! Builds the `configuration` member of a redirect.
//!
//! Graph does not say whether that member replaces the job's settings or is merged
//! into them, nor what null means against absent. So the member is either absent,
//! which leaves the job as it is, or complete: the job's own JSON with the changes
//! laid over it. Two things are left out: OData annotations, and
//! `unknownFutureValue`, which stands for a value that Graph did not tell. A setting
//! left out for the second reason is listed in [`Overlay::lost`], so that the program
//! can tell the user. If a number may not be the one that came
//! ([`Number::is_exact`](crate::json::Number::is_exact)), nothing may be sent: the
//! result is an [`InexactError`] with the settings' names.
//!
//! <https://learn.microsoft.com/graph/api/printjob-redirect>

use std::error::Error;
use std::fmt;

use crate::json::{Object, Value};

use super::{Changes, Configuration};
use crate::enums::SENTINEL;

/// The `configuration` of a redirect, and what is missing from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The whole configuration, or `None` when the job's own stays as it is.
    pub body: Option<Value>,
    /// The settings, by Graph's names, that the body lacks wholly or in part
    /// because Graph did not tell their value.
    pub lost: Vec<String>,
}

/// Nothing may be sent, because the job has numbers that may not be the ones that
/// came. Only a page that replaced the browser's `JSON.parse` causes this. Tell the
/// user; changing the settings named here, or changing none at all, lets the job be
/// sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InexactError {
    /// The settings, by Graph's names.
    pub settings: Vec<String>,
}

impl fmt::Display for InexactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the numbers of these settings may not be the ones that came: ")?;
        f.write_str(&self.settings.join(", "))
    }
}

impl Error for InexactError {}

/// Lays `changes` over the settings of the source job.
pub fn overlay(source: Option<&Configuration>, changes: &Changes) -> Result<Overlay, InexactError> {
    let mut sieve = Sieve::default();
    let (laid, differs) = lay_all(source, changes, &mut sieve);
    let body = differs.then(|| sieve.members(None, laid));
    if sieve.inexact.is_empty() {
        Ok(Overlay {
            body,
            lost: sieve.lost,
        })
    } else {
        Err(InexactError {
            settings: sieve.inexact,
        })
    }
}

/// The settings with the changes over them, before anything is left out, and whether
/// a configuration is sent at all.
pub(crate) fn laid(source: Option<&Configuration>, changes: &Changes) -> (Configuration, bool) {
    let (raw, differs) = lay_all(source, changes, &mut Sieve::default());
    (Configuration { raw }, differs)
}

fn lay_all(source: Option<&Configuration>, changes: &Changes, sieve: &mut Sieve) -> (Object, bool) {
    let source = source.cloned().unwrap_or_default();
    let asked = changes.against(&source);
    let mut members = source.raw;
    let mut differs = false;
    for (name, change) in asked {
        if let Some(change) = sieve.value(name, change) {
            differs |= lay(&mut members, name, change);
        }
    }
    (members, differs)
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

/// Takes out what is not sent, and notes the settings it belonged to.
#[derive(Default)]
struct Sieve {
    lost: Vec<String>,
    inexact: Vec<String>,
}

impl Sieve {
    /// The part of `value` that may be sent; `value` belongs to `setting`.
    fn value(&mut self, setting: &str, value: Value) -> Option<Value> {
        match value {
            Value::String(text) if text.eq_ignore_ascii_case(SENTINEL) => {
                note(setting, &mut self.lost);
                None
            }
            Value::Number(number) if !number.is_exact() => {
                note(setting, &mut self.inexact);
                None
            }
            Value::Array(items) => {
                let was_empty = items.is_empty();
                let items: Vec<_> = items
                    .into_iter()
                    .filter_map(|item| self.value(setting, item))
                    .collect();
                // An empty list would say "none" where the value is not known.
                (was_empty || !items.is_empty()).then_some(Value::Array(items))
            }
            Value::Object(members) => Some(self.members(Some(setting), members)),
            other => Some(other),
        }
    }

    /// The part of an object that may be sent. The object belongs to `setting`;
    /// without one it is the configuration, whose members are settings.
    fn members(&mut self, setting: Option<&str>, members: Object) -> Value {
        let told = members
            .into_iter()
            .filter(|(name, _)| !name.contains("@odata."));
        told.filter_map(|(name, value)| {
            let value = self.value(setting.unwrap_or(&name), value)?;
            Some((name, value))
        })
        .collect::<Object>()
        .into()
    }
}

fn note(setting: &str, settings: &mut Vec<String>) {
    if !settings.iter().any(|name| name == setting) {
        settings.push(setting.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ColorMode, DuplexMode, Finishing, Margin, PageRange};
    use super::*;
    use crate::json;
    use crate::json::Number;
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
}
